"""`Why?`: the steps to a figure, the rows behind it, those that a gate waits for, and all lines of a long statement."""

from __future__ import annotations

from commands.declare import Ask
from commands.keys import ModalKey, Ref, read_modal_key, read_ref
from commands.modals import shown
from commands.opening import Readable, readable
from commands.world import World
from views.detail import WHY, button_name
from views.effects import Effect, Refuse
from views.gates import closed_gates, rows_behind
from views.many import lines_form
from views.message import Button
from views.rows import counted, rows_form, rows_of
from views.why import line_to_explain, why_form


def why(ask: Ask, world: World) -> Effect:
    """The modal that explains one figure of the statement whose button was pressed."""
    opened = _opened(ask, world, read_ref(ask.value))
    if isinstance(opened, Refuse):
        return opened
    figure = ask.action.removeprefix(f"{WHY}.")
    line = line_to_explain(opened.statement, figure)
    if line is None:
        return Refuse("a figure that the statement does not have")
    return shown(
        ask, lambda depth: why_form(line, opened.statement, opened.reader, str(ModalKey(depth, opened.ref, figure)))
    )


def rows(ask: Ask, world: World) -> Effect:
    """The recorded rows behind the figure that a modal explains."""
    key = read_modal_key(ask.value)
    opened = _opened(ask, world, key.ref if key else None)
    if isinstance(opened, Refuse) or key is None:
        return opened if isinstance(opened, Refuse) else Refuse("a key that Fairshare did not write")
    line = line_to_explain(opened.statement, key.figure)
    if line is None:
        return Refuse("a figure that the statement does not have")
    behind = rows_of(line.node)
    title = f"{line.title}: {counted(behind, opened.statement.scheme.registry, opened.reader)}"
    # Beyond the second modal nothing can be pushed: then the rows take its place, with a way back.
    back = Button(f"{WHY}.{button_name(line.name)}", "Back to the steps", str(opened.ref)) if key.depth > 1 else None
    return shown(
        ask,
        lambda depth: rows_form(
            title, behind, opened.statement, opened.reader, str(ModalKey(depth, opened.ref, key.figure)), back
        ),
    )


def gate_rows(ask: Ask, world: World) -> Effect:
    """The rows that a closed gate still waits for."""
    opened = _opened(ask, world, read_ref(ask.value))
    if isinstance(opened, Refuse):
        return opened
    statement = opened.statement
    waiting = next((behind for gate in closed_gates(statement) if (behind := rows_behind(statement, gate))), ())
    title = f"{counted(waiting, statement.scheme.registry, opened.reader).capitalize()} that do not count yet"
    return shown(
        ask, lambda depth: rows_form(title, waiting, statement, opened.reader, str(ModalKey(depth, opened.ref)))
    )


def all_lines(ask: Ask, world: World) -> Effect:
    """Every line of a statement that shows its largest only."""
    opened = _opened(ask, world, read_ref(ask.value))
    if isinstance(opened, Refuse):
        return opened
    return shown(ask, lambda depth: lines_form(opened.statement, opened.reader, str(ModalKey(depth, opened.ref))))


def _opened(ask: Ask, world: World, ref: Ref | None) -> Readable | Refuse:
    return readable(ask.connection, world, ask.who, ask.now, ref)
