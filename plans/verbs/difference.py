"""`difference`: one figure less another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from plans.params import Param, operand
from plans.tree import Node
from plans.verb import DOWN, UP, Args, Result, Type, Typed, Verb, number, shown
from plans.verbs.checks import same_unit
from plans.words import Phrase


class Difference(Verb):
    """`of` less `less`; may be negative."""

    name = "difference"
    group = "measure"
    summary = "One figure less another; may be below zero."
    parameters = (
        Param("of", operand, says="what is taken from"),
        Param("less", operand, says="what is taken away"),
    )
    rises_with: ClassVar = {"of": UP, "less": DOWN}
    published = (
        "cap-psu-relative-tsr",
        "draw-ramp",
        "clawback-prorata-zepys",
        "override-ecosway",
        "pool-so-3334",
        "points-bonusly",
    )
    example = "variable: {clause: 1.1, title: Variable pay, difference: {of: term.on-target-earnings, less: term.base}}"

    def check(self, t: Typed) -> Type:
        of, less = t["of"], t["less"]
        unit = same_unit(t, "of", "less")
        return Type(unit, minor=of.minor and less.minor, whole=of.whole and less.whole, negative=True)

    def compute(self, a: Args) -> Result:
        return number(a["of"]) - number(a["less"])

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return Phrase("difference", "{of} less {less}", w)

    def working(self, node: Node) -> Phrase:
        slots = {"of": shown(node.args["of"]), "less": shown(node.args["less"]), "result": shown(node)}
        return Phrase("difference.working", "{of} − {less} = {result}", slots)
