"""`plan budget`: what a plan comes to so far, beside the band that it names. One sum for all; nobody's own pay is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import click

from bot.cli.failures import unknown
from bot.cli.surroundings import business_time, current
from bot.cli.tables import table_of
from bot.cli.values import TEXT
from bot.cli.verb import Call, verb
from bot.clock import real
from commands.gathering import find_statement
from commands.world import World
from plans.budget import FEWEST, Budget, Level, told_together
from plans.calendar import Period
from plans.export import instant_text, value_json
from plans.literal import show
from plans.number import ZERO, exactly
from plans.plan import Plan
from plans.statement import Statement, day_of
from plans.tree import Cause, Missing, missing_in
from plans.unit import RATIO, Unit
from storage import people
from storage.catalogue import Catalogue
from storage.database import Connection

NOT_SHOWN = "not-shown"
_SAID = {
    Level.BELOW.value: "below the band",
    Level.WITHIN.value: "within the band",
    Level.NEAR.value: "from here on it warns",
    Level.ABOVE.value: "above the band",
    NOT_SHOWN: f"not shown: fewer than {FEWEST} people are paid anything, and a sum would tell what one of them is",
}


@dataclass(slots=True)
class Spent:
    """What people are paid in a budget's period, by their ids; and what is still awaited, with the people for whom it is."""

    amounts: dict[str, Decimal] = field(default_factory=dict)
    waits: Counter[Cause] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)  # statements in another currency, by it
    statements: int = 0

    def add(self, statement: Statement, budget: Budget) -> None:
        """Takes up a statement under whichever version of the plan."""
        self.statements += 1
        if statement.plan.currency != budget.currency:
            self.elsewhere[statement.plan.currency] += 1
            return
        counted = [paid for paid in statement.payouts if budget.counts(paid.name, paid.pays_as)]
        known = [paid.amount for paid in counted if not isinstance(paid.amount, Missing)]
        with exactly():
            self.amounts[statement.payee] = sum(known, self.amounts.get(statement.payee, ZERO))
        waits = missing_in(tuple(paid.node for paid in counted))
        self.waits.update({Cause(each.what, each.why, "", each.source, None, each.owner) for each in waits})


@verb
@click.argument("name", type=TEXT, metavar="NAME")
@click.option(
    "--period", "asked", type=TEXT, metavar="P", help="Such as 2026 or 2026/27; without it, the one that holds today."
)
def budget(call: Call, name: str, asked: str | None) -> None:
    """Print what the published plan NAME comes to so far, beside its budget.

    Added up are the payouts of everybody in the plan, in the periods that have begun: final where a period is over, else as they stand.
    What waits for something is not in the sum, and is named. Nobody's own pay is shown; where fewer than three people are paid
    anything, no sum is. A budget only warns: the exit code is 0 wherever the sum stands, and `level` says it to programs.

    \b
        {"plan", "version", "hash", "period", "as_of", "people", "statements", "sum": {"text", "unit", "minor"} or null,
         "band": {"from", "to"}, "warn_at": {"share", "text", "unit", "minor"}, "level": below|within|near|above|not-shown,
         "over", "then", "who": [name], "waits": [{"metric", "why", "source", "owner", "statements"}], "not_counted": {currency: statements}}
    """
    now = business_time(call)
    today = day_of(now)
    with current(call) as database, database.read() as connection:
        world = World(database, Catalogue(), real)
        plan, band, period = _found(connection, world, name, asked, today, now)
        spent = _spent(connection, world, plan, band, period, today, now)
    found = _as_json(plan, band, period, spent, now, over=period.end < today and not spent.waits)
    call.out.result(found, "\n".join(_lines(found, plan, band)))


