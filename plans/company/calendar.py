"""The company calendar as a value: a published document that names periods, working days, pay dates, and when people are appraised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from plans.calendar import Period
from plans.company.cut import Cut
from plans.company.days import WorkingDays
from plans.company.paydays import EVERY_PLAN, LONGEST_WAIT, PayDate, PayDates
from plans.document import Table, canonical_bytes

APPRAISAL, CALIBRATION = "appraisal", "calibration"


class Window(NamedTuple):
    """Days in which people are appraised, or ratings are calibrated, both included. `period` is what it is about, where the calendar says so."""

    kind: str
    name: str
    start: date
    end: date
    period: str = ""

    def touches(self, start: date, end: date) -> bool:
        """Whether a day of it lies in a span, both days included."""
        return self.start <= end and self.end >= start


@dataclass(frozen=True)
class Entity:
    """A legal entity: its zone, its working days, and what is said of its pay dates, the most particular first."""

    id: str
    title: str
    zone: str
    days: WorkingDays
    pay: tuple[PayDates, ...] = ()

    def pay_date(self, period: Period, plan: str = EVERY_PLAN) -> date | None:
        """When a plan's pay of a period is due here; None where the calendar does not say."""
        return next((found for said in self.pay if (found := said.of(period, plan, self.days))), None)


@dataclass(frozen=True)
class CompanyCalendar:
    """One version of the calendar, which holds from `effective_from` on until another one does."""

    name: str
    version: str
    document: Table
    effective_from: date
    cut: Cut
    title: str = ""
    rationale: str = ""
    entities: Mapping[str, Entity] = field(default_factory=dict)
    windows: tuple[Window, ...] = ()

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, in hex."""
        return hashlib.sha256(canonical_bytes(self.document)).hexdigest()

    def period_holding(self, day: date, grain: str) -> Period | None:
        """The period of this length in which the day lies; None where the calendar has none."""
        return self.cut.holding(day, grain)

    def period_named(self, text: str) -> Period | None:
        """The period of this name; None when it is none of this calendar."""
        return self.cut.named(text)

    def periods(self, start: date, end: date) -> Iterator[Period]:
        """The periods that touch a span, both days included: the longest first, then in order."""
        for grain in reversed(self.cut.grains):
            yield from self.cut.touching(start, end, grain)

    def pay_dates(self, entity: Entity, start: date, end: date) -> list[PayDate]:
        """All pay dates of an entity that lie in a span, in order: those by name, and those by rule of periods that no name speaks of."""
        said = [each for part in entity.pay for each in part.dates]
        named = dict.fromkeys((each.period, plan) for each in said for plan in each.plans or (EVERY_PLAN,))
        found: dict[tuple[str, date], list[str]] = {}
        for name, plan in named:
            period = self.cut.named(name)
            if period and (on := entity.pay_date(period, plan)):
                found.setdefault((name, on), []).append(plan)
        for period in self._ruled(entity, start, end):
            if (period.name, EVERY_PLAN) not in named and (on := entity.pay_date(period)):
                found.setdefault((period.name, on), []).append(EVERY_PLAN)
        dates = [PayDate(name, on, tuple(filter(None, plans))) for (name, on), plans in found.items()]
        return sorted((each for each in dates if start <= each.on <= end), key=lambda each: (each.on, each.period))

    def _ruled(self, entity: Entity, start: date, end: date) -> Iterator[Period]:
        """The periods that a rule can have paid within a span."""
        for grain in dict.fromkeys(grain for part in entity.pay for grain in part.rules):
            yield from self.cut.touching(start - LONGEST_WAIT, end, grain)
