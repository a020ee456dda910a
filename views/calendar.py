"""What is coming by the company calendar: until when the period goes, pay dates, appraisal and calibration, the next holidays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from plans.calendar import Period
from plans.company.calendar import CompanyCalendar, Entity, Window
from plans.company.days import Holiday
from views.framing import ONLY_YOU, stamp
from views.message import Bold, Heading, Message, Note, Paragraph, Part, Steps, Words
from views.periods import period_name
from views.reader import Reader
from views.texts import capital, cut, joined

MOST_WINDOWS, MOST_HOLIDAYS = 4, 6
_LONGEST_HEADING = 60


class Due(NamedTuple):
    """A period with the day on which it is paid to the reader."""

    period: Period
    on: date


class NoFurther(NamedTuple):
    """The period at an end of the calendar's rows: there is none after it, or before it."""

    period: Period
    after: bool


class Outlook(NamedTuple):
    """What the calendar says to one reader. `period` None: its rows do not go so far; `entity` None: it names none of theirs.

    `named` tells that the period was asked for by its name: then all the rest is about it, else about the time ahead.
    """

    calendar: CompanyCalendar
    entity: Entity | None
    period: Period | None
    pay: Sequence[Due] = ()
    windows: Sequence[Window] = ()
    holidays: Sequence[Holiday] = ()
    named: bool = False


def calendar_message(outlook: Outlook, reader: Reader, as_of: int) -> Message:
    """The private answer; `as_of` is an instant in UTC microseconds."""
    return Message(tuple(_parts(outlook, reader, as_of)))


def no_calendar(reader: Reader, as_of: int) -> Message:
    """Nothing is published yet, or nothing that holds already."""
    lead = Bold("There is no company calendar yet.")
    rest = " When one is published, you see here until when a period goes, when pay is due, and which days are free."
    return Message(
        (
            Heading("Company calendar"),
            Paragraph(((lead, rest),)),
            Note(("As of ", stamp(as_of, reader), ".")),
            Note((ONLY_YOU,)),
        )
    )


def no_further(end: NoFurther, reader: Reader) -> Message:
    """One more period was asked for than the calendar has."""
    side = "after" if end.after else "before"
    lead = Bold(f"The calendar has no period {side} {period_name(end.period, reader.figures)}.")
    return Message((Paragraph(((lead, " Its next version may bring one."),)), Note((ONLY_YOU,))))


def _parts(outlook: Outlook, reader: Reader, as_of: int) -> Iterator[Part]:
    name = f", {period_name(outlook.period, reader.figures)}" if outlook.period else ""
    yield Heading(cut(f"Company calendar{name}", _LONGEST_HEADING))
    yield Paragraph((_lead(outlook, reader),))
    items = tuple(_items(outlook, reader))
    if items:
        yield Steps(items, ordered=False)
    else:
        yield Paragraph((("The calendar names no pay date, appraisal or holiday for this time.",),))
    yield Note(("As of ", stamp(as_of, reader), f". {' '.join(_small_print(outlook, reader))}"))
    yield Note((ONLY_YOU,))


def _lead(outlook: Outlook, reader: Reader) -> Words:
    period, figures = outlook.period, reader.figures
    if period is None:
        return Bold(f"No period of the calendar holds {figures.day(reader.today)}."), " Its next version may bring one."
    name = capital(period_name(period, figures))
    if period.end < reader.today:
        return Bold(f"{name} ended on {figures.day(period.end)}."), _length(outlook, period, reader)
    if period.start > reader.today:
        ends = f" It ends on {figures.day(period.end)}."
        return Bold(f"{name} begins on {figures.day(period.start)}."), ends + _length(outlook, period, reader)
    return Bold(f"{name} {_ends(period.end, outlook, reader)}"), f" It began on {figures.day(period.start)}."


def _ends(day: date, outlook: Outlook, reader: Reader) -> str:
    """`ends on 31 Dec 2026, 27 working days after today.`"""
    shown = reader.figures.day(day)
    return f"ends today, {shown}." if day == reader.today else f"ends on {shown}{_ahead(day, outlook, reader)}."


def _length(outlook: Outlook, period: Period, reader: Reader) -> str:
    """` It has 61 working days.`"""
    if outlook.entity is None:
        return ""
    days = outlook.entity.days.between(period.start - timedelta(days=1), period.end)
    return f" It {'had' if period.end < reader.today else 'has'} {reader.figures.count(days, 'working day')}."


def _items(outlook: Outlook, reader: Reader) -> Iterator[tuple[str, str]]:
    for period, on in outlook.pay:
        was = "was " if on < reader.today else ""
        ahead = ", today" if on == reader.today else _ahead(on, outlook, reader)
        yield f"Pay date for {period_name(period, reader.figures)}:", f"{was}{reader.figures.day(on)}{ahead}."
    for window in outlook.windows[:MOST_WINDOWS]:
        yield f"{window.name} ({window.kind}):", _when(window, outlook, reader)
    if outlook.holidays:
        days = [f"{each.name} on {reader.figures.day(each.on)}" for each in outlook.holidays[:MOST_HOLIDAYS]]
        more = len(outlook.holidays) - MOST_HOLIDAYS
        lead = "Holidays in it:" if outlook.named else "Next holidays:"
        yield lead, f"{joined([*days, f'{more} more'] if more > 0 else days)}."


def _when(window: Window, outlook: Outlook, reader: Reader) -> str:
    """`30 Nov 2026 to 18 Dec 2026. It begins 6 working days after today.`"""
    figures = reader.figures
    span = figures.day(window.start)
    if window.end != window.start:
        span += f" to {figures.day(window.end)}"
    if window.end < reader.today:
        return f"was {span}."
    if window.start > reader.today:
        ahead = _ahead(window.start, outlook, reader).removeprefix(",")
        return f"{span}.{f' It begins{ahead}.' if ahead else ''}"
    if window.end == reader.today:
        return _ends(window.end, outlook, reader)
    return f"goes on until {figures.day(window.end)}{_ahead(window.end, outlook, reader)}."


def _ahead(day: date, outlook: Outlook, reader: Reader) -> str:
    """`, 27 working days after today`; nothing for a day that has passed, or where working days are not known."""
    if outlook.entity is None or day <= reader.today:
        return ""
    return f", {reader.figures.count(outlook.entity.days.between(reader.today, day), 'working day')} after today"


def _small_print(outlook: Outlook, reader: Reader) -> Iterator[str]:
    calendar, entity = outlook.calendar, outlook.entity
    yield f"Calendar: {calendar.title}, version {calendar.version}."
    if entity is None:
        yield "It names no working days for where you work. An HR administrator can check that."
        return
    yield f"Working days: those of {entity.title}."
    shown = [*(each.on for each in outlook.pay), *(each.end for each in outlook.windows)]
    shown += [outlook.period.end] if outlook.period else []
    if entity.days.through and max(shown, default=date.min) > entity.days.through:
        yield f"Holidays after {reader.figures.day(entity.days.through)} are not in it yet."
