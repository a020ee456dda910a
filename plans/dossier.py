"""Everything recorded that one statement rests on: what the core asks for (Needs), and what it is given (Dossier)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from plans.attribution.relations import Relations
from plans.attribution.who import DIRECT, Way
from plans.record import Completeness, Credit, Fact, Link, Stay, Term, Trouble


class FactNeed(NamedTuple):
    """Facts of one recorded metric, for the payee (`person`), their team with its members (`team`), or everybody (`company`)."""

    metric: str
    per: str
    start: date
    end: date
    compared: bool = False  # what each source says is asked for besides


class CreditNeed(NamedTuple):
    """Credits of one kind that enter within the span and reach the payee this way: their own; or those of people below them in the line, of
    objects that were owned, of teams that somebody was in, with the links that decide about them.
    """

    kind: str
    start: date
    end: date
    way: Way = DIRECT


@dataclass(frozen=True, slots=True)
class Needs:
    """What a plan reads about one payee in one period. `since` is the first day of the earliest period that it reads."""

    facts: tuple[FactNeed, ...] = ()
    credits: tuple[CreditNeed, ...] = ()
    members: bool = False  # whether the stays of the payee's team are read
    since: date = date.max


@dataclass(frozen=True, slots=True)
class Dossier:
    """The rows behind one statement, as known at one instant: corrections are resolved, the newest row of each key is here.

    `stays` and `terms` are the payee's, all of them, oldest first. `facts` holds, for each need, its rows by day and id. `credits` stand by
    the day they enter; of one day, as they were first recorded, whatever was corrected since. `members` are the stays of everybody who was
    in the payee's team at any time of the needed span. `completeness` and `troubles` are by source. `told` holds, for needs that are
    compared, the newest row of each key as each source tells it. `reached` are the credits that may count for the payee by a rule, ordered
    like `credits`; `links` are those which decide about that.
    """

    payee_id: str
    stays: tuple[Stay, ...] = ()
    terms: tuple[Term, ...] = ()
    facts: Mapping[tuple[str, str], tuple[Fact, ...]] = field(default_factory=dict)  # (metric, per)
    credits: Mapping[str, tuple[Credit, ...]] = field(default_factory=dict)  # kind
    members: tuple[Stay, ...] = ()
    completeness: Mapping[str, Completeness] = field(default_factory=dict)
    troubles: Mapping[str, Trouble] = field(default_factory=dict)
    told: Mapping[tuple[str, str], tuple[Fact, ...]] = field(default_factory=dict)  # (metric, per)
    reached: Mapping[tuple[str, Way], tuple[Credit, ...]] = field(default_factory=dict)  # kind, way
    links: tuple[Link, ...] = ()

    @property
    def relations(self) -> Relations:
        return Relations(self.links)
