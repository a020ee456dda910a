"""Between which sums an answer will lie while metrics are missing; or why that cannot be said for certain.

What decides about a gate or a bound is set both ways. In each case every missing number is set to its far ends: what is found there are
bounds only if every figure on the way rises, or falls, all along; so the direction of each step is asked first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from itertools import product
from typing import NamedTuple

from plans.number import ZERO
from plans.registry import Metric
from plans.statement import Statement, supposing
from plans.tree import Missing, Node, Value
from plans.unit import Sort, Unit
from plans.verb import DOWN, UP
from views.lines import Line, breakdown, line_named
from views.names import METRIC, metric_named
from views.rising import deciders, direction, scales_below_zero

# Beyond every edge that a plan names; what still grows between the two has no end.
_FAR, _FARTHER = Decimal(10) ** 15, Decimal(10) ** 16
_NEAR, _NEARER = 1 / _FAR, 1 / _FARTHER  # for a metric that is never zero
_MOST_DECISIONS = 3  # each doubles the cases


class Unsure(Enum):
    """Why no range can be given."""

    OTHER = "something else than a metric is missing"
    WAVERS = "it may rise and fall with what is missing"
    STOPS = "for some values of what is missing the plan gives no figure"
    ENDLESS = "it has no ends"


class Ends(NamedTuple):
    """The lowest and the highest that an amount can come to; None where it has no end on that side."""

    low: Decimal | None
    high: Decimal | None


class Reach(NamedTuple):
    """The statement in every extreme case: of what is missing each number at one of its ends, each decision made one way.

    `beyond` are the same cases with numbers that lie further out.
    """

    cases: tuple[Statement, ...]
    beyond: tuple[Statement, ...]

    @property
    def earned(self) -> Ends | None:
        """Of the total."""
        return self._ends(lambda statement: statement.earned)

    def amount(self, name: str) -> Ends | None:
        """Of one line."""
        return self._ends(lambda statement: _amount(line_named(breakdown(statement).lines, name)))

    def _ends(self, of: Callable[[Statement], Decimal | Missing]) -> Ends | None:
        """None where a case waits all the same (a share of zero), or where there is no end on either side."""
        near, far = _numbers(map(of, self.cases)), _numbers(map(of, self.beyond))
        if near is None or far is None:
            return None
        low, high = min(near), max(near)
        ends = Ends(low if low == min(far) else None, high if high == max(far) else None)
        return None if ends == (None, None) else ends


def reach_of(statement: Statement) -> Reach | Unsure:
    """The bounds of a statement that waits, or why there are none."""
    metrics = missing_metrics(statement)
    if metrics is None:
        return Unsure.OTHER
    decisions = _decisions(statement, metrics)
    if decisions is None:
        return Unsure.WAVERS
    numbers = [metric for metric in metrics if isinstance(metric.kind, Unit)]
    cases: list[Statement] = []
    beyond: list[Statement] = []
    for answers in product((False, True), repeat=len(decisions)):
        found = _case(statement, dict(zip(decisions, answers, strict=True)), numbers)
        if found is None:
            return Unsure.WAVERS
        cases += found.cases
        beyond += found.beyond
    reach = Reach(tuple(cases), tuple(beyond))
    if any(isinstance(case.earned, Missing) for case in (*cases, *beyond)):
        return Unsure.STOPS
    return reach if reach.earned is not None else Unsure.ENDLESS


def missing_metrics(statement: Statement) -> list[Metric] | None:
    """The metrics that the statement waits for; None where it waits for anything else, or for what is no number and no yes or no."""
    found = []
    for cause in statement.waits:
        metric = metric_named(cause.what, statement.scheme.registry)
        if metric is None or cause.period or metric.kind in {Sort.DATE, Sort.LABEL}:
            return None
        found.append(metric)
    return list({metric.name: metric for metric in found}.values())


def _decisions(statement: Statement, metrics: Sequence[Metric]) -> list[str] | None:
    """What is set both ways; None where that is of an item or of another period (each may be decided another way), or more than can be tried."""
    asked = deciders(_roots(statement), {METRIC + metric.name for metric in metrics})
    names = [node.made.name for node in asked]
    answers = (METRIC + metric.name for metric in metrics if metric.kind is Sort.YES_NO)
    found = list(dict.fromkeys([*names, *answers]))
    of_items = any(node.item or node.period or not node.made.name for node in asked)
    return None if of_items or len(found) > _MOST_DECISIONS else found


def _case(statement: Statement, decided: dict[str, bool], metrics: Sequence[Metric]) -> Reach | None:
    """The ends of the missing numbers, all else being decided; None where it is not certain which way the payouts go."""
    low: dict[str, Value] = dict(decided)
    high, lower, higher = dict(low), dict(low), dict(low)
    roots = _roots(supposing(statement, low) if decided else statement)
    for metric in metrics:
        name = METRIC + metric.name
        way = direction(roots, name, decided)
        if way not in {UP, DOWN, ""} or metric.negative:  # directions hold for what is never below zero
            return None
        (least, most), (lesser, more) = _ends(metric)
        low[name], high[name] = (most, least) if way == DOWN else (least, most)
        lower[name], higher[name] = (more, lesser) if way == DOWN else (lesser, more)
    names = {METRIC + metric.name for metric in metrics}
    cases = supposing(statement, low), supposing(statement, high)
    beyond = supposing(statement, lower), supposing(statement, higher)
    if any(scales_below_zero(_roots(case), names, decided) for case in (*cases, *beyond)):
        return None
    return Reach(cases, beyond)


def _roots(statement: Statement) -> tuple[Node, ...]:
    return tuple(paid.node for paid in statement.payouts)


def _ends(metric: Metric) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]:
    """The lowest and highest value that could come, and a pair that lies further out where there is further to go."""
    if metric.never_zero:
        return (_NEAR, _FAR), (_NEARER, _FARTHER)
    return (ZERO, _FAR), (ZERO, _FARTHER)


def _amount(line: Line | None) -> Decimal | Missing:
    return Missing(()) if line is None else line.amount


def _numbers(values: Iterator[Decimal | Missing]) -> list[Decimal] | None:
    found = list(values)
    numbers = [value for value in found if isinstance(value, Decimal)]
    return numbers if len(numbers) == len(found) else None
