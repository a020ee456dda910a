"""What the shares of each item add up to, over the rows of a file and those that are known, however many there are."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection

from plans.attribution.parts import ITEM
from plans.attribution.who import COLUMN
from plans.document import from_canonical
from plans.number import ONE, ZERO, exactly
from plans.plan import Crediting, Shares
from plans.reading.attribution import crediting_of
from storage.imports.scratch import Scratch
from storage.reading import newest, rows, streamed

_ITEM = re.compile(rf'(?<!\\)"{ITEM}": "((?:[^"\\]|\\.)*)"')  # a name after an escaped quote is part of a text
_EVER = 2**62  # an instant after all others
_PLANS = "SELECT plan, version, effective_from, effective_to, document FROM plan_version ORDER BY published"
_KNOWN = (
    "SELECT c.credit_id, c.kind, c.attributes, c.share, c.enters FROM credit c"  # noqa: S608 - names of our own tables
    " WHERE c.kind = ? AND c.enters BETWEEN ? AND ? AND " + newest("credit", "c", "credit_id")
)


class Part(NamedTuple):
    """One credit's share of its item. `enters` is an ISO day; `line` is 0 for what was known before the file."""

    credit: str
    kind: str
    item: str
    share: str
    enters: str
    line: int = 0


class Rule(NamedTuple):
    """What a version of a plan asks for while it holds: of a kind of item, from one day to another (None: open)."""

    plan: str
    version: str
    kind: str
    shares: Shares
    since: str
    until: str | None


class Uneven(NamedTuple):
    """An item whose shares do not add up to what a plan asks for; without a rule of any plan, to a whole."""

    kind: str
    item: str
    total: Decimal
    line: int
    rule: Rule | None


def item_of(credit: str, attributes: str) -> str:
    """What a credit is a share of; `attributes` are stored JSON."""
    found = _ITEM.search(attributes)
    if found is None or not found[1]:
        return credit
    return found[1] if "\\" not in found[1] else str(json.loads(f'"{found[1]}"'))


def rules_of(
    plan: str, version: str, crediting: Iterable[Crediting], since: date | str, until: date | str | None
) -> Iterator[Rule]:
    """The rules of one version of a plan."""
    for scope in crediting:
        if (
            scope.shares is not None and scope.who.rule == COLUMN
        ):  # by another rule the shares are not those of the rows
            yield Rule(plan, version, scope.each, scope.shares, str(since), str(until) if until else None)


def published_rules(connection: Connection) -> list[Rule]:
    """The rules of every published plan."""
    return [
        rule
        for plan, version, since, until, document in rows(connection, _PLANS, ())
        for rule in rules_of(
            plan, version, crediting_of(from_canonical(document.encode(), plan)).values(), since, until
        )
    ]


class Sums:
    """Shares by their items, in a scratch table."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        scratch.run("CREATE TABLE part (credit PRIMARY KEY, kind, item, share, enters, line INTEGER) WITHOUT ROWID")
        scratch.run("CREATE TABLE asked (kind, item, PRIMARY KEY (kind, item)) WITHOUT ROWID")

    def stated(self, parts: Sequence[Part]) -> None:
        """Adds what a file says, and asks about its items."""
        self._scratch.run_many("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?, ?)", parts)
        self.ask((part.kind, part.item) for part in parts)

    def ask(self, items: Iterable[tuple[str, str]]) -> None:
        """Asks about items as (kind, item)."""
        self._scratch.run_many("INSERT OR IGNORE INTO asked VALUES (?, ?)", items)

    def complete(self, connection: Connection) -> None:
        """Adds what is known of the items asked about, as far as it enters in the days that the file speaks of."""
        spans = self._scratch.run("SELECT kind, min(enters), max(enters) FROM part GROUP BY kind").fetchall()
        for kind, first, last in spans:
            for parts in known_parts(connection, kind, first, last):
                self._scratch.run_many(
                    "INSERT OR IGNORE INTO part SELECT ?1, ?2, ?3, ?4, ?5, ?6"
                    " WHERE EXISTS (SELECT 1 FROM asked WHERE kind = ?2 AND item = ?3)",
                    parts,
                )

    def uneven(self, rules: Sequence[Rule]) -> Iterator[Uneven]:
        """Every item asked about that breaks a rule of a plan in force on the day it enters. One that has only zeros was taken back.

        Where no plan has a rule, what names an item is worth a word if it is not shared out as a whole.
        """
        found = self._scratch.run(
            "SELECT kind, item, group_concat(share, ' '), min(enters), min(nullif(line, 0)), max(credit = item) FROM part"
            " WHERE EXISTS (SELECT 1 FROM asked WHERE asked.kind = part.kind AND asked.item = part.item)"
            " GROUP BY kind, item ORDER BY min(nullif(line, 0)), item"
        )
        for kind, item, shares, enters, line, alone in found:
            with exactly():
                total = sum(map(Decimal, shares.split()), ZERO)
            held = _in_force(rules, kind, enters)
            broken: list[Rule | None] = [rule for rule in held if not rule.shares.hold(total)]
            if not held and not alone and total != ONE:
                broken.append(None)
            yield from (Uneven(kind, item, total, line or 0, rule) for rule in broken if total)


def known_parts(connection: Connection, kind: str, first: str, last: str) -> Iterator[list[Part]]:
    """The newest credits of a kind that enter within these days, some at a time."""
    for found in streamed(connection, _KNOWN, (kind, first, last, _EVER)):
        yield [
            Part(credit, name, item_of(credit, attributes), share, enters)
            for credit, name, attributes, share, enters in found
        ]


def _in_force(rules: Sequence[Rule], kind: str, day: str) -> Collection[Rule]:
    """Of each plan, the rule of the version that holds on the day: of several the one that began last."""
    held = (rule for rule in rules if rule.kind == kind and rule.since <= day and (rule.until or day) >= day)
    return {rule.plan: rule for rule in sorted(held, key=lambda rule: rule.since)}.values()
