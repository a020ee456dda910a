"""How the rule of `curve` reads, and how one result came about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from plans.arithmetic.lines import between
from plans.number import canonical
from plans.tree import Node
from plans.unit import Unit
from plans.verb import is_word, number, shown
from plans.verbs.phrases import points as in_points
from plans.words import Phrase, Several


def curve_words(w: Mapping[str, Any]) -> Phrase:
    """`50% at 92%, 100% at 102% and 150% at 112%, in a straight line between. Nothing below 92%; 150% above 112%.`"""
    points = w["points"]
    told = Several(tuple(Phrase("curve.point", "{y} at {x}", {"x": x, "y": y}) for x, y in points))
    slots = {"by": w["by"], "points": told, "first": points[0][0], "last": points[-1][0]}
    slots |= {"low": points[0][1], "high": points[-1][1]}
    below, above = str(w["below"]), str(w["above"])
    if below == above == "extend":
        return Phrase("curve.line", "by {by}: {points}, in a straight line that goes on at both ends.", slots)
    outside = f"{_outside(below, '{low}', 'below {first}', first=True)}; {_outside(above, '{high}', 'above {last}')}."
    return Phrase("curve", f"by {{by}}: {{points}}, in a straight line between. {outside}", slots)


def _outside(how: str, end: str, where: str, *, first: bool = False) -> str:
    told = {
        "nothing": f"nothing {where}",
        "flat": f"{end} {where}",
        "extend": f"the line goes on {where}",
        "refuse": f"{where} it waits for a decision",
    }[how]
    return told[0].upper() + told[1:] if first else told


def curve_working(node: Node) -> Phrase:
    """`95% lies between 80% and 100%: 50% + 15 points × 2.5 = 87.5%`."""
    points: tuple[tuple[Node, Node], ...] = node.args["points"]
    place, exactly = between([number(x) for x, _ in points], number(node.args["by"]))
    slots: dict[str, Any] = {"by": shown(node.args["by"]), "result": shown(node)}
    if exactly:
        return Phrase("curve.on", "{by} is a point of the line: {result}", slots)
    if 0 <= place < len(points) - 1:
        return _between(node, points[place], points[place + 1], slots)
    end, side = (points[0], "below") if place < 0 else (points[-1], "above")
    slots["end"] = shown(end[0])
    if is_word(node.args[side], "extend"):
        return Phrase("curve.extended", f"{{by}} is {side} {{end}}, where the line goes on: {{result}}", slots)
    return Phrase("curve.outside", f"{{by}} is {side} {{end}}: {{result}}", slots)


def _between(node: Node, first: tuple[Node, Node], second: tuple[Node, Node], slots: dict[str, Any]) -> Phrase:
    slots |= {"from": shown(first[0]), "to": shown(second[0]), "start": shown(first[1]), "end": shown(second[1])}
    shares = all(isinstance(kind, Unit) and kind.is_ratio for kind in (first[0].made.kind, node.made.kind))
    lies = "{by} lies between {from} and {to}"
    if not shares:
        return Phrase("curve.between", f"{lies}, which give {{start}} and {{end}}: {{result}}", slots)
    x, y = (number(first[0]), number(second[0])), (number(first[1]), number(second[1]))
    rise: Decimal = (y[1] - y[0]) / (x[1] - x[0])
    slots |= {"steps": in_points(number(node.args["by"]) - x[0]), "slope": canonical(abs(rise))}
    sign = "+" if rise >= 0 else "−"
    return Phrase("curve.working", f"{lies}: {{start}} {sign} {{steps}} × {{slope}} = {{result}}", slots)
