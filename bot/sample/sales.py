"""What sales won: deals with a value, a term in months and an account; a few shared between two people, and one returned."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from bot.sample.people import Member
from bot.sample.quarters import Quarter

QUOTA = 120_000
SOURCE = "crm"


class Deal(NamedTuple):
    """One won deal, or with a value below zero one that was returned; `owners` with their shares in per cent."""

    deal_id: str
    closed: str
    value: int
    months: int
    account: str
    owners: tuple[tuple[str, int], ...]


def deals(sellers: Sequence[Member], quarter: Quarter, dice: random.Random) -> Iterator[Deal]:
    """All deals of a team's sellers in one quarter."""
    days = (quarter.read_on - quarter.period.start).days
    for member in sellers:
        for number, value in enumerate(_values(member, quarter, dice), start=1):
            closed = quarter.period.start + timedelta(days=dice.randint(0, days))
            account = f"{dice.choice(('Alder', 'Birch', 'Cedar', 'Elm', 'Hazel', 'Larch', 'Maple', 'Oak', 'Rowan', 'Willow'))} {dice.randint(10, 99)}"
            owners: tuple[tuple[str, int], ...] = ((member.person_id, 100),)
            partner = dice.choice(sellers)
            if (
                member.name != "Emil Engel"
                and partner.name not in {"Emil Engel", _IDLE, member.name}
                and dice.randint(1, 12) == 1
            ):
                owners = ((member.person_id, 60), (partner.person_id, 40))
            yield Deal(
                f"D-{member.person_id[2:]}-{quarter.short}-{number:02d}",
                closed.isoformat(),
                value,
                dice.choice((12, 12, 12, 24, 36)),
                account,
                owners,
            )


def returns(quarter: Quarter, sellers: Sequence[Member], before: Sequence[Deal]) -> Iterator[Deal]:
    """A customer of Gwen's gives back a deal of the quarter before, in the quarter in which she won none: net returns."""
    gwen = next((member.person_id for member in sellers if member.name == _RETURNED_TO), None)
    if quarter.name == _RETURNED_IN and gwen:
        sold = next(deal for deal in before if deal.owners == ((gwen, 100),))
        closed = quarter.period.start + timedelta(days=48)
        yield sold._replace(deal_id=f"R{sold.deal_id[1:]}", closed=closed.isoformat(), value=-sold.value)


_RETURNED_TO, _RETURNED_IN = "Gwen Garcia", "2026-Q3"
_IDLE = "Finn Farrell"  # won nothing in the current quarter but one deal, whose value was corrected


def _values(member: Member, quarter: Quarter, dice: random.Random) -> list[int]:
    """Values of somebody's deals. Emil stands just below his quota; Finn has one deal; Gwen once none; everybody else draws."""
    if quarter.name == "2026-Q4" and member.name == "Emil Engel":
        return [31_000, 27_500, 24_000, 19_500, 17_000]
    if quarter.name == "2026-Q4" and member.name == _IDLE:
        return [45_000]
    if quarter.name == _RETURNED_IN and member.name == _RETURNED_TO:
        return []
    return [500 * dice.randint(12, 70) for _ in range(dice.randint(3, 9))]


def fact_rows(won: Sequence[Deal], currency: str) -> Iterator[tuple[object, ...]]:
    """One fact an owner: their share of the deal's value."""
    for deal in won:
        for owner, share in deal.owners:
            value = f"{deal.value * share // 100}.00"
            yield (f"{deal.deal_id}-{owner}", "deal-value", "person", owner, deal.closed, value, currency, deal.deal_id)


def credit_rows(won: Sequence[Deal], currency: str) -> Iterator[tuple[object, ...]]:
    """One credit an owner; the kind of item goes with its currency."""
    kind = "deal" if currency == "EUR" else "deal-us"
    for deal in won:
        for owner, share in deal.owners:
            yield (
                f"{deal.deal_id}-{owner}",
                kind,
                owner,
                f"{share}%",
                deal.closed,
                f"{deal.value}.00",
                currency,
                deal.account,
                f"{deal.months} months",
                deal.deal_id,
            )
