"""`gate`: something that is paid only if a condition holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from plans.number import ZERO
from plans.params import Param, operand, word_or
from plans.tree import Missing, Node
from plans.unit import Sort
from plans.verb import UP, Args, Result, Type, Typed, Verb, is_word, shown, titled
from plans.words import Phrase


class Gate(Verb):
    """`of` where `when` holds, otherwise nothing, or what `otherwise` says. What does not decide may be missing."""

    name = "gate"
    group = "decide"
    summary = "Something that is paid only if a condition holds."
    parameters = (
        Param("of", operand, says="what is paid"),
        Param("when", operand, says="the condition, a yes or no"),
        Param("otherwise", word_or(operand, "nothing"), needed=False, says="what is paid where it does not hold"),
    )
    tolerates = frozenset({"of", "otherwise"})
    rises_with: ClassVar = {"of": UP, "otherwise": UP}
    published = (
        "round-up-weekly-allowance",
        "cliff-pricefx",
        "grid-surmodics",
        "gate-allete",
    )
    example = (
        "earned: {clause: 4.4, title: Paid if in use, gate: {of: metric.pay, when: metric.in-use, otherwise: nothing}}"
    )

    def check(self, t: Typed) -> Type:
        t.sort("when", Sort.YES_NO)
        unit = t.unit("of")
        types = [t["of"]]
        otherwise = t.get("otherwise")
        if isinstance(otherwise, Type):
            t.same("of", "otherwise", of=t["of"], and_=otherwise)
            types.append(otherwise)
        return Type(
            unit,
            minor=all(type_.minor for type_ in types),
            whole=all(type_.whole for type_ in types),
            negative=any(type_.negative for type_ in types),
            zero=len(types) == 1 or any(type_.zero for type_ in types),
        )

    def compute(self, a: Args) -> Result:
        if a["when"].value is True:
            return _value(a["of"])
        otherwise = a.get("otherwise")
        return ZERO if otherwise is None or is_word(otherwise, "nothing") else _value(otherwise)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return Phrase("gate", "{of}, if {when}; otherwise {otherwise}", {"otherwise": "nothing", **w})

    def working(self, node: Node) -> Phrase | None:
        if isinstance(node.value, Missing):
            return None
        slots = {"when": titled(node.args["when"]), "result": shown(node)}
        if node.args["when"].value is True:
            return Phrase("gate.open", "{when}: yes, so the gate is open: {result}", slots)
        return Phrase("gate.shut", "{when}: no, so the gate is closed: {result}", slots)


def _value(node: Node) -> Result:
    value: Result = node.value
    return value
