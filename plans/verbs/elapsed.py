"""`elapsed`: the days or months from one date to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from plans.arithmetic.elapsed import COUNTING, DAYS, NEVER_ZERO, elapsed
from plans.params import Param, operand, word
from plans.tree import Node
from plans.unit import Sort, Unit
from plans.verb import DOWN, UP, Args, Result, Type, Typed, Verb, WaitsError, shown
from plans.words import Phrase

_WORDS = {
    "days": ("elapsed.days", "the days from {from} to {to}, the last one not counted"),
    "days, both ends": ("elapsed.days.both", "the days from {from} to {to}, both counted"),
    "completed months": ("elapsed.completed", "the completed months from {from} to {to}"),
    "whole months, both ends": ("elapsed.whole", "the whole months from {from} to {to}, both days counted"),
    "started months": ("elapsed.started", "the months from {from} to {to}, the one that has started counted in full"),
    "months, odd days from 16 count": (
        "elapsed.odd",
        "the months from {from} to {to}, both days counted; odd days are a month from 16 on, in February from 15 on",
    ),
}


class Elapsed(Verb):
    """The days or months from `from` to `to`, in whole numbers of them; it waits where `to` is before `from`."""

    name = "elapsed"
    group = "measure"
    summary = "The days or months from one date to another. Where `to` is before `from`, the line waits and says so."
    parameters = (
        Param("from", operand, says="the date from which it counts"),
        Param("to", operand, says="the date up to which it counts"),
        Param("counting", word(*COUNTING), says="what is counted, and whether the last day is"),
    )
    rises_with: ClassVar = {"from": DOWN, "to": UP}
    published = ("prorate-peoplecentre", "prorate-months")
    example = (
        "days-here: {clause: 1.1, title: Days in the plan, "
        "elapsed: {from: term.hired, to: 2026-12-31, counting: 'days, both ends'}}"
    )

    def check(self, t: Typed) -> Type:
        for name in ("from", "to"):
            t.sort(name, Sort.DATE)
        first, last = t["from"].literal, t["to"].literal
        if isinstance(first, date) and isinstance(last, date) and last < first:
            t.fault("date-order", f"`to: {last}` is before `from: {first}`.", "Write the earlier date first.", at="to")
        counting = str(t["counting"])
        noun = "day" if counting in DAYS else "month"
        return Type(Unit((noun,)), whole=True, zero=counting not in NEVER_ZERO)

    def compute(self, a: Args) -> Result:
        first, last = _day(a["from"]), _day(a["to"])
        if last < first:
            raise WaitsError("refused", f"{last} is before {first}, from which it counts")
        return Decimal(elapsed(first, last, str(a["counting"])))

    def words(self, w: Mapping[str, Any]) -> Phrase:
        key, template = _WORDS[str(w["counting"])]
        return Phrase(key, template, w)

    def working(self, node: Node) -> Phrase:
        slots = {"from": shown(node.args["from"]), "to": shown(node.args["to"]), "result": shown(node)}
        return Phrase("elapsed.working", "from {from} to {to}: {result}", slots)


def _day(node: Node) -> date:
    if isinstance(node.value, date):
        return node.value
    raise TypeError(f"{node.made.name or node.made.op} is no date")
