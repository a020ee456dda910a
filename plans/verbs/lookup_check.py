"""What must hold for the steps of `lookup` before anything is computed."""

from __future__ import annotations

from typing import Any, NamedTuple

from plans.problem import Place
from plans.unit import RATIO
from plans.verb import Type, Typed, is_word
from plans.verbs.checks import check_rising, number_of, same_units


class Step(NamedTuple):
    """One step: where it starts (and ends, where a gap follows), and what it gives or adds."""

    from_: Any
    to: Any
    gives: Any
    adds: Any
    place: Place


def check_lookup(t: Typed) -> Type:
    """The type of the result; every fault of steps, edges and gaps is named on the way."""
    bands: tuple[Step, ...] = t["bands"]
    adds = [band.adds for band in bands if band.adds is not None]
    gives = [band.gives for band in bands if band.gives is not None]
    if len(adds) + len(gives) != len(bands) or (adds and gives):
        remedy = "Write `gives` everywhere (the value of the step reached), or `adds` everywhere (the sum of all steps reached)."
        t.fault("one-of", "each band of `lookup` either `gives` or `adds`.", remedy, at="bands")
        return Type(RATIO)
    unit = t.unit("by")
    fitting = all(t.same("by", "bands", of=Type(unit, name=t["by"].name), and_=band.from_) for band in bands)
    values = [*gives, *adds]
    result = same_units(t, values, "bands")
    if fitting and check_rising(t, [band.from_ for band in bands], "bands", "bands"):
        _check_at_edge(t, bands, values)
        if not adds:  # where nothing is reached, nothing is added
            _check_below(t, bands[0].from_)
        _check_gaps(t, bands, adding=bool(adds))
    for name in ("below", "gaps"):
        other = t.get(name)
        if isinstance(other, Type):
            t.same("bands", name, of=values[0], and_=other)
            values.append(other)
    nothing = is_word(t.get("below"), "nothing") or (bool(adds) and t.get("below") is None)
    return Type(
        result,
        minor=all(value.minor for value in values),
        whole=all(value.whole for value in values),
        negative=any(value.negative for value in values),
        zero=nothing or any(value.zero for value in values) or any(value.negative for value in values),
    )


def _check_at_edge(t: Typed, bands: tuple[Step, ...], values: list[Type]) -> None:
    if t.get("at-edge") is not None:
        return
    if len(bands) == 1:
        step = bands[0].from_
        remedy = f"Add `at-edge: upper` (it counts as {values[0]}) or `at-edge: lower` (it is below)."
    else:
        step = bands[-1].from_
        remedy = f"Add `at-edge: upper` (it counts as {values[-1]}) or `at-edge: lower` ({values[-2]})."
    t.fault("at-edge", f"nothing says which step exactly {step} belongs to.", remedy, at="bands")


def _check_below(t: Typed, first: Type) -> None:
    if t.get("below") is not None:
        return
    lowest = t["by"].lowest
    remedy = "Add `below: nothing`, `below: refuse` or a value."
    if lowest is None or lowest < number_of(first):
        t.fault("outside", f"nothing says what lies below {first}, and {t['by']} can be there.", remedy, at="bands")
    elif lowest == number_of(first) and is_word(t.get("at-edge"), "lower"):
        t.fault("outside", f"with `at-edge: lower` exactly {first} is outside.", remedy, at="bands")


def _check_gaps(t: Typed, bands: tuple[Step, ...], *, adding: bool) -> None:
    open_ = False
    for place, band in enumerate(bands):
        if band.to is None:
            continue
        if adding:
            t.fault("gaps", "a band that `adds` has no end.", "Drop `to`.", at="bands")
            return
        t.same("from", "to", of=band.from_, and_=band.to, at="bands")
        after = bands[place + 1].from_ if place + 1 < len(bands) else None
        if after is None:
            t.fault(
                "gaps", f"the last band ends at {band.to}, and nothing says what lies above.", "Drop `to`.", at="bands"
            )
        elif number_of(band.to) > number_of(after) or number_of(band.to) <= number_of(band.from_):
            remedy = f"It ends above {band.from_}, at {after} or before."
            t.fault("band-order", f"band {place + 1} runs from {band.from_} to {band.to}.", remedy, at="bands")
        elif number_of(band.to) < number_of(after):
            open_ = True
            if t.get("gaps") is None:
                remedy = "Add `gaps: lower band`, `upper band`, `refuse` or a value; or drop `to`."
                t.fault("gaps", f"a band with `to: {band.to}` leaves {band.to} to {after} open.", remedy, at="bands")
    if t.get("gaps") is not None and not open_:
        t.fault("gaps", "`gaps` stands, but no band leaves one.", "Drop it.", at="gaps")
