"""What the facts of each subject add up to, added up by the database: one statement for each roll-up, in the memory of one row a subject.

Only the rows that hold are counted: of rows with one natural key the one recorded last. Which keys stand more than once is asked first, from
an index alone, since nearly none does; looking for later rows fact by fact would take as long again as adding up.
"""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from plans.everybody import Asked
from plans.literal import Scalar
from plans.members import asked
from plans.number import ZERO, exactly
from plans.record import Fact
from plans.roll_days import ITEM, SUBJECT, Span
from plans.rolls import RollUp, Tally
from storage.reading import Row, kind, newest, rows, streamed, value

SUBJECT_KINDS = {"person": ("person", "partner"), "account": ("account",), "segment": ("segment",), "team": ("team",)}
_SUMS, _LOWEST, _HIGHEST, _LAST = frozenset({"sum", "average"}), "min", "max", frozenset({"last", "given"})
_EXACT = 18  # so many characters of a number, added up however often, stay within 50 digits
_HALF = 32  # SQLite's sum has 64 bits at most, so it is taken in two halves; that of Postgres has as many as it takes

_HOLDS = (
    "f.batch_id IN (SELECT id FROM batch WHERE published <= ?)"
    f" AND (f.fact_id NOT IN (SELECT fact_id FROM again) OR {newest('fact', 'f', 'fact_id')})"
)
_AGAIN = "SELECT fact_id FROM fact GROUP BY fact_id HAVING count(*) > 1"
_FIRST = "SELECT minor, unit FROM fact WHERE metric = ? AND observed BETWEEN ? AND ? LIMIT 1"

Tallies = dict[RollUp, Tally | None]  # None: the facts have to be looked at themselves


def tallies(connection: Connection, wanted: Asked, as_of: int) -> dict[str, Tallies]:
    """By subject, a tally of each roll-up of facts that the metric comes down to; a roll-up without facts has none.

    None stands where the facts do not add up: they are of several units, or a number of theirs is too long to be added exactly.
    """
    found: dict[str, Tallies] = {}
    for leaf in dict.fromkeys(wanted.metric.roll_up.leaves):
        span = leaf.over.span(wanted.period, wanted.cut)
        if span is None:
            continue
        with exactly():
            for subject, tally in _Question(connection, wanted.metric.per, leaf, span, as_of).answers():
                of_subject = found.setdefault(subject, {})
                of_subject[leaf] = _both(leaf.op, of_subject[leaf], tally) if leaf in of_subject else tally
    return found


def subjects(connection: Connection, wanted: Asked, as_of: int) -> set[str]:
    """Everybody of whom the metric reads a fact."""
    found: set[str] = set()
    for need in wanted.needs:
        limits, parameters = _facts_of(connection, need.metric, need.per, Span(need.start, need.end), as_of)
        sql = f"{_again(connection)}SELECT DISTINCT f.subject_id {limits}"
        found |= {subject for part in streamed(connection, sql, parameters) for (subject,) in part}
    return found


def _again(connection: Connection) -> str:
    """The keys that stand more than once. Of an array Postgres expects few, and hashes them; else it would go through all of them for each fact."""
    keys = _AGAIN if connection.dialect.name == "sqlite" else f"SELECT unnest(ARRAY({_AGAIN}))"
    return f"WITH again(fact_id) AS MATERIALIZED ({keys}) "


def _facts_of(connection: Connection, metric: str, per: str, span: Span, as_of: int) -> tuple[str, list[object]]:
    """The rows of one recorded metric that hold, of some days, as `FROM … WHERE …` with its parameters.

    SQLite is told to go by the index of subjects, where rows of one subject stand together: else it goes by days, and sorts all rows.
    """
    kinds = SUBJECT_KINDS.get(per, ())
    by = "INDEXED BY ix_fact_subject" if kinds and connection.dialect.name == "sqlite" else ""
    whose = f"f.subject_kind IN ({', '.join('?' * len(kinds))}) AND " if kinds else ""
    sql = f"FROM fact f {by} WHERE f.metric = ? AND {whose}f.observed BETWEEN ? AND ? AND {_HOLDS}"
    return sql, [metric, *kinds, span.start.isoformat(), span.end.isoformat(), as_of, as_of]


