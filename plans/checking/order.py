"""The order of computing: every figure after those it reads; and a loop, where there is one, said in words."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from plans.checking.names import read_by, target
from plans.plan import Figure
from plans.problem import Problems


def computing_order(figures: Mapping[str, Figure], problems: Problems) -> tuple[str, ...]:
    """All figures so that each comes after those it reads; empty, with a problem named, where they go in a circle."""
    graph = {
        name: [goal for ref in read_by(figure) if (goal := target(ref.name, figures).figure)]
        for name, figure in figures.items()
    }
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        loop = list(reversed(error.args[1]))[:-1]
    first = min(range(len(loop)), key=lambda place: figures[loop[place]].place)
    loop = loop[first:] + loop[:first]
    steps = ", ".join(f"`{name}` needs `{loop[(place + 1) % len(loop)]}`" for place, name in enumerate(loop[:8]))
    count = {1: "It", 2: "One of the two", 3: "One of the three"}.get(len(loop), "One of them")
    figure = figures[loop[0]]
    problems.add(
        figure.place,
        f"figures.{figure.name}",
        "cycle",
        f"{steps}.",
        f"{count} must read something else: a metric, a term, or an earlier step.",
    )
    return ()
