"""One figure of one run: what it reads, and the node that comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plans.program import Step
from plans.tree import Cause, Missing, Node, missing_in
from plans.verb import Outcome, WaitsError

if TYPE_CHECKING:
    from plans.engine import Run


def read_by_step(step: Step, run: Run) -> dict[str, Any]:
    """All that a figure reads, by parameter."""
    args = dict(step.template)
    if step.chooses:
        outside, run.chosen = run.chosen, []  # a figure that is read over periods may compute another one on the way
        for key, read in step.readers:
            args[key] = read(run)
        if run.chosen:
            args["according-to"] = tuple(run.chosen)
        run.chosen = outside
    else:
        for key, read in step.readers:
            args[key] = read(run)
    for scope in step.scopes:
        declared = run.declared(scope)
        if declared is not None and (isinstance(declared.value, Missing) or not run.items(scope)):
            args["declared"] = declared  # it is why the line waits, or what its zero rests on
    return args


def node_of(step: Step, run: Run, args: Mapping[str, Any], item: str) -> Node:
    """A figure from what it reads."""
    figure = step.figure.apart.get(item, step.figure) if item else step.figure
    if run.overrides and figure.name in run.overrides:
        return Node(figure, run.overrides[figure.name], args, item=item, period=run.period)
    # Of a list that a case table chooses: not the list, but what would have chosen it.
    unknown = [key for key in step.tables if type(args[key]) is Node] if step.tables else []
    for key in step.watched if not unknown and "declared" not in args else (*step.watched, *unknown, "declared"):
        read = args.get(key)
        if type(read.value) is Missing if type(read) is Node else missing_in(read):  # mostly it is one node
            return replace(_waiting(step, args, unknown, item), period=run.period)
    try:
        result = figure.verb.compute(args)
    except WaitsError as wait:
        cause = Cause(figure.name, wait.why, f"{figure.called}: {wait.words}", period=run.period)
        return Node(figure, Missing((cause,)), args, item=item, period=run.period)
    if isinstance(result, Outcome):
        return Node(figure, result.value, args, result.pieces, (), item, None, run.period)
    return Node(figure, result, args, (), (), item, None, run.period)


def _waiting(step: Step, args: Mapping[str, Any], unknown: Sequence[str], item: str) -> Node:
    """A figure that waits, for everything that is not there yet: also for what only its verb would have asked for."""
    idle = frozenset() if unknown else step.figure.verb.idle(args)
    causes = (
        cause for key, value in args.items() if key != "according-to" and key not in idle for cause in missing_in(value)
    )
    known = {key: value for key, value in args.items() if key not in unknown}
    return Node(step.figure, Missing(tuple(dict.fromkeys(causes))), known, item=item)
