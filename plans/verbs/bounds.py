"""`cap` and `floor`: at most, and at least."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from plans.number import ZERO, compared
from plans.params import Param, operand
from plans.tree import Missing, Node, Piece
from plans.unit import Sort, Unit
from plans.verb import UP, Args, Outcome, Result, Type, Typed, Verb, number, shown, titled
from plans.words import Phrase, Shown


class _Bound(Verb):
    """A bound that holds always, or only `while` a condition does. Where it does not, the bound itself may be missing."""

    group = "bound"
    tolerates = frozenset({"at"})
    rises_with: ClassVar = {"of": UP, "at": UP}
    part: ClassVar[str]  # what the bound cuts or tops up
    between_dates: ClassVar[str]  # the words for dates
    limit: ClassVar[str]  # the words for numbers

    def check(self, t: Typed) -> Type:
        of, at = t["of"], t["at"]
        if of.kind is not Sort.DATE:
            t.unit("of")
        if isinstance(of.kind, Unit) or of.kind is Sort.DATE:
            t.same("of", "at", of=of, and_=at)
        if t.get("while") is not None:
            t.sort("while", Sort.YES_NO)
        kind = of.kind
        pieces = {self.part: (kind, kind, kind)} if isinstance(kind, Unit) else {}
        both = [of, at]
        whole, minor = all(type_.whole for type_ in both), all(type_.minor for type_ in both)
        negative, zero = self._signs(of, at, always=t.get("while") is None)
        return Type(kind, minor=minor, whole=whole, negative=negative, zero=zero, pieces=pieces)

    @abstractmethod
    def _signs(self, of: Type, at: Type, *, always: bool) -> tuple[bool, bool]:
        """Whether the result can be below zero, and whether it can be zero."""

    @abstractmethod
    def _passes(self, side: int) -> bool:
        """Whether a value lies beyond the bound: `side` is 1 above it, 0 on it, -1 below."""

    def idle(self, a: Args) -> frozenset[str]:
        return frozenset({"at"} if "while" in a and a["while"].value is False else ())

    def compute(self, a: Args) -> Result:
        node, bound = a["of"], a["at"]
        if isinstance(node.value, date):
            return self._of_dates(a, node.value, bound)
        value = number(node)
        if "while" in a and a["while"].value is not True:
            return Outcome(value, (self._piece(node, ZERO, value, value),))
        if isinstance(bound.value, Missing):
            return bound.value
        at = number(bound)
        if self._passes(compared(value, at)):
            return Outcome(at, (self._piece(node, abs(value - at), value, at),))
        return Outcome(value, (self._piece(node, ZERO, value, at),))

    def _of_dates(self, a: Args, value: date, bound: Node) -> Result:
        if "while" in a and a["while"].value is not True:
            return value
        if not isinstance(bound.value, date):
            return bound.value
        side = (value > bound.value) - (value < bound.value)
        return bound.value if self._passes(side) else value

    def _piece(self, node: Node, value: Decimal, of: Decimal, at: Decimal) -> Piece:
        kind = node.made.kind
        return Piece(self.part, value, of, at, kind, kind, kind)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        template = self.between_dates if w.get("kind") is Sort.DATE else self.limit
        return Phrase(self.name, template + (", while {while}" if "while" in w else ""), w)

    def working(self, node: Node) -> Phrase | None:
        slots: dict[str, Any] = {"of": shown(node.args["of"]), "result": shown(node)}
        if "while" in node.args and node.args["while"].value is not True:
            slots["while"] = titled(node.args["while"])
            return Phrase(f"{self.name}.idle", f"{{while}}: no, so the {self.name} does not apply: {{result}}", slots)
        slots["at"] = shown(node.args["at"])
        if not node.pieces:
            return Phrase(
                f"{self.name}.dates", f"the {self.between_dates.split()[1]} of {{of}} and {{at}}: {{result}}", slots
            )
        piece = node.pieces[0]
        if not piece.value:
            return Phrase(f"{self.name}.free", f"the {self.name} of {{at}} is not reached: {{result}}", slots)
        slots["part"] = Shown(piece.value, piece.kind)
        return Phrase(f"{self.name}.working", self._told(), slots)

    @abstractmethod
    def _told(self) -> str:
        """The template for a bound that took effect."""


class Cap(_Bound):
    """At most `at`; what it cuts is lost unless a figure reads the part `cut`. Of dates the earlier one."""

    name = "cap"
    summary = "At most so much; of dates the earlier one."
    parameters = (
        Param("of", operand, says="what is limited"),
        Param("at", operand, says="the most"),
        Param("while", operand, needed=False, says="a yes or no: the cap holds only then"),
    )
    part = "cut"
    between_dates = "the earlier of {of} and {at}"
    limit = "{of}, at most {at}"
    published = (
        "overage-single-multiplier-parts",
        "curve-ari-mibp-ex1",
        "cap-psu-relative-tsr",
    )
    example = "capped: {clause: 7.3, title: After the cap, cap: {of: metric.pay, at: 5000 EUR}}"

    def _signs(self, of: Type, at: Type, *, always: bool) -> tuple[bool, bool]:  # noqa: ARG002 - the same with `while`
        return of.negative or at.negative, of.zero or at.zero

    def _passes(self, side: int) -> bool:
        return side > 0

    def _told(self) -> str:
        return "{of} is more than {at}: {result} counts, {part} does not"


class Floor(_Bound):
    """At least `at`; the part `top-up` is what was added. Of dates the later one."""

    name = "floor"
    summary = "At least so much; of dates the later one."
    parameters = (
        Param("of", operand, says="what is lifted"),
        Param("at", operand, says="the least"),
        Param("while", operand, needed=False, says="a yes or no: the floor holds only then"),
    )
    part = "top-up"
    between_dates = "the later of {of} and {at}"
    limit = "{of}, at least {at}"
    published = (
        "draw-qcommission",
        "draw-xactly",
        "draw-ramp",
    )
    example = "guaranteed: {clause: 7.3, title: With the guarantee, floor: {of: metric.pay, at: 2000 EUR}}"

    def _signs(self, of: Type, at: Type, *, always: bool) -> tuple[bool, bool]:
        if not always:
            return of.negative, of.zero
        negative = of.negative and at.negative
        return negative, at.negative or at.zero

    def _passes(self, side: int) -> bool:
        return side < 0

    def _told(self) -> str:
        return "{of} is less than {at}, so {part} is added: {result}"
