"""`convert`: money of one currency as money of another, at a rate that says both."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from plans.number import ONE, ZERO
from plans.params import Param, operand
from plans.tree import Node
from plans.unit import RATIO, Unit
from plans.verb import DOWN, UNKNOWN, UP, Args, Result, Type, Typed, Verb, WaitsError, in_words, number, shown
from plans.words import Phrase


class Convert(Verb):
    """`of` times or divided by `at`: the same `129.53 JPY per EUR` takes EUR to JPY and JPY to EUR. Never rounds."""

    name = "convert"
    group = "bound"
    summary = "Money of one currency in another, at a rate such as `129.53 JPY per EUR`, in either direction."
    parameters = (
        Param("of", operand, says="an amount of money"),
        Param("at", operand, says="money of one currency per the other"),
    )
    rises_with: ClassVar = {"of": UP}
    scales = True
    published = ("round-up-weekly-allowance",)
    example = "in-dollars: {clause: 5.5, title: Pay in dollars, convert: {of: metric.commission, at: 1.10 USD per EUR}}"

    def check(self, t: Typed) -> Type:
        of, at = t["of"], t["at"]
        unit, rate = t.unit("of"), t.unit("at")
        flags = {"negative": of.negative, "zero": of.zero}
        if not t.fine:
            return Type(unit, **flags)
        if unit.currency is None:
            t.fault("unit", f"`convert` works on money; {of} is {in_words(unit)}.", "Use `rate` for it.", at="of")
            return Type(unit, **flags)
        if _is_rate(rate) and unit.currency in (rate.over[0], rate.under[0]):
            if isinstance(at.literal, Decimal) and at.literal <= ZERO:
                t.fault("rate", f"{at} is no rate of exchange.", "Write one above zero.", at="at")
            return Type(_converted(unit, rate), **flags)
        if _stays(unit, at):
            return Type(unit, **flags)
        message = f"{of} is {in_words(unit)}, and {at} is {in_words(rate)}."
        other = "USD" if unit.currency != "USD" else "EUR"
        remedy = f"Give `at` a rate that names {unit.currency} and the other currency, such as `1.10 {other} per {unit.currency}`."
        t.fault("currency", message, remedy, at="at")
        return Type(unit, **flags)

    def compute(self, a: Args) -> Result:
        amount, rate = number(a["of"]), number(a["at"])
        if rate <= ZERO:  # a rate from outside: the loader sees only those in the plan
            raise WaitsError("refused", f"{a['at'].made.title} is not above zero")
        return amount / rate if _divides(a["of"], a["at"]) else amount * rate

    def rises(self, node: Node, parameter: str) -> str:
        """More of the result for a higher rate where it multiplies, less where it divides."""
        if parameter != "at":
            return super().rises(node, parameter)
        of, at = node.args.get("of"), node.args.get("at")
        if not isinstance(of, Node) or not isinstance(at, Node):
            return UNKNOWN
        return DOWN if _divides(of, at) else UP

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return Phrase("convert", "{of}, converted at {at}", w)

    def working(self, node: Node) -> Phrase:
        of, at = node.args["of"], node.args["at"]
        slots = {"of": shown(of), "at": shown(at), "result": shown(node)}
        if at.made.kind == RATIO:
            return Phrase("convert.stays", "{of} needs no conversion", slots)
        if _divides(of, at):
            return Phrase("convert.divided", "{of} ÷ {at} = {result}", slots)
        return Phrase("convert.working", "{of} × {at} = {result}", slots)


def _is_rate(unit: Unit) -> bool:
    """Whether a unit is money of one currency per money of another."""
    sides = len(unit.over) == len(unit.under) == 1
    return sides and all(Unit((noun,)).currency for noun in (*unit.over, *unit.under))


def _stays(unit: Unit, at: Type) -> bool:
    """Whether a bare 1 is a rate: where the rates of all other items name the currency that this amount is in already."""
    rates = [kind for kind in at.beside if isinstance(kind, Unit) and _is_rate(kind)]
    named = len(rates) == len(at.beside) > 0 and all(unit.currency in (*rate.over, *rate.under) for rate in rates)
    return named and at.kind == RATIO and at.least == at.most == ONE


def _converted(unit: Unit, rate: Unit) -> Unit:
    return unit.times(rate) if unit.over == rate.under else unit.per(rate)


def _divides(of: Node, at: Node) -> bool:
    """Whether the amount is in the currency that the rate counts, so that it is divided by it."""
    return isinstance(of.made.kind, Unit) and isinstance(at.made.kind, Unit) and of.made.kind.over == at.made.kind.over
