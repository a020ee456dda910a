"""`choose`: a value for each value of an attribute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.params import Param
from plans.tree import Missing, Node
from plans.verb import Args, Result, Type, Typed, Verb, shown
from plans.verbs.kinds import cases
from plans.words import Phrase, Several


class Choose(Verb):
    """A case table as a figure of its own, so that the choice has a clause and a name."""

    name = "choose"
    group = "pay"
    summary = "A value for each value of an attribute."
    parameters = ()
    body = Param("of", cases, says="a case table")
    published = ("round-up-weekly-allowance",)
    example = (
        "fee-rate: {clause: 1.2, title: Your rate, "
        "choose: {according-to: participant.segment, small: 3%, mid: 4%, enterprise: 5%}}"
    )

    def check(self, t: Typed) -> Type:
        of: Type = t["of"]
        return of._replace(name="", pieces={})

    def compute(self, a: Args) -> Result:
        value: Result = a["of"].value
        return value

    def working(self, node: Node) -> Phrase | None:
        chosen = node.args.get("according-to")
        if not chosen or isinstance(node.value, Missing):
            return None
        labels = Several(tuple(shown(attribute) for attribute in chosen))
        return Phrase("choose.working", "for {labels}: {result}", {"labels": labels, "result": shown(node)})

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return Phrase("choose", "{of}", w)
