"""A small calendar, as a text that tests bend."""

from __future__ import annotations

from plans.company.calendar import CompanyCalendar, Entity
from plans.problem import Problem
from plans.reading.company.calendar import load_calendar

TEXT = """calendar: northwind
title: Northwind's calendar
version: "1"
effective: {from: 2026-01-01}
rationale: One table of days for everybody.
fiscal-year: {starts: 02-01}
pay-days:
  quarter: {working-day: last, of: month-after}
pay-dates:
  - {period: FY2027-Q1, on: 2026-05-20}
  - {period: FY2027-Q1, on: 2026-05-22, plans: [sales]}
entities:
  ie:
    title: Northwind Ireland
    zone: Europe/Dublin
    working-days: [mon, tue, wed, thu, fri]
    holidays:
      - {every: 12-25, name: Christmas Day}
      - {on: 2026-04-06, name: Easter Monday}
  se:
    like: ie
    zone: Europe/Stockholm
    works-on: [{every: 12-25}]
    holidays: [{on: 2026-06-19, name: Midsummer Eve}]
    pay-dates: [{period: FY2027-Q2, on: 2026-08-25}]
appraisal:
  - {name: Year-end talks, from: 2026-11-30, to: 2026-12-18, for: FY2027}
calibration:
  - {name: Ratings, on: 2027-01-12}
"""

ROWS = """periods:
  - {name: 2026-Q1, as: quarter, from: 2025-12-29, to: 2026-03-29}
  - {name: 2026-Q2, as: quarter, from: 2026-03-30, to: 2026-06-28}
  - {name: 2026-P1, as: month, from: 2025-12-29, to: 2026-01-25, part-of: 2026-Q1}
  - {name: 2026-P2, as: month, from: 2026-01-26, to: 2026-02-22, part-of: 2026-Q1}
  - {name: 2026-P3, as: month, from: 2026-02-23, to: 2026-03-29, part-of: 2026-Q1}
pay-dates:
  - {period: 2026-Q1, on: 2026-04-20}
"""
IN_ROWS = (
    TEXT.replace(TEXT[TEXT.index("fiscal-year") : TEXT.index("entities")], ROWS)
    .replace("    pay-dates: [{period: FY2027-Q2, on: 2026-08-25}]\n", "")
    .replace(", for: FY2027", "")
)


def read(text: str = TEXT) -> CompanyCalendar:
    loaded = load_calendar(text, "calendar.yaml")
    assert loaded.calendar is not None, list(map(str, loaded.problems))
    return loaded.calendar


def problems(text: str) -> list[Problem]:
    return list(load_calendar(text, "calendar.yaml").problems)


def bent(old: str, new: str, text: str = TEXT) -> str:
    """The text with one thing changed, which must stand in it."""
    assert old in text, old
    return text.replace(old, new, 1)


def entity(name: str = "ie") -> Entity:
    return read().entities[name]
