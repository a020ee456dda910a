"""Signing a period of a plan off: everybody's final statement is computed once more, and what it comes to is posted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from commands.gathering import find_statement, today_of
from commands.periods import plan_period_before
from commands.world import World
from plans.absence import FINAL
from plans.calendar import Period
from plans.ledger.posting import Posting
from plans.ledger.posts import postings_of, taken_back
from plans.statement import Statement, day_of, state
from plans.tree import Cause
from storage import ledger, people
from storage.catalogue import Published
from storage.database import Connection
from storage.ledger import Signing, SignOff
from storage.roles import holds_role
from storage.stays import stays

APPROVER = "approver"
AT_ONCE = 200  # people whose postings are staged in one transaction

Progress = Callable[[int, int], None]


class Order(NamedTuple):
    """What is to be signed off or reopened, by whom, at which instant (business time, UTC microseconds), and why."""

    plan: str
    period: Period
    by: str
    at: int
    reason: str = ""


class RefusedError(Exception):
    """It cannot be signed off or reopened: `code` for programs, the message and the remedy for people. `waits` names whose lines wait, for what."""

    def __init__(self, code: str, message: str, remedy: str, waits: tuple[tuple[str, Cause], ...] = ()) -> None:
        super().__init__(f"{message} {remedy}")
        self.code, self.message, self.remedy, self.waits = code, message, remedy, waits


@dataclass(slots=True)
class _Computed:
    """What some people's statements come to, or what they wait for."""

    postings: list[Posting] = field(default_factory=list)
    waits: list[tuple[str, Cause]] = field(default_factory=list)


def sign(world: World, order: Order, progress: Progress) -> SignOff:
    """Signs a period off. Raises RefusedError, and then nothing is posted; what was signed already stays, and is given back."""
    with world.database.read() as connection:
        known = ledger.newest_sign_off(connection, order.plan, order.period.name, order.at)
        if known is not None and known.stands:
            return known
        _may_sign(connection, world, order)
    signing = None
    try:
        signing = ledger.begin(world.database, order.plan, order.period, order.at, order.by)
        waits = _stage_all(world, signing, resigned=known is not None, progress=progress)
        if waits:
            ledger.give_up(world.database, signing)
            raise _waiting(order, waits)
        return ledger.publish(world.database, signing, order.at, order.by, order.reason)
    except ledger.MeanwhileError:
        with world.database.read() as connection:
            done = ledger.newest_sign_off(connection, order.plan, order.period.name, order.at)
        if done is not None and done.stands:
            return done  # another signed it at the same time
        if signing is not None:
            ledger.give_up(world.database, signing)
        message = "Something is recorded with a later instant, or somebody else gave this sign-off up while it ran."
        raise RefusedError(
            "meanwhile", message, "Check the clock (FAIRSHARE_CLOCK, --as-of), and sign it again."
        ) from None


def reopen(world: World, order: Order) -> SignOff:
    """Reopens a signed period, the newest one of its plan."""
    with world.database.read() as connection:
        _holds_role(connection, order)
        signed = [each for each in ledger.closed(connection, order.at) if each.plan == order.plan]
    last = next((each for each in signed if each.period == order.period.name), None)
    if last is None:
        raise RefusedError(
            "open", f"{order.period} of {order.plan} is not signed off.", "`period list` shows which are."
        )
    if last != signed[-1]:
        later = signed[-1].period
        message = f"{later} of {order.plan} is signed off as well, and rests on {order.period}."
        raise RefusedError("later", message, f"Reopen {later} first.")
    try:
        return ledger.reopen(world.database, last, order.period, order.at, order.by, order.reason)
    except ledger.MeanwhileError:
        raise RefusedError(
            "meanwhile", "Somebody else reopened it in this moment.", "`period list` shows how it stands."
        ) from None


# Who may, and which period ----------------------------------------------------------------------------------------------------------


def _may_sign(connection: Connection, world: World, order: Order) -> None:
    versions = [head for head in world.catalogue.heads(connection, order.at) if head.plan == order.plan]
    holding = [head for head in versions if head.covers(order.period)]
    if not holding:
        known = "no plan of this name is published" if not versions else f"no version of it holds in {order.period}"
        raise RefusedError("unknown-plan", f"{order.plan}: {known}.", "`plan list` shows the published versions.")
    plan = world.catalogue.scheme(connection, holding[0]).plan
    if plan.cut.holding(order.period.start, plan.grain) != order.period:
        message = f"{plan.title} pays each {plan.grain}, so {order.period} is no period of its own."
        raise RefusedError("period", message, f"Sign the {plan.grain}s of it.")
    if order.period.end >= day_of(order.at):
        message = f"{order.period} goes on until {order.period.end}."
        raise RefusedError("not-over", message, "A period can be signed off from the day after its end.")
    _holds_role(connection, order)
    _is_no_publisher(holding, order)
    _is_next(connection, world, order)


