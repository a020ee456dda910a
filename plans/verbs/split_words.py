"""How the rule of `split` reads, and how one result came about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from plans.number import ZERO
from plans.tree import Node
from plans.unit import plural
from plans.verb import number, shown
from plans.verbs.round import to_words
from plans.words import Phrase, Several, Shown, Title

_LEFTOVERS = {
    "largest remainder": "what is left over goes by the largest remainder",
    "from the first": "what is left over goes one each from the first",
    "from the last": "what is left over goes one each from the last",
    "all to the first": "what is left over goes to the first",
    "all to the last": "what is left over goes to the last",
}
_SHORT = {
    "scale": "where the pool is too small for that, all leasts shrink in proportion",
    "company adds": "where the pool is too small for that, the company adds the rest",
    "refuse": "where the pool is too small for that, it waits for a decision",
}


def split_words(w: Mapping[str, Any]) -> Phrase:
    """`the pool in proportion to days served, nobody less than 150 EUR`."""
    slots: dict[str, Any] = {**w, "to": to_words(w["to"], w.get("kind"))}
    if "shares" in w:
        parts = (
            Phrase("split.share", "{share} to {name}", {"share": share, "name": name.replace("-", " ")})
            for name, share in w["shares"].items()
        )
        slots["shares"] = Several(tuple(parts))
        template = "{of}: {shares}"
    else:
        slots["among"] = plural(_scope(w["among"]))
        template = "{of} in equal parts" if w["by"] == "equal" else "{of} in proportion to {by}"
        template += ", among all {among}"
    if "at-least" in w:
        template += ", nobody less than {at-least}"
    if "at-most" in w:
        template += ", nobody more than {at-most}"
    template += f"; rounded to {{to}}, {_LEFTOVERS[str(w['leftovers'])]}"
    if "short" in w:
        template += f"; {_SHORT[str(w['short'])]}"
    if w.get("negative") == "refuse":
        template += "; a pool below zero waits for a decision"
    return Phrase("split", template, slots)


def _scope(slot: Any) -> str:
    name = slot.name if isinstance(slot, Title) else str(slot)
    return name.partition(".")[0].replace("-", " ")


def split_working(node: Node) -> Phrase:
    """The parts where each has a name of its own; else among how many, and what stays open."""
    of = node.args["of"]
    slots: dict[str, Any] = {"of": shown(of), "result": shown(node)}
    rest: Decimal = number(of) - number(node)
    if "shares" in node.args:
        parts = (
            Phrase(
                "split.part", "{value} to {name}", {"value": Shown(p.value, p.kind), "name": p.name.replace("-", " ")}
            )
            for p in node.pieces
        )
        slots["parts"] = Several(tuple(parts))
        template = "of {of}: {parts}"
    else:
        count = sum(piece.at > ZERO for piece in node.pieces)
        slots["count"] = f"{count} {_counted(node, count)}"
        template = "{of} among {count}" if count else "{of}, and nobody takes part"
    if rest > ZERO:
        slots["open"] = Shown(rest, of.made.kind)
        template += "; {open} stays open"
    elif rest < ZERO:
        slots["added"] = Shown(-rest, of.made.kind)
        template += "; the company adds {added}"
    return Phrase("split.working", template, slots)


def _counted(node: Node, count: int) -> str:
    """`member` or `members`: what the pool is divided among."""
    name: str = node.args["among"][0].made.title if node.args["among"] else ""
    return name if count == 1 else plural(name)
