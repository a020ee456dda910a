"""Dividing a pool, by asking again after everybody who leaves with a bound."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

Side = tuple[Fraction, Fraction, Fraction | None]  # weight, least, most


def divided(
    pool: Fraction, sides: Sequence[Side], step: Fraction, order: Sequence[int], leftovers: str, short: str = ""
) -> list[Fraction] | None:
    """What each side gets; None where the plan refuses. `order` says who comes first among equals."""
    steps = Fraction(floor(pool / step))
    counted = {place: side for place, side in enumerate(sides) if side[0] > 0}
    leasts = {place: -floor(-side[1] / step) for place, side in counted.items()}
    mosts = {place: None if side[2] is None else floor(side[2] / step) for place, side in counted.items()}
    weights = {place: side[0] for place, side in counted.items()}
    if sum(leasts.values()) > max(steps, 0):
        if short == "refuse":
            return None
        if short == "company adds":
            return [step * leasts.get(place, 0) for place in range(len(sides))]
        weights, leasts = {place: Fraction(least) for place, least in leasts.items()}, dict.fromkeys(leasts, 0)
    shares, dividing = _settled(steps, weights, leasts, mosts, {})
    got = {place: floor(share) for place, share in shares.items()}
    missing = steps - sum(got.values()) if dividing else 0
    queue = [place for place in order if place in dividing and weights[place] > 0]
    if leftovers == "largest remainder":
        queue.sort(key=lambda place: shares[place] - floor(shares[place]), reverse=True)
    elif leftovers.endswith("last"):
        queue.reverse()
    while missing:
        takers = [place for place in queue if mosts[place] is None or got[place] < mosts[place]]
        if not takers:
            break
        for place in takers[:1] if leftovers.startswith("all") else takers:
            if missing:
                got[place] += 1
                missing -= 1
    return [step * got.get(place, 0) for place in range(len(sides))]


def _settled(
    pool: Fraction,
    weights: dict[int, Fraction],
    leasts: dict[int, int],
    mosts: dict[int, int | None],
    left: dict[int, Fraction],
) -> tuple[dict[int, Fraction], set[int]]:
    """Shares of all, and who is still dividing when nobody is under or over any more."""
    open_ = [place for place in weights if place not in left]
    rest = pool - sum(left.values())
    total = sum(weights[place] for place in open_)
    shares = {place: rest * weights[place] / total if total else Fraction(0) for place in open_}
    lows = {place: Fraction(leasts[place]) for place in open_ if leasts[place] and shares[place] < leasts[place]}
    highs = {}
    for place in open_:
        most = mosts[place]
        if most is not None and shares[place] > most and place not in lows:
            highs[place] = Fraction(most)
    short = sum(low - shares[place] for place, low in lows.items())
    beyond = sum(shares[place] - high for place, high in highs.items())
    leaving = {**(lows if short >= beyond else {}), **(highs if beyond >= short else {})}
    if not leaving:
        return {**left, **shares}, set(open_)
    return _settled(pool, weights, leasts, mosts, {**left, **leaving})
