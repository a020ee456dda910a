"""`round`: to a step, by a named mode. Rounding stands where the author put it, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from plans.arithmetic.rounding import rounded, step_of
from plans.currency import decimals
from plans.number import canonical
from plans.params import Param, operand
from plans.syntax import Word
from plans.tree import Node
from plans.unit import RATIO, Unit, plural
from plans.verb import UP, Args, Result, Type, Typed, Verb, number, shown
from plans.verbs.checks import check_step
from plans.verbs.kinds import mode, step
from plans.words import Phrase

_CENTS = 2
MODES = {
    "half-away": "halves away from zero",
    "half-even": "halves to the even step",
    "half-plus": "halves upward",
    "up": "always up",
    "down": "always down",
    "away-from-zero": "always away from zero",
    "toward-zero": "always toward zero",
}


class Round(Verb):
    """`of` at the nearest step that `mode` names. `up` and `down` are towards plus and minus infinity."""

    name = "round"
    group = "bound"
    summary = "To a step, by a named mode."
    parameters = (
        Param("of", operand, says="what is rounded"),
        Param("to", step, says="`minor unit`, `whole`, or a step in the unit of `of`"),
        Param("mode", mode, says="what happens between two steps"),
    )
    rises_with: ClassVar = {"of": UP}
    published = (
        "minor-units-iso4217",
        "round-dinero",
        "round-hrmy",
        "round-up-weekly-allowance",
        "cap-psu-relative-tsr",
        "pool-so-3334",
        "vest-rounding-ledgy",
    )
    example = "in-cents: {clause: 7.4, title: In cents, round: {of: metric.pay, to: minor unit, mode: half-away}}"

    def check(self, t: Typed) -> Type:
        of: Type = t["of"]
        minor, whole = check_step(t, of)
        stays = not of.zero and (str(t["mode"]) == "away-from-zero" or (str(t["mode"]) == "up" and not of.negative))
        return Type(t.unit("of"), minor=minor, whole=whole, negative=of.negative, zero=not stays)

    def compute(self, a: Args) -> Result:
        return rounded(number(a["of"]), _step(a), str(a["mode"]))

    def words(self, w: Mapping[str, Any]) -> Phrase:
        slots = {"of": w["of"], "to": to_words(w["to"], w.get("kind")), "mode": MODES[str(w["mode"])]}
        return Phrase("round", "{of}, rounded to {to}, {mode}", slots)

    def working(self, node: Node) -> Phrase:
        to = node.args["to"]
        slots = {"of": shown(node.args["of"]), "mode": MODES[str(node.args["mode"])], "result": shown(node)}
        slots["to"] = to_words(to if isinstance(to, Word) else shown(to), node.args["of"].made.kind)
        if number(node) == number(node.args["of"]):
            return Phrase("round.same", "{of}: nothing to round", slots)
        return Phrase("round.working", "{of} rounded to {to}, {mode}: {result}", slots)


def _step(a: Args) -> Decimal:
    to = a["to"]
    return step_of(str(to) if isinstance(to, Word) else number(to), a["of"].made.kind)


def to_words(to: Any, kind: Any = None) -> Any:
    """The step in words: `the cent`, `whole JPY`, `0.001 KWD`, `whole points`, or `steps of 50 points`."""
    if not isinstance(to, Word):
        return Phrase("round.step", "steps of {to}", {"to": to})
    unit = kind if isinstance(kind, Unit) else RATIO
    if to == "minor unit":
        places = decimals(unit.money) if unit.money else _CENTS
        if places == _CENTS:
            return "the cent"
        return f"whole {unit.money}" if not places else f"{canonical(step_of(str(to), unit))} {unit.money}"
    return f"whole {plural(unit.over[0])}" if len(unit.over) == 1 else "whole numbers"
