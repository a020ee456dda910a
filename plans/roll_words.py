"""How a metric is counted, as a sentence made from its roll-up, so that it cannot drift from what is computed."""

from __future__ import annotations

from plans.roll_days import LAST, OWN, THIS, Cohort, First, Window
from plans.rolls import DIFFERENCE, RATIO_OF, VALUE, RollUp
from plans.unit import plural
from plans.words import Phrase, Shown, Slot, say

_OPS = {
    "sum": "the sum of {facts}",
    "count": "the number of records of {facts}",
    "distinct": "the number of different {things} in the records of {facts}",
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
    words = [titled(side.fact, side.where)]
    if side.over != Window():
        words.append(str(side.over))
    if side.cohort is not None:
        words.append(f"of those with {titled(side.cohort.fact, side.cohort.where)}")
    return ", ".join(words)


def titled(fact: str, where: str) -> str:
    """`deal value (yes)`."""
    return f"{_plain(fact)} ({where})" if where else _plain(fact)


def _other(roll_up: RollUp) -> Slot:
    if roll_up.base is not None:
        return Shown(roll_up.base.value, roll_up.base.kind)
    return counted_as(roll_up.to) if roll_up.to else ""


def _facts(roll_up: RollUp) -> Phrase:
    slots: dict[str, Slot] = {
        "fact": _plain(roll_up.fact),
        "value": _value(roll_up.where),
        "days": _days(roll_up.over),
        "cohort": _cohort(roll_up.cohort) if roll_up.cohort else "",
    }
    return Phrase("roll-up.facts", "{fact}{value} {days}{cohort}", slots)


def _value(where: str) -> Slot:
    return Phrase("roll-up.where", " with the value {where}", {"where": where}) if where else ""


def _days(over: Window | First) -> Phrase:
    if isinstance(over, First):
        return _first(over)
    if over.dates is not None:
        start, end = over.dates
        return Phrase("roll-up.dated", "from {start} to {end}", {"start": str(start), "end": str(end)})
    one = over.count == 1
    if over.way == THIS or (over.way == LAST and one and over.length == OWN):
        return Phrase("roll-up.this", "in the period")
    many = f"{over.count} {over.length if one else plural(over.length)}"
    if over.way == LAST:
        return Phrase("roll-up.last", "in the last {many}", {"many": over.length if one else many})
    return Phrase("roll-up.before", "in the same period {many} before", {"many": many})


def _first(over: First) -> Phrase:
    slots: dict[str, Slot] = {
        "many": "day" if over.days == 1 else f"{over.days} days",
        "fact": _plain(over.fact),
        "value": _value(over.where),
        "thing": over.things,
    }
    words = "in the first {many} from {fact}{value} on, of each {thing} for which they end in the period"
    return Phrase("roll-up.first", words, slots)


def _cohort(cohort: Cohort) -> Phrase:
    slots: dict[str, Slot] = {
        "things": plural(cohort.things),
        "fact": _plain(cohort.fact),
        "value": _value(cohort.where),
        "days": _days(cohort.during),
    }
    return Phrase("roll-up.cohort", ", about the {things} of which {fact}{value} was recorded {days}", slots)


def _plain(fact: str) -> str:
    return fact.replace("-", " ")
