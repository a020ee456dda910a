"""The quarter in which rows become known, as the company counts quarters: what lies before it is told, and what lies long before it twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from plans.calendar import Period, period_of
from plans.company.cut import Cut, Gregorian
from storage.catalogue import Catalogue

_LENGTHS = ("quarter", "month", "week", "half-year", "year")  # the first that the calendar has


class Lately(NamedTuple):
    """A period, and the first day of the one before it."""

    period: Period
    before: date


def lately(connection: Connection, day: date, as_of: int) -> Lately:
    """The quarter of a day by the company calendar known at an instant (UTC microseconds); the Gregorian one where that has none."""
    cut: Cut = Catalogue().calendars(connection, as_of) or Gregorian()
    grain = next(grain for grain in _LENGTHS if grain in cut.grains)
    period = cut.holding(day, grain) or period_of(day, "quarter")
    last_day = period.start - timedelta(days=1)
    before = cut.holding(last_day, period.grain) or period_of(last_day, "quarter")
    return Lately(period, before.start)
