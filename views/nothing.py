"""Nothing to show, and why: not yet, not any more, no plan, a period to come. Never a zero, and never as if something were wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from plans.calendar import Period
from views.framing import only_you, stamp
from views.message import Bold, Form, Heading, Message, Note, Paragraph, Part, Steps
from views.past import past_menu
from views.periods import period_name
from views.reader import Reader


class Reason(Enum):
    """Why there is no statement."""

    NO_STAY = "nothing is recorded about where the person works"
    NOT_JOINED = "the period ended before the person joined"
    JOINS = "the person joins on a day to come"
    STARTS = "the plan of the person starts on a day to come"
    LEFT = "the person left before the period"
    FUTURE = "the period has not begun"
    NO_PLAN = "no plan is for the person then"
    NO_ROWS = "the calendar of the plan has no period then"


class Nothing(NamedTuple):
    """There is no statement for somebody. Days are None where they are not known."""

    reason: Reason
    period: Period | None = None
    joined: date | None = None
    left: date | None = None
    starts: date | None = None  # of the plan
    plan: str = ""
    beside: Period | None = None  # the last period of a calendar that goes no further, or its first
    grain: str = ""  # how often the plan pays


def nothing_message(nothing: Nothing, reader: Reader, as_of: int, *, past: bool = False) -> Message:
    """The private answer; `past` says whether there is any period to look back to."""
    *parts, seen = nothing_parts(nothing, reader, as_of)
    return Message((*parts, *([past_menu(reader.key)] if past else []), seen))


def nothing_form(nothing: Nothing, reader: Reader, as_of: int, key: str) -> Form:
    """The same in a modal."""
    return Form("fs.statement", "Statement", tuple(nothing_parts(nothing, reader, as_of)), key=key)


def nothing_parts(nothing: Nothing, reader: Reader, as_of: int) -> Iterator[Part]:
    """What both are made of; `as_of` is an instant in UTC microseconds."""
    period = f", {period_name(nothing.period, reader.figures)}" if nothing.period else ""
    yield Heading(f"{reader.whose} variable pay{period}")
    lead, rest = _said(nothing, reader)
    yield Paragraph(((Bold(lead), f" {rest}" if rest else ""),))
    if nothing.reason is Reason.STARTS and nothing.starts is not None:
        yield Steps(tuple(_from_when(nothing.starts, reader)), ordered=False)
    plan = f" Plan: {nothing.plan}." if nothing.plan else ""
    yield Note(("As of ", stamp(as_of, reader), f".{plan}"))
    yield Note((only_you(reader),))


def _from_when(starts: date, reader: Reader) -> Iterator[tuple[str, str]]:
    before = reader.figures.day(starts - timedelta(days=1))
    results = "your own results count." if reader.own else "results count."
    yield (
        f"Now to {before}:",
        f"no variable pay. {reader.your.capitalize()} contract sets {reader.your} base pay, and Fairshare does not touch it.",
    )
    yield f"From {reader.figures.day(starts)}:", results


def _said(nothing: Nothing, reader: Reader) -> tuple[str, str]:
    """The answer, and what it rests on."""
    name = period_name(nothing.period, reader.figures) if nothing.period else "this period"
    who = "You" if reader.own else reader.of
    joined, left = _day(nothing.joined, reader), _day(nothing.left, reader)
    if nothing.reason is Reason.STARTS:
        start = _day(nothing.starts, reader)
        return (
            "There is nothing to show yet, and that is as planned.",
            f"{who} joined on {joined}. {reader.your.capitalize()} plan starts on {start}.",
        )
    if nothing.reason is Reason.JOINS:
        return "There is nothing to show yet, and that is as planned.", f"The first day is {joined}."
    if nothing.reason is Reason.NOT_JOINED:
        return f"There is nothing for {name}.", f"{who} joined on {joined}, after it ended."
    if nothing.reason is Reason.LEFT:
        return f"There is nothing for {name}.", f"The last day was {left}. Earlier periods can still be read."
    if nothing.reason is Reason.FUTURE and nothing.period is not None:
        return f"{name} has not begun.", f"It starts on {reader.figures.day(nothing.period.start)}."
    if nothing.reason is Reason.NO_ROWS:
        return _no_rows(nothing, reader)
    if nothing.reason is Reason.NO_STAY:
        words = "Nothing is recorded about a team or a role."
    else:
        words = f"No published plan is for {reader.your} team and role in {name}."
    return (
        "There is no variable pay plan to show.",
        f"{words} If that is wrong, an HR administrator can check the people file.",
    )


def _no_rows(nothing: Nothing, reader: Reader) -> tuple[str, str]:
    """Until where the company calendar goes, and who can say how it goes on."""
    beside, figures = nothing.beside, reader.figures
    if beside is None:
        lead = f"The company calendar has no {nothing.grain} here."
    elif beside.end < reader.today:
        lead = f"The company calendar has no {nothing.grain} after {period_name(beside, figures)}, which ended on {figures.day(beside.end)}."
    else:
        lead = f"The company calendar has no {nothing.grain} before {period_name(beside, figures)}, which begins on {figures.day(beside.start)}."
    plan = f"{reader.your.capitalize()} plan counts by it, and nothing of {reader.your} results is lost."
    return (
        lead,
        f"{plan} Once its next version is published, the time shows here; an HR administrator can ask for that.",
    )


def _day(day: date | None, reader: Reader) -> str:
    return reader.figures.day(day) if day is not None else "a day that is not recorded"
