"""`benchmark list`: what others pay or reach, by whom it was published, and for which day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from bot.cli.failures import unknown
from bot.cli.surroundings import business_time, current
from bot.cli.tables import table_of
from bot.cli.values import TEXT
from bot.cli.verb import Call, verb
from plans.export import instant_text, value_json
from plans.literal import show
from storage import benchmarks as stored
from storage.benchmarks import Benchmark

_HEAD = ("about", "of whom", "percentile", "value", "for", "published by", "source")


@verb
@click.option("--about", type=TEXT, default="", metavar="NAME", help="Only those about this, such as target-incentive.")
def benchmarks(call: Call, about: str) -> None:
    """List benchmarks from outside: what others pay or reach, of whom, for which day, and who published it.

    They are imported (`import benchmarks`), shown beside nobody's pay, and read by no plan. A corrected one is listed as it is known now;
    --as-of lists what was known then.

    \b
        {"benchmark_id", "about", "population", "percentile": 1 to 99 or null for a mean, "value": {"text", "unit", "minor"},
         "observed", "publisher", "reference", "source", "line", "recorded"}
    """
    with current(call) as database, database.read() as connection:
        found = stored.benchmarks(connection, business_time(call), about)
        known = found if found or not about else stored.benchmarks(connection, business_time(call))
    if about and not found:
        others = ", ".join(sorted({f"`{each.about}`" for each in known}))
        raise unknown(
            "benchmark", f"No benchmark is about `{about}`.", f"There are some about: {others}." if others else _NONE
        )
    call.out.items([_as_json(each) for each in found], _words(found))


_NONE = "None is imported yet: `import benchmarks FILE`."


def _as_json(each: Benchmark) -> dict[str, Any]:
    return {
        "benchmark_id": each.benchmark_id,
        "about": each.about,
        "population": each.population,
        "percentile": each.percentile,
        "value": value_json(each.value, each.kind),
        "observed": each.observed.isoformat(),
        "publisher": each.publisher,
        "reference": each.reference,
        "source": each.origin.source,
        "line": each.origin.line,
        "recorded": instant_text(each.origin.recorded),
    }


def _words(found: Sequence[Benchmark]) -> Iterator[str]:
    if not found:
        yield _NONE
        return
    yield table_of([_HEAD, *map(_row, found)], indent="")


def _row(each: Benchmark) -> tuple[str, ...]:
    part = "mean" if each.percentile is None else f"P{each.percentile}"
    amount = show(each.value, each.kind)
    return each.about, each.population, part, amount, each.observed.isoformat(), each.publisher, each.origin.source
