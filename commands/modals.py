"""Where a modal goes: at most two lie on each other, so a third takes the place of the second."""

from __future__ import annotations

from collections.abc import Callable

from commands.declare import Ask
from commands.keys import depth_of
from views.effects import OpenForm, PushForm, ReplaceForm
from views.message import Form


def shown(ask: Ask, form: Callable[[int], Form]) -> OpenForm | PushForm | ReplaceForm:
    """The form at the depth at which it will lie: first from a message, second from a first, and in place of a second."""
    if not ask.key:
        return OpenForm(form(1))
    return PushForm(form(2)) if depth_of(ask.key) == 1 else ReplaceForm(form(2))


def turned(ask: Ask, form: Callable[[int], Form]) -> OpenForm | ReplaceForm:
    """The form in place of the modal that was pressed in, at its depth: another page of it. From a message, the first modal."""
    if not ask.key:
        return OpenForm(form(1))
    return ReplaceForm(form(depth_of(ask.key)))


def placed(ask: Ask, form: Form) -> OpenForm | ReplaceForm:
    """The form in place of the modal that was pressed in; from a message, the first modal."""
    return ReplaceForm(form) if ask.key else OpenForm(form)
