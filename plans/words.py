"""Sentences as structure: a template with named slots, so that another language is another table of templates.

A slot holds a Title (of a figure or an input), a Shown value with its kind, a period (When), a list, another phrase, or plain text. `say` turns a phrase into
text; how amounts, dates and titles look is the caller's `Voice`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from plans.literal import Scalar, show
from plans.unit import Kind


class Title(NamedTuple):
    """A figure, part or input by its name in the plan; `text` is what people call it."""

    name: str
    text: str


class Shown(NamedTuple):
    """A value with its kind."""

    value: Scalar
    kind: Kind


class When(NamedTuple):
    """A period by its name: `2026-Q4`."""

    period: str


class Several(NamedTuple):
    """A list, joined by `and`, `or`, `plus` or `;`."""

    items: tuple[Any, ...]
    joint: str = "and"


class Phrase(NamedTuple):
    """`key` names the template for translators (`rate`, `tiers.slab`); `template` is the English one."""

    key: str
    template: str
    slots: Mapping[str, Any] = {}


Slot = Title | Shown | When | Several | Phrase | str


class Voice(Protocol):
    """How values and titles look to one reader."""

    def value(self, shown: Shown) -> str: ...
    def title(self, title: Title) -> str: ...
    def period(self, when: When) -> str: ...


class PlainVoice:
    """Values as the plan language writes them, titles as they stand: for the command line and for tests."""

    def value(self, shown: Shown) -> str:
        return show(shown.value, shown.kind)

    def title(self, title: Title) -> str:
        return title.text

    def period(self, when: When) -> str:
        return when.period


PLAIN: Voice = PlainVoice()
_SLOT = re.compile(r"\{([\w-]+)\}")


def say(slot: Slot, voice: Voice = PLAIN) -> str:
    """The text of a phrase or slot in English."""
    if isinstance(slot, Phrase):
        return _SLOT.sub(lambda match: say(slot.slots[match[1]], voice), slot.template)
    if isinstance(slot, Title):
        return voice.title(slot)
    if isinstance(slot, Shown):
        return voice.value(slot)
    if isinstance(slot, When):
        return voice.period(slot)
    if isinstance(slot, Several):
        return _joined([say(item, voice) for item in slot.items], slot.joint)
    return slot


def _joined(texts: list[str], joint: str) -> str:
    if joint in {"plus", "then", "times", "+", "×"}:
        return f" {joint} ".join(texts)
    if joint in {";", ","}:
        return f"{joint} ".join(texts)
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {joint} {texts[-1]}"
