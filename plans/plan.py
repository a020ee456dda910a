"""What a plan says, once read and checked. Immutable; compiled once, evaluated for many."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from plans.attribution.who import BY_PAYEE, SHARE, Who
from plans.budget import Budget
from plans.calendar import Period
from plans.company.cut import Cut, Gregorian
from plans.decisions import Decision, Shock
from plans.document import Table, canonical_bytes
from plans.literal import Literal, show
from plans.problem import NOWHERE, Place
from plans.record import Stay
from plans.tree import Input
from plans.unit import RATIO, Kind
from plans.verb import Verb

PARTICIPANT, TEAM, COMPANY = "participant", "team", "company"
WIDE_SCOPES = (PARTICIPANT, TEAM, COMPANY)  # from narrow to wide; items are narrower than all of them


@dataclass(frozen=True, slots=True)
class Figure:
    """A named cell with one verb. `only_for` limits it to values of attributes; `kind` is set by the check.

    `sound` is false where reading named a fault, so that what it works on is not looked at any further. `apart` holds it by item where
    items that are given for a trial count different things, so that it has another kind for each.
    """

    name: str
    verb: Verb
    params: Mapping[str, Any]
    clause: str = ""
    title: str = ""
    purpose: str = ""
    story: str = ""
    per: str = PARTICIPANT
    each: str = ""  # the length of the periods for which it is computed; empty: as often as the plan pays
    only_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: Place = NOWHERE
    kind: Kind = RATIO
    sound: bool = True
    apart: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def op(self) -> str:
        return self.verb.name

    @property
    def called(self) -> str:
        """What people call it: the title, or its name in words."""
        return self.title or self.name.replace("-", " ")

    def is_for(self, attributes: Mapping[str, str]) -> bool:
        return all(attributes.get(attribute, "") in values for attribute, values in self.only_for.items())


@dataclass(frozen=True)
class TermRule:
    """A term: a constant of the plan (`value`), or agreed with each participant (`kind`, `each`, `when_changed`)."""

    name: str
    kind: Kind
    value: Literal | None = None
    each: str = ""
    when_changed: str = ""
    labels: tuple[str, ...] = ()
    place: Place = NOWHERE

    @cached_property
    def made(self) -> Input:
        """What makes the term's node in a tree."""
        return Input(f"term.{self.name}", "term", self.kind, self.name.replace("-", " "))


class Shares(NamedTuple):
    """What the shares of one item add up to: to just this, or to this at most."""

    most: Decimal
    exactly: bool

    def hold(self, total: Decimal) -> bool:
        return total == self.most if self.exactly else total <= self.most

    def __str__(self) -> str:
        return f"{show(self.most, RATIO)}{'' if self.exactly else ' at most'}"


@dataclass(frozen=True, slots=True)
class Crediting:
    """Which items a scope holds and for whom they count: `each` is the kind of item, `enters` the date that puts it into a period.

    `takes` is what of an item somebody gets: their share, the whole of it once, or the shares of their reports together.
    """

    scope: str
    each: str
    enters: str
    who: Who = BY_PAYEE
    takes: str = SHARE
    shares: Shares | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Payout:
    """What is paid: a figure in minor units, and when (`45 days after the quarter`)."""

    name: str
    figure: str
    pays_as: str
    per: str = PARTICIPANT
    days_after: int | None = None
    when: str = ""
    place: Place = NOWHERE

    def due(self, period: Period) -> date | None:
        """The day on which it is due, where the plan names one."""
        return None if self.days_after is None else date.fromordinal(period.end.toordinal() + self.days_after)


class Pilot(NamedTuple):
    """A plan that is tried before it is rolled out: in which unit, on which days (both included), beside whom, and when it is told what it showed."""

    unit: str
    start: date
    end: date
    beside: str
    read_out: date


class BasedOn(NamedTuple):
    """The published plan that a plan was based on, and what it changed: `figures.bonus replaced`."""

    plan: str
    version: str
    hash: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A whole plan. `order` names every figure after those that it reads."""

    name: str
    title: str
    version: str
    effective_from: date
    effective_to: date | None
    grain: str
    currency: str
    document: Table
    rationale: str = ""
    replaces: str = ""
    registry: str = ""
    who: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    terms: Mapping[str, TermRule] = field(default_factory=dict)
    crediting: Mapping[str, Crediting] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    payouts: Mapping[str, Payout] = field(default_factory=dict)
    glossary: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    cut: Cut = field(default_factory=Gregorian)
    based_on: BasedOn | None = None
    pilot: Pilot | None = None
    budget: Budget | None = None
    decisions: Mapping[str, Decision | Shock] = field(default_factory=dict)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, in hex: the name under which a published text is stored."""
        return hashlib.sha256(canonical_bytes(self.document)).hexdigest()

    def is_for(self, stay: Stay) -> bool:
        """Whether somebody with this stay belongs to the audience."""
        known = {"function": stay.function, "team": stay.team_id, "entity": stay.entity_id, "currency": stay.currency}
        return all({**stay.attributes, **known}.get(column, "") in values for column, values in self.who.items())

    def covers(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def holds_in(self, period: Period) -> bool:
        """Whether it is in force on some day of a period."""
        return self.effective_from <= period.end and (self.effective_to is None or self.effective_to >= period.start)
