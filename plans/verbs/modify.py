"""`modify`: an amount changed by factors, or by points of a target."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from plans.number import ZERO
from plans.params import Param, operand, operands
from plans.tree import Node
from plans.verb import UP, Args, Result, Type, Typed, Verb, number, shown
from plans.words import Phrase, Several


class Modify(Verb):
    """`of` times each factor, in the order written; or plus so many points of a target."""

    name = "modify"
    group = "bound"
    summary = "An amount changed by factors, or by points of a target."
    parameters = (
        Param("of", operand, says="the amount"),
        Param("multiply", operands, needed=False, says="factors, applied in the order written"),
        Param("add", operands, needed=False, says="points to add"),
        Param("points-of", operand, needed=False, says="what the points are shares of"),
    )
    one_of = (("multiply", "add"),)
    rises_with: ClassVar = {"of": UP, "multiply": UP, "add": UP, "points-of": UP}
    scales = True
    example = (
        "modified: {clause: 3.3, title: After the modifier, "
        "modify: {of: metric.earned, add: [metric.esg], points-of: term.target}}"
    )

    def check(self, t: Typed) -> Type:
        of: Type = t["of"]
        unit = t.unit("of")
        how = "multiply" if t.get("multiply") is not None else "add"
        factors: tuple[Type, ...] = t[how]
        if not factors:
            t.fault("list", f"`modify: {how}` has nothing to work on.", "Write at least one name.", at=how)
        for factor in factors:
            t.ratio(how, factor)
        base = t.get("points-of")
        if how == "add" and base is None:
            remedy = "Add `points-of:` with the target, such as `term.target-bonus`."
            t.fault("points", "`add` does not say what its points are shares of.", remedy, at="add")
        elif how == "multiply" and base is not None:
            t.fault("points", "`points-of` belongs to `add`.", "Drop it, or write `add`.", at="points-of")
        elif base is not None:
            t.same("of", "points-of", of=of, and_=base)
        types = [of, *factors, *([base] if base is not None else [])]
        negative = any(type_.negative for type_ in types)
        zero = negative or of.zero or (how == "multiply" and any(factor.zero for factor in factors))
        return Type(unit, negative=negative, zero=zero)

    def compute(self, a: Args) -> Result:
        value = number(a["of"])
        if "multiply" in a:
            for factor in a["multiply"]:
                value *= number(factor)
            return value
        return value + _points(a) * number(a["points-of"])

    def words(self, w: Mapping[str, Any]) -> Phrase:
        if "multiply" in w:
            return Phrase(
                "modify.multiply", "{of} times {multiply}", {**w, "multiply": Several(w["multiply"], "times")}
            )
        template = (
            "{of} plus {add} of {points-of}" if len(w["add"]) == 1 else "{of} plus, as shares of {points-of}: {add}"
        )
        return Phrase("modify.add", template, {**w, "add": Several(w["add"])})

    def working(self, node: Node) -> Phrase:
        slots: dict[str, Any] = {"of": shown(node.args["of"]), "result": shown(node)}
        if "multiply" in node.args:
            slots["factors"] = Several(tuple(shown(factor) for factor in node.args["multiply"]), "×")
            return Phrase("modify.multiply.working", "{of} × {factors} = {result}", slots)
        added = tuple(shown(point) for point in node.args["add"])
        slots |= {"base": shown(node.args["points-of"]), "add": Several(added, "+")}
        template = "{of} + {add} × {base} = {result}" if len(added) == 1 else "{of} + ({add}) × {base} = {result}"
        return Phrase("modify.add.working", template, slots)


def _points(a: Args) -> Decimal:
    return sum((number(point) for point in a["add"]), ZERO)
