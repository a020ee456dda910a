"""Benchmarks: what others pay or reach, as a survey published it; one figure of it a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storage.imports.cells import day, identifier, plain, word
from storage.imports.kinds.kind import Column, Kind, Record, Target
from storage.imports.refusal import CellError, cut
from storage.imports.values import measure, stored

_HIGHEST = 99


def percentile(text: str) -> int:
    """Which part of the population has at most this, in hundredths: 50 for the median."""
    plain_text = text.removeprefix("P").removeprefix("p")
    if not plain_text.isascii() or not plain_text.isdecimal() or not 1 <= int(plain_text[:4]) <= _HIGHEST:
        remedy = "Write a whole number from 1 to 99: 50 for the median, 75 where a quarter has more. Leave it empty for a mean."
        raise CellError("percentile", f"`{cut(text)}` is no percentile.", remedy)
    return int(plain_text)


_COLUMNS = (
    Column("benchmark_id", identifier, required=True),
    Column("about", word, required=True),
    Column("population", plain, required=True),
    Column("percentile", percentile, default=None, holds="number"),
    Column("value", str, required=True, holds="number"),
    Column("unit", measure, required=True),
    Column("observed", day, required=True, holds="day"),
    Column("publisher", plain, required=True),
    Column("reference", plain),
)
BENCHMARK = Target(
    "benchmark",
    ("benchmark_id",),
    ("about", "population", "percentile", "minor", "value", "unit", "observed", "publisher", "reference"),
    by="benchmark_id",
)


def _records(values: Sequence[Any], attributes: str) -> tuple[Record, ...]:  # noqa: ARG001 - benchmarks have no attributes
    benchmark_id, about, population, part, text, unit, *rest = values
    if unit.sort is not None:
        remedy = "Write a currency, a noun, or ratio."
        raise CellError("unit", f"A benchmark is a number, and `{unit.name}` is none.", remedy, "unit")
    try:
        minor, value = stored(text, unit)
    except CellError as error:
        error.column = "value"
        raise
    return (Record((benchmark_id,), (about, population, part, minor, value, unit.name, *rest)),)


BENCHMARKS = Kind("benchmarks", _COLUMNS, (BENCHMARK,), _records)
