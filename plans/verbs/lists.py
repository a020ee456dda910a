"""What `sum` and `average` share: a list of operands, or one operand over items, with what is missing decided."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from plans.tree import Missing, Node, missing_in
from plans.unit import RATIO, Unit
from plans.verb import Args, Type, Typed, is_word, number
from plans.words import Phrase


def combined(t: Typed, verb: str) -> Type:
    """The type of a list or of `each` over items: one unit; in minor units when every part is."""
    if t.get("each") is not None:
        parts: tuple[Type, ...] = (t["each"],)
        if t.get("over") is None:
            t.fault(
                "over", f"`{verb}: each` does not say over what.", "Add `over:` with the scope of the items.", at="each"
            )
    else:
        parts = t["of"]
    if not parts:
        t.fault("list", f"`{verb}` has nothing to work on.", "Write at least one name.", at="of")
        return Type(RATIO)
    for part in parts:
        t.unit("of", part)
        t.same("the first", "another", of=parts[0], and_=part)
    _check_choice(t)
    if any(part.missing for part in parts) and t.get("if-missing") is None:
        remedy = "Add `if-missing: wait` or `if-missing: leave out`."
        t.fault("missing-undecided", f"`{verb}` may meet missing values.", remedy)
    unit = parts[0].kind if isinstance(parts[0].kind, Unit) else RATIO
    return Type(
        unit,
        minor=verb == "sum" and all(part.minor for part in parts),
        whole=verb == "sum" and all(part.whole for part in parts),
        negative=any(part.negative for part in parts),
        zero=all(part.zero for part in parts) or any(part.negative for part in parts) or t.get("each") is not None,
    )


def _check_choice(t: Typed) -> None:
    if (t.get("at-most") is None) != (t.get("choosing") is None):
        t.fault(
            "choosing", "`at-most` and `choosing` stand together.", "Write for example `at-most: 3, choosing: largest`."
        )


def values_of(a: Args) -> list[Decimal] | Missing:
    """The numbers that count, or Missing where something is missing and nothing decides about it."""
    nodes = chosen_items(a)
    instead = a.get("if-missing")
    causes = missing_in(nodes)
    if causes and instead is not None and not is_word(instead, "wait"):
        if is_word(instead, "leave out"):
            nodes = tuple(node for node in nodes if not isinstance(node.value, Missing))
            return [number(node) for node in nodes]
        return [number(instead) if isinstance(node.value, Missing) else number(node) for node in nodes]
    return Missing(causes) if causes else [number(node) for node in nodes]


def chosen_items(a: Args) -> tuple[Node, ...]:
    """All parts, or the `at-most` items that count: items are handed over in the order in which they enter."""
    nodes: tuple[Node, ...] = a["each"] if "each" in a else a["of"]
    if "at-most" not in a or missing_in(nodes):
        return nodes
    limit = int(number(a["at-most"]))
    if is_word(a["choosing"], "earliest"):
        return nodes[:limit]
    largest = sorted(range(len(nodes)), key=lambda place: (-number(nodes[place]), place))[:limit]
    return tuple(nodes[place] for place in sorted(largest))


def item_words(w: Mapping[str, Any], verb: str) -> Phrase:
    """The sentence of `each … over …`."""
    if "at-most" in w:
        key, template = f"{verb}.largest", "the {choosing} {at-most} of {each}, over all {over}"
    else:
        key, template = f"{verb}.each", "{each}, over all {over}"
    return Phrase(key, ("the sum of " if verb == "sum" else "the average of ") + template, w)
