"""How the rule of `tiers` reads, and how one result came about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.tree import Node
from plans.verb import is_word, shown
from plans.words import Phrase, Several, Shown

_RETURNS = {
    "down the bands": " A return undoes the highest band first.",
    "mirror": " Below zero, an amount runs through the bands from zero, with its sign turned.",
    "first band": " Below zero, the rate of the first band counts.",
    "refuse": " Below zero, it waits for a decision.",
}


def tiers_words(w: Mapping[str, Any]) -> Phrase:
    """`3% up to 300000 USD, 5% on what lies between 300000 USD and 500000 USD, 7% above.`"""
    bands = w["bands"]
    slots = {**w, "bands": _slabs(w, bands)}
    key = "tiers.slab"
    template = "of {of}, on top of {starting-at}: {bands}." if "starting-at" in w else "of {of}: {bands}."
    if w["crossing"] == "whole":
        key, slots["bands"] = "tiers.whole", _steps(bands)
        reach = "that {by} reaches" if "by" in w else "it reaches"
        template = f"all of {{of}} at the rate {reach}: {{bands}}{_of(w)}{_exactly(w, slots)}."
    elif len(bands) > 1:
        template += " An amount that crosses an edge is paid in parts."
        template += _cliffs(w, slots)
    return Phrase(key, template + _RETURNS.get(str(w.get("negative")), ""), slots)


def _of(w: Mapping[str, Any]) -> str:
    return " of {against}" if "against" in w else ""


def _slabs(w: Mapping[str, Any], bands: tuple[Any, ...]) -> Several:
    if len(bands) == 1:
        return Several((Phrase("tiers.all", "{rate} of it all", {"rate": bands[0].rate}),), ",")
    told = []
    of = _of(w)
    for place, band in enumerate(bands):
        slots = {**w, "rate": band.rate, "from": band.from_}
        if place == 0:
            told.append(Phrase("tiers.first", f"{{rate}} up to {{to}}{of}", {**slots, "to": bands[1].from_}))
        elif place < len(bands) - 1:
            of_it = " of it" if of else ""
            template = f"{{rate}} on what lies between {{from}} and {{to}}{of_it}"
            told.append(Phrase("tiers.between", template, {**slots, "to": bands[place + 1].from_}))
        else:
            told.append(Phrase("tiers.last", "{rate} on what lies above", slots))
    return Several(tuple(told), ",")


def _steps(bands: tuple[Any, ...]) -> Several:
    told = (Phrase("tiers.step", "{rate} from {from}", {"rate": band.rate, "from": band.from_}) for band in bands)
    return Several(tuple(told), ",")


def _exactly(w: Mapping[str, Any], slots: dict[str, Any]) -> str:
    bands = w["bands"]
    if len(bands) < 2:  # noqa: PLR2004 - one band has no inner edge
        return ""
    upper = w.get("at-edge") == "upper"
    slots["edge"], slots["counts"] = bands[-1].from_, bands[-1 if upper else -2].rate
    return "; exactly {edge} pays {counts}"


def _cliffs(w: Mapping[str, Any], slots: dict[str, Any]) -> str:
    """The steps that re-rate everything below them, said aloud."""
    template = ""
    when = "From" if w.get("at-edge") == "upper" else "Above"
    for place, band in enumerate(w["bands"]):
        if band.reaches_back and place:
            slots[f"cliff-{place}"], slots[f"rate-{place}"] = band.from_, band.rate
            template += f" {when} {{cliff-{place}}} on, {{rate-{place}}} counts for all that lies below, too."
    return template


def tiers_working(node: Node) -> Phrase:
    """`3% of 300000 USD + 5% of 200000 USD = 19000 USD`; bands in which nothing lies are left out."""
    paid = [piece for piece in node.pieces if piece.amount]
    parts = tuple(
        Phrase(
            "tiers.part", "{at} of {amount}", {"at": Shown(p.at, p.at_kind), "amount": Shown(p.amount, p.amount_kind)}
        )
        for p in paid
    )
    slots: dict[str, Any] = {"result": shown(node)}
    if not parts:
        return Phrase("tiers.none", "nothing to pay on: {result}", slots)
    slots["parts"] = Several(parts, "+")
    if is_word(node.args["crossing"], "whole"):
        slots |= {"by": shown(node.args.get("by") or node.args["of"]), "rate": Shown(paid[0].at, paid[0].at_kind)}
        return Phrase("tiers.working.whole", "{by} reaches {rate}: {parts} = {result}", slots)
    return Phrase("tiers.working", "{parts} = {result}", slots)
