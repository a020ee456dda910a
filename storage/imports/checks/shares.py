"""Shares of one item that do not add up to what a plan asks for. It is worth a word: what they should be, only people know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from plans.number import canonical, shifted
from storage.imports.checks.hierarchy import Known
from storage.imports.checks.sums import Part, Rule, Sums, Uneven, item_of, known_parts, published_rules
from storage.imports.kinds.credits import CREDIT
from storage.imports.refusal import cut
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.scratch import Scratch

_KIND, _SHARE, _ENTERS = (CREDIT.values.index(name) for name in ("kind", "share", "enters"))
_NAMED = 5
_NEVER = "9999-12-31"
_REMEDY = (
    "Correct the shares, or import the credits that are missing."
    " Credits of one {kind} are known by the same `item_id`; one without it stands alone."
)

_About = tuple[str, Rule | None]


class Saying(NamedTuple):
    """Items of one plan with which something is amiss, in words; `line` is the first that names one of them, 0 for none of a file."""

    message: str
    remedy: str
    line: int


class ShareCheck:
    """Adds the shares of the items that the file speaks of, with what is known of them, and compares them with the published plans."""

    def __init__(self, scratch: Scratch, findings: Findings) -> None:
        self._sums = Sums(scratch)
        self._findings = findings

    def note(self, rows: Sequence[Row], known: Sequence[Known]) -> None:
        """A row that goes from one item to another leaves a gap there."""
        self._sums.stated([_part(row) for row in rows])
        now = {row.records[0].key: row.records[0].values for row in rows}
        before = ((key, values) for key, (values, *_) in known[0].items()) if known else ()
        self._sums.ask(
            (values[_KIND], item_of(key[0], values[-1]))
            for key, values in before
            if key not in now or (values[_KIND], values[-1]) != (now[key][_KIND], now[key][-1])
        )

    def finish(self, connection: Connection) -> None:
        rules = published_rules(connection)
        self._sums.complete(connection)
        for saying in told(self._sums.uneven(rules)):
            self._findings.warn("shares", saying.message, saying.remedy, saying.line, "share")


def known_to_break(connection: Connection, rules: Sequence[Rule]) -> list[Saying]:
    """What is known already and does not add up to what these rules ask for, in the days for which they hold."""
    with Scratch() as scratch:
        sums = Sums(scratch)
        for rule in rules:
            for parts in known_parts(connection, rule.kind, rule.since, rule.until or _NEVER):
                sums.stated(parts)
        return list(told(sums.uneven(rules)))


def told(uneven: Iterable[Uneven]) -> Iterator[Saying]:
    """One saying a kind of item and plan, with the first items by name."""
    counts: dict[_About, int] = {}
    first: dict[_About, list[Uneven]] = {}
    for found in uneven:
        about = found.kind, found.rule
        counts[about] = counts.get(about, 0) + 1
        if len(named := first.setdefault(about, [])) < _NAMED:
            named.append(found)
    for (kind, rule), named in first.items():
        count = counts[kind, rule]
        items = "one item does" if count == 1 else f"{count:,} items do"
        shown = "; ".join(map(_sum, named)) + ("; …" if count > len(named) else "")
        asks = (
            f"{rule.plan} {rule.version} asks that the shares of one {kind} add up to {rule.shares}."
            if rule
            else f"The shares of one {kind} should add up to 100%."
        )
        message = f"{asks} {items.capitalize()} not: {shown}."
        yield Saying(message, _REMEDY.format(kind=kind), named[0].line)


def _part(row: Row) -> Part:
    (record,) = row.records
    values = record.values
    credit = record.key[0]
    return Part(credit, values[_KIND], item_of(credit, values[-1]), values[_SHARE], values[_ENTERS], row.line)


def _sum(found: Uneven) -> str:
    line = f" (line {found.line})" if found.line else ""
    return f"{cut(found.item, 30)}: {canonical(shifted(found.total, 2))}%{line}"
