"""How the rule of `lookup` reads, and how one result came about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.arithmetic.bands import reached
from plans.number import ZERO, compared
from plans.tree import Node
from plans.verb import is_word, number, shown
from plans.words import Phrase, Several, Shown

_GAPS = {
    "lower band": "; what lies between two steps counts as the lower one",
    "upper band": "; what lies between two steps counts as the upper one",
    "refuse": "; what lies between two steps waits for a decision",
}


def lookup_words(w: Mapping[str, Any]) -> Phrase:
    """`1.5x from 100%, 2x from 125%; exactly 125% counts as 2x`."""
    bands = w["bands"]
    steps = []
    for place, band in enumerate(bands):
        more = " more" if band.adds is not None and place else ""
        span = "from {from} to {to}" if band.to is not None else "from {from}"
        value = band.gives if band.adds is None else band.adds
        steps.append(
            Phrase("lookup.step", f"{{value}}{more} {span}", {"value": value, "from": band.from_, "to": band.to})
        )
    slots = {**w, "bands": Several(tuple(steps), ",")}
    template = "by {by}: {bands}" + _exactly(w, slots) + _below(w, slots)
    gaps = w.get("gaps")
    if gaps is not None:
        template += _GAPS.get(str(gaps), "") or "; what lies between two steps counts as {gaps}"
    return Phrase("lookup", template, slots)


def _exactly(w: Mapping[str, Any], slots: dict[str, Any]) -> str:
    bands, upper = w["bands"], w["at-edge"] == "upper"
    if len(bands) == 1 or bands[0].adds is not None:
        slots["edge"] = bands[-1].from_
        return "; exactly {edge} counts" if upper else "; exactly {edge} does not count yet"
    slots["edge"], slots["counts"] = bands[-1].from_, bands[-1 if upper else -2].gives
    return "; exactly {edge} counts as {counts}"


def _below(w: Mapping[str, Any], slots: dict[str, Any]) -> str:
    first = w["bands"][0]
    adds = first.adds is not None and getattr(first.from_, "value", None) != ZERO
    below = w.get("below", "nothing" if adds else None)
    if below is None:
        return ""
    slots["first"] = first.from_
    if below == "nothing":
        return "; nothing below {first}"
    return "; below {first} it waits for a decision" if below == "refuse" else "; below {first}: {below}"


def lookup_working(node: Node) -> Phrase:
    """`112% is at least 110% and under 130%: 1.25x`."""
    bands = node.args["bands"]
    upper = is_word(node.args["at-edge"], "upper")
    edges = [number(band.from_) for band in bands]
    place = reached(edges, number(node.args["by"]), upper=upper)
    slots: dict[str, Any] = {"by": shown(node.args["by"]), "result": shown(node)}
    if place < 0:
        slots["from"] = shown(bands[0].from_)
        below = "is below {from}" if upper else "is not above {from}"
        return Phrase("lookup.below", f"{{by}} {below}: {{result}}", slots)
    slots["from"] = shown(bands[place].from_)
    if bands[place].to is not None and compared(number(node.args["by"]), number(bands[place].to)) > 0:
        slots |= {"from": shown(bands[place].to), "next": shown(bands[place + 1].from_)}
        return Phrase("lookup.gap", "{by} lies in the gap between {from} and {next}: {result}", slots)
    template = "{by} is at least {from}" if upper else "{by} is above {from}"
    if place + 1 < len(bands):
        slots["next"] = shown(bands[place + 1].from_)
        template += " and under {next}" if upper else " and at most {next}"
    if bands[0].adds is not None and place:
        added = tuple(Shown(number(band.adds), band.adds.made.kind) for band in bands[: place + 1])
        slots["added"] = Several(added, "+")
        return Phrase("lookup.adds", template + ": {added} = {result}", slots)
    return Phrase("lookup.working", template + ": {result}", slots)
