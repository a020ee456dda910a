"""How the rule of `running` reads, and how one result came about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.tree import Node
from plans.verb import is_word, shown
from plans.verbs.running_turns import THIS
from plans.words import Phrase, Several, Shown

_MOST_SHOWN = 8  # a working shows what is added, unless that is a long list


def running_words(w: Mapping[str, Any]) -> Phrase:
    """`amount, added up over all before this one, in the order in which they enter; only those with the same client`."""
    added = "{of} for each" if isinstance(w["of"], Shown) else "{of}, added up over all"
    through = "up to and including this one" if is_word(w["through"], THIS) else "before this one"
    order = "of {order}" if "order" in w else "in which they enter"
    template, which = f"{added} {through}, in the order {order}", _which(w)
    if not which.items:
        return Phrase("running", template, w)
    return Phrase("running.only", f"{template}; only those {{which}}", {**w, "which": which})


def _which(w: Mapping[str, Any]) -> Several:
    """What restricts the items: `with the same client, whose date lies in the same week and for which it is free`."""
    told = []
    if "same" in w:
        told.append(Phrase("running.same", "with the same {same}", {"same": Several(w["same"])}))
    if "within" in w:
        told.append(Phrase("running.within", f"whose {{dated}} lies in the same {w['within']}", w))
    if "only" in w:
        told.append(Phrase("running.which", "for which {only} holds", w))
    return Several(tuple(told))


def running_working(node: Node) -> Phrase:
    """The addition; for many items only how many there are."""
    count = _count(node)
    slots: dict[str, Any] = {"result": shown(node), "count": str(count)}
    if count > _MOST_SHOWN:
        return Phrase("running.many", "{count} of them come to {result}", slots)
    if count <= 1:
        return Phrase("running.one", "there is one: {result}" if count else "there is none: {result}", slots)
    slots["each"] = Several(tuple(shown(each) for each in node.args["each"]), "+")
    return Phrase("running.working", "{each} = {result}", slots)


def _count(node: Node) -> int:
    """How many items were added: those that stand in the tree, and those for which the total so far stands."""
    count = 0
    at: Node | None = node
    while at is not None:
        count += len(at.args["each"])
        at = at.args.get("so-far")
    return count
