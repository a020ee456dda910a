"""What must hold for the bands of `tiers` before anything is computed."""

from __future__ import annotations

from typing import Any, NamedTuple

from plans.number import ZERO
from plans.problem import Place
from plans.unit import RATIO, Unit
from plans.verb import Type, Typed, is_word
from plans.verbs.checks import cancels, check_parts, check_rising, number_of, same_units


class Band(NamedTuple):
    """One band: where it starts, its rate, its name, and whether its step re-rates everything below."""

    from_: Any
    rate: Any
    as_: str | None
    reaches_back: bool | None
    place: Place


def check_tiers(t: Typed) -> Type:
    """The type of the result; every fault of bands, edges and signs is named on the way."""
    bands: tuple[Band, ...] = t["bands"]
    of = t.unit("of")
    rate = same_units(t, [band.rate for band in bands], "bands")
    product = of.times(rate)
    if not cancels(of, rate, product):
        t.fault(
            "unit",
            f"`tiers` multiplies {of} by {rate}.",
            f"Write rates as shares, or as an amount per {of}.",
            at="bands",
        )
    names = [band.as_ or str(place) for place, band in enumerate(bands, start=1)]
    check_parts(t, names, "band", "bands")
    _check_edges(t, bands)
    _check_crossing(t)
    _check_at_edge(t, bands)
    _check_negative(t)
    negative = t["of"].negative or any(band.rate.negative for band in bands)
    return Type(product, negative=negative, pieces=dict.fromkeys(names, (product, of, rate)))


def _check_edges(t: Typed, bands: tuple[Band, ...]) -> None:
    decides = t.get("by") or t["of"]
    against = t.get("against")
    wanted = decides.kind if against is None else RATIO
    if against is not None:
        t.same("by" if t.get("by") else "of", "against", of=decides, and_=against)
    for band in bands:
        if isinstance(band.from_.kind, Unit) and band.from_.kind != wanted:
            remedy = (
                "With `against`, edges are shares of it: `100%`."
                if against
                else "Write edges in its unit, or name a quota: `against:`."
            )
            t.fault("unit", f"an edge at {band.from_} does not fit: it is compared with {decides}.", remedy, at="bands")
            return
    if not check_rising(t, [band.from_ for band in bands], "bands", "bands"):
        return
    first = bands[0].from_
    if number_of(first) != ZERO:
        what = f"the first band of `tiers` starts at {first}."
        t.fault("band-start", what, "Start at 0 and give what lies below its rate, perhaps 0%.", at="bands")


def _check_crossing(t: Typed) -> None:
    if is_word(t["crossing"], "whole"):
        if t.get("starting-at") is not None:
            remedy = "Write `by:` with a running total: it decides about the rate."
            t.fault("crossing", "`starting-at` belongs to `crossing: slab`.", remedy, at="starting-at")
    elif t.get("by") is not None:
        remedy = "Write `starting-at:` with the total before this amount."
        t.fault("crossing", "`by` belongs to `crossing: whole`.", remedy, at="by")
    start = t.get("starting-at")
    if start is not None:
        t.same("of", "starting-at", of=t["of"], and_=start)


def _check_at_edge(t: Typed, bands: tuple[Band, ...]) -> None:
    if t.get("at-edge") is not None:
        return
    upper = "Add `at-edge: upper`"
    if is_word(t["crossing"], "whole") and len(bands) > 1:
        step, before = bands[1], bands[0]
        message = f"nothing says which band exactly {step.from_} belongs to."
        t.fault("at-edge", message, f"{upper} (it pays {step.rate}) or `at-edge: lower` ({before.rate}).", at="bands")
        return
    for place, band in enumerate(bands, start=1):
        if band.reaches_back and place > 1:
            message = f"band {place} `reaches-back`: that step is a cliff."
            remedy = f"{upper} (exactly {band.from_} re-rates) or `at-edge: lower`."
            t.fault("at-edge", message, remedy, at="bands")


def _check_negative(t: Typed) -> None:
    whole = is_word(t["crossing"], "whole")
    decides = (t.get("by") or t["of"]) if whole else t["of"]
    start = t.get("starting-at")
    source = decides if decides.negative else start if start is not None and start.negative else None
    how = t.get("negative")
    if source is not None and how is None:
        words = (
            "`mirror`, `first band` or `refuse`" if whole else "`down the bands`, `mirror`, `first band` or `refuse`"
        )
        t.fault("negative", f"{source} may be negative; `tiers` must say `negative:`.", f"Write {words}.", at="of")
    if is_word(how, "down the bands") and (whole or start is None):
        remedy = "Add it, with `crossing: slab`, or write `mirror`."
        t.fault("negative", "`negative: down the bands` needs `starting-at`, the total before.", remedy, at="of")
