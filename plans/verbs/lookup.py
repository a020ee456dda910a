"""`lookup`: the value of the step that was reached."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import accumulate
from typing import Any, ClassVar

from plans.arithmetic.bands import reached
from plans.number import ZERO, compared
from plans.params import Param, operand, word, word_or
from plans.shapes import rows
from plans.syntax import Word
from plans.tree import Node
from plans.verb import UP, Args, Result, Type, Typed, Verb, WaitsError, is_word, number, titled
from plans.verbs.directions import known, trend
from plans.verbs.lookup_check import Step, check_lookup
from plans.verbs.lookup_words import lookup_words, lookup_working
from plans.words import Phrase

NOTHING = Word("nothing")  # what bands that add come to where none is reached


class Lookup(Verb):
    """The value of the band that `by` reaches; with `adds`, the sum of all bands reached."""

    name = "lookup"
    group = "pay"
    summary = "The value of the step that was reached."
    parameters = (
        Param("by", operand, says="what reaches a step"),
        Param(
            "bands",
            rows(Step, optional=("to", "gives", "adds"), from_=operand, to=operand, gives=operand, adds=operand),
            says="where each step starts, and what it `gives` (or `adds` to those before)",
        ),
        Param("at-edge", word("upper", "lower"), checked=True, says="which step a value exactly on an edge belongs to"),
        Param(
            "below", word_or(operand, "nothing", "refuse"), needed=False, says="where it can be below the first step"
        ),
        Param(
            "gaps",
            word_or(operand, "lower band", "upper band", "refuse"),
            needed=False,
            says="where a band with `to` leaves a gap",
        ),
    )
    rises_with: ClassVar = {"bands": UP}
    published = (
        "overage-single-multiplier-parts",
        "pool-buckets-genesis",
    )
    example = (
        "multiplier: {clause: 1.4, title: Multiplier you reached, lookup: {by: metric.attainment, at-edge: upper, "
        "bands: [{from: 0%, gives: 1x}, {from: 100%, gives: 1.25x}]}}"
    )

    def check(self, t: Typed) -> Type:
        return check_lookup(t)

    def compute(self, a: Args) -> Result:
        bands: tuple[Step, ...] = a["bands"]
        by = number(a["by"])
        place = reached([number(band.from_) for band in bands], by, upper=is_word(a["at-edge"], "upper"))
        if place < 0:
            return _outside(a.get("below", NOTHING), a)
        if bands[0].adds is not None:
            return sum((number(band.adds) for band in bands[: place + 1]), ZERO)
        band = bands[place]
        if band.to is not None and compared(by, number(band.to)) > 0:
            return _in_gap(a, bands, place)
        return number(band.gives)

    def rises(self, node: Node, parameter: str) -> str:
        if parameter != "by":
            return super().rises(node, parameter)
        bands: tuple[Step, ...] = node.args["bands"]
        outside = [node.args[name] for name in ("below", "gaps") if name in node.args]
        values = known(band.gives if band.adds is None else band.adds for band in bands)
        if values is None or any(is_word(value, "refuse") or isinstance(value, Node) for value in outside):
            return super().rises(node, parameter)
        if bands[0].adds is not None:
            values = list(accumulate(values))
        nothing = is_word(node.args.get("below", NOTHING if bands[0].adds is not None else None), "nothing")
        return trend([ZERO, *values] if nothing else values)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return lookup_words(w)

    def working(self, node: Node) -> Phrase:
        return lookup_working(node)


def _outside(instead: Any, a: Args) -> Decimal:
    if is_word(instead, "nothing"):
        return ZERO
    if is_word(instead, "refuse"):
        raise WaitsError("refused", f"{titled(a['by']).text} is below the first step")
    return number(instead)


def _in_gap(a: Args, bands: tuple[Step, ...], place: int) -> Decimal:
    how = a["gaps"]
    if is_word(how, "lower band"):
        return number(bands[place].gives)
    if is_word(how, "upper band"):
        return number(bands[place + 1].gives)
    if is_word(how, "refuse"):
        raise WaitsError("refused", f"{titled(a['by']).text} lies between two steps")
    return number(how)
