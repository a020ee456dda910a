"""`running`: for each item, what the items so far come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from plans.calendar import CELLS
from plans.company.cut import Cut
from plans.number import ZERO
from plans.params import Param, operand, word
from plans.tree import Missing, Node, missing_in
from plans.unit import Sort
from plans.verb import UP, Args, InTurn, Result, Type, Typed, is_word, number
from plans.verbs.kinds import columns, fixed
from plans.verbs.running_turns import THIS, turns
from plans.verbs.running_words import running_words, running_working
from plans.words import Phrase

_DECIDE = ("order", "same", "dated")  # what puts the item itself into its place


class Running(InTurn):
    """Adds `of` item by item. `through` says whether the item itself is in; `same`, `within` and `only` say which others are.

    Items come in the order of the date `order`; of one day, and where nothing is said, in the order in which they are handed over: by
    the day they enter, then the one recorded first. A result is computed from `so-far`, where many were added before, and from
    `each` that came since. What is missing about an item matters only where it might be added: then what it is missing is `undecided`.
    """

    name = "running"
    group = "combine"
    summary = (
        "For each item, what the items so far come to. It stands in a figure of items, and reads those of the period."
    )
    parameters = (
        Param("of", operand, says="what is added: a number of each item, or a value such as `1 deal`"),
        Param("through", fixed(word(THIS, "before this one")), says="whether the item itself is added, too"),
        Param("order", operand, needed=False, says="a date of the item; else the order in which they enter"),
        Param("same", columns, needed=False, says="only items with the same: `[credit.account]`"),
        Param("within", fixed(word(*CELLS)), needed=False, says="only items of the same: by the date `dated`"),
        Param("dated", operand, needed=False, says="with `within`: the date of the item"),
        Param("only", operand, needed=False, says="only items with a yes here"),
    )
    tolerates = frozenset({"of", "order", "same", "dated", "only"})
    rises_with: ClassVar = {"of": UP, "each": UP, "so-far": UP}
    published = ("round-up-weekly-allowance",)
    example = (
        "sold-so-far: {clause: 3.1, title: Sold so far, per: credit, running: {of: credit.amount, through: this one}}"
    )

    def check(self, t: Typed) -> Type:
        of: Type = t["of"]
        unit = t.unit("of")
        for name, sort in (("order", Sort.DATE), ("dated", Sort.DATE), ("only", Sort.YES_NO)):
            if t.get(name) is not None:
                t.sort(name, sort)
                _check_own(t, name)
        if (t.get("within") is None) != (t.get("dated") is None):
            remedy = "Write for example `within: month, dated: credit.enters`."
            t.fault(
                "within", "`within` and `dated` stand together.", remedy, at="within" if t.get("within") else "dated"
            )
        own = is_word(t["through"], THIS) and t.get("only") is None
        return Type(unit, minor=of.minor, whole=of.whole, negative=of.negative, zero=of.zero or of.negative or not own)

    def in_turn(self, read: Sequence[Args], made: Callable[[int], Node], cut: Cut) -> Iterator[tuple[int, Args]]:
        return turns(read, made, cut)

    def compute(self, a: Args) -> Result:
        causes = missing_in(tuple(a[name] for name in ("so-far", "each", *_DECIDE, "undecided") if name in a))
        if causes:
            return Missing(causes)
        start = number(a["so-far"]) if "so-far" in a else ZERO
        return start + sum(map(number, a["each"]), ZERO)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return running_words(w)

    def working(self, node: Node) -> Phrase:
        return running_working(node)


def _check_own(t: Typed, name: str) -> None:
    """A value that stands in the plan is the same for every item: it puts none before another, and leaves none out."""
    if t[name].literal is not None:
        remedy = "Name a column or a figure of the item, such as `credit.enters`."
        t.fault("column", f"`{name}: {t[name]}` is the same for every item.", remedy, at=name)
