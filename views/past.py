"""All periods with a plan, the newest first, a few at a time: each with its total or its state, and a way into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from plans.statement import Statement
from views.framing import ONLY_YOU, period_ends, stamp
from views.message import Actions, Bold, Button, Form, Heading, Note, Paragraph, Part
from views.periods import period_name
from views.reader import Reader

FORM, PAST, OPEN, LOOKS = "fs.past", "fs.mypay.past", "fs.mypay.open", "fs.mypay.looks"
OLDER, NEWEST, BACK = "fs.mypay.past.older", "fs.mypay.past.newest", "fs.mypay.past.back"
MOST = 8  # periods in one list: two years of quarters


def past_menu(key: str) -> Actions:
    """The button that opens the list, under a statement or where there is none."""
    return Actions((Button(PAST, "Past periods", key),), "mypay_menu")


def back_to_list(key: str) -> Button:
    """From a period that was opened to the page of the list where it stands; `key` is what leads to that page."""
    return Button(BACK, "Back to the list", key, "Back to the list of periods")


class Entry(NamedTuple):
    """A period of the list: its statement, and what the button that opens it carries."""

    statement: Statement
    key: str


class Past(NamedTuple):
    """Some of all periods. `older` is what the button to those before them carries, `newest` that of the one back; empty: there is none."""

    entries: Sequence[Entry]
    older: str = ""
    newest: str = ""


def past_form(past: Past, reader: Reader, as_of: int, key: str) -> Form:
    """The modal."""
    parts: list[Part] = [Heading("Your variable pay by period")]
    if not past.entries:
        parts.append(Paragraph((("No period with a plan is on record yet.",),)))
    parts += [_entry(entry, reader) for entry in past.entries]
    if past.older:
        parts.append(Paragraph((("Older periods are on record as well.",),)))
    parts.append(Actions(tuple(_buttons(past, reader))))
    parts += [Note(("As of ", stamp(as_of, reader), ".")), Note((ONLY_YOU,))]
    return Form(FORM, "Past periods", tuple(parts), key=key)


def _buttons(past: Past, reader: Reader) -> Iterator[Button]:
    if past.older:
        yield Button(OLDER, "Show older periods", past.older)
    if past.newest:
        yield Button(NEWEST, "Show the newest", past.newest, "Show the newest periods")
    yield Button(LOOKS, "Who looked", reader.key, "Who looked at my pay")


def _entry(entry: Entry, reader: Reader) -> Paragraph:
    statement = entry.statement
    name = period_name(statement.period, reader.figures)
    button = Button(f"{OPEN}.{statement.period.name}", "Open", entry.key, f"Open {name}")
    return Paragraph(((Bold(f"{name}: {_total(statement, reader)}"),), (_state(statement, reader),)), button)


def _total(statement: Statement, reader: Reader) -> str:
    if not isinstance(statement.earned, Decimal):
        return "no total yet"
    return reader.figures.amount(statement.earned, statement.plan.currency)


def _state(statement: Statement, reader: Reader) -> str:
    """`Final.` or `So far: the quarter ends on 31 Dec 2026.`, and the plan it is under."""
    plan = f" {statement.plan.title or statement.plan.name}, version {statement.plan.version}."
    if statement.waits:
        return f"Something that it rests on has not arrived.{plan}"
    if statement.signed:
        return f"Signed off on {reader.figures.day(statement.signed)}.{plan}"
    if statement.final:
        return f"Final.{plan}"
    return f"So far: {period_ends(statement.period, reader)}.{plan}"
