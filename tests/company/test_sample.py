"""The sample's calendar: the holidays are where the law puts them, and the plans pay on the days that it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.sample.company import PLANS
from bot.sample.people import AMERICA, IRELAND
from bot.sample.quarters import NAMES
from plans.company.calendar import CompanyCalendar
from plans.load import load_plan
from plans.plan import Plan
from plans.reading.company.calendar import load_calendar
from plans.reading.registry import load_registry

SAMPLE = Path(__file__).parents[2] / "examples" / "sample"
YEARS = (2025, 2026, 2027)
MON, THU = 0, 3


@pytest.fixture(scope="module")
def calendar() -> CompanyCalendar:
    loaded = load_calendar((SAMPLE / "calendar.yaml").read_text(encoding="utf-8"), "calendar.yaml")
    assert loaded.calendar is not None
    assert list(loaded.problems) == []
    return loaded.calendar


def nth(year: int, month: int, weekday: int, number: int) -> date:
    """The Nth such day of the week in a month; -1 is the last one."""
    days = [date(year, month, 1) + timedelta(days=more) for more in range(31)]
    found = [day for day in days if day.month == month and day.weekday() == weekday]
    return found[number - 1] if number > 0 else found[number]


def easter(year: int) -> date:
    """Easter Sunday by Gauss, as far as it goes without exceptions in these years."""
    days = (19 * (year % 19) + 24) % 30
    return date(year, 3, 22) + timedelta(days=days + (2 * (year % 4) + 4 * (year % 7) + 6 * days + 5) % 7)


def irish(year: int) -> Iterator[date]:
    """Public holidays. Saint Brigid's Day is the first Monday of February, unless the first is a Friday."""
    yield from (date(year, 1, 1), nth(year, 2, MON, 1), date(year, 3, 17), easter(year) + timedelta(days=1))
    yield from (nth(year, 5, MON, 1), nth(year, 6, MON, 1), nth(year, 8, MON, 1), nth(year, 10, MON, -1))
    yield from (date(year, 12, 25), date(year, 12, 26))


def american(year: int) -> Iterator[date]:
    """Federal holidays, and the day before a Saturday or after a Sunday on which one is observed."""
    fixed = [date(year, 1, 1), date(year, 6, 19), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    observed = {5: timedelta(days=-1), 6: timedelta(days=1)}
    yield from fixed
    for day in (*fixed, date(year + 1, 1, 1)):
        if (seen := day + observed.get(day.weekday(), timedelta())) != day and seen.year == year:
            yield seen
    yield from (nth(year, 1, MON, 3), nth(year, 2, MON, 3), nth(year, 5, MON, -1), nth(year, 9, MON, 1))
    yield from (nth(year, 10, MON, 2), nth(year, 11, THU, 4))


@pytest.mark.parametrize("year", YEARS)
def test_the_holidays_are_those_of_the_country(calendar: CompanyCalendar, year: int) -> None:
    for entity, wanted in ((IRELAND, irish(year)), (AMERICA, american(year))):
        found = calendar.entities[entity].days.holidays(date(year, 1, 1), date(year, 12, 31))
        assert [holiday.on for holiday in found] == sorted(wanted)


def sample_plans() -> dict[str, Plan]:
    registry = load_registry((SAMPLE / "registry.yaml").read_text(encoding="utf-8"), "registry.yaml").registry
    assert registry is not None
    loaded = [load_plan((SAMPLE / f"{name}.yaml").read_text(encoding="utf-8"), name, registry).plan for name in PLANS]
    return {name: plan for name, plan in zip(PLANS, loaded, strict=True) if plan}


def test_the_calendar_names_the_days_on_which_the_plans_pay(calendar: CompanyCalendar) -> None:
    """Every plan says itself how many days after the quarter it pays; nobody may read two dates for one payout."""
    compared = 0
    for plan in sample_plans().values():
        for name in NAMES:
            period = calendar.period_named(name)
            assert period is not None
            due = {payout.due(period) for payout in plan.payouts.values()}
            for entity in plan.who.get("entity", (IRELAND, AMERICA)):
                assert {calendar.entities[entity].pay_date(period, plan.name)} == due, (plan.name, name)
                compared += 1
    assert compared == (len(PLANS) + 1) * len(NAMES)  # product developers could be in either entity
