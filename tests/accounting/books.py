"""The sample's files as an accountant reads them: rows of CSV in fractions, the newest row of each key, what each source declared.

Nothing of `plans` or `storage` is used here: this is the second program, which the first one has to agree with.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from bot.sample import SampleImport

Row = dict[str, str]


@dataclass(slots=True)
class Books:
    """All that was known at one instant: newest rows by their keys, and through which day each source holds everything."""

    stays: dict[tuple[str, str], Row] = field(default_factory=dict)
    terms: dict[tuple[str, str, str], Row] = field(default_factory=dict)
    facts: dict[str, Row] = field(default_factory=dict)
    credits: dict[str, Row] = field(default_factory=dict)
    through: dict[str, date] = field(default_factory=dict)

    def people(self) -> list[str]:
        return sorted({person for person, _ in self.stays})

    def stay(self, person: str, quarter: Quarter, today: date) -> Row | None:
        """The last stay of the quarter that has begun by today."""
        rows = sorted((row for row in self.stays.values() if row["person_id"] == person), key=lambda row: row["from"])
        ends = [_day_before(later["from"]) for later in rows[1:]] + [rows[-1]["end"]]
        found = [
            row
            for row, end in zip(rows, ends, strict=True)
            if _day(row["from"]) <= min(quarter.end, today) and (not end or _day(end) >= quarter.start)
        ]
        return found[-1] if found else None

    def agreed(self, person: str, term: str, quarter: Quarter) -> list[tuple[Fraction, int]]:
        """The values of a term within a quarter, oldest first, each with the number of days on which it held."""
        rows = [row for (who, name, _), row in sorted(self.terms.items()) if (who, name) == (person, term)]
        ends = [_day_before(later["from"]) for later in rows[1:]] + [rows[-1]["to"]] if rows else []
        found = []
        for row, end in zip(rows, ends, strict=True):
            first = max(_day(row["from"]), quarter.start)
            last = min(_day(end), quarter.end) if end else quarter.end
            if first <= last:
                found.append((Fraction(row["value"]), (last - first).days + 1))
        return found

    def observed(self, metric: str, subject: str, quarter: Quarter) -> list[Row]:
        return [
            row
            for row in self._by_subject().get((metric, subject), ())
            if quarter.start <= _day(row["observed"]) <= quarter.end
        ]

    def credited(self, person: str, quarter: Quarter) -> list[Row]:
        mine = (row for row in self.credits.values() if row["payee_id"] == person)
        return [row for row in mine if quarter.start <= _day(row["enters"]) <= quarter.end]

    _index: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    def _by_subject(self) -> dict[tuple[str, str], list[Row]]:
        if not self._index:
            for row in self.facts.values():
                self._index.setdefault((row["metric"], row["subject_id"]), []).append(row)
        return self._index


@dataclass(frozen=True, slots=True)
class Quarter:
    name: str
    start: date
    end: date


def quarter(name: str) -> Quarter:
    """`2026-Q4` with its first and its last day."""
    year, number = int(name[:4]), int(name[-1])
    after = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return Quarter(name, date(year, 3 * number - 2, 1), after - timedelta(days=1))


def read(imports: Sequence[SampleImport], known: int) -> Books:
    """The books at an instant (UTC microseconds), from the files that had arrived by then, in the order of their arrival."""
    books = Books()
    for each in sorted(imports, key=lambda each: each.recorded):
        if each.recorded > known:
            continue
        if each.complete_through:
            books.through[each.source] = each.complete_through
        for row in _rows(each.path):
            if each.what == "people":
                books.stays[row["person_id"], row["from"]] = row
            elif each.what == "terms":
                books.terms[row["payee_id"], row["term"], row["from"]] = row
            elif each.what == "facts":
                books.facts[row["fact_id"]] = row
            elif each.what == "credits":
                books.credits[row["credit_id"]] = row
    return books


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_before(text: str) -> str:
    return (_day(text) - timedelta(days=1)).isoformat()
