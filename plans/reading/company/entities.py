"""The entities of a calendar: where they are, which days are worked there, what is paid when. One may be like another, with differences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from plans.company.calendar import Entity
from plans.company.cut import Cut
from plans.company.days import MonthDay, Special, WorkingDays
from plans.company.paydays import PayDates
from plans.document import Entry, Table
from plans.reading.company.cells import day_in, month_day_in, tables_in, title_in
from plans.reading.company.paydates import KEYS as PAY_KEYS
from plans.reading.company.paydates import pay_in
from plans.reading.form import Form, check_keys, near

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = ("title", "zone", "like", "working-days", "holidays", "works-on", *PAY_KEYS)
_HOLIDAY = "{on: 2026-04-06, name: Easter Monday}"
_WORKED = "{on: 2026-12-24, name: Christmas Eve}"
_ANY_DAY = date(2026, 1, 1)
_LEAP_DAY = (2, 29)
_LEAP_CYCLE = 4 * 366  # days


def entities_in(form: Form, cut: Cut, of_all: PayDates) -> dict[str, Entity]:
    """The entities by their ids; `of_all` is what the calendar says of everybody's pay dates."""
    forms = {entry.key: each for entry in form.entries("entities") if (each := _form(entry, form))}
    read: dict[str, Entity | None] = {}
    for name in forms:
        _read(name, forms, read, cut, of_all)
    return {name: entity for name in forms if (entity := read[name])}


def _form(entry: Entry, form: Form) -> Form | None:
    path = f"entities.{entry.key}"
    if isinstance(entry.value, Table):
        check_keys(entry.value, KEYS, path, form.problems)
        return Form(entry.value, path, form.problems)
    remedy = "Write its `zone`, `working-days` and `holidays`, or `like:` another entity."
    form.problems.add(entry.place, path, "entity", f"The entity `{entry.key}` is no table.", remedy)
    return None


def _read(
    name: str, forms: Mapping[str, Form], read: dict[str, Entity | None], cut: Cut, of_all: PayDates
) -> Entity | None:
    """An entity, after the one that it is like. While it is being read it stands as None, so that a circle ends."""
    if name in read:
        return read[name]
    read[name] = None
    form = forms[name]
    other = form.text("like")
    like: Entity | None = None
    if other and other not in forms:
        remedy = near(other, forms) or "Name one of the entities here."
        form.fault("like", "unknown-name", f"There is no entity `{other}`.", remedy)
    elif other:
        like = _read(other, forms, read, cut, of_all)
        if like is None:
            form.fault("like", "circle", f"`{name}` is like `{other}`, and that leads back.", "Write one of them out.")
    days = _days(form, like)
    if form.problems.ok:
        _check_days(form, days)
    pay = (pay_in(form, cut), *(like.pay if like else (of_all,)))
    read[name] = Entity(name, title_in(form, "title") or name, _zone(form, like), days, pay)
    return read[name]


def _zone(form: Form, like: Entity | None) -> str:
    example = "Name its time zone: `zone: Europe/Dublin`."
    zone = form.text("zone", needed="" if form.text("like") else example)
    if not zone:
        return like.zone if like else "UTC"
    if zone not in _zones():
        form.fault("zone", "zone", f"`{zone[:60]}` is no time zone.", near(zone, _zones()) or example)
        return "UTC"
    return zone


def _days(form: Form, like: Entity | None) -> WorkingDays:
    named = (_weekday(form, word) for word in form.texts("working-days"))
    week = frozenset(day for day in named if day is not None)
    if not week and not form.text("like"):
        form.fault(
            "working-days",
            "missing-key",
            "Nothing says which days are worked.",
            f"Write `working-days: [{', '.join(WEEK[:5])}]`.",
        )
    special: dict[date | MonthDay, Special] = {}
    for key, example, works in (("holidays", _HOLIDAY, False), ("works-on", _WORKED, True)):
        for row in tables_in(form, key, ("on", "every", "name"), example):
            _add_special(row, special, works=works, example=example)
    dated = {day: each for day, each in special.items() if isinstance(day, date)}
    yearly = {day: each for day, each in special.items() if not isinstance(day, date)}
    own = WorkingDays(week or (like.days.week if like else week), dated, yearly)
    _years(form, own)
    return like.days.with_more(own) if like else own


def _weekday(form: Form, word: str) -> int | None:
    if word.lower() in WEEK:
        return WEEK.index(word.lower())
    remedy = near(word.lower()[:3], WEEK) or f"Write them as {', '.join(WEEK)}."
    form.fault("working-days", "weekday", f"`{word[:40]}` is no day of the week.", remedy)
    return None


def _add_special(form: Form, special: dict[date | MonthDay, Special], *, works: bool, example: str) -> None:
    """One row of `holidays` or `works-on`; no day is said to be two things."""
    name = title_in(form, "name", needed="" if works else "Say what day it is: `name: Christmas Day`.")
    on, every = form.table.get("on"), form.table.get("every")
    if (on is None) == (every is None):
        message = "A day is given by `on` or by `every`." if on is None else "`on` and `every` both name a day."
        form.fault("on", "day", message, f"Write `{example}`, or `{{every: 12-25, name: Christmas Day}}`.")
        return
    key = "on" if every is None else "every"
    day = day_in(form, key) if every is None else month_day_in(form, key)
    if day is None:
        return
    if known := special.get(day):
        both = "worked and a holiday at once" if known.works != works else "listed twice"
        form.fault(key, "twice", f"`{form.text(key)}` is {both}.", "Keep one of the two.")
        return
    special[day] = Special(name, works)
    if every is not None and day == _LEAP_DAY:
        message = "29 February is there in leap years only."
        form.problems.add(every.place, f"{form.path}.every", "leap-day", message, warning=True)


def _check_days(form: Form, days: WorkingDays) -> None:
    """Where all days are free for good, nothing that waits for a person would ever be due."""
    last = max(days.dated, default=_ANY_DAY)
    if not any(days.is_working(last + timedelta(days=number)) for number in range(1, _LEAP_CYCLE)):
        message = f"After {last} no day is worked here any more."
        form.fault("holidays", "no-working-day", message, "Check the days under `every`.")


def _years(form: Form, days: WorkingDays) -> None:
    """A year of which no holiday is listed, between others of which some are, was probably forgotten."""
    years = sorted({day.year for day, special in days.dated.items() if not special.works})
    for year in range(years[0], years[-1]) if years else ():
        if year not in years:
            message = f"No holiday of {year} is listed by its date, though some are of {years[0]} and {years[-1]}."
            tree = form.table.get("holidays")
            place = tree.place if tree else form.table.place
            form.problems.add(
                place, f"{form.path}.holidays", "no-holidays", message, f"Add those of {year}.", warning=True
            )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
