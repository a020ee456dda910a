"""The roll-ups by name: what each makes of the facts of a period, and what that says of an absent value, of units and of minor units.

One roll-up, one entry. Which days and which cohort the facts are of was decided before they come here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, cast

from plans.calendar import Period
from plans.company.cut import GRAINS, Cut
from plans.literal import Literal, Scalar, fits_minor_units
from plans.number import ZERO
from plans.record import Fact
from plans.roll_days import ITEM, SUBJECT, THIS_PERIOD, Cohort, First, Span, Window
from plans.unit import Kind, Sort, Unit

VALUE = "value"
THINGS = (VALUE, ITEM, SUBJECT)  # what `distinct` tells apart; the first where nothing is said
RATIO_OF, CHANGE = "ratio", "change"  # roll-ups that are made of two others
SHARE, DIFFERENCE = "share", "difference"  # what a change is given as


@dataclass(frozen=True)
class RollUp:
    """How a metric comes from facts. A ratio and a change have two roll-ups, `of` and `to`; every other one names a recorded metric.

    `where` limits the facts by their value (`is: yes`), so that a count of yeses and a count of all come from one feed. `over` says on which
    days they lie, `cohort` about whom they are. `things` says what `distinct` tells apart: one of THINGS. A change is `given_as` a share or a
    difference; in the place of `to` it may have a fixed value, `base`.
    """

    op: str
    fact: str = ""
    of: RollUp | None = None
    to: RollUp | None = None
    where: str = ""
    things: str = ""
    over: Window | First = THIS_PERIOD
    cohort: Cohort | None = None
    given_as: str = ""
    base: Literal | None = None

    @cached_property
    def sides(self) -> tuple[RollUp, ...]:
        """The roll-ups that it is made of, where it is."""
        return tuple(side for side in (self.of, self.to) if side is not None)

    @cached_property
    def leaves(self) -> tuple[RollUp, ...]:
        """The roll-ups of facts that it comes down to; itself, where it is one. One that is read twice stands here twice."""
        return tuple(leaf for side in self.sides for leaf in side.leaves) or (self,)

    @cached_property
    def adds_up(self) -> bool:
        """Whether a Tally of the facts says all that it makes of them: nothing rests on who else is there, or on all values in order."""
        if self.sides:
            return all(side.adds_up for side in self.sides)
        return self.cohort is None and isinstance(self.over, Window) and ROLLS[self.op].tallied is not None

    @property
    def names(self) -> tuple[str, str]:
        """What its two sides are called."""
        return ("of", "against") if self.op == CHANGE else ("of", "to")

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The recorded metrics whose facts it rolls up."""
        return tuple(dict.fromkeys(fact for side in self.sides for fact in side.facts)) or (self.fact,)

    @cached_property
    def recorded(self) -> frozenset[str]:
        """Every recorded metric that it reads: also those that say who belongs to a cohort, or when days begin to count."""
        found = frozenset().union(*(side.recorded for side in self.sides)) if self.sides else frozenset[str]()
        others = (self.over.fact if isinstance(self.over, First) else "", self.cohort.fact if self.cohort else "")
        return found | {name for name in (self.fact, *others) if name}

    @cached_property
    def plain(self) -> bool:
        """Whether it is of all facts of just the period."""
        return self.over == THIS_PERIOD and self.cohort is None and all(side.plain for side in self.sides)

    @cached_property
    def lengths(self) -> frozenset[str]:
        """The lengths of the calendar that it names: quarters of `last 4 quarters`."""
        found = frozenset().union(*(side.lengths for side in self.sides)) if self.sides else frozenset[str]()
        windows = (self.over, self.cohort.during if self.cohort else None)
        return found | {window.length for window in windows if isinstance(window, Window) and window.length in GRAINS}

    def span(self, period: Period, cut: Cut) -> Span | None:
        """The days of the facts that it rolls up for a period, from the first to the last; None where the calendar has none."""
        spans = [side.span(period, cut) for side in self.sides] or [self.over.span(period, cut)]
        known = [span for span in spans if span is not None]
        return Span(min(span.start for span in known), max(span.end for span in known)) if known else None

    def reads(self, period: Period, cut: Cut) -> Iterator[tuple[str, Span]]:
        """Each recorded metric that it reads for a period, with the days: what storage has to fetch for it."""
        for side in self.sides:
            yield from side.reads(period, cut)
        if not self.fact:
            return
        known = [(self.fact, self.over.span(period, cut))]
        if isinstance(self.over, First):
            known.append((self.over.fact, self.over.starts(period)))
        if self.cohort is not None:
            known.append((self.cohort.fact, self.cohort.during.span(period, cut)))
        yield from ((fact, span) for fact, span in known if span is not None)

    @property
    def minor(self) -> bool:
        """Whether of amounts in minor units it makes another: it only adds, takes away or picks."""
        if self.op != CHANGE:
            return self.op in ROLLS and ROLLS[self.op].minor
        fits = self.base is None or (
            isinstance(self.base.value, Decimal)
            and isinstance(self.base.kind, Unit)
            and fits_minor_units(self.base.value, self.base.kind)
        )
        return self.given_as == DIFFERENCE and fits and all(side.minor for side in self.sides)


