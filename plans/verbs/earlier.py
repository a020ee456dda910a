"""`earlier`: a figure or an input as it was some periods ago."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from plans.params import Param, operand
from plans.tree import Node
from plans.verb import UP, Args, Result, Type, Typed, Verb, shown
from plans.verbs.kinds import back, name_read
from plans.windows import Window
from plans.words import Phrase, When


class Earlier(Verb):
    """`of` in the period that lies `back`, computed from what is known now; where the payee was not in the plan then, `before-first`."""

    name = "earlier"
    group = "measure"
    summary = "A figure or an input as it was some periods ago."
    parameters = (
        Param("of", name_read, says="what is read"),
        Param("back", back, says="how far back: a number with its unit"),
        Param("before-first", operand, says="what counts where there is no such period"),
    )
    repeated = "of"
    tolerates = frozenset({"before-first"})
    rises_with: ClassVar = {"of": UP, "before-first": UP}
    example = "last-year: {clause: 1.1, title: Sales a year ago, earlier: {of: metric.sales, back: 1 year, before-first: 0 EUR}}"

    def window(self, params: Mapping[str, Any]) -> Window | None:
        written = params.get("back")
        return written if isinstance(written, Window) else None

    def check(self, t: Typed) -> Type:
        of: Type = t["of"]
        first: Type = t["before-first"]
        t.same("of", "before-first", of=of, and_=first)
        return of._replace(
            minor=of.minor and first.minor,
            whole=of.whole and first.whole,
            negative=of.negative or first.negative,
            zero=of.zero or first.zero,
            least=None,
            most=None,
            literal=None,
            pieces={},
        )

    def idle(self, a: Args) -> frozenset[str]:
        return frozenset({"before-first"}) if a["of"] else frozenset()

    def compute(self, a: Args) -> Result:
        node: Node = a["of"][0] if a["of"] else a["before-first"]
        return node.value

    def words(self, w: Mapping[str, Any]) -> Phrase:
        template = "{of}, {back} ago; {before-first} where there was no such period"
        return Phrase("earlier", template, {**w, "back": str(w["back"])})

    def working(self, node: Node) -> Phrase:
        slots = {"result": shown(node), "back": str(node.args["back"])}
        if not node.args["of"]:
            return Phrase("earlier.first", "{back} ago there was none, so {result} counts", slots)
        slots["period"] = When(node.args["of"][0].period)
        return Phrase("earlier.working", "in {period} it was {result}", slots)
