"""Whether the metrics that a plan reads fit it: one that is measured by the month says nothing of a quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from plans.checking.names import target
from plans.plan import Figure
from plans.problem import Place, Problems
from plans.registry import BY_COLUMN, Registry
from plans.syntax import Each, Over, Ref, leaves


class _Read(NamedTuple):
    """An input that a figure reads, and the length of the periods for which it reads it."""

    name: str
    place: Place
    grain: str


def check_metrics(
    figures: Mapping[str, Figure], registry: Registry, grain: str, grains: tuple[str, ...], problems: Problems
) -> None:
    """Names every metric that is about another length of time than that for which a figure reads it (its own, or that of its window), and
    every one that looks back over periods that the plan's calendar does not have.

    Unit, scope and sign are checked with the types. `grain` is how often the plan pays, `grains` are the lengths of its calendar.
    """
    for figure in figures.values():
        for read in _reads(figure, figures, grain):
            metric = registry.metric_of(read.name)
            if metric is not None and metric.per in BY_COLUMN:
                message = f"`{read.name}` is per {metric.per}, and nothing says of which one."
                remedy = f"Read it through a column that says it, such as `credit.{metric.per}.{metric.name}`."
                problems.add(read.place, f"figures.{figure.name}", "scope", message, remedy)
                continue
            metric = metric or registry.metric_by_column(read.name.partition(".")[2])
            if metric is None:
                continue
            for length in sorted(metric.roll_up.lengths - {*grains}):
                message = f"`{read.name}` counts {length}s, and the calendar of the plan has none."
                problems.add(read.place, f"figures.{figure.name}", "period", message, f"It has: {', '.join(grains)}.")
            if metric.period in {"", read.grain}:
                continue
            message = (
                f"`{read.name}` is measured by the {metric.period}, and `{figure.name}` reads it for a {read.grain}."
            )
            remedy = f"Read it in a window, such as `over: each {metric.period}`, or ask {metric.owner or 'its owner'} for a metric of a {read.grain}."  # fmt: skip
            problems.add(read.place, f"figures.{figure.name}", "grain", message, remedy)


def metrics_read(figures: Mapping[str, Figure], registry: Registry) -> tuple[str, ...]:
    """The names of all metrics that some figure reads, in their order; each once."""
    names = (read.name for figure in figures.values() for read in _reads(figure, figures, ""))
    found = (registry.metric_of(name) or registry.metric_by_column(name.partition(".")[2]) for name in names)
    return tuple(dict.fromkeys(metric.name for metric in found if metric is not None))


def _reads(figure: Figure, figures: Mapping[str, Figure], grain: str) -> Iterator[_Read]:
    own = figure.each or grain
    for leaf in leaves(tuple(figure.params.values())):
        if not isinstance(leaf, (Ref, Each, Over)):
            continue
        ref = leaf if isinstance(leaf, Ref) else leaf.of
        goal = target(ref.name, figures)
        if not goal.figure:
            yield _Read(goal.name, ref.place, (leaf.window.grain if isinstance(leaf, Over) else "") or own)
