"""Dividing an amount exactly: whole steps for each, leftovers by a named order, bounds for each member."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from plans.number import ZERO, edge

LEFTOVERS = ("largest remainder", "from the first", "from the last", "all to the first", "all to the last")
SHORT = ("scale", "company adds", "refuse")


class Claim(NamedTuple):
    """One side of a division, in steps: its weight above zero, its bounds, its rank among equals (0 comes first)."""

    weight: Decimal
    rank: int
    least: Decimal = ZERO
    most: Decimal | None = None


class TooShortError(Exception):
    """The leasts exceed the pool, and the plan refuses to divide then."""


def divide(pool: Decimal, claims: Sequence[Claim], leftovers: str, short: str = "refuse") -> list[Decimal]:
    """Whole steps for each claim, in the order given. `pool` is a whole number of steps; with bounds it is not below zero.

    They add up to the pool, unless ceilings leave something open or, with `company adds`, the leasts exceed it.
    """
    least = sum((claim.least for claim in claims), ZERO)
    if least > pool and least > ZERO:
        if short == "refuse":
            raise TooShortError
        if short == "company adds":
            return [claim.least for claim in claims]
        claims = [claim._replace(weight=claim.least, least=ZERO) for claim in claims]
    exact, active = _bounded(pool, claims)
    steps = [value.to_integral_value(ROUND_FLOOR) for value in exact]
    given = sum(steps, ZERO)
    if active and given != pool:
        remainders = [value - step for value, step in zip(exact, steps, strict=True)]
        order = _order(leftovers, claims, remainders, active)
        _hand_out(int(pool - given), steps, claims, order, one_each=not leftovers.startswith("all"))
    return steps


def in_steps(bound: Decimal, step: Decimal, *, up: bool) -> Decimal:
    """A bound in whole steps, so that nobody comes out under a least or over a most."""
    return edge(bound / step).to_integral_value(ROUND_CEILING if up else ROUND_FLOOR)


def _bounded(pool: Decimal, claims: Sequence[Claim]) -> tuple[list[Decimal], list[int]]:
    """Exact shares, and who is still in the division: who would go under or over gets the bound and leaves, until nobody does."""
    exact = [ZERO] * len(claims)
    active = list(range(len(claims)))
    while active:
        weights = sum((claims[place].weight for place in active), ZERO)
        for place in active:
            weight = claims[place].weight
            exact[place] = edge(pool * weight / weights) if weights else ZERO
        bound = _leaving(exact, claims, active)
        if not bound:
            break
        for place, value in bound.items():
            exact[place] = value
            pool -= value
        active = [place for place in active if place not in bound]
    return exact, active


def _leaving(exact: Sequence[Decimal], claims: Sequence[Claim], active: Sequence[int]) -> dict[int, Decimal]:
    """Who leaves with which bound; where some go under and some over, the side that misses by more in total goes first."""
    under: dict[int, Decimal] = {}
    over: dict[int, Decimal] = {}
    for place in active:
        claim = claims[place]
        if exact[place] < claim.least and claim.least > ZERO:
            under[place] = claim.least
        elif claim.most is not None and exact[place] > claim.most:
            over[place] = claim.most
    short = sum((bound - exact[place] for place, bound in under.items()), ZERO)
    beyond = sum((exact[place] - bound for place, bound in over.items()), ZERO)
    if short == beyond:
        return under | over
    return under if short > beyond else over


def _order(leftovers: str, claims: Sequence[Claim], remainders: Sequence[Decimal], active: Sequence[int]) -> list[int]:
    """Who is asked first to take a missing step. Bounds and weights of zero take none."""
    places = [place for place in active if claims[place].weight]
    if leftovers == "largest remainder":
        return sorted(places, key=lambda place: (-remainders[place], claims[place].rank))
    return sorted(places, key=lambda place: claims[place].rank, reverse=leftovers.endswith("last"))


def _hand_out(
    missing: int, steps: list[Decimal], claims: Sequence[Claim], order: Sequence[int], *, one_each: bool
) -> None:
    """Adds the missing steps; a step passes no bound, it goes to the next. What nobody may take stays open."""
    while missing:
        before = missing
        for place in order:
            most = claims[place].most
            room = missing if most is None else min(missing, int(most - steps[place]))
            take = min(room, 1) if one_each else room
            steps[place] += take
            missing -= take
        if missing == before:
            return
