"""What must hold for a division before anything is computed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from plans.number import ZERO
from plans.syntax import Word
from plans.unit import RATIO, Unit
from plans.verb import Type, Typed, is_word
from plans.verbs.checks import check_hundred, check_parts, check_step

ANY_PART = "*"  # the parts of `among` are named by the items, which only a run knows


def check_split(t: Typed) -> Type:
    """The type of the result; every fault of shares, weights, bounds and signs is named on the way."""
    of: Type = t["of"]
    unit = t.unit("of")
    names = _check_shares(t) if t.get("shares") is not None else _check_among(t)
    minor, whole = check_step(t, of)
    _check_bounds(t, of)
    _check_negative(t, of)
    negative = of.negative and not is_word(t.get("negative"), "refuse")
    pieces = dict.fromkeys(names, (unit, unit, RATIO))
    return Type(unit, minor=minor, whole=whole, negative=negative, pieces=pieces)


def _check_shares(t: Typed) -> list[str]:
    shares: dict[str, Type] = t["shares"]
    check_hundred(t, list(shares.values()), "share", "shares")
    check_parts(t, shares, "part", "shares")
    if t.get("by") is not None:
        t.fault("by", "`by` belongs to `among`.", "Drop it, or write `among: member`.", at="by")
    if not is_word(t["ties"][0], "order written"):
        t.fault("ties", "the parts of `shares` have no attributes.", "Write `ties: [order written]`.", at="ties")
    return list(shares)


def _check_among(t: Typed) -> list[str]:
    by: Any = t.get("by")
    if by is None:
        remedy = "Add `by: equal`, or a number of each item, such as `by: member.days-served`."
        t.fault("by", "`among` does not say by what it divides.", remedy, at="among")
    elif not isinstance(by, Word):
        t.unit("by", by)
    if is_word(t["ties"][0], "order written"):
        t.fault("ties", "items are not written in the plan.", "Write `ties: [item order]`, or attributes.", at="ties")
    return [ANY_PART]


def _check_bounds(t: Typed, of: Type) -> None:
    least, most, short = t.get("at-least"), t.get("at-most"), t.get("short")
    for name, bound in (("at-least", least), ("at-most", most)):
        if bound is None:
            continue
        t.same("of", name, of=of, and_=bound)
        if bound.negative:
            t.fault("bounds", f"`{name}` may be below zero ({bound}).", "Bounds are amounts of 0 or more.", at=name)
    if least is not None and short is None:
        message = "`split` gives `at-least` and does not say what happens when the leasts exceed the pool."
        t.fault("short", message, "Add `short: scale`, `company adds` or `refuse`.", at="at-least")
    if short is not None and least is None:
        t.fault("short", "`short` belongs to `at-least`.", "Drop it, or write the least.", at="of")
    if _value(least) > _value(most) and most is not None:
        t.fault("bounds", f"the least, {least}, is more than the most, {most}.", "Turn them round.", at="at-least")


def _value(bound: Type | None) -> Decimal:
    return bound.literal if bound is not None and isinstance(bound.literal, Decimal) else ZERO


def _check_negative(t: Typed, of: Type) -> None:
    if not isinstance(of.kind, Unit) or not of.negative:
        return
    how = t.get("negative")
    if how is None:
        remedy = "Write `as it falls`, `mirror` or `refuse`."
        t.fault("negative", f"{of} may be negative; `split` must say `negative:`.", remedy, at="of")
    elif not is_word(how, "refuse") and (t.get("at-least") is not None or t.get("at-most") is not None):
        t.fault(
            "bounds",
            f"bounds ask for an amount of 0 or more; {of} may be negative.",
            "Write `negative: refuse`.",
            at="of",
        )
