"""`count`: how many items are so."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from plans.params import Param, each
from plans.tree import Node
from plans.unit import Sort, Unit, noun, plural
from plans.verb import Args, Result, Type, Typed, Verb, shown
from plans.verbs.kinds import over
from plans.verbs.lists import LATER
from plans.words import Phrase


class Count(Verb):
    """How many items of a scope have a yes; counted in the scope's own noun, so that `250 EUR per credit` fits."""

    name = "count"
    group = "combine"
    summary = "How many items of a scope are so."
    parameters = (
        Param("each", each, says="a yes or no of each item"),
        Param("over", over, says="the items: a scope of `attribution`, or `member`"),
    )
    later = LATER
    example = "in-use: {clause: 1.1, title: Deals in use, count: {each: credit.in-use, over: credit}}"

    def check(self, t: Typed) -> Type:
        t.sort("each", Sort.YES_NO)
        return Type(Unit((noun(t["over"]),)), whole=True)

    def compute(self, a: Args) -> Result:
        return Decimal(sum(node.value is True for node in a["each"]))

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return Phrase("count", "how many {items} are {each}", {**w, "items": plural(w["over"].replace("-", " "))})

    def working(self, node: Node) -> Phrase:
        of = str(len(node.args["each"]))
        return Phrase("count.working", "{result} of {of}", {"result": shown(node), "of": of})
