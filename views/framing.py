"""What frames every private answer: its heading, the small print under the answer, and who sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from plans.calendar import Period
from plans.statement import Statement
from plans.tree import COUNTED_THROUGH, SO_FAR
from views.message import Note, Stamp
from views.periods import grain_word, period_name
from views.reader import Reader
from views.texts import inside, joined

ONLY_YOU = "Only you can see this."
_NAMED = 2  # of many measures of which the same is assumed, so many by name


def heading(statement: Statement, reader: Reader) -> str:
    """`Your variable pay, Q4 2026`."""
    return f"{reader.whose} variable pay, {period_name(statement.period, reader.figures)}"


def as_of(statement: Statement, reader: Reader) -> Note:
    """As known when, final or not, under which plan, and what it assumes."""
    texts = [_finality(statement, reader), plan_words(statement, reader), *assumed(statement, reader)]
    return Note(("As of ", stamp(statement.as_of, reader), f". {' '.join(texts)}"))


def period_ends(period: Period, reader: Reader) -> str:
    """`the quarter ends on 31 Dec 2026`, or that it did."""
    return f"the {grain_word(period)} {'ends' if period.end >= reader.today else 'ended'} on {reader.figures.day(period.end)}"


def stamp(micros: int, reader: Reader) -> Stamp:
    """An instant (UTC microseconds), in the reader's own time where the tongue can show that."""
    return Stamp(micros, reader.figures.instant(micros))


def plan_words(statement: Statement, reader: Reader) -> str:
    """`Plan: Customer Success 2026, version 3.`, with the calendar that it counts by; and of a pilot until when, and when it is told what it showed."""
    plan, calendar = statement.plan, statement.calendar
    said = f"Plan: {plan.title or plan.name}, version {plan.version}."
    if calendar is not None:
        said += f" Calendar: {calendar.title}, version {calendar.version}."
    if plan.pilot is None:
        return said
    day = reader.figures.day
    return f"{said} It is a pilot in {plan.pilot.unit} until {day(plan.pilot.end)}; what it showed is told on {day(plan.pilot.read_out)}."


def seen_by(statement: Statement, reader: Reader) -> Note:
    """Who sees the answer, and the code by which two people can tell that they look at the same statement."""
    code = f" Statement check code: {statement.check_code}." if not statement.waits else ""
    return Note((f"{only_you(reader)} It is gone when Slack reloads.{code}",))


def only_you(reader: Reader) -> str:
    """Who sees this, and who can see that it was looked at."""
    if reader.own:
        return ONLY_YOU
    return (
        f"{ONLY_YOU} {reader.of} can see that you looked, and why."
        if reader.seen
        else f"{ONLY_YOU} Your look is recorded."
    )


def _finality(statement: Statement, reader: Reader) -> str:
    if statement.signed:
        return f"Signed off on {reader.figures.day(statement.signed)}."
    if statement.final:
        return "Not final: something has not arrived yet." if statement.waits else "Final."
    return f"Not final: {period_ends(statement.period, reader)}."


def assumed(statement: Statement, reader: Reader) -> Iterator[str]:
    """Through which day what is counted, and what is taken for granted."""
    counted: dict[date, list[str]] = {}
    so_far: list[str] = []
    granted: list[str] = []
    for each in statement.assumes:
        if each.kind == COUNTED_THROUGH and each.until is not None:
            counted.setdefault(each.until, []).append(inside(each.what))
        elif each.kind == SO_FAR:
            so_far.append(inside(each.what))
        else:
            granted.append(inside(reader.days_in(each.words)))
    for day, names in counted.items():
        yield f"Counted through {reader.figures.day(day)}: {_named(names)}."
    if so_far:
        yield f"Assumes that what has arrived so far is all there is: {_named(so_far)}."
    if granted:
        yield f"Assumes: {'; '.join(granted)}."


def _named(names: Sequence[str]) -> str:
    """The names; of many the first, and how many more."""
    return joined([*names[:_NAMED], f"{len(names) - _NAMED} more"] if len(names) > _NAMED + 1 else names)
