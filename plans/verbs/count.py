"""`count`: how many items are so."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from plans.params import Param, each
from plans.tree import Node
from plans.unit import Sort, Unit, noun
from plans.verb import Args, Result, Type, Typed, Verb, shown
from plans.verbs.kinds import dated, over
from plans.verbs.lists import check_dated
from plans.verbs.phrases import dated_items, window_words
from plans.windows import TO_DATE, Window
from plans.words import Phrase


class Count(Verb):
    """How many items of a scope, or periods, have a yes; counted in the noun of the scope or period, so that `250 EUR per credit` fits."""

    name = "count"
    group = "combine"
    summary = "How many items of a scope, or periods of a window, are so."
    parameters = (
        Param("each", each, says="a yes or no of each item or period"),
        Param("over", over, says="the items: a scope of `attribution`, or `member`; or a window of periods"),
        Param(
            "dated",
            dated,
            needed=False,
            says="the items whose date lies in the period; without it, those that enter in it",
        ),
    )
    example = "in-use: {clause: 1.1, title: Deals in use, count: {each: credit.in-use, over: credit}}"

    def check(self, t: Typed) -> Type:
        t.sort("each", Sort.YES_NO)
        check_dated(t)
        over = t["over"]
        return Type(Unit(((over.grain or "period") if isinstance(over, Window) else noun(over),)), whole=True)

    def compute(self, a: Args) -> Result:
        return Decimal(sum(node.value is True for node in a["each"]))

    def words(self, w: Mapping[str, Any]) -> Phrase:
        if isinstance(w["over"], Window):
            periods = window_words(w["over"])
            slots = {**w, "periods": f"the periods of {periods}" if w["over"].kind == TO_DATE else periods}
            return Phrase("count.periods", "in how many of {periods} this holds: {each}", slots)
        return Phrase("count", "how many {items} are {each}", {**w, "items": dated_items(w["over"], w.get("dated"))})

    def working(self, node: Node) -> Phrase:
        of = str(len(node.args["each"]))
        return Phrase("count.working", "{result} of {of}", {"result": shown(node), "of": of})
