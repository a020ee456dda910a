"""What a plan may read besides its own figures, with the type of each: the seam between a document and the registry or the values given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, NamedTuple, Protocol, TypeVar

from plans.company.cut import Gregorian
from plans.literal import Scalar, fits_minor_units
from plans.period_inputs import kind_of_longer
from plans.plan import COMPANY, PARTICIPANT, Crediting, TermRule
from plans.registry import BY_COLUMN, Registry
from plans.stints import BY_STINT, STINT
from plans.unit import RATIO, Kind, Sort, Unit
from plans.verb import Type

PERIOD = {
    "period.start": Type(Sort.DATE),
    "period.end": Type(Sort.DATE),
    "period.days": Type(Unit(("day",)), whole=True, zero=False),
    "period.days-served": Type(Unit(("day",)), whole=True),
    "period.weeks": Type(Unit(("week",)), whole=True),
    "period.number": Type(RATIO, whole=True, zero=False),
}
STINT_COLUMNS = {"start": Type(Sort.DATE), "end": Type(Sort.DATE), "days": Type(Unit(("day",)), whole=True, zero=False)}
MEMBER = {"start": Type(Sort.DATE), "name": Type(Sort.LABEL), "days-served": Type(Unit(("day",)), whole=True)}


_Types_co = TypeVar("_Types_co", bound="InputTypes", covariant=True)


class Alike(NamedTuple, Generic[_Types_co]):
    """Items of a scope that are given with the same kinds, by their ids; `types` are the inputs as they are for these items."""

    scope: str
    items: tuple[str, ...]
    types: _Types_co


class InputTypes(Protocol):
    """Types of inputs by name (`metric.won`, `credit.amount`), the scope at which each is read, and what is known nearby.

    `grain` is how often the plan pays, empty where nobody says; `grains` are the lengths of periods that its calendar has.
    """

    @property
    def grain(self) -> str: ...
    @property
    def grains(self) -> tuple[str, ...]: ...
    def type_of(self, name: str) -> Type | None: ...
    def scope_of(self, name: str) -> str: ...
    def scopes(self) -> Iterable[str]: ...
    def known(self) -> Iterable[str]: ...
    def apart(self) -> tuple[Alike[InputTypes], ...]:
        """Groups of items, where a column counts different things from item to item; none where each has one kind."""
        ...


@dataclass(frozen=True, slots=True)
class RegisteredInputs:
    """The inputs of a published plan: metrics and items from the registry, terms and attributes from the plan."""

    registry: Registry
    terms: Mapping[str, TermRule]
    attributes: Mapping[str, Mapping[str, str]]
    crediting: Mapping[str, Crediting]
    grain: str = ""
    grains: tuple[str, ...] = Gregorian.grains

    def type_of(self, name: str) -> Type | None:
        root, _, rest = name.partition(".")
        if root == "metric":
            return self.registry.type_of(rest)
        if root == "term":
            return self._term(rest)
        if root == "participant":
            metric = self.registry.metric_by_column(rest)
            if metric is not None and metric.per in self.attributes:
                return self.registry.type_of(metric.name)
            labels = self.attributes.get(rest)
            return None if labels is None else Type(Sort.LABEL, labels=tuple(labels))
        if root == "period":
            return period_type(name)
        if root == "calibration":
            return Type(RATIO, zero=False) if rest else None
        return self._item(root, rest)

    def _term(self, name: str) -> Type | None:
        rule = self.terms.get(name)
        if rule is None:
            return None
        if rule.value is not None:
            return literal_type(rule.value.value, rule.kind)
        money = isinstance(rule.kind, Unit) and rule.kind.currency is not None
        return Type(rule.kind, minor=money, labels=tuple(self.attributes.get(name, {})))

    def _item(self, scope: str, item_field: str) -> Type | None:
        if scope == STINT:
            return STINT_COLUMNS.get(item_field)
        if scope == "member":
            by_attribute = self.attributes.get(item_field)
            return MEMBER.get(item_field) or (Type(Sort.LABEL, labels=tuple(by_attribute)) if by_attribute else None)
        rule = self.crediting.get(scope)
        return self.registry.item_type(rule.each, item_field, self.attributes) if rule else None

    def scope_of(self, name: str) -> str:
        root, _, rest = name.partition(".")
        if root == "metric":
            metric = self.registry.metrics.get(rest)
            return {"team": "team", "company": COMPANY}.get(metric.per, PARTICIPANT) if metric else PARTICIPANT
        if root == "term" and rest in self.terms and self.terms[rest].when_changed == BY_STINT:
            return STINT
        if root in {"period", "calibration"} or (
            root == "term" and rest in self.terms and self.terms[rest].value is not None
        ):
            return COMPANY
        return root if root in self.scopes() else PARTICIPANT

    def scopes(self) -> tuple[str, ...]:
        return (*self.crediting, "member", STINT)

    def apart(self) -> tuple[Alike[InputTypes], ...]:
        return ()  # a column of the registry has one kind

    def known(self) -> Iterable[str]:
        yield from (f"metric.{name}" for name in self.registry.metrics)
        yield from (f"term.{name}" for name in self.terms)
        yield from (f"participant.{name}" for name in self.attributes)
        yield from PERIOD
        for scope, rule in self.crediting.items():
            yield from (f"{scope}.{name}" for name in self.registry.item_fields(rule.each))
            yield from (f"{scope}.{name}" for name in self._by_column(self.registry.item_fields(rule.each)))
        yield from (f"participant.{name}" for name in self._by_column(self.attributes))
        yield from (f"member.{name}" for name in MEMBER)
        yield from (f"{STINT}.{name}" for name in STINT_COLUMNS)

    def _by_column(self, columns: Iterable[str]) -> Iterable[str]:
        """The metrics that can be read through some columns."""
        known = {*columns} & {*BY_COLUMN}
        return (f"{metric.per}.{metric.name}" for metric in self.registry.metrics.values() if metric.per in known)


def period_type(name: str) -> Type | None:
    """The type of `period.start` and its like; None for another name."""
    kind = kind_of_longer(name)
    return PERIOD.get(name) if kind is None else Type(kind, whole=True)


def literal_type(value: Scalar, kind: Kind) -> Type:
    """The type of a literal: everything about it is known."""
    if isinstance(value, Decimal) and isinstance(kind, Unit):
        whole = value == value.to_integral_value()
        minor = fits_minor_units(value, kind)
        return Type(kind, minor, whole, value < 0, value == 0, literal=value, least=value, most=value)
    return Type(kind, literal=value)
