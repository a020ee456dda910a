"""Items of a scope: credits with their columns, and the members of a team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plans.attribution.credited import Credited
from plans.calendar import Period
from plans.literal import NotALiteralError, parse
from plans.number import ONE
from plans.record import Credit, Stay
from plans.registry import ItemKind
from plans.tree import Cause, Input, Missing, Node, Value
from plans.unit import RATIO, Kind, Sort, Unit


@dataclass(frozen=True, slots=True)
class CreditItem:
    """What was credited as an item: `amount` after the share, `whole` before it, its other columns by their declared kinds."""

    scope: str
    credited: Credited
    item: ItemKind
    measured: Callable[[str, str, str], Node]  # a metric by its column and name, of whom the column names, for the item

    @property
    def id(self) -> str:
        return self.credited.id

    @property
    def credit(self) -> Credit:
        return self.credited.credit

    def read(self, field: str) -> Node:
        credit = self.credit
        if "." in field:
            return self.measured(field, credit.attributes.get(field.partition(".")[0], ""), self.id)
        currency = Unit((self.item.currency,))
        made = Input(f"{self.scope}.{field}", "credit", self.item.fields.get(field, currency), field.replace("-", " "))
        value: Value
        if field in {"amount", "whole"}:
            value = self._amount(made, currency)
        elif field == "share":
            value, made = self._doubtful(made) or self.credited.share, made._replace(kind=RATIO)
        elif field == "enters":
            value, made = credit.enters, made._replace(kind=Sort.DATE)
        else:
            value = _typed(credit.attributes.get(field, ""), made)
        return Node(made, value, rows=self.credited.rows, item=self.id)

    def _doubtful(self, made: Input) -> Missing | None:
        doubt = self.credited.doubt
        return Missing((Cause(made.name, "conflict", doubt),)) if doubt else None

    def _amount(self, made: Input, currency: Unit) -> Value:
        """The amount after the share, or before it. One in another currency is no amount of this kind of item."""
        credit, share = self.credit, self.credited.share
        if (doubtful := self._doubtful(made)) is not None:
            return doubtful
        if credit.unit != currency or not isinstance(credit.whole, Decimal) or not isinstance(share, Decimal):
            words = f"credit {credit.credit_id} is in {credit.unit}, the registry says {currency}"
            return Missing((Cause(made.name, "conflict", words),))
        return credit.whole * (share if made.name.endswith(".amount") else ONE)


@dataclass(frozen=True, slots=True)
class MemberItem:
    """Somebody who was in the payee's team, with the days of the period that they were."""

    id: str
    stays: tuple[Stay, ...]
    period: Period
    serving: Callable[[Sequence[Stay]], None]  # is told of the stays whose days are counted

    def read(self, field: str) -> Node:
        if field == "days-served":
            self.serving(self.stays)
        known: dict[str, tuple[Value, Kind]] = {
            "start": (self.stays[0].start, Sort.DATE),
            "name": (self.id, Sort.LABEL),
            "days-served": (Decimal(days_served(self.stays, self.period)), Unit(("day",))),
        }
        value, kind = known.get(field) or (self.stays[-1].attributes.get(field, ""), Sort.LABEL)
        made = Input(f"member.{field}", "member", kind, field.replace("-", " "))
        if value == "":
            value = Missing((Cause(made.name, "absent", f"no {made.title} is recorded"),))
        return Node(made, value, rows=self.stays, item=self.id)


def days_served(stays: Sequence[Stay], period: Period) -> int:
    """Days of the period that lie within the stays, which do not overlap."""
    served = 0
    for stay in stays:
        start, end = max(stay.start, period.start), min(stay.end or period.end, period.end)
        served += max(0, (end - start).days + 1)
    return served


def members_of(
    stays: Sequence[Stay], own: Stay | None, period: Period, serving: Callable[[Sequence[Stay]], None]
) -> tuple[MemberItem, ...]:
    team = own.team_id if own else ""
    inside = [stay for stay in stays if stay.team_id == team and days_served((stay,), period)]
    people = dict.fromkeys(stay.person_id for stay in inside)
    return tuple(
        MemberItem(person, tuple(stay for stay in inside if stay.person_id == person), period, serving)
        for person in people
    )


def _typed(text: str, made: Input) -> Value:
    if not text:
        return Missing((Cause(made.name, "absent", f"{made.title} is not recorded"),))
    if made.kind is Sort.LABEL:
        return text
    try:
        literal = parse(text)
    except NotALiteralError:
        literal = None
    bare = text[-1].isdigit() and isinstance(made.kind, Unit)  # `12` of months; but `5%` of months is a slip
    if literal is None or not (literal.kind == made.kind or (bare and literal.kind == RATIO)):
        return Missing((Cause(made.name, "conflict", f"{made.title} reads `{text[:40]}`, not {made.kind}"),))
    return literal.value
