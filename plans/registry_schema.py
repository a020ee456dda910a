"""The JSON Schema (2020-12) of a registry, for editors: fields, roll-ups and closed lists from what the reader itself knows.

It knows the shape of a document; units, names and what fits together are for `registry check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.calendar import GRAINS
from plans.params import Schema
from plans.registry import PER
from plans.release_gate import COMPARISONS
from plans.roll_days import ABOUT, LENGTHS
from plans.rolls import CHANGE, DIFFERENCE, RATIO_OF, SHARE, THINGS
from plans.schema import DRAFT

_SCALAR = [
    "string",
    "number",
    "boolean",
]  # what an editor makes of `2026-1`, `1.5` and `yes`; here all of them are text
_ROLL_UP = {"$ref": "#/$defs/roll-up"}
_DAYS = r"^\d{1,6} days?$"
_SAYS = {
    "sum": "The sum of the facts.",
    "count": "How many facts there are.",
    "distinct": "How many different values, items or subjects there are.",
    "average": "Their sum, divided by how many there are.",
    "median": "The middle one; of an even number the mean of the two in the middle.",
    "last": "The value of the latest one.",
    "min": "The lowest one.",
    "max": "The highest one.",
    "given": "A value that was computed elsewhere.",
}


def registry_schema() -> Schema:
    """The schema of a whole registry."""
    sections = {
        "registry": _scalar("The name of this version; a published text never changes."),
        "title": _text("What people call it."),
        "sources": _each("Where rows come from.", _source()),
        "items": _each("Kinds of credits.", _item()),
        "metrics": _each("What is measured.", _metric()),
        "release-gate": _gate(),
    }
    return {
        "$schema": DRAFT,
        "title": "A registry of Fairshare",
        "type": "object",
        "required": ["registry"],
        "properties": sections,
        "additionalProperties": False,
        "$defs": {"roll-up": _roll_up(), "window": _window(), "cohort": _cohort(), "first": _first()},
    }


def _source() -> Schema:
    properties = {
        "title": _text("How people read it."),
        "owner": _text("Who answers for it."),
        "late-after": _late(),
    }
    return _table(properties)


def _item() -> Schema:
    properties = {
        "title": _text("How people call one."),
        "currency": _text("The currency of the amounts, by its code."),
        "source": _text("Where its credits come from: one of `sources`."),
        "fields": _each(
            "Further columns, each with its unit or with the list of its values.", {"type": [*_SCALAR, "array"]}
        ),
    }
    return _table(properties, ["currency", "source"])


def _metric() -> Schema:
    properties = {
        "title": _text("What people call it."),
        "unit": _text("A currency, a noun, `%`, `yes/no`, `date` or `label`."),
        "labels": {"description": "The values of a label.", "type": ["array", "string"]},
        "per": _words("Whose it is; a person's where nothing is said.", PER),
        "period": _words("The length of time that one value is about; any where nothing is said.", tuple(GRAINS)),
        "roll-up": {"description": "How it comes from facts.", **_ROLL_UP},
        "source": _text("Where its facts come from: one of `sources`."),
        "checked-against": {"description": "Other sources that have to agree with it.", "type": ["array", "string"]},
        "owner": _text("Who answers for it; the source's owner where nobody is named."),
        "late-after": _late(),
        "definition": _text("How it is counted, in words."),
        "story": _text("What it means to a customer."),
        "target": _scalar("Where people should get to."),
        "edges": _edges(),
        "better": _words("Which way is better; higher where nothing is said.", ("higher", "lower")),
        "each": _text("What one of its rows is about: `account`."),
        "may-be-negative": _flag("Whether it can be below zero."),
        "never-zero": _flag("Whether it is never zero."),
        "may-be-missing": _flag("Whether it may be missing for good."),
    }
    return _table(properties, ["unit", "roll-up", "source"])


def _gate() -> Schema:
    tests = {
        "recorded": {"description": "It is enough that something is recorded.", "enum": ["yes", True]},
        "is": _scalar("The value that is asked for."),
        **{name: _scalar(f"The value has to be {words} this.") for name, (words, _) in COMPARISONS.items()},
    }
    need = {"title": _text("How people read it."), "source": _text("Who answers for it: one of `sources`."), **tests}
    sections = {
        "title": _text("What people call it."),
        "needs": _each("What a release must meet, by the names of facts about it.", _table(need, ["source"])),
        "fresh": {"description": "Sources that must be fresh.", "type": ["array", "string"]},
    }
    return {"description": "What a release must meet before it is deployed.", **_table(sections)}


def _edges() -> Schema:
    properties = {
        "on-track": _scalar("At or past it the measure is on track; the target where nothing is said."),
        "close": _scalar("At or past it the measure is close; beyond, off track."),
    }
    return {"description": "Where its status turns.", **_table(properties, ["close"])}


# Roll-ups --------------------------------------------------------------------------------------------------------------------------


def _roll_up() -> Schema:
    of_facts = [_of_facts(name, says) for name, says in _SAYS.items()]
    sides = _table({"of": _ROLL_UP, "to": _ROLL_UP}, ["of", "to"])
    against = {"anyOf": [_ROLL_UP, {"type": _SCALAR}], "description": "A roll-up, or a value with its unit."}
    change: dict[str, Schema] = {
        "of": _ROLL_UP,
        "against": against,
        "as": _words("What it is given as.", (SHARE, DIFFERENCE)),
    }
    return {
        "anyOf": [
            *of_facts,
            {"description": "One roll-up divided by another.", **_table({RATIO_OF: sides}, [RATIO_OF])},
            {
                "description": "How far a roll-up is from a baseline, or from a control cohort.",
                **_table({CHANGE: _table(change, ["of", "against", "as"])}, [CHANGE]),
            },
        ]
    }


def _of_facts(name: str, says: str) -> Schema:
    properties: dict[str, Schema] = {
        name: _text("The recorded metric: the name that imported facts have."),
        "where": _scalar("Only facts with this value."),
        "over": {"anyOf": [{"$ref": "#/$defs/window"}, {"$ref": "#/$defs/first"}]},
        "cohort": {"$ref": "#/$defs/cohort"},
    }
    if name == "distinct":
        properties["of"] = _words("What is told apart.", THINGS)
    return {"description": says, **_table(properties, [name])}


def _window() -> Schema:
    lengths = "|".join(f"{length}s?" for length in LENGTHS)
    pattern = rf"^(this period|last \d{{1,5}} ({lengths})|\d{{1,5}} ({lengths}) before)$"
    says = "The days of facts: `this period`, `last 4 quarters`, `4 quarters before`."
    return _text(says, pattern=pattern)


def _cohort() -> Schema:
    properties = {
        "by": _text("The fact that makes one a member."),
        "where": _scalar("Only facts with this value."),
        "of": _words("What it is made of; items where nothing is said.", ABOUT),
        "during": {"$ref": "#/$defs/window"},
        "from": _text("The first day, of a cohort of days that stay as they are."),
        "to": _text("The last day."),
    }
    ways: list[Schema] = [{"required": ["during"]}, {"required": ["from", "to"]}]
    return {"description": "About whom the facts are.", **_table(properties, ["by"]), "oneOf": ways}


def _first() -> Schema:
    properties = {
        "first": _text("How many days count.", pattern=_DAYS),
        "from": _text("The fact from whose day they count."),
        "where": _scalar("Only facts with this value."),
        "of": _words("Whose days they are; an item's where nothing is said.", ABOUT),
    }
    return {"description": "The first days of each item.", **_table(properties, ["first", "from"])}


# Small shapes ----------------------------------------------------------------------------------------------------------------------


def _late() -> Schema:
    return _text("After how many days without news it is late.", pattern=_DAYS)


def _flag(says: str) -> Schema:
    return {"description": says, "enum": ["yes", "no", True, False]}


def _text(says: str, **more: Any) -> Schema:
    return {"description": says, "type": "string", **more}


def _scalar(says: str) -> Schema:
    return {"description": says, "type": _SCALAR}


def _words(says: str, allowed: tuple[str, ...]) -> Schema:
    return {"description": says, "enum": list(allowed)}


def _table(properties: Mapping[str, Schema], needed: list[str] | None = None) -> Schema:
    return {"type": "object", "properties": dict(properties), "required": needed or [], "additionalProperties": False}


def _each(says: str, schema: Schema) -> Schema:
    """A table whose entries are named by the author."""
    return {"description": says, "type": "object", "additionalProperties": schema}
