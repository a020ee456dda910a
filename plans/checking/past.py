"""What a new version reads of the periods in which an older one was in force: the same names must count the same things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plans.checking.names import target
from plans.plan import Figure, Plan
from plans.problem import Problems
from plans.spans import window_of
from plans.syntax import Over, leaves
from plans.verb import in_words
from plans.windows import Window


def check_past(plan: Plan, older: Iterable[Plan], problems: Problems) -> None:
    """Names every window that reaches into an older version in which the figure counted something else; warns where there is no such figure."""
    versions = [one for one in older if one.effective_from < plan.effective_from]
    if not versions:
        return
    for figure in plan.figures.values():
        for leaf in leaves(tuple(figure.params.values())):
            goal = target(leaf.of.name, plan.figures).figure if isinstance(leaf, Over) else ""
            if not goal or not isinstance(leaf, Over) or not leaf.window.looks_back:
                continue
            path, now = f"figures.{figure.name}", plan.figures[goal]
            for one, alike in _reached(plan, figure, leaf.window, now.each or plan.grain, versions):
                then = one.figures.get(goal)
                reaches = f"`{figure.op}` of clause {figure.clause} reaches into version {one.version}"
                if then is None:
                    message = f"{reaches}, which has no `{goal}`: its periods are left out."
                    remedy = "Read a metric over the window instead, if they are to count."
                    problems.add(leaf.place, path, "past", message, remedy, warning=True)
                elif not alike:
                    message = f"{reaches}, which counts by other periods: they are left out."
                    remedy = "Start the plan with its own year, or take over what was reached by then as a term."
                    problems.add(leaf.place, path, "past", message, remedy, warning=True)
                elif then.kind != now.kind:
                    message = f"{reaches}, where `{goal}` is {in_words(then.kind)}; here it is {in_words(now.kind)}."
                    remedy = "Give the new figure another name: then the periods of that version are left out."
                    problems.add(leaf.place, path, "past", message, remedy)


def _reached(
    plan: Plan, figure: Figure, window: Window, grain: str, versions: Sequence[Plan]
) -> Iterator[tuple[Plan, bool]]:
    """The versions into which a window reaches from the plan's first period, which is the one that reaches furthest; and whether its periods are theirs."""
    start = plan.cut.holding(plan.effective_from, figure.each or plan.grain)
    first = min(one.effective_from for one in versions)
    periods = window_of(window, start, grain, plan.cut, first) if start else ()
    for one in versions:
        theirs = [period for period in periods if one.covers(period.end)]
        if theirs:
            yield one, any(one.cut.holding(period.end, period.grain) == period for period in theirs)
