"""`weigh`: several results as one, each with its weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from plans.number import ONE, ZERO, compared
from plans.params import Param, Weighted, operand, weights, word, word_or
from plans.tree import Missing, Node, Piece, missing_in
from plans.unit import RATIO, Unit
from plans.verb import UNKNOWN, UP, Args, Outcome, Result, Type, Typed, Verb, WaitsError, is_word, number, shown, titled
from plans.verbs.checks import check_hundred, check_parts, is_whole_hundred, same_units
from plans.words import Phrase, Several, Shown


class Weigh(Verb):
    """The weighted sum of `parts`; with `of`, each part pays its share of that amount."""

    name = "weigh"
    group = "combine"
    summary = "Several results as one, each with its weight."
    parameters = (
        Param("parts", weights, says="each part with its weight; 100% together"),
        Param("of", operand, needed=False, says="an amount to spread over the parts"),
        Param("drop-below", operand, needed=False, says="a part under this does not count"),
        Param("then", word("rescale", "lose"), needed=False, says="where its weight goes: to the others, or lost"),
        Param("if-missing", word_or(operand, "wait", "rescale"), needed=False, says="where a part can be missing"),
    )
    tolerates = frozenset({"parts"})
    rises_with: ClassVar = {"of": UP, "parts": UP}
    scales = True
    published = (
        "target-x-achievement-fortyseven",
        "scorecard-mip2024-ex1",
        "scorecard-mip2024-ex2",
    )
    example = "score: {clause: 3.1, title: Your score, weigh: {parts: {metric.growth: 60%, metric.retention: 40%}}}"

    def check(self, t: Typed) -> Type:
        parts: tuple[Weighted, ...] = t["parts"]
        if not parts:
            t.fault("list", "`weigh` has no parts.", "Write `parts: {retention: 60%, adoption: 40%}`.", at="parts")
            return Type(RATIO)
        of: tuple[Type, ...] = tuple(part.of for part in parts)
        check_parts(t, (type_.name for type_ in of), "part", "parts")
        check_hundred(t, [part.weight for part in parts], "weight", "parts")
        unit = same_units(t, of, "parts")
        whole = t.get("of")
        kind = unit
        if whole is not None:
            kind = t.unit("of")
            if not unit.is_ratio:
                t.fault(
                    "unit",
                    f"with `of`, parts are shares; {of[0]} is in {unit}.",
                    "Drop `of`, or weigh shares.",
                    at="parts",
                )
        _check_drop(t, of)
        _check_missing(t, of)
        negative = any(type_.negative for type_ in of) or (whole is not None and whole.negative)
        names = [type_.name.rpartition(".")[2] for type_ in of]
        pieces = dict.fromkeys(names, (kind, kind, RATIO))
        return Type(kind, negative=negative, pieces=pieces)

    def idle(self, a: Args) -> frozenset[str]:
        """The parts, where `if-missing` says what counts in their place; not where no other is left to carry the weight."""
        instead = a.get("if-missing")
        waits = instead is None or is_word(instead, "wait")
        alone = is_word(instead, "rescale") and all(_is_missing((part.of,)) for part in a["parts"])
        return frozenset() if waits or alone else frozenset({"parts"})

    def compute(self, a: Args) -> Result:
        parts: tuple[Weighted, ...] = a["parts"]
        causes = missing_in(parts)
        instead = a.get("if-missing")
        if causes and (instead is None or is_word(instead, "wait") or _is_missing(part.weight for part in parts)):
            return Missing(causes)
        values = [_value(part.of, instead) for part in parts]
        counted = _weights(a, values)
        if counted is None:
            return Missing(causes)
        whole = a.get("of")
        amount = None if whole is None else number(whole)
        sample = whole or next(part.of for part in parts if not isinstance(part.of.value, Missing))
        kind = sample.made.kind
        pieces = tuple(
            _piece(part.of, value, weight, amount, kind)
            for part, value, weight in zip(parts, values, counted, strict=True)
        )
        return Outcome(sum((piece.value for piece in pieces), ZERO), pieces)

    def rises(self, node: Node, parameter: str) -> str:
        """A part that drops out under an edge may raise the average of the others."""
        rescaled = is_word(node.args.get("then"), "rescale")
        return UNKNOWN if parameter == "parts" and rescaled else super().rises(node, parameter)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        part = "{weight} by {of}" if "of" in w else "{weight} {of}"
        parts = Several(tuple(Phrase("weigh.part", part, {"of": of, "weight": weight}) for of, weight in w["parts"]))
        template = "of {of}: {parts}" if "of" in w else "{parts}"
        if "drop-below" in w:
            template += "; a part under {drop-below} does not count, and "
            template += "the others carry its weight" if w["then"] == "rescale" else "its weight is lost"
        instead = w.get("if-missing")
        if instead == "rescale":
            template += "; where a part is missing, the others carry its weight"
        elif instead is not None and instead != "wait":
            template += "; a missing part counts as {if-missing}"
        return Phrase("weigh", template, {**w, "parts": parts})

    def working(self, node: Node) -> Phrase:
        told, left = [], []
        for part, piece in zip(node.args["parts"], node.pieces, strict=True):
            if not piece.at:
                left.append(titled(part.of))
                continue
            counted = node.args["if-missing"] if isinstance(part.of.value, Missing) else part.of
            told.append(
                Phrase("weigh.counted", "{weight} × {of}", {"weight": Shown(piece.at, RATIO), "of": shown(counted)})
            )
        slots: dict[str, Any] = {
            "parts": Several(tuple(told), "+"),
            "result": shown(node),
            "left": Several(tuple(left)),
        }
        template = "{parts} = {result}" if told else "nothing counts: {result}"
        if "of" in node.args and told:
            slots["of"] = shown(node.args["of"])
            template = "{of} × ({parts}) = {result}"
        return Phrase("weigh.working", template + ("; left out: {left}" if left else ""), slots)


def _check_drop(t: Typed, of: tuple[Type, ...]) -> None:
    edge_ = t.get("drop-below")
    if (edge_ is None) != (t.get("then") is None):
        remedy = "Write for example `drop-below: 85%, then: rescale`."
        t.fault("drop", "`drop-below` and `then` stand together.", remedy, at="drop-below")
    if edge_ is not None:
        t.same("parts", "drop-below", of=of[0], and_=edge_)


def _check_missing(t: Typed, of: tuple[Type, ...]) -> None:
    absent = next((type_ for type_ in of if type_.missing), None)
    if absent is not None and t.get("if-missing") is None:
        remedy = "Add `if-missing: wait`, `if-missing: rescale` (the others carry its weight) or a value."
        t.fault("missing-undecided", f"{absent} can be missing, and `weigh` does not say what happens then.", remedy)
    instead = t.get("if-missing")
    if isinstance(instead, Type):
        t.same("parts", "if-missing", of=of[0], and_=instead)


def _is_missing(nodes: Iterable[Node]) -> bool:
    return any(isinstance(node.value, Missing) for node in nodes)


def _value(node: Node, instead: Any) -> Decimal | None:
    """What a part counts as; None where it is missing and the others carry its weight."""
    if not isinstance(node.value, Missing):
        return number(node)
    return None if is_word(instead, "rescale") else number(instead)


def _weights(a: Args, values: list[Decimal | None]) -> list[Decimal] | None:
    """The weights that count; None where all parts are missing."""
    stated = [number(part.weight) for part in a["parts"]]
    if not is_whole_hundred(stated):
        raise WaitsError("refused", "its weights do not add up to 100%")
    least = a.get("drop-below")
    if least is None and None not in values:
        return stated
    return _fewer_weights(a, values, stated)


def _fewer_weights(a: Args, values: list[Decimal | None], stated: list[Decimal]) -> list[Decimal] | None:
    """What is missing gives its weight to the others; what is dropped does so too, or loses it."""
    if all(value is None for value in values):
        return None
    least = number(a["drop-below"]) if "drop-below" in a else None
    dropped = [value is not None and least is not None and compared(value, least) < 0 for value in values]
    lost = is_word(a.get("then"), "lose")
    counts = [
        ZERO if value is None or (drop and not lost) else weight
        for weight, value, drop in zip(stated, values, dropped, strict=True)
    ]
    total = sum(counts, ZERO)
    if total not in (ONE, ZERO):
        counts = [weight / total for weight in counts]
    return [ZERO if drop else weight for weight, drop in zip(counts, dropped, strict=True)]


def _piece(node: Node, value: Decimal | None, weight: Decimal, amount: Decimal | None, kind: Unit) -> Piece:
    """A part's value, the target it worked on (the part itself without one), and the weight that counted."""
    result = value if value is not None and weight else ZERO
    target = result if amount is None else amount * weight
    paid = result * weight if amount is None else result * target
    return Piece(node.made.name.rpartition(".")[2], paid, target, weight, kind, kind, RATIO)
