"""`sum`: figures added up, or one figure added up over items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from plans.number import ZERO
from plans.tree import Missing, Node
from plans.verb import UP, Args, Result, Type, Typed, Verb
from plans.verbs.lists import PARAMETERS, combined, decided, list_words, list_working, values_of
from plans.words import Phrase


class Sum(Verb):
    """Adds a list, or `each` over the items of a scope; `at-most` counts the largest or earliest items only."""

    name = "sum"
    group = "combine"
    summary = "Figures added up, or one figure added up over items."
    parameters = PARAMETERS
    one_of = (("of", "each"),)
    tolerates = frozenset({"of", "each"})
    rises_with: ClassVar = {"of": UP, "each": UP}
    published = (
        "curve-ari-mibp-ex1",
        "grid-surmodics",
        "cap-psu-relative-tsr",
        "gate-allete",
        "prorate-idco-rebate",
        "pool-buckets-genesis",
        "override-ecosway",
        "pool-so-3334",
        "points-bonusly",
    )
    example = "earned: {clause: 4.1, title: Earned, sum: {of: [metric.commission, metric.bonus]}}"

    def check(self, t: Typed) -> Type:
        return combined(t, self.name)

    def idle(self, a: Args) -> frozenset[str]:
        return decided(a)

    def compute(self, a: Args) -> Result:
        values = values_of(a)
        return values if isinstance(values, Missing) else sum(values, ZERO)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return list_words(w, self.name)

    def working(self, node: Node) -> Phrase | None:
        return list_working(node)
