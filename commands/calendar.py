"""`/calendar`: what is coming where the asker works. Periods, pay dates and holidays are the company's; no amount stands here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import islice

from commands.asked import Unclear
from commands.declare import Ask
from commands.readers import figures_of
from commands.typed import typed_period
from commands.wanted import wanted_by
from commands.world import World
from plans.calendar import Period
from plans.company.calendar import CompanyCalendar, Entity
from plans.company.cut import NoPeriodError
from plans.company.paydays import EVERY_PLAN, LONGEST_WAIT
from plans.plan import Plan
from storage.stays import stays
from views.calendar import Due, NoFurther, Outlook, calendar_message, no_calendar, no_further
from views.effects import Effect, Reply
from views.faults import unclear_period
from views.reader import Reader

_USUAL = "quarter"
_FAR = timedelta(days=400)  # how far pay dates and holidays are looked for
_NEXT = 2  # pay dates that are told
_NEXT_HOLIDAYS = 3
_NOW = {"", "now", "current", "this quarter", "this month", "this period"}
_LAST = {"last", "previous", "last quarter", "last month", "last period"}
_COMING = {"next", "next quarter", "next month", "next period"}
Wanted = Period | Unclear | NoFurther | None


def calendar(ask: Ask, world: World) -> Effect:
    """This period and what lies ahead, or the period that was typed."""
    reader = Reader(figures_of(ask.who), today=ask.today)
    held = world.catalogue.calendar(ask.connection, ask.today, ask.now)
    if held is None:
        return Reply(no_calendar(reader, ask.now))
    plan = _plan(ask, world, ask.today)
    now = held.period_holding(ask.today, _grain(held, plan))
    wanted = _wanted(" ".join(ask.text.lower().split()), ask, world, held, now)
    if isinstance(wanted, NoFurther):
        return Reply(no_further(wanted, reader))
    if isinstance(wanted, Unclear):
        examples = (now.name if now else "now", "next", "help")
        return Reply(unclear_period(wanted.text, wanted.nearest, examples, "/calendar"))
    entity = held.entities.get(ask.who.entity_id)
    if wanted is None or wanted is now:
        pay = islice(_pay_days(ask, world, held, entity, now), _NEXT)
        return Reply(calendar_message(_ahead(ask, held, entity, now, tuple(pay)), reader, ask.now))
    paid = _pay_day(ask, world, entity, wanted)
    return Reply(calendar_message(_within(held, entity, wanted, (paid,) if paid else ()), reader, ask.now))


def _plan(ask: Ask, world: World, day: date) -> Plan | None:
    """The plan that pays for the period of a day. A move that is still to come does not yet decide which one."""
    begun = [stay for stay in stays(ask.connection, ask.payee, ask.now) if stay.start <= ask.today]
    found = world.catalogue.in_force(ask.connection, begun, day, ask.now)
    return found[0].plan if found else None


def _grain(held: CompanyCalendar, plan: Plan | None) -> str:
    """The length of period that is told: the plan's, else quarters, else the shortest that there is."""
    known = held.cut.grains
    return next((grain for grain in (plan.grain if plan else "", _USUAL, *known) if grain in known), _USUAL)


def _wanted(words: str, ask: Ask, world: World, held: CompanyCalendar, now: Period | None) -> Wanted:
    """The period that is meant; None where the calendar has none for today."""
    if words in _NOW:
        return now
    if now and words in _LAST | _COMING:
        try:
            return now.before() if words in _LAST else now.after()
        except NoPeriodError:
            return NoFurther(now, after=words in _COMING)
    read = typed_period(words, held.cut, ask.today) or wanted_by(ask, world)
    if isinstance(read, Period) and held.period_named(read.name) == read:
        return now if read == now else read
    known = ("last", "next", "help", *((now.name,) if now else ()))
    near = get_close_matches(words, {name.lower() for name in known}, n=1)
    return Unclear(ask.text.strip(), next((name for name in known if [name.lower()] == near), ""))


def _pay_day(ask: Ask, world: World, entity: Entity | None, period: Period) -> Due | None:
    """When the asker is paid for a period, under the plan that they had in it."""
    plan = _plan(ask, world, period.end)
    on = entity.pay_date(period, plan.name if plan else EVERY_PLAN) if entity else None
    return Due(period, on) if on else None


def _pay_days(
    ask: Ask, world: World, held: CompanyCalendar, entity: Entity | None, now: Period | None
) -> Iterator[Due]:
    """The pay dates that are not over, of periods as long as the one that is told."""
    grain = now.grain if now else ""
    for period in held.cut.touching(ask.today - LONGEST_WAIT, ask.today + _FAR, grain):
        paid = _pay_day(ask, world, entity, period)
        if paid and paid.on >= ask.today:
            yield paid


def _ahead(ask: Ask, held: CompanyCalendar, entity: Entity | None, now: Period | None, pay: tuple[Due, ...]) -> Outlook:
    """From today on."""
    windows = sorted((each for each in held.windows if each.end >= ask.today), key=lambda each: each.start)
    holidays = entity.days.holidays(ask.today, ask.today + _FAR) if entity else iter(())
    return Outlook(held, entity, now, pay, windows, tuple(islice(holidays, _NEXT_HOLIDAYS)))


def _within(held: CompanyCalendar, entity: Entity | None, period: Period, pay: tuple[Due, ...]) -> Outlook:
    """All that is of one period, or about it."""
    about = (each for each in held.windows if each.period == period.name or each.touches(period.start, period.end))
    windows = sorted(about, key=lambda each: each.start)
    holidays = tuple(entity.days.holidays(period.start, period.end)) if entity else ()
    return Outlook(held, entity, period, pay, windows, holidays, named=True)
