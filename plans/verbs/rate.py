"""`rate`: a share of an amount, or so much for each thing counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from plans.params import Param, operand
from plans.tree import Node
from plans.unit import Unit
from plans.verb import UP, Args, Result, Type, Typed, Verb, number, shown
from plans.verbs.checks import cancels
from plans.words import Phrase, Shown


class Rate(Verb):
    """`at` times `of`. The product must cancel or scale: a share of anything, or `EUR per demo` of `demos`."""

    name = "rate"
    group = "pay"
    summary = "A share of an amount, or so much for each thing counted."
    parameters = (
        Param("of", operand, says="what it works on"),
        Param("at", operand, says="a share, or an amount per thing"),
    )
    rises_with: ClassVar = {"of": UP, "at": UP}
    scales = True
    published = (
        "target-x-achievement-fortyseven",
        "simple-prowi",
        "simple-calculator-academy",
        "scorecard-mip2024-ex1",
        "scorecard-mip2024-ex2",
        "sdr-three-paths",
        "partner-speedylabs",
        "round-hrmy",
        "round-up-weekly-allowance",
        "slab-erpnext-gratuity",
        "accel-ramp",
        "overage-single-multiplier-parts",
        "curve-ari-mibp-ex1",
        "grid-ari-7200",
        "grid-surmodics",
        "cap-psu-relative-tsr",
        "ytd-overachievement",
        "draw-ramp",
        "prorate-idco-rebate",
        "deferral-advance-75",
        "pool-hours-vista",
        "override-ecosway",
        "pool-improshare",
        "pool-scanlon",
    )
    example = "commission: {clause: 2.1, title: Commission, rate: {of: metric.sales, at: 10%}}"

    def check(self, t: Typed) -> Type:
        of, at = t["of"], t["at"]
        unit, factor = t.unit("of"), t.unit("at")
        product = unit.times(factor)
        if not cancels(unit, factor, product):
            message = f"`rate` multiplies {unit} by {factor}."
            t.fault("unit", message, "One side must be a share, or an amount per what the other side counts.", at="at")
        keeps_minor = at.minor and of.whole and bool(factor.money)
        flags = {"negative": of.negative or at.negative, "zero": of.zero or at.zero}
        return Type(product, minor=keeps_minor, whole=of.whole and at.whole, **flags)

    def compute(self, a: Args) -> Result:
        return number(a["of"]) * number(a["at"])

    def words(self, w: Mapping[str, Any]) -> Phrase:
        at = w["at"]
        if isinstance(at, Shown) and isinstance(at.kind, Unit) and not at.kind.is_ratio:
            return Phrase("rate.each", "{of} at {at}", w)
        if isinstance(at, Phrase):  # a case table: the amount stands first, so that it belongs to every case
            return Phrase("rate.cases", "of {of}: {at}", w)
        return Phrase("rate", "{at} of {of}", w)

    def working(self, node: Node) -> Phrase:
        slots = {"of": shown(node.args["of"]), "at": shown(node.args["at"]), "result": shown(node)}
        return Phrase("rate.working", "{of} × {at} = {result}", slots)
