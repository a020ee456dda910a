"""`average`: the mean of figures, or of one figure over items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from plans.number import ZERO
from plans.tree import Missing, Node
from plans.verb import UP, Args, Result, Type, Typed, Verb, WaitsError
from plans.verbs.lists import PARAMETERS, combined, decided, list_words, list_working, values_of
from plans.words import Phrase


class Average(Verb):
    """The mean of a list, or of `each` over the items of a scope; of nothing there is none, so it waits."""

    name = "average"
    group = "combine"
    summary = "The mean of figures, or of one figure over items."
    parameters = PARAMETERS
    one_of = (("of", "each"),)
    tolerates = frozenset({"of", "each"})
    rises_with: ClassVar = {"of": UP, "each": UP}
    published = ("psu-equifax-average",)
    example = "attainment: {clause: 1.1, title: Attainment, average: {of: [metric.growth, metric.retention]}}"

    def check(self, t: Typed) -> Type:
        return combined(t, self.name)

    def idle(self, a: Args) -> frozenset[str]:
        return decided(a)

    def compute(self, a: Args) -> Result:
        values = values_of(a)
        if isinstance(values, Missing):
            return values
        if not values:
            raise WaitsError("absent", "there is nothing to average")
        return sum(values, ZERO) / len(values)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return list_words(w, self.name)

    def working(self, node: Node) -> Phrase | None:
        return list_working(node)