def _found(
    connection: Connection, world: World, name: str, asked: str | None, today: date, now: int
) -> tuple[Plan, Budget, Period]:
    """The version that holds last in the period asked for, its budget and that period. Raises VerbError where there is none."""
    heads = [head for head in world.catalogue.heads(connection, now) if head.plan == name]
    if not heads:
        raise unknown("plan", f"No published plan is called `{name}`.", "See `plan list`.")
    plans = [world.catalogue.scheme(connection, head).plan for head in heads]
    with_budget = [(plan, plan.budget) for plan in plans if plan.budget is not None]
    if not with_budget:
        raise unknown("budget", f"`{name}` names no budget.", "Add `budget:` to its next version.")
    for plan, band in with_budget:
        period = plan.cut.named(asked) if asked else plan.cut.holding(today, band.each)
        if period is None or not plan.holds_in(period):
            continue
        if period.grain != band.each:
            remedy = _ask_for(plan.cut.holding(period.start, band.each))
            raise unknown("period", f"The budget of `{name}` is for each {band.each}; {period.name} is none.", remedy)
        if period.start > today:
            raise unknown("period", f"{period.name} has not begun, so nothing is paid in it yet.")
        return plan, band, period
    plan, band = with_budget[0]
    said = (
        f"`{asked}` is no period in which `{name}` holds with a budget." if asked else f"`{name}` does not hold today."
    )
    raise unknown("period", said, _ask_for(plan.cut.holding(plan.effective_from, band.each)))


def _ask_for(period: Period | None) -> str:
    return f"Ask for one such as {period.name}." if period else ""


def _spent(
    connection: Connection, world: World, plan: Plan, band: Budget, period: Period, today: date, now: int
) -> Spent:
    """What everybody who was in the plan has come to, under whichever of its versions."""
    spent, until = Spent(), min(period.end, today)
    periods = [each for each in plan.cut.touching(period.start, until, plan.grain) if each.end <= period.end]
    for payee in people.payees(connection, period.start, until, now):
        for each in periods:
            statement = find_statement(connection, world, payee, each.start, today, now, each)
            if isinstance(statement, Statement) and statement.plan.name == plan.name:
                spent.add(statement, band)
    return spent


def _as_json(plan: Plan, band: Budget, period: Period, spent: Spent, now: int, *, over: bool) -> dict[str, Any]:
    total = told_together(spent.amounts)
    money = Unit((band.currency,))
    return {
        "plan": plan.name,
        "version": plan.version,
        "hash": plan.hash,
        "period": period.name,
        "as_of": instant_text(now),
        "people": len(spent.amounts),
        "statements": spent.statements,
        "sum": None if total is None else value_json(total, money),
        "band": {"from": value_json(band.low, money), "to": value_json(band.high, money)},
        "warn_at": {"share": show(band.warn_at, RATIO), **value_json(band.line, money)},
        "level": NOT_SHOWN if total is None else band.level(total, over=over).value,
        "over": over,
        "then": band.then,
        "who": list(band.who),
        "waits": [
            {
                "metric": cause.what.removeprefix("metric."),
                "why": cause.why,
                "source": cause.source,
                "owner": cause.owner,
                "statements": number,
            }
            for cause, number in sorted(spent.waits.items())
        ],
        "not_counted": dict(spent.elsewhere),
    }


def _lines(found: dict[str, Any], plan: Plan, band: Budget) -> Iterator[str]:
    so_far = "" if found["over"] else ", so far"
    yield f"{plan.title}, {found['period']}{so_far}: {_many(found['people'], 'person')}, {_many(found['statements'], 'statement')}"
    said = _SAID[found["level"]]
    known = {
        "sum": f"{band.shown(Decimal(found['sum']['text']))}, {said}" if found["sum"] else said,
        **band.words,
    }
    yield table_of(list(known.items()))
    if found["waits"]:
        yield "Waits, and is not in the sum:"
        yield table_of([_wait(each) for each in found["waits"]])
    for currency, number in found["not_counted"].items():
        yield f"Not in the sum, since that version pays {currency}: {_many(number, 'statement')}."


def _wait(each: dict[str, Any]) -> tuple[str, ...]:
    return each["metric"], each["why"], each["owner"], _many(each["statements"], "statement")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else {'person': 'people'}.get(noun, f'{noun}s')}"
