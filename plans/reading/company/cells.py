"""What the sections of a calendar share: lists of small tables, days however they were typed, days of each year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from plans.document import Listing, Table
from plans.reading.form import Form, check_keys

LONGEST_TITLE = 80
FIRST_YEAR, LAST_YEAR = 1970, 9990
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_OTHERWISE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\Z|(\d{4})[./-]?(\d{1,2})[./-]?(\d{1,2})\Z")
_OF_YEAR = re.compile(r"(\d{2})-(\d{2})\Z")
_A_LEAP_YEAR = 2024


class Span(NamedTuple):
    """Two days and all between them."""

    start: date
    end: date


def tables_in(form: Form, key: str, known: Iterable[str], example: str) -> Iterator[Form]:
    """The small tables of a list, each with what does not belong into it named; `example` is how one is written."""
    tree = form.table.get(key)
    path = f"{form.path}.{key}" if form.path else key
    if tree is None:
        return
    if not isinstance(tree, Listing):
        form.fault(key, "list", f"`{key}` is a list.", f"Write one line each: `- {example}`.")
        return
    for number, item in enumerate(tree):
        here = f"{path}[{number}]"
        if isinstance(item, Table):
            check_keys(item, known, here, form.problems)
            yield Form(item, here, form.problems)
        else:
            form.problems.add(item.place, here, "table", "A small table is wanted here.", f"Write `{example}`.")


def title_in(form: Form, key: str, *, needed: str = "") -> str:
    """A name that people read: one line of it."""
    text = form.text(key, needed=needed)
    if len(text) > LONGEST_TITLE:
        message = f"`{text[:20]}…` has {len(text)} characters; {LONGEST_TITLE} are the most."
        form.fault(key, "too-long", message, "Say it shorter: it stands within a sentence.")
    return " ".join(text.split())


def day_in(form: Form, key: str, *, needed: str = "") -> date | None:
    """The day under a key; what was meant is offered where it was typed in another order."""
    text = form.text(key, needed=needed)
    if not text:
        return None
    found = _DAY.match(text)
    day = _day(*map(int, found.groups())) if found else None
    if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    if found:
        message = f"`{text}` is no day of the calendar." if day is None else f"`{text}` is not in our time."
        remedy = "February has 29 days in leap years only." if text.endswith("-02-29") else "Check year, month and day."
        form.fault(key, "date", message, remedy)
        return None
    meant = _meant(text)
    remedy = f"Write year, month and day: `{meant or '2026-12-25'}`."
    form.fault(key, "date", f"`{text[:40]}` is no day as it is written here.", remedy)
    return None


def span_in(form: Form, example: str) -> Span | None:
    """`from` and `to`, both needed."""
    start, end = day_in(form, "from", needed=example), day_in(form, "to", needed=example)
    if start is None or end is None:
        return None
    if end < start:
        form.fault("to", "dates", f"It ends on {end}, before it starts on {start}.", "Swap the two days.")
        return None
    return Span(start, end)


def month_day_in(form: Form, key: str) -> tuple[int, int] | None:
    """A day of each year, `12-25`."""
    text = form.text(key)
    found = _OF_YEAR.match(text)
    month, day = map(int, found.groups()) if found else (0, 0)
    if _day(_A_LEAP_YEAR, month, day) is None:
        form.fault(key, "date", f"`{text[:40]}` is no day of a year.", "Write month and day: `12-25`.")
        return None
    return month, day


def _meant(text: str) -> str:
    """The day that a text in another order must mean; empty where it could be two."""
    found = _OTHERWISE.match(text)
    if not found:
        return ""
    one, _, two, year, *by_year = found.groups()
    if by_year[0]:
        days = [_day(*map(int, by_year))]
    else:
        days = [_day(int(year), int(month), int(day)) for month, day in ((one, two), (two, one))]
    possible = {day for day in days if day}
    return str(possible.pop()) if len(possible) == 1 else ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
