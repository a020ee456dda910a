"""`curve`: straight lines between printed points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from plans.arithmetic.lines import between, on_line
from plans.number import ZERO
from plans.params import Param, operand, word
from plans.shapes import listed, pair
from plans.tree import Node
from plans.verb import UNKNOWN, UP, Args, Result, Type, Typed, Verb, WaitsError, is_word, number, titled
from plans.verbs.curve_check import OUTSIDE, check_curve
from plans.verbs.curve_words import curve_words, curve_working
from plans.verbs.directions import known, trend
from plans.words import Phrase


class Curve(Verb):
    """What a result gives, in straight lines between neighbouring points; outside them, what the plan says."""

    name = "curve"
    group = "pay"
    summary = "What a result gives, in straight lines between printed points."
    parameters = (
        Param("by", operand, says="the result"),
        Param("points", listed(pair(operand, operand)), says="where, and what it gives there"),
        Param("below", word(*OUTSIDE), checked=True, says="what holds below the first point"),
        Param("above", word(*OUTSIDE), checked=True, says="what holds above the last point"),
    )
    rises_with: ClassVar = {"points": UP}
    published = (
        "curve-931058-ebitda",
        "curve-agiliti-5x",
        "curve-ari-mibp-ex1",
        "ytd-overachievement",
        "psu-equifax-average",
    )
    example = (
        "payout: {clause: 2.1, title: Payout, curve: {by: metric.attainment, "
        "points: [[80%, 50%], [100%, 100%], [120%, 150%]], below: nothing, above: flat}}"
    )

    def check(self, t: Typed) -> Type:
        return check_curve(t)

    def compute(self, a: Args) -> Result:
        points: tuple[tuple[Node, Node], ...] = a["points"]
        by = number(a["by"])
        place, exactly = between([number(x) for x, _ in points], by)
        if exactly:
            return number(points[place][1])
        if place < 0:
            return _outside(a, a["below"], by, points[0], points[1])
        if place == len(points) - 1:
            return _outside(a, a["above"], by, points[-1], points[-2])
        return _line(by, points[place], points[place + 1])

    def rises(self, node: Node, parameter: str) -> str:
        if parameter != "by":
            extends = any(is_word(node.args.get(end), "extend") for end in ("below", "above"))
            return UNKNOWN if extends else super().rises(node, parameter)
        heights = known(y for _, y in node.args["points"])
        ends = (node.args["below"], node.args["above"])
        if heights is None or any(is_word(end, "refuse") for end in ends):
            return UNKNOWN
        low, high = ([ZERO] if is_word(end, "nothing") else [] for end in ends)
        return trend([*low, *heights, *high])

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return curve_words(w)

    def working(self, node: Node) -> Phrase:
        return curve_working(node)


def _outside(a: Args, how: str, by: Decimal, end: tuple[Node, Node], inner: tuple[Node, Node]) -> Decimal:
    if is_word(how, "nothing"):
        return ZERO
    if is_word(how, "flat"):
        return number(end[1])
    if is_word(how, "extend"):
        return _line(by, end, inner)
    raise WaitsError("refused", f"{titled(a['by']).text} is outside the points of the line")


def _line(by: Decimal, first: tuple[Node, Node], second: tuple[Node, Node]) -> Decimal:
    return on_line(by, (number(first[0]), number(second[0])), (number(first[1]), number(second[1])))
