"""Published plans and calendars, ready to compute with: read once by hash, wired once, shared by all answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection

from plans.calendar import Period
from plans.company.calendar import CompanyCalendar
from plans.company.versions import CalendarVersions
from plans.document import from_canonical
from plans.load import plan_from
from plans.past import NO_PAST, Past
from plans.problem import Problems
from plans.reading.company.calendar import calendar_from
from plans.reading.registry import registry_from
from plans.record import Stay
from plans.registry import Registry
from plans.scheme import Scheme
from storage.reading import day, rows

T = TypeVar("T")


class Published(NamedTuple):
    """The head of a published plan version, as known at an instant; `published` is business time in UTC microseconds."""

    hash: str
    plan: str
    version: str
    registry_hash: str
    effective_from: date
    effective_to: date | None
    published: int
    published_by: str = ""
    calendar: CalendarVersions | None = None  # the company's as known then

    def covers(self, period: Period) -> bool:
        return self.effective_from <= period.end and (self.effective_to is None or self.effective_to >= period.start)


_HEADS = (
    "SELECT hash, plan, version, registry_hash, effective_from, effective_to, published, published_by FROM plan_version"
    " WHERE published <= ? ORDER BY effective_from DESC, published DESC"
)
_PLAN = "SELECT document FROM plan_version WHERE hash = ?"
_CALENDARS = "SELECT hash FROM calendar_version WHERE published <= ? ORDER BY published, version"
_CALENDAR = "SELECT document FROM calendar_version WHERE hash = ?"
_NEWEST_REGISTRY = (
    "SELECT hash FROM registry_version WHERE published <= ? ORDER BY published DESC, version DESC LIMIT 1"
)
_REGISTRY = "SELECT document FROM registry_version WHERE hash = ?"


@dataclass(slots=True)
class Catalogue:
    """Documents never change under their hash, so what was read once stays true; which ones are in force is asked each time."""

    _schemes: dict[str, Scheme] = field(default_factory=dict)
    _registries: dict[str, Registry] = field(default_factory=dict)
    _calendars: dict[str, CompanyCalendar] = field(default_factory=dict)
    _versions: dict[str, CalendarVersions] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def heads(self, connection: Connection, as_of: int) -> list[Published]:
        """All versions published by then: those that start last first, and of those the one published last."""
        calendar = self.calendars(connection, as_of)
        return [
            Published(digest, plan, version, registry, date.fromisoformat(start), day(end), published, by, calendar)
            for digest, plan, version, registry, start, end, published, by in rows(connection, _HEADS, (as_of,))
        ]

    def scheme(self, connection: Connection, head: Published) -> Scheme:
        """A published plan with its registry, checked again as it is read: stored bytes are trusted no more than files."""

        def read() -> Scheme:
            problems = Problems()
            registry = self._registry(connection, head.registry_hash)
            document = from_canonical(_document(connection, _PLAN, head.hash), head.plan)
            plan = plan_from(document, registry, problems, head.calendar).plan
            return Scheme(_readable(plan, f"plan {head.plan} {head.version}", problems), registry)

        return self._once(self._schemes, f"{head.hash} {head.calendar.key if head.calendar else ''}", read)

    def in_force(
        self, connection: Connection, stays: Sequence[Stay], day_asked: date, as_of: int
    ) -> tuple[Scheme, Period] | None:
        """The plan that a payee belongs to, with its period that holds the day; None when no plan is theirs.

        A later version takes the place of an earlier one; within a period, the version in force on the period's last day of theirs counts.
        """
        found = self._first_for(connection, self.heads(connection, as_of), stays, day_asked)
        return None if found is None or found[1] is None else (found[0], found[1])

    def beyond(self, connection: Connection, stays: Sequence[Stay], day_asked: date, as_of: int) -> Scheme | None:
        """The plan that a payee belongs to where its calendar has no period that holds the day; None where it has, or where no plan is theirs."""
        found = self._first_for(connection, self.heads(connection, as_of), stays, day_asked)
        return None if found is None or found[1] is not None else found[0]

    def _first_for(
        self, connection: Connection, heads: Sequence[Published], stays: Sequence[Stay], day_asked: date
    ) -> tuple[Scheme, Period | None] | None:
        """The first of these plans that is theirs on a day; without a period where its calendar does not go so far: no older one steps in."""
        for head in heads:
            scheme = self.scheme(connection, head)
            period = scheme.plan.cut.holding(day_asked, scheme.plan.grain)
            if period is None:
                stay = next((one for one in stays if one.holds_on(day_asked)), None)
                if stay and scheme.plan.covers(day_asked) and scheme.plan.is_for(stay):
                    return scheme, None
                continue
            if head.covers(period) and (stay := last_within(stays, period)) and scheme.plan.is_for(stay):
                return scheme, period
        return None

    def past(self, connection: Connection, scheme: Scheme, stays: Sequence[Stay], as_of: int) -> Past:
        """The versions of a plan that were in force for a payee in earlier periods; nothing for a plan that reads none."""
        if not scheme.looks_back or not stays:
            return NO_PAST

        heads = self.heads(connection, as_of)

        def version(period: Period) -> Scheme | None:
            found = self._first_for(connection, heads, stays, period.end)
            return found[0] if found and found[0].plan.name == scheme.plan.name and found[1] == period else None

        begun = min(head.effective_from for head in heads if head.plan == scheme.plan.name)
        return Past(max(begun, min(stay.start for stay in stays)), version)  # before its first version nobody was in it

    def calendar(self, connection: Connection, day_asked: date, as_of: int) -> CompanyCalendar | None:
        """The company calendar that holds on a day, as known at an instant: the one that starts last, and of those the one published last."""
        versions = self.calendars(connection, as_of)
        return versions.on(day_asked) if versions else None

    def calendars(self, connection: Connection, as_of: int) -> CalendarVersions | None:
        """The company calendar with all versions known at an instant; None where there is none yet."""
        digests = [digest for (digest,) in rows(connection, _CALENDARS, (as_of,))]
        if not digests:
            return None

        def read() -> CalendarVersions:
            return CalendarVersions(tuple(self._calendar(connection, digest) for digest in digests))

        return self._once(self._versions, " ".join(digests), read)

    def registry(self, connection: Connection, as_of: int) -> Registry | None:
        """The registry published last, as known at an instant; None where there is none yet."""
        found = rows(connection, _NEWEST_REGISTRY, (as_of,))
        return self._registry(connection, found[0][0]) if found else None

    def _calendar(self, connection: Connection, digest: str) -> CompanyCalendar:
        def read() -> CompanyCalendar:
            problems = Problems()
            document = from_canonical(_document(connection, _CALENDAR, digest), "calendar")
            return _readable(calendar_from(document, problems).calendar, f"calendar {digest[:12]}", problems)

        return self._once(self._calendars, digest, read)

    def _registry(self, connection: Connection, digest: str) -> Registry:
        def read() -> Registry:
            problems = Problems()
            document = from_canonical(_document(connection, _REGISTRY, digest), "registry")
            return _readable(registry_from(document, problems).registry, f"registry {digest[:12]}", problems)

        return self._once(self._registries, digest, read)

    def _once(self, kept: dict[str, T], digest: str, read: Callable[[], T]) -> T:
        """What stands under a hash, read the first time it is asked for. Two threads may read it at once: one of the two stays."""
        with self._lock:
            known = kept.get(digest)
        if known is not None:
            return known
        found = read()
        with self._lock:
            return kept.setdefault(digest, found)


def _readable(found: T | None, what: str, problems: Problems) -> T:
    """What was read, or LookupError: a published document that this version cannot read any more."""
    if found is None:
        raise LookupError(f"published {what} can no longer be read: {next(iter(problems))}")
    return found


def last_within(stays: Sequence[Stay], period: Period) -> Stay | None:
    """The last stay that touches the period."""
    touching = [stay for stay in stays if stay.start <= period.end and (stay.end is None or stay.end >= period.start)]
    return touching[-1] if touching else None


def _document(connection: Connection, sql: str, digest: str) -> bytes:
    found = rows(connection, sql, (digest,))
    if not found:
        raise LookupError(f"no published document has the hash {digest[:12]}")
    return str(found[0][0]).encode()
