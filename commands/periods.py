"""What a period is called, and which one a name stands for: by the payee's plan, by the company calendar, or as everybody knows them.

The one place that knows. Names are typed, carried by buttons and kept with looks; two calendars may give one name to different days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from commands.world import World
from plans.calendar import Period, period_of
from plans.company.cut import Cut, Gregorian, NoPeriodError
from plans.company.versions import CalendarVersions
from plans.plan import Plan
from plans.scheme import Scheme
from storage.database import Connection
from storage.stays import stays

USUAL = "quarter"  # how a time without a plan is cut
_GREGORIAN = Gregorian()
_DAY = timedelta(days=1)

Named = Callable[[str, int], Period | None]  # the period of a name, as known at an instant (UTC microseconds)


def period_named(connection: Connection, world: World, payee_id: str, text: str, as_of: int) -> Period | None:
    """The period that a name stands for, however it is cased; None where it is no such name.

    Where two calendars know the name, it is that of the plan which was the payee's on those days.
    """
    found = periods_named(connection, world, text, as_of)
    if len(found) > 1:
        own = stays(connection, payee_id, as_of)
        for period in found:
            held = world.catalogue.in_force(connection, own, period.start, as_of)
            if held is not None and held[1] == period:
                return period
    return found[0] if found else None


def periods_named(connection: Connection, world: World, text: str, as_of: int) -> list[Period]:
    """All periods of this name: the company calendar's and the Gregorian one; else those of plans whose years start in another month."""
    catalogue = world.catalogue
    calendar = catalogue.calendars(connection, as_of)
    found = _named(text, [_GREGORIAN] if calendar is None else [calendar, _GREGORIAN])
    if found or not text.strip():
        return found
    plans = (catalogue.scheme(connection, head).plan for head in catalogue.heads(connection, as_of))
    return _named(text, [plan.cut for plan in plans])


def plan_period(connection: Connection, world: World, plan: str, text: str, as_of: int) -> Period | None:
    """The period of this name in which a plan pays, under the version that holds then; None where it has none."""
    for held in _versions(connection, world, plan, as_of):
        period = held.cut.named(text)
        if period is not None and period.grain == held.grain and held.holds_in(period):
            return period
    return None


def plan_period_before(connection: Connection, world: World, plan: str, period: Period, as_of: int) -> Period | None:
    """The period of a plan before one of it, under the version that held then; None before the first."""
    day = period.start - _DAY
    for held in _versions(connection, world, plan, as_of):
        before = held.cut.holding(day, held.grain)
        if before is not None and held.holds_in(before):
            return before
    return None


def _versions(connection: Connection, world: World, plan: str, as_of: int) -> Iterator[Plan]:
    catalogue = world.catalogue
    heads = catalogue.heads(connection, as_of)
    return (catalogue.scheme(connection, head).plan for head in heads if head.plan == plan)


def _named(text: str, cuts: Sequence[Cut]) -> list[Period]:
    return list(dict.fromkeys(period for cut in cuts if (period := cut.named(text)) is not None))


def names_for(connection: Connection, world: World, payee_id: str, now: int) -> Named:
    """The names of periods as somebody's buttons carry them; none of them knows more than now."""
    return lambda text, as_of: period_named(connection, world, payee_id, text, min(as_of, now))


def own_cut(connection: Connection, world: World, payee_id: str, today: date, as_of: int) -> Cut:
    """How the payee's plan cuts time; the company calendar's way where they have none."""
    scheme = _scheme(connection, world, payee_id, today, as_of)
    return scheme.plan.cut if scheme else world.catalogue.calendars(connection, as_of) or _GREGORIAN


def current_period(connection: Connection, world: World, payee_id: str, today: date, as_of: int) -> Period:
    """The period that holds today, as the payee's plan cuts time; by quarters where they have none.

    Where the calendar of the plan does not go so far, it is the last one that there is.
    """
    scheme = _scheme(connection, world, payee_id, today, as_of)
    if scheme is None:
        return period_of(today, USUAL)
    cut, grain = scheme.plan.cut, scheme.plan.grain
    found = cut.holding(today, grain)
    if found is None and isinstance(cut, CalendarVersions):
        found = cut.last(today, grain) or cut.first(grain)
    return found or period_of(today, USUAL)


def period_before(connection: Connection, world: World, payee_id: str, period: Period, as_of: int) -> Period:
    """The period before one, under the plan that was the payee's then; without one, as the period itself is counted."""
    day = period.start - _DAY
    held = world.catalogue.in_force(connection, stays(connection, payee_id, as_of), day, as_of)
    if held is not None:
        return held[1]
    try:
        return period.before()
    except NoPeriodError:
        return period_of(day, USUAL)


def last_period(connection: Connection, world: World, payee_id: str, today: date, as_of: int) -> Period:
    """The last period that is over."""
    now = current_period(connection, world, payee_id, today, as_of)
    return now if now.end < today else period_before(connection, world, payee_id, now, as_of)


def _scheme(connection: Connection, world: World, payee_id: str, today: date, as_of: int) -> Scheme | None:
    """The payee's plan of today, whether its calendar goes so far or not."""
    own, catalogue = stays(connection, payee_id, as_of), world.catalogue
    held = catalogue.in_force(connection, own, today, as_of)
    return held[0] if held else catalogue.beyond(connection, own, today, as_of)
