"""What people read in the chat, as plain text for a terminal: the same words, without what one would press."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.render.plain import plain
from views.message import Actions, Message, Paragraph, Part


def spoken(parts: Iterable[Part]) -> str:
    """The parts as text, without buttons."""
    return plain(Message(tuple(_silent(part) for part in parts if not isinstance(part, Actions))), charts=False)


def _silent(part: Part) -> Part:
    return replace(part, button=None) if isinstance(part, Paragraph) else part
