"""Whom the items of a scope count for, part by part, and which parts nobody gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.attribution.relations import MEMBER, Relations
from plans.attribution.relations import OWNER as OWNED
from plans.attribution.who import COLUMN, MANAGER, MEMBERS, OWNER, SHARE, WHOLE
from plans.number import ONE, ZERO, exactly
from plans.plan import Crediting
from plans.record import Credit, Link

ITEM = "item_id"  # the attribute by which credits of one item are known; a credit without it is an item of its own


class Part(NamedTuple):
    """A part of an item that counts for a payee: the credited rows it rests on, the first of which stands for the item, and the links that decided.

    `doubt` says why it cannot be told what the payee gets: of an object that has two owners on one day, for each of them.
    """

    payee: str
    share: Decimal
    item: str
    credits: tuple[Credit, ...]
    decided: tuple[Link, ...] = ()
    doubt: str = ""

    @property
    def credit(self) -> Credit:
        return self.credits[0]


class Unclaimed(NamedTuple):
    """A part of an item that nobody gets, or of which it cannot be told who does, and why: the plan names somebody who is not recorded."""

    scope: str
    item: str
    credit: Credit
    words: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """The rules of a plan over credited rows of one kind, which stand by the day they enter and as they were recorded."""

    crediting: Mapping[str, Crediting]
    credits: Sequence[Credit]
    relations: Relations
    _unclaimed: dict[tuple[str, str, str], Unclaimed] = field(default_factory=dict)

    @property
    def unclaimed(self) -> Sequence[Unclaimed]:
        """What nobody gets of the scopes whose parts were asked for."""
        return tuple(self._unclaimed.values())

    def parts(self, scope: str) -> list[Part]:
        """All parts of the items of a scope, those of one item and payee as one; what nobody gets is in `unclaimed` then."""
        rule = self.crediting[scope]
        apart = {COLUMN: self._stated, OWNER: self._owned, MEMBERS: self._shared, MANAGER: self._led}[rule.who.rule]
        with exactly():
            found = list(apart(rule))
            return found if rule.who.rule == COLUMN and rule.takes == SHARE else _together(found, rule.takes)

    def _stated(self, rule: Crediting) -> Iterator[Part]:
        """The payee and share of each row."""
        for credit in self.credits:
            if credit.payee_id:
                yield Part(credit.payee_id, _share(credit), item_of(credit), (credit,))
            elif _share(credit):
                self._nobody(rule, item_of(credit), credit, "the row names no payee")

    def _owned(self, rule: Crediting) -> Iterator[Part]:
        """Whoever owned the object that the item names, on each of the days an equal part."""
        for item, name, rows, day, column, part in self._on_days(rule):
            owners = self.relations.on(rule.who.of, name, OWNED, day)
            doubt = ""
            if not owners:
                self._nobody(rule, item, rows[0], f"no owner of {rule.who.of} {name} is recorded for {day} ({column})")
            elif len(owners) > 1:
                both = " and ".join(link.payee_id for link in owners)
                doubt = f"{rule.who.of} {name} has two owners on {day} ({column}): {both}"
                self._nobody(rule, item, rows[0], doubt)
            yield from (Part(link.payee_id, part, item, rows, (link,), doubt) for link in owners)

    def _shared(self, rule: Crediting) -> Iterator[Part]:
        """The members of the team that the item names, in equal parts."""
        for item, name, rows, day, column, part in self._on_days(rule):
            members = self.relations.on("team", name, MEMBER, day)
            if not members:
                self._nobody(rule, item, rows[0], f"no member of {rule.who.of} {name} is recorded for {day} ({column})")
            yield from (Part(link.payee_id, part / len(members), item, rows, (link,)) for link in members)

    def _on_days(self, rule: Crediting) -> Iterator[tuple[str, str, tuple[Credit, ...], date, str, Decimal]]:
        """Items with what their column names, and each of the days on which it matters: item, name, rows, day, its column, the part of the day."""
        items: dict[tuple[str, str], list[Credit]] = {}
        for credit in self.credits:
            if _share(credit):  # an item of which all shares are zero was taken back
                items.setdefault((item_of(credit), credit.attributes.get(rule.who.of, "")), []).append(credit)
        for (item, name), rows in items.items():
            if not name:
                self._nobody(rule, item, rows[0], f"its {rule.who.of} is not recorded")
                continue
            for column in rule.who.on:
                day = self._day(rule, item, rows[0], column)
                if day is not None:
                    yield item, name, tuple(rows), day, column, ONE / len(rule.who.on)

    def _led(self, rule: Crediting) -> Iterator[Part]:
        """The manager of whoever another scope counts the item for."""
        (column,) = rule.who.on
        for part in self.parts(rule.who.of):
            day = self._day(rule, part.item, part.credit, column) if part.share or part.doubt else None
            line = self.relations.managers(part.payee, day, rule.who.levels) if day is not None else ()
            if len(line) == rule.who.levels:
                yield part._replace(payee=line[-1].payee_id, decided=(*part.decided, *line))
            elif day is not None:
                last = line[-1].payee_id if line else part.payee
                words = f"no manager of {last} is recorded for {day} ({column})"
                self._nobody(rule, part.item, part.credit, words)

    def _day(self, rule: Crediting, item: str, credit: Credit, column: str) -> date | None:
        day = day_of(credit, column, rule.enters)
        if day is None:
            self._nobody(rule, item, credit, f"its {column} is not recorded as a date")
        return day

    def _nobody(self, rule: Crediting, item: str, credit: Credit, words: str) -> None:
        self._unclaimed.setdefault((rule.scope, item, words), Unclaimed(rule.scope, item, credit, words))


def item_of(credit: Credit) -> str:
    """What a credit is a share of."""
    return credit.attributes.get(ITEM, "") or credit.credit_id


def day_of(credit: Credit, column: str, enters: str) -> date | None:
    """A date of the item; the day it enters stands for the column that `enters` of the plan names, where that is not recorded itself."""
    text = credit.attributes.get(column, "")
    if not text:
        return credit.enters if column in {enters, "enters"} else None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _share(credit: Credit) -> Decimal:
    return credit.share if isinstance(credit.share, Decimal) else ZERO


def _together(parts: Iterable[Part], takes: str) -> list[Part]:
    """One part for each item and payee: the shares added, or the whole once, where any of it is theirs."""
    found: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        found.setdefault((part.payee, part.item), []).append(part)
    added = [_one(same) for same in found.values()]
    if takes != WHOLE:
        return added
    return [part._replace(share=ONE) for part in added if part.share or part.doubt]


def _one(parts: Sequence[Part]) -> Part:
    first = parts[0]
    return first._replace(
        share=sum((part.share for part in parts), ZERO),
        credits=tuple({credit.credit_id: credit for part in parts for credit in part.credits}.values()),
        decided=tuple(dict.fromkeys(link for part in parts for link in part.decided)),
        doubt=next((part.doubt for part in parts if part.doubt), ""),
    )
