"""What `sum` and `average` have in common: a list of figures, or one figure read for each item of a scope."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from plans.params import Param, each, operand, operands, word, word_or
from plans.stints import STINT
from plans.tree import Missing, Node, missing_in
from plans.unit import RATIO, plural
from plans.verb import Args, Type, Typed, is_word, number, shown
from plans.verbs.checks import as_number, same_units
from plans.verbs.kinds import dated, over
from plans.verbs.phrases import dated_items, plain_number, window_words
from plans.windows import Window
from plans.words import Phrase, Several, Shown

PARAMETERS = (
    Param("of", operands, needed=False, says="the list"),
    Param("each", each, needed=False, says="what is read for each item or period"),
    Param("over", over, needed=False, says="the items: a scope of `attribution`, or `member`; or a window of periods"),
    Param(
        "dated", dated, needed=False, says="the items whose date lies in the period; without it, those that enter in it"
    ),
    Param("at-most", operand, needed=False, says="how many items count"),
    Param("choosing", word("largest", "earliest"), needed=False, says="which of them, where `at-most` stands"),
    Param("if-missing", word_or(operand, "wait", "leave out"), needed=False, says="where a part can be missing"),
)
_FEWEST_SHOWN, _MOST_SHOWN = 2, 8  # a working shows what is added, unless that is one alone or a long list


def combined(t: Typed, verb: str) -> Type:
    """The type of a list or of `each` over items: one unit; in minor units when every part is, and the verb only adds."""
    parts: tuple[Type, ...] = (t["each"],) if t.get("each") is not None else t["of"]
    if t.get("each") is not None and t.get("over") is None:
        t.fault(
            "over", f"`{verb}: each` does not say over what.", "Add `over:` with the scope of the items.", at="each"
        )
    if not parts:
        t.fault("list", f"`{verb}` has nothing to work on.", "Write at least one name.", at="of")
        return Type(RATIO)
    unit = same_units(t, parts, "of" if t.get("each") is None else "each")
    _check_choice(t)
    check_dated(t)
    _check_missing(t, verb, parts)
    instead = t.get("if-missing")
    if isinstance(instead, Type):
        t.same("of", "if-missing", of=parts[0], and_=instead)
        parts = (*parts, instead)
    return Type(
        unit,
        minor=verb == "sum" and all(part.minor for part in parts),
        whole=verb == "sum" and all(part.whole for part in parts),
        negative=any(part.negative for part in parts),
        zero=all(part.zero for part in parts) or any(part.negative for part in parts) or t.get("each") is not None,
    )


def check_dated(t: Typed) -> None:
    """`dated` says which items of a scope count, and nothing of periods or of members."""
    if t.get("dated") is None:
        return
    over = t.get("over")
    if t.get("each") is None or isinstance(over, Window):
        t.fault(
            "dated",
            "`dated` chooses among items.",
            "Write `over:` with a scope of `attribution`, or drop it.",
            at="over",
        )
    elif over in {"member", STINT}:
        t.fault("dated", f"{plural(str(over))} have no date that puts them into a period.", "Drop `dated`.", at="each")


def _check_choice(t: Typed) -> None:
    limit = t.get("at-most")
    if (limit is None) != (t.get("choosing") is None):
        t.fault(
            "choosing", "`at-most` and `choosing` stand together.", "Write for example `at-most: 3, choosing: largest`."
        )
    if limit is None:
        return
    if t.get("each") is None:
        t.fault("choosing", "`at-most` chooses among items.", "Write `each:` and `over:`, or drop it.", at="at-most")
    number_ = limit.literal
    if not isinstance(number_, Decimal) or number_ != number_.to_integral_value() or number_ < 1:
        t.fault(
            "choosing",
            f"`at-most` wants a whole number of items, not {as_number(limit)}.",
            "Write one, such as `3`.",
            at="at-most",
        )


def _check_missing(t: Typed, verb: str, parts: tuple[Type, ...]) -> None:
    absent = next((part for part in parts if part.missing), None)
    if absent is not None and t.get("if-missing") is None:
        remedy = "Add `if-missing: wait`, `if-missing: leave out` or a value."
        t.fault("missing-undecided", f"{absent} can be missing, and `{verb}` does not say what happens then.", remedy)


def decided(a: Args) -> frozenset[str]:
    """What is read, where `if-missing` says what counts in place of a part that is missing."""
    waits = "if-missing" not in a or is_word(a["if-missing"], "wait")
    return frozenset() if waits else frozenset({"of", "each"})


def values_of(a: Args) -> list[Decimal] | Missing:
    """The numbers that count, or Missing where something is missing and nothing decides about it."""
    nodes: tuple[Node, ...] = a["each"] if "each" in a else a["of"]
    causes = missing_in(nodes)
    if causes:
        instead = a.get("if-missing")
        if instead is None or is_word(instead, "wait"):
            return Missing(causes)
        here = [node for node in nodes if not isinstance(node.value, Missing)]
        if not is_word(instead, "leave out"):
            here = [instead if isinstance(node.value, Missing) else node for node in nodes]
        nodes = tuple(here)
    values = [number(node) for node in nodes]
    return _chosen(values, a) if "at-most" in a else values


def _chosen(values: list[Decimal], a: Args) -> list[Decimal]:
    """The `at-most` items that count: they are handed over in the order in which they enter."""
    limit = int(number(a["at-most"]))
    return values[:limit] if is_word(a["choosing"], "earliest") else sorted(values, reverse=True)[:limit]


def list_words(w: Mapping[str, Any], verb: str) -> Phrase:
    """The sentence of a list, or of `each … over …`."""
    if "of" in w:
        if verb == "sum":
            return Phrase("sum.list", "{of}", {"of": Several(w["of"], "plus")})
        return Phrase("average.list", "the average of {of}", {"of": Several(w["of"])})
    over = w["over"]
    slots = {
        **w,
        "items": window_words(over) if isinstance(over, Window) else f"all {dated_items(over, w.get('dated'))}",
    }
    which = "{each}"
    if "at-most" in w:
        slots["at-most"] = plain_number(w["at-most"])
        which = f"the {{at-most}} {w['choosing']} of {{each}}"
    template = f"{which}, added up over {{items}}" if verb == "sum" else f"the average of {which} over {{items}}"
    return Phrase(f"{verb}.{w.get('choosing', 'each')}", template, slots)


def list_working(node: Node) -> Phrase | None:
    """The addition; for many items only how many there are."""
    values = values_of(node.args)
    if isinstance(values, Missing) or isinstance(node.value, Missing):
        return None
    slots: dict[str, Any] = {"result": shown(node), "count": str(len(values))}
    average = node.made.op == "average"
    if len(values) > _MOST_SHOWN:
        template = "the average of {count} is {result}" if average else "{count} of them come to {result}"
        return Phrase(f"{node.made.op}.many", template, slots)
    if len(values) < _FEWEST_SHOWN:
        return Phrase(f"{node.made.op}.one", "there is one: {result}" if values else "there is none: {result}", slots)
    slots["of"] = Several(tuple(Shown(value, node.made.kind) for value in values), "+")
    template = "({of}) ÷ {count} = {result}" if average else "{of} = {result}"
    return Phrase(f"{node.made.op}.working", template, slots)
