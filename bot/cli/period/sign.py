"""`period sign` and `period reopen`: what a period came to is posted for good, or counted anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import click

from bot.cli.exits import Exit
from bot.cli.failures import VerbError
from bot.cli.payees import named_so
from bot.cli.period.words import sign_off_json
from bot.cli.progress import bar
from bot.cli.surroundings import business_time, current
from bot.cli.values import TEXT
from bot.cli.verb import Call, misused, verb
from bot.clock import real
from commands import signing
from commands.periods import plan_period
from commands.signing import Order, RefusedError
from commands.world import World
from plans.export import instant_text
from storage.catalogue import Catalogue

_UNKNOWN = {"unknown-plan", "unknown-person"}
_MOST = 20  # people whose lines wait, told one by one

_Option = Callable[[Callable[..., Any]], Callable[..., Any]]
_plan: _Option = click.argument("plan", type=TEXT, metavar="PLAN")
_period: _Option = click.option(
    "--period", type=TEXT, required=True, metavar="P", help="Such as 2026-Q3, or a name of the company calendar."
)
_by: _Option = click.option(
    "--by",
    type=TEXT,
    required=True,
    metavar="PERSON",
    help="Who signs: an id of the people file, who holds the role approver.",
)


@verb
@_plan
@_period
@_by
def sign(call: Call, *, plan: str, period: str, by: str) -> Exit:
    """Sign a period of PLAN off: everybody's final statement is computed, and what it comes to is posted in the ledger for good.

    From then on the statements of the period stay as they were signed, whatever arrives later. While anything that they rest on has not
    arrived, nothing is posted (exit 3, with what is missing). Who published the plan cannot sign it, and periods are signed one after
    the other. Signing again changes nothing; a run that was interrupted goes on where it was, as of the same instant.

    \b
        {"plan", "period", "state": "signed", "as_of", "at", "by", "payees", "postings", "digest", "new"}
        where lines wait: {"plan", "period", "waits": [{"payee", "metric", "source", "since", "owner", "words"}]}
    """
    with current(call) as database, bar(f"Signing {period}") as progress:
        world = World(database, Catalogue(), real)
        order = _order(call, world, plan, period, by)
        try:
            done = signing.sign(world, order, progress)
        except RefusedError as error:
            if not error.waits:
                _refuse(error)
            return _told_waiting(call, order, error)
    new = done.at == order.at
    people = "one person" if done.payees == 1 else f"{done.payees:,} people"
    said = (
        f"{order.period} of {plan} is signed off for {people}: {done.postings:,} postings. Digest {done.digest[:16]}."
    )
    if new and done.as_of != order.at:
        said += f" It goes on with what was begun, as of {instant_text(done.as_of)}."
    if not new:
        said = f"{order.period} of {plan} was signed off already, by {done.by}. Nothing changed."
    call.out.result({**sign_off_json(done), "new": new}, said)
    return Exit.DONE


@verb
@_plan
@_period
@_by
@click.option("--reason", type=TEXT, required=True, metavar="TEXT", help="Why: it is recorded.")
def reopen(call: Call, *, plan: str, period: str, by: str, reason: str) -> Exit:
    """Reopen a period of PLAN that was signed off: what is known by now counts in it again.

    What was posted stands. When the period is signed anew, the difference is posted. Later periods rest on earlier ones, so the newest
    signed period is reopened first.

    \b
        {"plan", "period", "state": "reopened", "at", "by", "reason"}
    """
    if not reason:
        misused("--reason is empty: say in a sentence why this period is reopened.")
    with current(call) as database:
        world = World(database, Catalogue(), real)
        order = _order(call, world, plan, period, by, reason)
        try:
            done = signing.reopen(world, order)
        except RefusedError as error:
            _refuse(error)
    call.out.result(
        sign_off_json(done), f"{order.period} of {plan} is open again. What was posted stands until it is signed anew."
    )
    return Exit.DONE


def _order(call: Call, world: World, plan: str, name: str, by: str, reason: str = "") -> Order:
    """What is asked for, with the period of the plan that has this name."""
    now = business_time(call)
    with world.database.read() as connection:
        period = plan_period(connection, world, plan, name, now) or named_so(connection, world, name, now)[0]
    return Order(plan, period, by, now, reason)


def _refuse(error: RefusedError) -> NoReturn:
    code = Exit.UNKNOWN if error.code in _UNKNOWN else Exit.PROBLEMS
    raise VerbError(code, error.code, error.message, error.remedy) from error


def _told_waiting(call: Call, order: Order, error: RefusedError) -> Exit:
    waits = [
        {
            "payee": payee,
            "metric": cause.what.removeprefix("metric."),
            "source": cause.source,
            "since": cause.since.isoformat() if cause.since else None,
            "owner": cause.owner,
            "words": cause.told,
        }
        for payee, cause in error.waits
    ]
    lines = [f"{payee}: waits, because {cause.told}." for payee, cause in error.waits[:_MOST]]
    if len(error.waits) > _MOST:
        lines.append(f"… and {len(error.waits) - _MOST:,} more; --json lists all.")
    document = {"plan": order.plan, "period": order.period.name, "waits": waits}
    call.out.diagnosis(document, [*lines, f"{error.message} {error.remedy}"])
    return Exit.PROBLEMS