@dataclass(frozen=True, slots=True)
class _Question:
    """One roll-up, asked of the database for everybody."""

    connection: Connection
    per: str
    leaf: RollUp
    span: Span
    as_of: int

    def answers(self) -> Iterator[tuple[str, Tally | None]]:
        """Tallies by subject; where the values are texts, one for each value."""
        op = self.leaf.op
        if op in _LAST:
            return self._last()
        if op in {"count", "distinct"}:
            return self._counted()
        parameters = (self.leaf.fact, self.span.start.isoformat(), self.span.end.isoformat())
        # As the first row is, mostly all are: whose are not is looked at row by row.
        for minor, unit in rows(self.connection, _FIRST, parameters):
            return self._amounts(unit) if minor is not None else self._by_value()
        return iter(())

    def _counted(self) -> Iterator[tuple[str, Tally | None]]:
        different = {
            ITEM: "count(DISTINCT f.item_id)",
            SUBJECT: "count(DISTINCT f.subject_kind || ':' || f.subject_id)",
        }.get(self.leaf.things, "count(DISTINCT f.unit || ':' || coalesce(f.value, CAST(f.minor AS text)))")
        if self.leaf.op == "count":
            different = "0"
        for kind_, name, times, unit, item, many in self._grouped(
            f"count(*), min(f.unit), min(f.item_id), {different}"
        ):
            if times:
                yield name, Tally(self._fact(kind_, name, ZERO, unit, item), times, many)

    def _amounts(self, unit: str) -> Iterator[tuple[str, Tally | None]]:
        """Money in one unit, by its minor units."""
        halves = f"sum(f.minor >> {_HALF}), sum(f.minor & {2**_HALF - 1})"
        total = halves if self.connection.dialect.name == "sqlite" else "0, sum(f.minor)"
        what = total if self.leaf.op in _SUMS else f"0, {self.leaf.op}(f.minor)"
        others = "count(CASE WHEN f.unit <> ? OR f.minor IS NULL THEN 1 END)"
        for kind_, name, times, odd, high, low in self._grouped(f"count(*), {others}, {what}", (unit,)):
            if odd:
                yield name, None
            elif times:
                minor = (int(high) << _HALF) + int(low)
                yield name, Tally(self._fact(kind_, name, value(minor, None, unit), unit), times)

    def _by_value(self) -> Iterator[tuple[str, Tally | None]]:
        """Everything that is stored as text."""
        for kind_, name, times, unit, text in self._grouped("count(*), f.unit, f.value", (), "f.unit, f.value"):
            if text is None or (self.leaf.op in _SUMS and (len(text) > _EXACT or "/" in text)):
                yield name, None
                continue
            said = value(None, text, unit)
            if self.leaf.op not in _SUMS:
                yield name, Tally(self._fact(kind_, name, said, unit), times)
            elif isinstance(said, Decimal):
                yield name, Tally(self._fact(kind_, name, said * times, unit), times)
            else:
                yield name, None

    def _last(self) -> Iterator[tuple[str, Tally | None]]:
        """By day; of one day by when it became known; of one instant by its id, letter by letter."""
        order = "" if self.connection.dialect.name == "sqlite" else ' COLLATE "C"'
        whose = "PARTITION BY f.subject_kind, f.subject_id" if self.per in SUBJECT_KINDS else ""
        known = "(SELECT published FROM batch WHERE batch.id = f.batch_id)"
        limits, parameters = self._limits()
        sql = (
            f"{_again(self.connection)}SELECT subject_kind, subject_id, times, unit, one, other, minor, value FROM ("
            " SELECT f.subject_kind, f.subject_id, f.unit, f.minor, f.value,"
            f" row_number() OVER ({whose} ORDER BY f.observed DESC, {known} DESC, f.fact_id{order} DESC) AS place,"
            f" count(*) OVER ({whose}) AS times, min(f.unit) OVER ({whose}) AS one, max(f.unit) OVER ({whose}) AS other"
            f" {limits}) AS ordered WHERE place = 1"
        )
        for part in streamed(self.connection, sql, parameters):
            for kind_, name, times, unit, one, other, minor, text in part:
                subject = name if whose else ""
                fact = self._fact(kind_, subject, value(minor, text, unit), unit)
                yield subject, Tally(fact, times) if one == other else None

    def _grouped(self, columns: str, given: Sequence[object] = (), more: str = "") -> Iterator[Row]:
        """Rows of these columns with what is given to them, one for each subject (and more that is told apart), its kind and id before them."""
        limits, parameters = self._limits()
        whose = "f.subject_kind, f.subject_id" if self.per in SUBJECT_KINDS else ""
        by = ", ".join(text for text in (whose, more) if text)
        about = whose or "'company', ''"
        sql = f"{_again(self.connection)}SELECT {about}, {columns} {limits}{' GROUP BY ' * bool(by)}{by}"
        for part in streamed(self.connection, sql, [*given, *parameters]):
            yield from part

    def _limits(self) -> tuple[str, Sequence[object]]:
        limits, parameters = _facts_of(self.connection, self.leaf.fact, self.per, self.span, self.as_of)
        if not self.leaf.where:
            return limits, parameters
        said, of = asked(self.leaf.where)
        return f"{limits} AND f.unit = ? AND f.value = ?", [*parameters, str(of), _text(said)]

    def _fact(self, subject_kind: str, name: str, said: Scalar, unit: str, item: str = "") -> Fact:
        return Fact("", self.leaf.fact, subject_kind, name, self.span.end, said, kind(unit), item)


def _both(op: str, one: Tally | None, other: Tally | None) -> Tally | None:
    """Two tallies of one subject as one: of two values, or of what it did as a person and as a partner."""
    if one is None or other is None or one.fact.kind != other.fact.kind or op in _LAST or op == "distinct":
        return None
    times, values = one.times + other.times, (one.fact.value, other.fact.value)
    if op in _SUMS:
        return Tally(one.fact._replace(value=sum(values, ZERO)), times)
    if op in {_LOWEST, _HIGHEST}:
        return Tally(one.fact._replace(value=(min if op == _LOWEST else max)(values)), times)
    return Tally(one.fact, times)


def _text(said: Scalar) -> str:
    """A yes or no, a day or a label as it is stored."""
    if isinstance(said, bool):
        return "yes" if said else "no"
    return said.isoformat() if isinstance(said, date) else str(said)
