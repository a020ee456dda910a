"""What people read, in no particular tongue: a message is a list of parts, a form is a message with questions.

Renderers in `bot` turn these into Block Kit and into plain text; a third tongue can be added without touching a view. Amounts and dates in
the texts are already formatted for their reader. Words that come from people or data are plain `str`: renderers make them safe.
"""

from __future__ import annotations

from dataclasses import dataclass

# ------------------------------------------------------------------ inline


@dataclass(frozen=True, slots=True)
class Bold:
    """The answer, or the label of a line; nothing else is bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """What one types, or a reference."""

    text: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """An instant (UTC microseconds), shown in each reader's own time where the tongue can; `fallback` says it in words with its zone."""

    at: int
    fallback: str


Inline = str | Bold | Code | Stamp
Words = tuple[Inline, ...]

# ------------------------------------------------------------------ what one can press or fill in


@dataclass(frozen=True, slots=True)
class Confirm:
    """Asked once before something that cannot be taken back: what will happen, and the name of each way on. `deny` names the safe one."""

    title: str
    text: str
    confirm: str
    deny: str


@dataclass(frozen=True, slots=True)
class Button:
    """`id` is its action id, `value` an opaque word that is looked up and authorised again. `says` names it for a screen reader, without amounts."""

    id: str
    text: str
    value: str = ""
    says: str = ""
    primary: bool = False
    danger: bool = False
    confirm: Confirm | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A field to write in. `id` is the block id of the input."""

    id: str
    label: str
    hint: str = ""
    lines: int = 1
    most: int = 3000
    least: int = 0
    optional: bool = False
    initial: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to a choice: what comes back, and what is shown."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few. `id` is the block id of the input."""

    id: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""
    initial: str = ""
    optional: bool = False


# ------------------------------------------------------------------ parts


@dataclass(frozen=True, slots=True)
class Heading:
    """What a message, or a part of it, is about."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or two sentences; `lines` are shown under each other. The button belongs to them."""

    lines: tuple[Words, ...]
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with values, at most four: the states of money."""

    pairs: tuple[tuple[str, str], ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: as of, assumptions, who sees this."""

    text: Words


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Steps:
    """A list, each item led by bold words: `1. What was measured. 14 of your accounts …`."""

    items: tuple[tuple[str, str], ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars made of text, for 0 to `full` per cent: (label, per cent as text, per cent as a whole number)."""

    title: str
    rows: tuple[tuple[str, str, int], ...]
    full: int = 150


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one kind in a chart, such as those at target."""

    name: str
    values: tuple[str, ...]  # decimals as text, one a category
    shown: tuple[str, ...]  # the same, formatted for the reader


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart that repeats what the lines say; where the tongue has no charts, `bars` stand instead."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    x_label: str
    y_label: str
    bars: Bars


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of team results or of a rule, for posts: PNG bytes, a file name, and in `alt` all that it shows. Where no file can be shown, `alt` stands."""

    name: str
    title: str
    alt: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads, then rows of cells; `right` are the columns of numbers. At most four columns."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Actions:
    """Two to four buttons; the way to disagree is always the last."""

    buttons: tuple[Button, ...]
    id: str = ""


Part = Heading | Paragraph | Facts | Note | Rule | Steps | Bars | Chart | Image | Grid | Actions | Question | Choice


@dataclass(frozen=True, slots=True)
class Message:
    """An answer: its parts in the order in which they are read."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A modal. `key` is opaque: what it stands for is looked up and authorised again. Without `submit` it only shows."""

    id: str
    title: str
    parts: tuple[Part, ...]
    submit: str = ""
    close: str = "Close"
    key: str = ""
