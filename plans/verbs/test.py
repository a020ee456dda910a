"""`test`: whether a figure has reached an edge, or a label is the one named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from plans.number import compared
from plans.params import Param, operand
from plans.reading.form import near
from plans.shapes import listed
from plans.tree import Node
from plans.unit import Sort, Unit
from plans.verb import DOWN, UNKNOWN, UP, Args, Result, Type, Typed, Verb, shown, titled
from plans.verbs.directions import opposite
from plans.verbs.kinds import label
from plans.words import Phrase, Several, Shown

_COMPARISONS = ("at-least", "more-than", "at-most", "less-than")
_LABELS = ("is", "one-of")
# How what is compared lies: where the answer is yes, where it is no.
_LIES = {
    "at-least": ("at least", "less than"),
    "more-than": ("more than", "at most"),
    "at-most": ("at most", "more than"),
    "less-than": ("less than", "at least"),
}
_DAY_LIES = {
    "at-least": ("on or after", "before"),
    "more-than": ("after", "on or before"),
    "at-most": ("on or before", "after"),
    "less-than": ("before", "on or after"),
}


class Test(Verb):
    """Yes or no. Numbers and dates are compared with an edge, labels with the values named."""

    __test__: ClassVar = False  # not one of pytest's

    name = "test"
    group = "decide"
    summary = "Whether a figure has reached an edge, or a label is the one named."
    parameters = (
        Param("of", operand, says="what is looked at"),
        Param("at-least", operand, needed=False, says="yes from here on, the edge included"),
        Param("more-than", operand, needed=False, says="yes above, without the edge"),
        Param("at-most", operand, needed=False, says="yes up to here, the edge included"),
        Param("less-than", operand, needed=False, says="yes below, without the edge"),
        Param("is", label, needed=False, says="a value of an attribute"),
        Param("one-of", listed(label), needed=False, says="values of an attribute"),
    )
    one_of = ((*_COMPARISONS, *_LABELS),)
    published = (
        "round-up-weekly-allowance",
        "cliff-pricefx",
        "curve-ari-mibp-ex1",
        "grid-surmodics",
    )
    example = "in-use: {clause: 4.3, title: In use on day 90, test: {of: metric.active-seats, at-least: 60%}}"

    def check(self, t: Typed) -> Type:
        of: Type = t["of"]
        how = _how(t.args)
        if how in _LABELS:
            _check_labels(t, of, how)
        elif isinstance(of.kind, Unit) or of.kind is Sort.DATE:
            t.same("of", how, of=of, and_=t[how])
        else:
            remedy = "Write `is` with one of its values." if of.kind is Sort.LABEL else "Use `all`, `any` or `none`."
            t.fault("unit", f"`{how}` compares numbers or dates; {of} is {_kind(of)}.", remedy, at="of")
        return Type(Sort.YES_NO)

    def compute(self, a: Args) -> Result:
        of = a["of"].value
        if "is" in a:
            return bool(of == a["is"])
        if "one-of" in a:
            return of in a["one-of"]
        how = _how(a)
        return _compare(of, how, a[how].value)

    def rises(self, node: Node, parameter: str) -> str:
        if parameter not in {"of", *_COMPARISONS} or not node.args.keys() & set(_COMPARISONS):
            return UNKNOWN
        way = UP if "at-least" in node.args or "more-than" in node.args else DOWN
        return way if parameter == "of" else opposite(way)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        how = _how(w)
        if how == "is":
            return Phrase("test.is", "{of} is {is}", w)
        if how == "one-of":
            return Phrase("test.one-of", "{of} is {one-of}", {**w, "one-of": Several(tuple(w["one-of"]), "or")})
        lies = _DAY_LIES if isinstance(w[how], Shown) and w[how].kind is Sort.DATE else _LIES
        return Phrase(f"test.{how}", f"{{of}} is {lies[how][0]} {{{how}}}", w)

    def working(self, node: Node) -> Phrase:
        how = _how(node.args)
        slots: dict[str, Any] = {"of": shown(node.args["of"])}
        if how in _LABELS:
            slots |= {"name": titled(node.args["of"]), "labels": Several(tuple(_labels(node.args)), "or")}
            told = "{name} is {of}" if node.value else "{name} is {of}, not {labels}"
            return Phrase(f"test.{how}.working", told, slots)
        slots["edge"] = shown(node.args[how])
        lies = (_DAY_LIES if slots["of"].kind is Sort.DATE else _LIES)[how]
        return Phrase(f"test.{how}.working", f"{{of}} is {lies[0] if node.value else lies[1]} {{edge}}", slots)


def _how(present: Mapping[str, Any]) -> str:
    """Which of the six tests stands."""
    return next(name for name in (*_COMPARISONS, *_LABELS) if present.get(name) is not None)


def _labels(present: Mapping[str, Any]) -> tuple[str, ...]:
    """The values that `is` or `one-of` names."""
    return present["one-of"] if "one-of" in present else (present["is"],)


def _kind(of: Type) -> str:
    return "yes or no" if of.kind is Sort.YES_NO else "a label"


def _check_labels(t: Typed, of: Type, how: str) -> None:
    if of.kind is not Sort.LABEL:
        remedy = (
            "Write `at-least`, `more-than`, `at-most` or `less-than`." if isinstance(of.kind, Unit) else "Name a label."
        )
        t.fault("unit", f"`{how}` wants a label; {of} is none.", remedy, at="of")
        return
    for value in _labels(t.args):
        if of.labels and value not in of.labels:
            remedy = near(value, of.labels) or f"Known: {', '.join(of.labels)}."
            t.fault("label", f"`{value}` is no value of {of}.", remedy, at="of")


def _compare(of: Decimal | date, how: str, limit: Decimal | date) -> bool:
    if isinstance(of, Decimal) and isinstance(limit, Decimal):
        side = compared(of, limit)
    elif isinstance(of, date) and isinstance(limit, date):
        side = (of > limit) - (of < limit)
    else:
        raise TypeError(f"{of!r} and {limit!r} cannot be compared")
    if how == "at-least":
        return side >= 0
    if how == "more-than":
        return side > 0
    return side <= 0 if how == "at-most" else side < 0
