"""The sample company: Northwind, generated from a seed, with stories that a visitor will find."""

from bot.sample.company import CLOCK, Sample, SampleImport, make_sample

__all__ = ["CLOCK", "Sample", "SampleImport", "make_sample"]
