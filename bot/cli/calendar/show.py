"""`calendar show`: the periods, pay dates, windows and holidays of a span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import click

from bot.cli.calendar.holding import entity_named, held
from bot.cli.tables import table_of
from bot.cli.values import DAY, TEXT
from bot.cli.verb import Call, misused, verb
from plans.calendar import Period
from plans.company.calendar import CompanyCalendar, Entity, Window
from plans.company.cut import CompanyPeriod
from plans.reading.company.cells import FIRST_YEAR, LAST_YEAR
from plans.reading.company.entities import WEEK
from plans.statement import day_of

_YEAR = timedelta(days=364)
_MOST = timedelta(days=3660)  # ten years


@verb
@click.option("--entity", type=TEXT, default="", metavar="E", help="One entity by its id; without it, all.")
@click.option("--from", "start", type=DAY, metavar="DATE", help="The first day; without it, today.")
@click.option("--to", "end", type=DAY, metavar="DATE", help="The last day; without it, a year later.")
def show(call: Call, *, entity: str, start: date | None, end: date | None) -> None:
    """Print what the company calendar says of a span of days, as it holds now.

    \b
        {"calendar", "version", "hash", "title", "effective": {"from"}, "from", "to",
         "periods": [{"name", "as", "from", "to", "part_of"}],
         "windows": [{"kind", "name", "from", "to", "for"}],
         "entities": [{"id", "title", "zone", "week", "working_days", "listed_through",
                       "holidays": [{"on", "name"}], "pay_dates": [{"period", "on", "plans"}]}]}

    `working_days` counts those of the span. Holidays that have a date are listed through `listed_through`; later ones are not known yet.
    """
    calendar, now = held(call)
    start = start or day_of(now)
    end = end or start + _YEAR
    if not (start.year >= FIRST_YEAR and end.year <= LAST_YEAR):
        misused(f"Name days from {FIRST_YEAR} to {LAST_YEAR}.")
    if end < start or end - start > _MOST:
        misused("--to lies before --from." if end < start else "Name at most ten years.")
    shown = [entity_named(calendar, entity)] if entity else list(calendar.entities.values())
    document = _as_json(calendar, shown, start, end)
    call.out.result(document, "\n".join(_lines(document)))


def _as_json(calendar: CompanyCalendar, shown: list[Entity], start: date, end: date) -> dict[str, Any]:
    return {
        "calendar": calendar.name,
        "version": calendar.version,
        "hash": calendar.hash,
        "title": calendar.title,
        "effective": {"from": str(calendar.effective_from)},
        "from": str(start),
        "to": str(end),
        "periods": [_period(period) for period in calendar.periods(start, end)],
        "windows": [_window(each) for each in calendar.windows if each.touches(start, end)],
        "entities": [_entity(calendar, each, start, end) for each in shown],
    }


def _period(period: Period) -> dict[str, Any]:
    whole = period.part_of if isinstance(period, CompanyPeriod) else ""
    return {
        "name": period.name,
        "as": period.grain,
        "from": str(period.start),
        "to": str(period.end),
        "part_of": whole or None,
    }


def _window(window: Window) -> dict[str, Any]:
    return {
        "kind": window.kind,
        "name": window.name,
        "from": str(window.start),
        "to": str(window.end),
        "for": window.period or None,
    }


def _entity(calendar: CompanyCalendar, entity: Entity, start: date, end: date) -> dict[str, Any]:
    days = entity.days
    return {
        "id": entity.id,
        "title": entity.title,
        "zone": entity.zone,
        "week": [name for number, name in enumerate(WEEK) if number in days.week],
        "working_days": days.between(start - timedelta(days=1), end),
        "listed_through": str(days.through) if days.through else None,
        "holidays": [{"on": str(each.on), "name": each.name} for each in days.holidays(start, end)],
        "pay_dates": [
            {"period": each.period, "on": str(each.on), "plans": list(each.plans)}
            for each in calendar.pay_dates(entity, start, end)
        ],
    }


def _lines(shown: dict[str, Any]) -> Iterator[str]:
    yield f"{shown['title']}, version {shown['version']}, effective {shown['effective']['from']}. Hash {shown['hash'][:12]}."
    yield f"From {shown['from']} to {shown['to']}:"
    yield from _section("Periods", [(each["name"], each["as"], each["from"], each["to"]) for each in shown["periods"]])
    windows = [(each["from"], each["to"], each["kind"], _about(each)) for each in shown["windows"]]
    yield from _section("Appraisal and calibration", windows)
    for entity in shown["entities"]:
        yield ""
        yield f"{entity['title']} ({entity['id']}), {entity['zone']}: {entity['working_days']} working days"
        if entity["listed_through"]:
            yield f"  Holidays are listed by date through {entity['listed_through']}."
        dates = [(each["on"], each["period"], ", ".join(each["plans"])) for each in entity["pay_dates"]]
        yield from _section("Pay dates", dates)
        yield from _section("Holidays", [(each["on"], each["name"]) for each in entity["holidays"]])


def _about(window: dict[str, Any]) -> str:
    return f"{window['name']}, for {window['for']}" if window["for"] else window["name"]


def _section(title: str, rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield from ("", title, table_of(rows))
