"""What must hold for the points of `curve` before anything is computed."""

from __future__ import annotations

from decimal import Decimal

from plans.arithmetic.lines import on_line
from plans.number import ZERO
from plans.unit import RATIO
from plans.verb import Type, Typed, is_word
from plans.verbs.checks import check_rising, number_of, same_units

OUTSIDE = ("nothing", "flat", "extend", "refuse")


def check_curve(t: Typed) -> Type:
    """The type of the result; every fault of points and of what lies outside is named on the way."""
    points: tuple[tuple[Type, Type], ...] = t["points"]
    by = t.unit("by")
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        t.fault("points", "a line has at least two points.", "Write `points: [[80%, 50%], [100%, 100%]]`.", at="points")
        return Type(RATIO)
    heads = [x for x, _ in points]
    heights = [y for _, y in points]
    fitting = all(t.same("by", "points", of=Type(by, name=t["by"].name), and_=head) for head in heads)
    unit = same_units(t, heights, "points")
    if fitting and check_rising(t, heads, "points", "points"):
        _check_outside(t, points)
    touches = any(is_word(t.get(side), "nothing", "extend") for side in ("below", "above"))
    below_zero = _falls_below_zero(t, points)
    return Type(
        unit,
        negative=below_zero or any(y.negative for y in heights),
        zero=touches or below_zero or any(y.zero or y.negative for y in heights),
    )


def _check_outside(t: Typed, points: tuple[tuple[Type, Type], ...]) -> None:
    for side, (head, height) in (("below", points[0]), ("above", points[-1])):
        if t.get(side) is not None:
            continue
        remedy = (
            f"Add `{side}: nothing`, `flat`, `extend` or `refuse`. At {head} it pays {height}: `nothing` makes a cliff."
        )
        if height.literal == ZERO:
            remedy = f"Add `{side}: nothing`, `flat`, `extend` or `refuse`. At {head} it pays {height}."
        t.fault("outside", f"`curve` does not say what happens {side} {head}.", remedy, at="points")


def _falls_below_zero(t: Typed, points: tuple[tuple[Type, Type], ...]) -> bool:
    """Whether a line that goes on outside the points can come below zero, as far as the result can go."""
    by: Type = t["by"]
    low = is_word(t.get("below"), "extend") and _sinks(points[0], points[1], by.lowest)
    high = is_word(t.get("above"), "extend") and _sinks(points[-1], points[-2], by.most)
    return low or high


def _sinks(end: tuple[Type, Type], inner: tuple[Type, Type], reach: Decimal | None) -> bool:
    if not all(isinstance(y.literal, Decimal) for y in (end[1], inner[1])):
        return True
    x = (number_of(end[0]), number_of(inner[0]))
    y = (number_of(end[1]), number_of(inner[1]))
    if y[0] >= y[1]:
        return False  # going outwards it rises
    return reach is None or on_line(reach, x, y) < ZERO
