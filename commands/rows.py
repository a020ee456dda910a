"""The recorded rows behind a figure, or those that a closed gate waits for: page by page, each with what it said before it was corrected."""

from __future__ import annotations

from collections.abc import Callable

from commands.declare import Ask
from commands.history import lost
from commands.keys import NOT_OURS, ModalKey, read_modal_key, read_ref
from commands.modals import shown, turned
from commands.opening import Readable, own_names, readable
from commands.world import World
from storage.corrections import corrections
from views.behind import deciding, rows_of
from views.detail import WHY, button_name
from views.effects import Effect, Refuse
from views.gates import closed_gates, rows_behind
from views.message import Button, Form
from views.rows import Listed, counted, is_page, rows_form
from views.why import line_to_explain


def open_rows(ask: Ask, world: World) -> Effect:
    """The rows behind the figure that a modal explains; the button carries the key of that modal."""
    return _rows(ask, world, read_modal_key(ask.value, own_names(ask, world)), shown)


def open_gate_rows(ask: Ask, world: World) -> Effect:
    """The rows that a closed gate still waits for."""
    ref = read_ref(ask.value, own_names(ask, world))
    return _rows(ask, world, ModalKey(1, ref) if ref else None, shown)


def turn_rows(ask: Ask, world: World) -> Effect:
    """Another page of the same rows, in place of the one that was pressed in."""
    return _rows(ask, world, read_modal_key(ask.value, own_names(ask, world)), turned)


def _rows(
    ask: Ask, world: World, key: ModalKey | None, placed: Callable[[Ask, Callable[[int], Form]], Effect]
) -> Effect:
    """The page of rows that a key names: of its figure, or without one of the closed gate."""
    if key is None:
        return NOT_OURS
    opened = readable(ask, world, key.ref)
    if isinstance(opened, Refuse):
        return opened
    listed = _of_figure(ask, opened, key) if key.figure else _of_gate(opened, key)
    if listed is None or not is_page(key.first, len(listed.rows)):
        return Refuse("rows that the statement does not have")
    listed = listed._replace(corrected=corrections(ask.connection, listed.shown, opened.statement.as_of))
    return placed(ask, lambda depth: rows_form(listed, opened.statement, opened.reader, str(key._replace(depth=depth))))


def _of_figure(ask: Ask, opened: Readable, key: ModalKey) -> Listed | None:
    line = line_to_explain(opened.statement, key.figure)
    if line is None:
        return None
    behind = rows_of(line.node)
    title = f"{line.title}: {opened.reader.figures.count(*counted(behind, opened.statement.scheme.registry))}"
    # Beyond the second modal nothing can be pushed: then the rows take its place, with a way back.
    back = Button(f"{WHY}.{button_name(line.name)}", "Back to the steps", str(opened.ref)) if key.depth > 1 else None
    gone = () if key.first else lost(ask.connection, line.node, opened.statement)
    return Listed(title, behind, _pages(key), key.first, lost=gone, decided=deciding(line.node), back=back)


def _of_gate(opened: Readable, key: ModalKey) -> Listed:
    statement = opened.statement
    waiting = next((behind for gate in closed_gates(statement) if (behind := rows_behind(statement, gate))), ())
    count, noun = counted(waiting, statement.scheme.registry)
    title = f"{opened.reader.figures.count(count, noun)} that {'does' if count == 1 else 'do'} not count yet"
    return Listed(title, waiting, _pages(key), key.first)


def _pages(key: ModalKey) -> Callable[[int], str]:
    return lambda first: str(key._replace(first=first))
