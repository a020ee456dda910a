"""`Preview a post`: what would be posted now, seen by whoever asks and by nobody else."""

from __future__ import annotations

from commands.declare import Ask
from commands.modals import placed
from commands.schedule.change import find_schedule, planned
from commands.schedule.keys import NOT_OURS, read_number
from commands.schedule.names import name_of
from commands.world import World
from views.effects import Effect
from views.schedule.board import PICK
from views.schedule.change import preview_form
from views.schedule.listed import preview_list


def list_previews(ask: Ask, world: World) -> Effect:
    """Which one to preview, a page at a time."""
    first = 0 if ask.value == PICK else read_number(ask.value)
    if first is None:
        return NOT_OURS
    return placed(ask, preview_list(*planned(ask, world, ask.connection, first)))


def preview(ask: Ask, world: World) -> Effect:
    """One post, composed as its job would compose it now. Nothing of it is kept."""
    found = find_schedule(ask.connection, world, ask.value)
    if found is None:
        return NOT_OURS
    content = found.kind.preview(ask.connection, found.of)
    return placed(ask, preview_form(name_of(ask.connection, world, found.of), content))
