"""`Why?`: the steps to a figure; and all lines of a long statement."""

from __future__ import annotations

from commands.declare import Ask
from commands.history import history
from commands.keys import ModalKey, read_ref
from commands.modals import shown
from commands.opening import own_names, readable
from commands.world import World
from views.detail import WHY
from views.effects import Effect, Refuse
from views.many import lines_form
from views.why import line_to_explain, rests_on, why_form


def why(ask: Ask, world: World) -> Effect:
    """The modal that explains one figure of the statement whose button was pressed."""
    opened = readable(ask, world, read_ref(ask.value, own_names(ask, world)))
    if isinstance(opened, Refuse):
        return opened
    figure = ask.action.removeprefix(f"{WHY}.")
    line = line_to_explain(opened.statement, figure)
    if line is None:
        return Refuse("a figure that the statement does not have")
    statement = opened.statement
    known = history(ask.connection, rests_on(line), line.node, statement)
    return shown(
        ask,
        lambda depth: why_form(line, statement, opened.reader, str(ModalKey(depth, opened.ref, figure)), *known),
    )


def all_lines(ask: Ask, world: World) -> Effect:
    """Every line of a statement that shows its largest only."""
    opened = readable(ask, world, read_ref(ask.value, own_names(ask, world)))
    if isinstance(opened, Refuse):
        return opened
    return shown(ask, lambda depth: lines_form(opened.statement, opened.reader, str(ModalKey(depth, opened.ref))))
