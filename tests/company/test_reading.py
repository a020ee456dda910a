"""Every mistake in a calendar has its place, its code and a remedy; all of them are told at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from plans.document import canonical_bytes, from_canonical
from plans.problem import Problems
from plans.reading.company.calendar import calendar_from, load_calendar
from tests.company.made import IN_ROWS, TEXT, bent, problems, read

FAULTS = [
    ("calendar: northwind", "calendar: north wind", "name", "`north wind` is no name."),
    ('version: "1"\n', "", "missing-key", "`version` is missing."),
    ("rationale: One table of days for everybody.\n", "", "missing-key", "`rationale` is missing."),
    ("effective: {from: 2026-01-01}", "effective: {from: 2026-02-29}", "date", "February has 29 days in leap years only."),
    ("holidays:\n", "hollidays:\n", "unknown-key", "Did you mean `holidays`?"),
    ("zone: Europe/Dublin", "zone: Europe/Dubln", "zone", "`Europe/Dubln` is no time zone. Did you mean `Europe/Dublin`?"),
    ("[mon, tue, wed, thu, fri]", "[monday, xyz]", "weekday", "`xyz` is no day of the week."),
    ("    working-days: [mon, tue, wed, thu, fri]\n", "", "missing-key", "Nothing says which days are worked."),
    ("on: 2026-04-06", "on: 06.04.2026", "date", "Write year, month and day: `2026-12-25`."),
    ("on: 2026-04-06", "on: 25/12/2026", "date", "Write year, month and day: `2026-12-25`."),
    ("on: 2026-04-06", "on: 04/16/2026", "date", "Write year, month and day: `2026-04-16`."),
    ("on: 2026-04-06", "on: 20260406", "date", "Write year, month and day: `2026-04-06`."),
    ("on: 2026-04-06", "on: 2026-4-6", "date", "Write year, month and day: `2026-04-06`."),
    ("on: 2026-04-06", "on: 2026-02-30", "date", "`2026-02-30` is no day of the calendar."),
    ("on: 2026-04-06", "on: 0026-04-06", "date", "`0026-04-06` is not in our time."),
    ("every: 12-25, name", "every: 25-12, name", "date", "`25-12` is no day of a year. Write month and day: `12-25`."),
    ("{on: 2026-04-06, name: Easter Monday}", "{name: Easter Monday}", "day", "A day is given by `on` or by `every`."),
    ("{on: 2026-04-06, name: Easter Monday}", "2026-04-06", "table", "A small table is wanted here."),
    ("{on: 2026-04-06, name: Easter Monday}", "{on: 2026-04-06}", "missing-key", "name: Christmas Day"),
    ("- {on: 2026-04-06,", "- {every: 12-25,", "twice", "`12-25` is listed twice."),
    ("holidays: [{on: 2026-06-19,", "holidays: [{every: 12-25,", "twice", "`12-25` is worked and a holiday at once."),
    ("like: ie", "like: iee", "unknown-name", "There is no entity `iee`. Did you mean `ie`?"),
    ("like: ie", "like: se", "circle", "`se` is like `se`, and that leads back."),
    ("starts: 02-01", "starts: 02-02", "fiscal-year", "A fiscal year starts on the first of a month here."),
    ("starts: 02-01", "starts: 02-01, named-after: begin", "word", "`named-after: begin` is not known."),
    ("fiscal-year: {starts: 02-01}\n", "fiscal-year: {starts: 02-01}\nperiods: []\n", "two-cuts", "both say how time is cut"),
    ("period: FY2027-Q1, on: 2026-05-20", "period: 2026-Q4, on: 2026-05-20", "unknown-period", "`FY2027-Q1` where `fiscal-year`"),
    ("on: 2026-05-20", "on: 2025-05-20", "dates", "before it begins on 2026-02-01. Check the year."),
    ("starts: 02-01", "starts: 02-01, named-after: strt", "word", "Did you mean `start`?"),
    ("starts: 02-01", "starts: 02-01, named-after: x", "word", "Write `end` or `start`: the calendar year that gives it its name."),
    (", plans: [sales]", "", "twice", "`FY2027-Q1` has two pay dates."),
    ("  quarter: {work", "  week: {work", "grain", "`week` is no period of this calendar."),
    ("working-day: last", "working-day: 31", "number", "`31` is no working day of a month. Write `last`, or 1 to 20."),
    ("of: month-after", "of: moth-after", "word", "Did you mean `month-after`?"),
    ("Easter Monday", "E" * 81, "too-long", "has 81 characters; 80 are the most."),
    ("to: 2026-12-18", "to: 2025-12-18", "dates", "It ends on 2025-12-18, before it starts on 2026-11-30."),
    ("for: FY2027}", "for: 2027}", "unknown-period", "The calendar has no period `2027`."),
    ("on: 2027-01-12", "on: 2027-01-12, to: 2027-01-13", "dates", "`on` is one day; `from` and `to` are several."),
]  # fmt: skip
OF_ROWS = [
    ("from: 2026-03-30", "from: 2026-03-29", "overlap", "so 1 day would lie in two periods. Start `2026-Q2` on 2026-03-30."),
    ("from: 2026-03-30", "from: 2026-04-02", "gap", "so 3 days would lie in none. Start `2026-Q2` on 2026-03-30."),
    ("name: 2026-Q2", "name: 2026-q1", "duplicate-name", "stands twice (lines 7 and 8)"),
    ("as: month, from: 2025", "as: moon, from: 2025", "grain", "`as: moon` is no length of a period. Did you mean `month`?"),
    ("to: 2026-01-25, part-of: 2026-Q1", "to: 2026-01-25, part-of: 2026-Q9", "unknown-name", "There is no period `2026-Q9`."),
    ("to: 2026-01-25, part-of: 2026-Q1", "to: 2026-01-25, part-of: 2026-P2", "part-of", "A month is no part of a month."),
    ("to: 2026-01-25, part-of: 2026-Q1", "to: 2026-01-25, part-of: 2026-Q2", "outside", "does not lie within `2026-Q2`"),
    ("to: 2026-01-25, part-of: 2026-Q1", "to: 2026-01-25", "not-filled", "The month rows of `2026-Q1` do not fill it"),
    ("period: 2026-Q1, on", "period: 2026-Q11, on", "unknown-period", "Did you mean `2026-Q1`?"),
]  # fmt: skip


def told(text: str) -> list[tuple[str, str]]:
    return [(problem.code, f"{problem.message} {problem.remedy}") for problem in problems(text)]


@pytest.mark.parametrize(("old", "new", "code", "words"), FAULTS)
def test_a_mistake_is_told(old: str, new: str, code: str, words: str) -> None:
    found = told(bent(old, new))
    assert any(code == each and words in said for each, said in found), found


@pytest.mark.parametrize(("old", "new", "code", "words"), OF_ROWS)
def test_a_mistake_in_published_periods_is_told(old: str, new: str, code: str, words: str) -> None:
    found = told(bent(old, new, IN_ROWS))
    assert any(code == each and words in said for each, said in found), found


def test_all_mistakes_are_told_at_once_each_at_its_place() -> None:
    text = bent("zone: Europe/Dublin", "zone: Mars", bent("on: 2026-05-20", "on: soon", bent('version: "1"\n', "")))
    assert [(problem.place.line, problem.path) for problem in problems(text)] == [
        (1, "version"),
        (9, "pay-dates[0].on"),
        (14, "entities.ie.zone"),
    ]


def test_a_year_without_a_holiday_and_a_leap_day_are_warned_of() -> None:
    text = bent(
        "- {on: 2026-04-06,",
        "- {every: 02-29, name: Leap day}\n      - {on: 2028-04-17, name: E}\n      - {on: 2026-04-06,",
    )
    found = problems(text)
    assert [(problem.code, problem.warning) for problem in found] == [("no-holidays", True), ("leap-day", True)]
    assert found[0].message == "No holiday of 2027 is listed by its date, though some are of 2026 and 2028."


def test_where_no_day_is_worked_nothing_could_ever_be_due() -> None:
    every = (date(2024, 1, 1) + timedelta(days=number) for number in range(366))
    rows = "\n".join(f"      - {{every: {day:%m-%d}, name: Rest}}" for day in every)
    found = problems(bent("      - {every: 12-25, name: Christmas Day}", rows))
    assert "no-working-day" in {problem.code for problem in found}


def test_ten_thousand_holidays_are_read() -> None:
    days = (date(2000, 1, 1) + timedelta(days=number) for number in range(10_000))
    rows = "\n".join(f"      - {{on: {day}, name: Rest}}" for day in days)
    calendar = read(bent("      - {on: 2026-04-06, name: Easter Monday}", rows))
    assert calendar.entities["ie"].days.after(date(2000, 1, 1), 1) == date(
        2027, 5, 19
    )  # 10,000 days later, a Wednesday


def test_what_was_published_reads_the_same_again() -> None:
    calendar = read()
    again = calendar_from(from_canonical(canonical_bytes(calendar.document), "published"), Problems()).calendar
    assert again is not None
    assert (again.hash, again.entities, again.windows, again.cut) == (
        calendar.hash,
        calendar.entities,
        calendar.windows,
        calendar.cut,
    )
    assert read(bent("name: Ratings", "name: Rates")).hash != calendar.hash


@pytest.mark.parametrize("text", ["", "- a", "calendar: [", "calendar: &a x\nversion: *a", "entities: 7"])
def test_what_is_no_calendar_is_told(text: str) -> None:
    loaded = load_calendar(text, "calendar.yaml")
    assert loaded.calendar is None
    assert not loaded.problems.ok


def test_a_calendar_without_a_fault_has_no_remark() -> None:
    assert problems(TEXT) == []
    assert problems(IN_ROWS) == []
