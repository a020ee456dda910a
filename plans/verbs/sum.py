"""`sum`: figures added up, or one figure added up over items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from plans.number import ZERO
from plans.params import Param, each, operand, operands, plain_name, word, word_or
from plans.tree import Missing, Node, missing_in
from plans.verb import UP, Args, Result, Type, Typed, Verb, shown
from plans.verbs.lists import combined, item_words, values_of
from plans.words import Phrase, Several


class Sum(Verb):
    """Adds a list, or `each` over the items of a scope; `at-most` counts the largest or earliest items only."""

    name = "sum"
    group = "combine"
    summary = "Figures added up, or one figure added up over items."
    parameters = (
        Param("of", operands, needed=False, says="what is added"),
        Param("each", each, needed=False, says="what is read for each item"),
        Param("over", plain_name, needed=False, says="the items: a scope of `attribution`, or `member`"),
        Param("at-most", operand, needed=False, says="how many items count"),
        Param("choosing", word("largest", "earliest"), needed=False, says="which of them, where `at-most` stands"),
        Param("if-missing", word_or(operand, "wait", "leave out"), needed=False, says="where a part can be missing"),
    )
    one_of = (("of", "each"),)
    tolerates = frozenset({"of", "each"})
    rises_with: ClassVar = {"of": UP, "each": UP}
    published = (
        "curve-ari-mibp-ex1",
        "cap-psu-relative-tsr",
        "gate-allete",
        "grid-surmodics",
        "override-ecosway",
        "prorate-idco-rebate",
    )
    example = "earned: {clause: 4.1, title: Earned, sum: {of: [commission, bonus]}}"

    def check(self, t: Typed) -> Type:
        return combined(t, self.name)

    def compute(self, a: Args) -> Result:
        values = values_of(a)
        return values if isinstance(values, Missing) else sum(values, ZERO)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        if "each" in w:
            return item_words(w, "sum")
        return Phrase("sum.list", "{of}", {"of": Several(w["of"], "plus")})

    def working(self, node: Node) -> Phrase | None:
        if "of" in node.args and not missing_in(node.args["of"]):
            parts = Several(tuple(shown(part) for part in node.args["of"]), "+")
            return Phrase("sum.working", "{of} = {result}", {"of": parts, "result": shown(node)})
        return None
