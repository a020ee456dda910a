"""`ratio`: one figure as a share of another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from plans.params import Param, operand, word_or
from plans.tree import Node
from plans.verb import DOWN, UNKNOWN, UP, Args, Result, Type, Typed, Verb, WaitsError, in_words, is_word, number, shown
from plans.words import Phrase, Shown


class Ratio(Verb):
    """`of` divided by `to`, or by `to-size-of` without its sign. Equal units give a share, others a unit per unit."""

    name = "ratio"
    group = "measure"
    summary = "One figure as a share of another."
    parameters = (
        Param("of", operand, says="what is compared"),
        Param("to", operand, needed=False, says="what it is compared with"),
        Param("to-size-of", operand, needed=False, says="the same, without its sign"),
        Param(
            "if-zero",
            word_or(operand, "refuse"),
            needed=False,
            says="where `to` can be zero: a value, or `refuse` (the line waits)",
        ),
    )
    one_of = (("to", "to-size-of"),)
    rises_with: ClassVar = {"of": UP, "to": DOWN}
    scales = True
    published = (
        "sdr-three-paths",
        "overage-single-multiplier-parts",
        "grid-surmodics",
        "cap-psu-relative-tsr",
        "quota-spread-oracle",
        "clawback-prorata-zepys",
        "pool-improshare",
    )
    example = "attainment: {clause: 1.1, title: Attainment, ratio: {of: metric.sales, to: term.quota, if-zero: refuse}}"

    def check(self, t: Typed) -> Type:
        base = "to" if t.get("to") else "to-size-of"
        unit = t.unit("of").per(t.unit(base))
        if t[base].zero and t.get("if-zero") is None:
            remedy = "Add `if-zero:`. `refuse` shows the line as waiting; a value, such as `100%`, goes on with it."
            message = f"{t[base]} can be 0, and nothing says what happens then."
            t.fault("zero-denominator", message, remedy, at=base)
        instead = t.get("if-zero")
        if isinstance(instead, Type) and instead.kind != unit and t.fine:
            message = f"`if-zero: {instead}` is {in_words(instead.kind)}; the result is {in_words(unit)}."
            t.fault("unit", message, "Write a value of the same kind, or `refuse`.", at="if-zero")
        return Type(unit, negative=t["of"].negative or (base == "to" and t["to"].negative), zero=t["of"].zero)

    def compute(self, a: Args) -> Result:
        signed = a.get("to")
        base = number(signed) if signed else abs(number(a["to-size-of"]))
        if not base:
            instead = a["if-zero"]
            if is_word(instead, "refuse"):
                raise WaitsError("refused", f"{(signed or a['to-size-of']).made.title} is zero")
            return number(instead)
        return number(a["of"]) / base

    def rises(self, node: Node, parameter: str) -> str:
        """The less it is divided by, the more; unless nothing is divided by at all, and a value stands in its place."""
        jumps = "if-zero" in node.args and not is_word(node.args["if-zero"], "refuse")
        return UNKNOWN if parameter == "to" and jumps else super().rises(node, parameter)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        if "to" in w:
            return Phrase("ratio", "{of} as a share of {to}", w)
        return Phrase("ratio.size", "{of} as a share of the size of {to-size-of}", w)

    def working(self, node: Node) -> Phrase:
        base = node.args.get("to") or node.args["to-size-of"]
        size = number(base) if "to" in node.args else abs(number(base))
        slots = {"of": shown(node.args["of"]), "to": Shown(size, base.made.kind), "result": shown(node)}
        if not size:
            return Phrase("ratio.zero", "{to} is no base to divide by: {result}", slots)
        return Phrase("ratio.working", "{of} ÷ {to} = {result}", slots)