def _holds_role(connection: Connection, order: Order) -> None:
    day = day_of(order.at)
    if people.person(connection, order.by, day, order.at) is None:
        raise RefusedError(
            "unknown-person", f"Nobody with the id `{order.by}` is recorded.", "Ids are those of the people file."
        )
    if not holds_role(connection, order.by, APPROVER, day, order.at):
        message = f"`{order.by}` does not hold the role `{APPROVER}` on {day}."
        raise RefusedError("role", message, "Import the role (`import roles`), or let somebody sign who holds it.")


def _is_no_publisher(holding: list[Published], order: Order) -> None:
    if any(head.published_by == order.by for head in holding):
        message = f"`{order.by}` published {order.plan}, and who publishes a plan does not sign its periods off."
        raise RefusedError("publisher", message, "Let another approver sign.")


def _is_next(connection: Connection, world: World, order: Order) -> None:
    """Periods are signed one after the other: a later one rests on what the earlier ones posted."""
    first = next((each for each in ledger.sign_offs(connection, order.at) if each.plan == order.plan), None)
    if first is None or order.period.start == first.start:
        return
    if order.period.start < first.start:
        message = f"The ledger of {order.plan} begins with {first.period}; an earlier period cannot be added before it."
        raise RefusedError("before-first", message, "What was earned before is entered as terms, not signed off.")
    before = plan_period_before(connection, world, order.plan, order.period, order.at)
    if before is None:
        return
    if all((each.plan, each.period) != (order.plan, before.name) for each in ledger.closed(connection, order.at)):
        raise RefusedError("order", f"{before} of {order.plan} is not signed off yet.", f"Sign {before} first.")


# Everybody's statement ---------------------------------------------------------------------------------------------------------------


def _stage_all(world: World, signing: Signing, *, resigned: bool, progress: Progress) -> list[tuple[str, Cause]]:
    """Computes and stages everybody whose postings are not there yet; what lines wait for, and then nothing more is staged."""
    waits: list[tuple[str, Cause]] = []
    with world.database.read() as connection:
        everybody = list(people.payees(connection, signing.period.start, signing.period.end, signing.as_of))
        if resigned:
            posted = ledger.payees_posted(connection, signing.plan, signing.period.name)
            everybody = sorted({*everybody, *posted})
        done = ledger.payees_staged(connection, signing.batch)
        left = iter([payee for payee in everybody if payee not in done])
        while some := list(islice(left, AT_ONCE)):
            computed = _compute(connection, world, signing, some, resigned=resigned)
            waits += computed.waits
            if not waits:
                ledger.stage(world.database, signing, computed.postings)
            progress(everybody.index(some[-1]) + 1, len(everybody))
    return waits


def _compute(connection: Connection, world: World, signing: Signing, payees: list[str], *, resigned: bool) -> _Computed:
    found = _Computed()
    for payee in payees:
        posted = _posted(connection, signing, payee) if resigned else ()
        statement = final_statement(connection, world, payee, signing)
        if statement is None:
            found.postings.extend(taken_back(posted))
        elif statement.waits:
            found.waits.extend((payee, cause) for cause in statement.waits)
        else:
            found.postings.extend(postings_of(statement, posted))
    return found


def final_statement(connection: Connection, world: World, payee: str, signing: Signing) -> Statement | None:
    """The payee's final statement under the plan for the period, as known at the sign-off's instant; None where they have none."""
    who = people.person(connection, payee, day_of(signing.as_of), signing.as_of)
    if who is None:
        return None
    today = today_of(who, signing.as_of)
    begun = [stay for stay in stays(connection, payee, signing.as_of) if stay.start <= today]
    force = world.catalogue.in_force(connection, begun, signing.period.start, signing.as_of)
    if force is None or force[0].plan.name != signing.plan or force[1] != signing.period:
        return None
    found = find_statement(connection, world, payee, signing.period.start, today, signing.as_of)
    if not isinstance(found, Statement) or found.period != signing.period:
        return None
    if found.final:
        return found
    return state(
        found.scheme, found.dossier, found.period, signing.as_of, FINAL, found.past
    )  # where they are, the last day is not over


def _posted(connection: Connection, signing: Signing, payee: str) -> tuple[Posting, ...]:
    found = ledger.postings_of_payee(connection, payee, signing.plan, signing.period.start, signing.as_of)
    return tuple(each for each in found if each.period == signing.period.name)


def _waiting(order: Order, waits: list[tuple[str, Cause]]) -> RefusedError:
    people_ = len({payee for payee, _ in waits})
    who = "One person's statement waits" if people_ == 1 else f"{people_:,} people's statements wait"
    message = f"{who} for something that has not arrived, so {order.period} of {order.plan} cannot be signed off."
    return RefusedError("waits", message, "Nothing was posted. Bring what is missing, and sign again.", tuple(waits))
