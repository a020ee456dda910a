"""`spread`: a longer period's amount, over the periods in it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from plans.number import ONE, ZERO, canonical
from plans.params import Param, flag, operand
from plans.period_inputs import DAYS, WEEKS, longer
from plans.syntax import Constant, Word
from plans.tree import Missing, Node
from plans.unit import RATIO
from plans.verb import UP, Args, Result, Type, Typed, Verb, is_word, number, shown
from plans.verbs.checks import as_number, check_hundred, number_of
from plans.verbs.kinds import spreading
from plans.verbs.phrases import plain_number
from plans.words import Phrase, Several, Shown

_MOST = 1000
_UP_TO = ", up to and including this one"
_PARTS = {"2": "half", "3": "a third", "4": "a quarter", "6": "a sixth", "12": "a twelfth"}


class Spread(Verb):
    """`of` over `into` periods: even, by the days or weeks of each, by percentages of 100%, or by plain proportions such as `[4, 4, 5]`.

    Which of the longer period's own periods this one is, comes from `period.number`, counted from its start.
    """

    name = "spread"
    group = "share"
    summary = "A longer period's amount, over the periods in it."
    parameters = (
        Param("of", operand, says="the amount of the longer period"),
        Param("into", operand, says="how many periods it has"),
        Param("by", spreading, says="`even`, by their `days` or `weeks`, or one entry for each period"),
        Param("cumulative", flag, needed=False, says="everything up to this period"),
    )
    tolerates = frozenset({"number"})
    rises_with: ClassVar = {"of": UP}
    published = (
        "scorecard-mip2024-ex1",
        "partner-speedylabs",
        "quota-spread-oracle",
        "pool-so-3334",
    )
    example = (
        "quarter-target: {clause: 1.2, title: Target for the quarter, spread: {of: term.target, into: 4, by: even}}"
    )

    def implied(self, params: Mapping[str, Any]) -> Mapping[str, str]:
        if (by := _counted_by(params.get("by"))) and (into := _whole(params.get("into"))):
            names = {"here": f"period.{by}", "whole": longer(by, "in", into)}
            return {**names, "before": longer(by, "before", into)} if params.get("cumulative") else names
        depends = params.get("cumulative") or not isinstance(params.get("by"), Word)
        return {"number": "period.number"} if depends else {}

    def check(self, t: Typed) -> Type:
        of: Type = t["of"]
        unit = t.unit("of")
        into = t["into"].literal
        if t["into"].kind != RATIO or not isinstance(into, Decimal) or into < 1 or into != into.to_integral_value():
            message = f"`into` wants a whole number of periods, not {as_number(t['into'])}."
            t.fault("into", message, "Write one, such as `4` for the quarters of a year.", at="into")
        elif isinstance(t["by"], tuple):
            _check_entries(t, t["by"], int(into))
        return Type(unit, negative=of.negative, zero=of.zero or isinstance(t["by"], tuple))

    def compute(self, a: Args) -> Result:
        of, into = number(a["of"]), number(a["into"])
        even, cumulative = isinstance(a["by"], Word), a.get("cumulative") is True
        if "whole" in a:
            return of * _here(a) / number(a["whole"])
        if even and not cumulative:
            return of / into
        position = a["number"]
        if isinstance(position.value, Missing):
            return position.value
        place = (number(position) - 1) % into + 1
        if even:
            return of * place / into
        entries = [number(entry) for entry in a["by"]]
        count = int(place)
        counted = sum(entries[:count], ZERO) if cumulative else entries[count - 1]
        return of * counted / sum(entries, ZERO)

    def words(self, w: Mapping[str, Any]) -> Phrase:
        into = plain_number(w["into"])
        slots: dict[str, Any] = {"of": w["of"], "into": into}
        cumulative = w.get("cumulative") is True
        if by := _counted_by(w["by"]):
            template = f"{{of}}, over {{into}} periods by their {by}"
            return Phrase("spread.by", template + (_UP_TO if cumulative else ""), slots)
        if isinstance(w["by"], tuple):
            slots["by"] = Several(tuple(_entry(slot, w["by"]) for slot in w["by"]), ",")
            template = "{of}, over {into} periods as {by}"
            return Phrase("spread.list", template + (_UP_TO if cumulative else ""), slots)
        slots["part"] = _PARTS.get(str(into), f"1/{into}")
        if cumulative:
            return Phrase("spread.to-date", "{part} of {of} for each period up to and including this one", slots)
        return Phrase("spread.even", "{part} of {of}", slots)

    def working(self, node: Node) -> Phrase | None:
        if isinstance(node.value, Missing):
            return None
        into = number(node.args["into"])
        slots: dict[str, Any] = {"of": shown(node.args["of"]), "into": canonical(into), "result": shown(node)}
        if "whole" in node.args:
            kind = node.args["here"].made.kind
            slots |= {"here": Shown(_here(node.args), kind), "whole": shown(node.args["whole"])}
            return Phrase("spread.by.working", "{of} × {here} ÷ {whole} = {result}", slots)
        if "number" not in node.args:
            return Phrase("spread.even.working", "{of} ÷ {into} = {result}", slots)
        place = (number(node.args["number"]) - 1) % into + 1
        slots["place"] = canonical(place)
        if isinstance(node.args["by"], Word):
            return Phrase("spread.to-date.working", "{of} × {place} ÷ {into} = {result}", slots)
        entries = [number(entry) for entry in node.args["by"]]
        cumulative = node.args.get("cumulative") is True
        counted = sum(entries[: int(place)], ZERO) if cumulative else entries[int(place) - 1]
        template = "{upto} {place} of {into}: {of} × {counted} = {result}"
        slots |= {"upto": "up to period" if cumulative else "period", "counted": Shown(counted, RATIO)}
        if not _are_percentages(entries):
            template = "{upto} {place} of {into}: {of} × {counted} ÷ {total} = {result}"
            slots |= {"counted": canonical(counted), "total": canonical(sum(entries, ZERO))}
        return Phrase("spread.list.working", template, slots)


def _counted_by(by: Any) -> str:
    """`days` or `weeks`, where the calendar says how long each period is; empty for any other way."""
    return str(by) if is_word(by, DAYS, WEEKS) else ""


def _whole(into: Any) -> int:
    """The number of periods, where it stands in the plan; 0 for what is none, which the check tells."""
    value = into.literal.value if isinstance(into, Constant) else None
    return int(value) if isinstance(value, Decimal) and 0 < value < _MOST and value == value.to_integral_value() else 0


def _here(a: Args) -> Decimal:
    """The days or weeks of this period, with those before it where they count."""
    return number(a["here"]) + (number(a["before"]) if "before" in a else ZERO)


def _check_entries(t: Typed, entries: tuple[Type, ...], into: int) -> None:
    if len(entries) != into:
        remedy = f"Write one for each of the {into} periods."
        t.fault("entries", f"`by` has {len(entries)} entries.", remedy, at="by")
    for entry in entries:
        t.ratio("by", entry)
        if not isinstance(entry.literal, Decimal):
            t.fault(
                "entries",
                f"an entry is read from {entry}.",
                "Entries stand in the plan: `[30%, 70%]`, `[4, 4, 5]`.",
                at="by",
            )
            return
        if entry.negative:
            t.fault("entries", f"the entry {as_number(entry)} is below zero.", "Write entries of 0 or more.", at="by")
            return
    if _are_percentages([number_of(entry) for entry in entries]):
        check_hundred(t, entries, "entry", "by")
    elif not any(number_of(entry) for entry in entries):
        t.fault("entries", "all entries are zero.", "Write at least one above zero.", at="by")


def _are_percentages(entries: list[Decimal]) -> bool:
    """Whether entries are shares of 100%, and not plain proportions such as 4, 4, 5."""
    return all(entry <= ONE for entry in entries) and any(ZERO < entry < ONE for entry in entries)


def _entry(slot: Any, entries: tuple[Any, ...]) -> Any:
    if not all(isinstance(entry, Shown) and isinstance(entry.value, Decimal) for entry in entries):
        return slot
    return slot if _are_percentages([entry.value for entry in entries]) else canonical(slot.value)
