"""The sample company: Northwind, generated from a seed, with stories that a visitor will find."""

from bot.sample.company import CLOCK, OPERATORS_CHANNEL, Sample, SampleImport, SampleSignOff, make_sample

__all__ = ["CLOCK", "OPERATORS_CHANNEL", "Sample", "SampleImport", "SampleSignOff", "make_sample"]
