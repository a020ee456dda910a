"""Benchmarks from outside, as known at an instant."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from plans.literal import Scalar
from plans.record import Origin
from plans.unit import Kind
from storage.reading import kind, newest, origin, rows, value

_ALL = (
    "SELECT k.benchmark_id, k.about, k.population, k.percentile, k.minor, k.value, k.unit, k.observed, k.publisher, k.reference,"
    f" {origin('k')} FROM benchmark k WHERE (? = '' OR k.about = ?) AND "
    + newest("benchmark", "k", "benchmark_id")
    + " ORDER BY k.about, k.population, k.observed DESC, k.percentile, k.benchmark_id"
)


class Benchmark(NamedTuple):
    """One published figure: `percentile` of `population` has at most `value`; None for a mean. `observed` is the day for which it is said."""

    benchmark_id: str
    about: str
    population: str
    percentile: int | None
    value: Scalar
    kind: Kind
    observed: date
    publisher: str
    reference: str
    origin: Origin


def benchmarks(connection: Connection, as_of: int, about: str = "") -> list[Benchmark]:
    """All of them, or those about one thing; by what they are about, of whom, the newest day first."""
    return [
        Benchmark(
            benchmark_id,
            of,
            population,
            percentile,
            value(minor, text, unit),
            kind(unit),
            date.fromisoformat(observed),
            publisher,
            reference,
            Origin(*where),
        )
        for benchmark_id, of, population, percentile, minor, text, unit, observed, publisher, reference, *where in rows(
            connection, _ALL, (about, about, as_of)
        )
    ]