class Rolled(NamedTuple):
    """What facts come to. `decided` is the one fact whose value it is, where one is: of a last, a lowest, a highest."""

    value: Scalar
    decided: Fact | None = None


class Tally(NamedTuple):
    """The facts of one subject that a database has added up for one roll-up.

    `fact` stands for them all: they share its unit, and its value is what the roll-up asks for: their sum, the lowest, the last. `times`
    says how many they are, `different` how many different ones.
    """

    fact: Fact
    times: int
    different: int = 0


@dataclass(frozen=True, slots=True)
class Roll:
    """What one roll-up does with facts of one unit, and what is known of its result beforehand."""

    rolled: Callable[[Sequence[Fact], RollUp], Rolled]
    measured: bool = True  # an absent value is unknown, even of a complete source; else it is zero
    counts: bool = False  # the result counts, and has no unit of the facts
    minor: bool = False  # of amounts in minor units, the result is one as well
    kinds: Callable[[Kind], bool] = lambda _kind: True  # which units of facts it can be made of
    tallied: Callable[[Tally], Scalar] | None = None  # the same from a tally; None where it takes the facts themselves


def number(kind: Kind) -> bool:
    """Whether values of this unit can be added and divided."""
    return isinstance(kind, Unit)


def ordered(kind: Kind) -> bool:
    """Whether one value of this unit is below another: numbers and dates."""
    return isinstance(kind, Unit) or kind is Sort.DATE


def told_apart(fact: Fact, things: str) -> tuple[object, ...] | None:
    """What `distinct` counts a fact as, and a cohort knows it by; None where the fact does not say it. One value in two units is two."""
    if things == ITEM:
        return (fact.item_id,) if fact.item_id else None
    if things == SUBJECT:
        return fact.subject_kind, fact.subject_id
    return fact.kind, fact.value


def _sum(facts: Sequence[Fact], _how: RollUp) -> Rolled:
    return Rolled(sum(_numbers(facts), ZERO))


def _count(facts: Sequence[Fact], _how: RollUp) -> Rolled:
    return Rolled(Decimal(len(facts)))


def _distinct(facts: Sequence[Fact], how: RollUp) -> Rolled:
    return Rolled(Decimal(len({told_apart(fact, how.things) for fact in facts})))


def _average(facts: Sequence[Fact], _how: RollUp) -> Rolled:
    return Rolled(sum(_numbers(facts), ZERO) / len(facts))


def _median(facts: Sequence[Fact], _how: RollUp) -> Rolled:
    """The middle value; of an even number, the mean of the two in the middle."""
    values = sorted(_numbers(facts))
    middle = len(values) // 2
    return Rolled(values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2)


def _given(facts: Sequence[Fact], _how: RollUp) -> Rolled:
    return Rolled(max(facts, key=_age).value)


def _last(facts: Sequence[Fact], _how: RollUp) -> Rolled:
    return _decided_by(max(facts, key=_age))


def _lowest(facts: Sequence[Fact], _how: RollUp) -> Rolled:
    """The fact with the lowest value; of several, the first that came to it."""
    return _decided_by(min(facts, key=lambda fact: (cast("Any", fact.value), _age(fact))))


def _highest(facts: Sequence[Fact], _how: RollUp) -> Rolled:
    """The fact with the highest value; of several, the first that came to it."""
    return _decided_by(max(sorted(facts, key=_age), key=lambda fact: cast("Any", fact.value)))


def _age(fact: Fact) -> tuple[object, ...]:
    """By day; of one day by when it became known; of one instant by name, so that the order of a file decides nothing."""
    return fact.observed, fact.origin.recorded, fact.fact_id


def _decided_by(fact: Fact) -> Rolled:
    return Rolled(fact.value, fact)


def _numbers(facts: Sequence[Fact]) -> list[Decimal]:
    return cast("list[Decimal]", [fact.value for fact in facts])  # a unit, which was compared, means a Decimal


def _value(tally: Tally) -> Scalar:
    return tally.fact.value


def _mean(tally: Tally) -> Scalar:
    return cast("Decimal", tally.fact.value) / tally.times


ROLLS: Mapping[str, Roll] = {
    "sum": Roll(_sum, measured=False, minor=True, tallied=_value),
    "count": Roll(_count, measured=False, counts=True, tallied=lambda tally: Decimal(tally.times)),
    "distinct": Roll(_distinct, measured=False, counts=True, tallied=lambda tally: Decimal(tally.different)),
    "average": Roll(_average, kinds=number, tallied=_mean),
    "median": Roll(_median),
    "last": Roll(_last, minor=True, tallied=_value),
    "min": Roll(_lowest, minor=True, kinds=ordered, tallied=_value),
    "max": Roll(_highest, minor=True, kinds=ordered, tallied=_value),
    "given": Roll(_given, minor=True, tallied=_value),
}
ROLL_UPS = (*ROLLS, RATIO_OF, CHANGE)
