"""Who a roll-up is about, and which of the facts: those of a span, those with a value, those about a cohort, those within the first days of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from plans.calendar import Period
from plans.company.cut import Cut
from plans.literal import NotALiteralError, Scalar, parse
from plans.record import Fact
from plans.roll_days import Cohort, First, Span
from plans.roll_words import titled
from plans.rolls import told_apart
from plans.unit import Kind, Sort

Facts = Callable[[str], Sequence[Fact]]  # a recorded metric -> the payee's rows of it, in the order of their days
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """Things (items or subjects) with the facts that name them. With `days`, each counts for so many days from each of its own dates."""

    title: str
    things: str
    span: Span  # in which the facts lie
    rows: tuple[Fact, ...]
    known: Mapping[Key | None, Sequence[date]]
    days: int = 0

    @property
    def count(self) -> int:
        return len(self.known)

    def has(self, fact: Fact) -> bool:
        """Whether a fact is about one of them, within its days."""
        dates = self.known.get(told_apart(fact, self.things), ())
        if not self.days:
            return bool(dates)
        return any(timedelta() <= fact.observed - start < timedelta(days=self.days) for start in dates)


def of_cohort(cohort: Cohort, facts: Facts, period: Period, cut: Cut) -> Members | None:
    """The cohort; None where the calendar has no such days."""
    span = cohort.during.span(period, cut)
    if span is None:
        return None
    rows = matching(within(facts(cohort.fact), span), cohort.where)
    return Members(titled(cohort.fact, cohort.where), cohort.things, span, rows, _by_thing(rows, cohort.things))


def starting(first: First, facts: Facts, period: Period) -> Members:
    """What starts so that the last of its days lies in the period."""
    span = first.starts(period)
    rows = matching(within(facts(first.fact), span), first.where)
    title = titled(first.fact, first.where)
    return Members(title, first.things, span, rows, _by_thing(rows, first.things), first.days)


def missing_name(facts: Sequence[Fact], things: str) -> Fact | None:
    """The first fact that does not say what it is about."""
    return next((fact for fact in facts if told_apart(fact, things) is None), None)


def within(facts: Sequence[Fact], span: Span) -> tuple[Fact, ...]:
    """The facts of some days; they come in the order of their days, so mostly both ends tell that all of them are."""
    if not facts or (facts[0].observed >= span.start and facts[-1].observed <= span.end):
        return tuple(facts)
    return tuple([fact for fact in facts if span.start <= fact.observed <= span.end])


def matching(facts: tuple[Fact, ...], where: str) -> tuple[Fact, ...]:
    """The facts whose value is the one asked for; all of them where none is."""
    if not where:
        return facts
    if where in {"yes", "no"}:
        wanted = where == "yes"
        return tuple([fact for fact in facts if fact.value is wanted])  # a list first: this is where the time goes
    said = asked(where)
    return tuple(fact for fact in facts if (fact.value, fact.kind) == said)


@lru_cache(maxsize=256)
def asked(where: str) -> tuple[Scalar, Kind]:
    """A value as the registry writes it, with its kind: with its unit, a day, a label, a yes or no."""
    try:
        literal = parse(where)
    except NotALiteralError:
        literal = None
    return (literal.value, literal.kind) if literal else (where, Sort.LABEL)


def _by_thing(facts: Sequence[Fact], things: str) -> dict[Key | None, list[date]]:
    found: dict[Key | None, list[date]] = {}
    for fact in facts:
        found.setdefault(told_apart(fact, things), []).append(fact.observed)
    return found
