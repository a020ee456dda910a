"""`excess`: the part of a figure above an edge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from plans.number import ZERO, compared
from plans.params import Param, operand
from plans.tree import Node
from plans.verb import DOWN, UP, Args, Result, Type, Typed, Verb, number, shown
from plans.verbs.checks import same_unit
from plans.words import Phrase


class Excess(Verb):
    """What of `of` lies above `over`; never below zero."""

    name = "excess"
    group = "measure"
    summary = "The part of a figure above an edge; never below zero."
    parameters = (
        Param("of", operand, says="what is measured"),
        Param("over", operand, says="the edge"),
    )
    rises_with: ClassVar = {"of": UP, "over": DOWN}
    published = (
        "overage-single-multiplier-parts",
        "pool-scanlon",
    )
    example = "above-quota: {clause: 1.1, title: Sales above quota, excess: {of: metric.sales, over: term.quota}}"

    def check(self, t: Typed) -> Type:
        of, over = t["of"], t["over"]
        unit = same_unit(t, "of", "over")
        return Type(unit, minor=of.minor and over.minor, whole=of.whole and over.whole)

    def compute(self, a: Args) -> Result:
        of, over = number(a["of"]), number(a["over"])
        return of - over if compared(of, over) > 0 else ZERO

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return Phrase("excess", "the part of {of} above {over}", w)

    def working(self, node: Node) -> Phrase:
        slots = {"of": shown(node.args["of"]), "over": shown(node.args["over"]), "result": shown(node)}
        if node.value == ZERO:
            return Phrase("excess.none", "{of} is not above {over}", slots)
        return Phrase("excess.working", "{of} − {over} = {result}", slots)
