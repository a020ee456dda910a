"""What is read in other periods than the reader's own: how long those are, and whether the reader has such periods at all."""

from __future__ import annotations

from collections.abc import Mapping

from plans.checking.names import Target, target
from plans.company.cut import GRAINS
from plans.plan import Figure
from plans.problem import Problems
from plans.syntax import Over, Ref, leaves
from plans.windows import BACK, EACH, LAST, Window

_LISTS = ("of", "parts")  # a list leaves out what does not stand in a period


def check_periods(figures: Mapping[str, Figure], grain: str, grains: tuple[str, ...], problems: Problems) -> bool:
    """Names every window that does not fit what it reads; True when all do.

    `grain` is how often the plan pays (empty where only figures are known), `grains` are the lengths that its calendar has.
    """
    before = len(problems)
    for figure in figures.values():
        own = figure.each or grain
        if grain and own not in grains:
            message = f"`figures.{figure.name}` is computed for each {own}, and the calendar has no such period."
            problems.add(
                figure.place, f"figures.{figure.name}.each", "period", message, f"It has: {', '.join(grains)}."
            )
            continue
        for leaf in leaves(tuple(figure.params.values())):
            if isinstance(leaf, Over):
                _check_window(figure, own, leaf, _grain_of(leaf.of, figures, grain), grains, problems)
            elif isinstance(leaf, Ref) and (goal := target(leaf.name, figures)).figure:
                _check_direct(figure, own, leaf, goal, figures, grain, problems)
    return len(problems) == before


def _grain_of(ref: Ref, figures: Mapping[str, Figure], grain: str) -> str | None:
    """The length of the periods for which something is computed; None for an input, which can be read for any."""
    goal = target(ref.name, figures)
    return figures[goal.figure].each or grain if goal.figure else None


def _check_window(
    figure: Figure, own: str, leaf: Over, read: str | None, grains: tuple[str, ...], problems: Problems
) -> None:
    window, name = leaf.window, leaf.of.name
    said = remedy = ""
    if not own:
        return
    if window.grain and window.grain not in grains:
        said, remedy = f"reads {_told(window)}, and the calendar has no such period", f"It has: {', '.join(grains)}."
    elif window.kind == BACK:
        if read is not None and read != own:
            said = f"reads `{name}` earlier, which is computed for each {read}, and is itself computed for each {own}"
            remedy = f"Add `each: {read}` to it."
        elif _longer(own, window.grain):
            said, remedy = f"reads {_told(window)}, and its own periods are longer", f"Write `back: 1 {own}`."
    elif window.kind in {LAST, EACH} and read is not None and window.grain and read != window.grain:
        said = f"reads `{name}` over {_told(window)}, but it is computed for each {read}"
        remedy = f"Write `{Window(window.kind, window.number, read)}`, or give it `each: {window.grain}`."
    elif window.kind == EACH and not _longer(own, window.grain):
        said = f"reads `{name}` over {_told(window)}, but is itself computed for each {own}"
        remedy = "Read it directly, or over `year to date` or `last 4 quarters`."
    elif _longer(window.grain or read or own, own):
        said = f"reads `{name}` over periods that are longer than its own"
        remedy = f"Give it `each: {window.grain or read}`."
    if said:
        where = f" (clause {figure.clause})" if figure.clause else ""
        message = f"`figures.{figure.name}`{where} {said}."
        problems.add(leaf.place, f"figures.{figure.name}", "window", message, remedy)


def _check_direct(
    figure: Figure, own: str, ref: Ref, goal: Target, figures: Mapping[str, Figure], grain: str, problems: Problems
) -> None:
    """A figure of other periods is read through a window; one of longer periods also in a list, which leaves it out until it stands."""
    read = figures[goal.figure].each or grain
    if read == own:
        return
    in_list = any(ref in (item, getattr(item, "of", None)) for key in _LISTS for item in _listed(figure, key))
    if in_list and (not own or not read or _longer(read, own)):
        return
    message = f"`{figure.name}` is computed for each {own or 'period'} and reads `{ref.name}`, which is computed for each {read or 'period'}."
    remedy = (
        f"Use `sum: {{each: {ref.name}, over: each {read}}}`, or another window."
        if own and read and _longer(own, read)
        else "Read it in the list of a `sum`: it stands there in the last period of its own."
    )
    problems.add(ref.place, f"figures.{figure.name}", "window", message, remedy)


def _listed(figure: Figure, key: str) -> tuple[object, ...]:
    value = figure.params.get(key)
    return value if isinstance(value, tuple) and not hasattr(value, "_fields") else ()


def _longer(first: str, second: str) -> bool:
    return GRAINS.index(first) > GRAINS.index(second)


def _told(window: Window) -> str:
    return f"`{window}`"
