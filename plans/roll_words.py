"""How a metric is counted, as a sentence made from its roll-up, so that it cannot drift from what is computed."""

from __future__ import annotations

from plans.roll_days import BEFORE, LAST, OWN, THIS, Cohort, First, Window
from plans.rolls import DIFFERENCE, RATIO_OF, VALUE, RollUp
from plans.unit import plural
from plans.words import Phrase, Shown, Slot, say

_OPS = {
    "sum": "the sum of {facts}",
    "count": "how many there are of {facts}",
    "distinct": "how many different {things} there are in {facts}",
    "average": "the average of {facts}",
    "median": "the middle value of {facts}",
    "last": "the last value of {facts}",
    "min": "the lowest value of {facts}",
    "max": "the highest value of {facts}",
    "given": "the newest value given for {facts}",
}


def counted_as(roll_up: RollUp) -> Phrase:
    """`the sum of deal value in the last 4 quarters`."""
    if roll_up.of is None:
        slots = {"facts": _facts(roll_up), "things": plural(roll_up.things or VALUE)}
        return Phrase(f"roll-up.{roll_up.op}", _OPS[roll_up.op], slots)
    sides: dict[str, Slot] = {"of": counted_as(roll_up.of), "to": _other(roll_up)}
    if roll_up.op == RATIO_OF:
        return Phrase("roll-up.ratio", "{of}, divided by {to}", sides)
    if roll_up.given_as == DIFFERENCE:
        return Phrase("roll-up.change.difference", "{of}, less {to}", sides)
    return Phrase("roll-up.change.share", "by what share {of} is above or below {to}", sides)


def side_title(side: RollUp) -> str:
    """What one side of a ratio or a change is called in short: `deal value (yes), 4 quarters before`."""
    if side.of is not None:
        return say(counted_as(side))
    words = [f"{_plain(side.fact)} ({side.where})" if side.where else _plain(side.fact)]
    if side.over != Window():
        words.append(str(side.over))
    if side.cohort is not None:
        words.append(f"of those with {_named(side.cohort.fact, side.cohort.where)}")
    return ", ".join(words)


def _other(roll_up: RollUp) -> Slot:
    if roll_up.base is not None:
        return Shown(roll_up.base.value, roll_up.base.kind)
    assert roll_up.to is not None, roll_up.op  # noqa: S101 - reading a registry sees to it
    return counted_as(roll_up.to)


def _facts(roll_up: RollUp) -> Phrase:
    of: Slot = _cohort(roll_up.cohort) if roll_up.cohort else ""
    slots: dict[str, Slot] = {"fact": _named(roll_up.fact, roll_up.where), "days": _days(roll_up.over), "cohort": of}
    return Phrase("roll-up.facts", "{fact} {days}{cohort}", slots)


def _days(over: Window | First) -> Phrase:
    if isinstance(over, First):
        many = f"{over.days} days" if over.days != 1 else "day"
        slots: dict[str, Slot] = {"many": many, "fact": _named(over.fact, over.where), "thing": over.things}
        words = "in the first {many} from {fact} on of each {thing} for which they end in the period"
        return Phrase("roll-up.first", words, slots)
    if over.dates is not None:
        start, end = over.dates
        return Phrase("roll-up.dated", "from {start} to {end}", {"start": str(start), "end": str(end)})
    many = over.length if over.count == 1 else f"{over.count} {plural(over.length)}"
    template = {
        THIS: "in the period",
        LAST: "in the period" if (over.count, over.length) == (1, OWN) else "in the last {many}",
        BEFORE: "in the period before it" if (over.count, over.length) == (1, OWN) else "in the same period {many} before",
    }[over.way]  # fmt: skip
    return Phrase(f"roll-up.{over.way}", template, {"many": f"1 {many}" if over.way == BEFORE and over.count == 1 else many})  # fmt: skip


def _cohort(cohort: Cohort) -> Phrase:
    slots: dict[str, Slot] = {
        "things": plural(cohort.things),
        "fact": _named(cohort.fact, cohort.where),
        "days": _days(cohort.during),
    }
    return Phrase("roll-up.cohort", ", of the {things} with {fact} {days}", slots)


def _named(fact: str, where: str) -> str:
    return f"{_plain(fact)} that is {where}" if where else _plain(fact)


def _plain(fact: str) -> str:
    return fact.replace("-", " ")
