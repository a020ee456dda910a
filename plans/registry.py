"""The registry of metrics: a versioned document that says how each metric comes from facts, who owns it, and why it is there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from plans.document import Table, canonical_bytes
from plans.literal import Literal
from plans.problem import NOWHERE, Place
from plans.rolls import ROLLS, RollUp
from plans.status import Edges
from plans.tree import Input
from plans.unit import RATIO, Kind, Sort, Unit
from plans.verb import Type

if TYPE_CHECKING:
    from plans.release_gate import ReleaseGate

PER = ("person", "team", "company", "account", "segment")
BY_COLUMN = (
    "account",
    "segment",
)  # metrics of these are read through a column that says which one: `credit.account.health`


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: who answers for it, and after how many days without news it is late."""

    name: str
    title: str = ""
    owner: str = ""
    late_after: int | None = None


@dataclass(frozen=True)
class Metric:
    """A metric: how it comes from facts, per whom, who owns it, and what is known of its values beforehand."""

    name: str
    title: str
    kind: Kind
    roll_up: RollUp
    per: str = "person"
    labels: tuple[str, ...] = ()
    source: str = ""
    owner: str = ""
    definition: str = ""
    story: str = ""
    target: Literal | None = None
    lower_is_better: bool = False
    negative: bool = False
    never_zero: bool = False
    missing: bool = False
    each: str = ""  # what one of its rows is about: account, deal
    checked_against: tuple[str, ...] = ()  # sources that tell the same, and have to agree with its own
    place: Place = NOWHERE
    period: str = ""  # the length of time that one value of it is about; empty: any
    late_after: int | None = None  # days without news; None: as its source says
    edges: Edges | None = None

    @property
    def facts_are_in(self) -> Kind | None:
        """The unit of its facts, where the metric says it: it rolls up facts of one name, and does not count them."""
        roll = ROLLS.get(self.roll_up.op)
        return self.kind if roll is not None and not roll.counts else None

    @property
    def compared(self) -> tuple[str, ...]:
        """The recorded metrics of which its source and others have to say the same."""
        return self.roll_up.facts if self.checked_against else ()

    @property
    def counts(self) -> str:
        """The noun that it counts its rows as; empty where it does not count."""
        kind = self.kind
        return kind.over[0] if self.roll_up.op == "count" and isinstance(kind, Unit) and len(kind.over) == 1 else ""

    @cached_property
    def made(self) -> Input:
        """What makes the metric's node in a tree."""
        return Input(f"metric.{self.name}", self.roll_up.op, self.kind, self.title)


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A kind of item that credits are about (a deal, an order), with its further columns."""

    name: str
    title: str
    currency: str
    source: str = ""
    fields: Mapping[str, Kind] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Registry:
    version: str
    document: Table
    title: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    items: Mapping[str, ItemKind] = field(default_factory=dict)
    release_gate: ReleaseGate | None = None

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, in hex."""
        return hashlib.sha256(canonical_bytes(self.document)).hexdigest()

    @cached_property
    def nouns(self) -> Mapping[str, str]:
        """What one row of a recorded metric is: as a metric says with `each`, else as one counts it. What none says is not here."""
        said = {fact: metric.each for metric in self.metrics.values() if metric.each for fact in metric.roll_up.facts}
        counted = {metric.roll_up.fact: metric.counts for metric in reversed([*self.metrics.values()]) if metric.counts}
        return {**counted, **said}

    def source(self, name: str) -> Source:
        """The source of this name; one that nobody described has no more than its name."""
        return self.sources.get(name) or Source(name)

    def metric_of(self, name: str) -> Metric | None:
        """The metric that an input reads: `metric.won`; None for any other name."""
        head, _, rest = name.partition(".")
        return self.metrics.get(rest) if head == "metric" else None

    def metric_by_column(self, name: str) -> Metric | None:
        """The metric of an account or a segment that is read through a column: `account.health`; None for any other name."""
        column, _, rest = name.partition(".")
        metric = self.metrics.get(rest)
        return metric if metric is not None and metric.per == column and column in BY_COLUMN else None

    def type_of(self, name: str) -> Type | None:
        metric = self.metrics.get(name)
        if metric is None:
            return None
        money = isinstance(metric.kind, Unit) and metric.kind.currency is not None
        roll = ROLLS.get(metric.roll_up.op)  # what is made of two others has none of its own
        return Type(
            metric.kind,
            minor=money and metric.roll_up.minor,
            whole=roll is not None and roll.counts,
            negative=metric.negative,
            zero=not metric.never_zero,
            missing=metric.missing,
            labels=metric.labels,
        )

    def item_fields(self, kind: str) -> Iterable[str]:
        item = self.items.get(kind)
        return ("amount", "whole", "share", "enters", *item.fields) if item else ()

    def item_type(self, kind: str, name: str, attributes: Mapping[str, Mapping[str, str]]) -> Type | None:
        """The type of an item's column: `amount` after the share, `whole` before it, `share`, `enters`, and the declared ones."""
        item = self.items.get(kind)
        if item is None:
            return None
        metric = self.metric_by_column(name)
        if metric is not None and metric.per in item.fields:
            return self.type_of(metric.name)
        money = Unit((item.currency,))
        built_in = {
            "amount": Type(money, negative=True),
            "whole": Type(money, minor=True, negative=True),
            "share": Type(RATIO),
            "enters": Type(Sort.DATE),
        }
        if name in built_in:
            return built_in[name]
        declared = item.fields.get(name)
        labels = item.labels.get(name) or tuple(attributes.get(name, {}))
        if declared is None:
            return None
        return Type(declared, minor=isinstance(declared, Unit) and declared.currency is not None, labels=labels)
