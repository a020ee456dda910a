"""The JSON Schema of what a plan says about its budget and its decisions."""

from __future__ import annotations

from plans.company.cut import GRAINS
from plans.params import Schema

_SCALAR = ["string", "number"]  # what an editor makes of `820000 EUR` and `0.9`
_TEXT: Schema = {"type": "string"}
_WHO: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_PAIR: Schema = {"type": "array", "items": {"type": _SCALAR}, "minItems": 2, "maxItems": 2}


def budget_schema() -> Schema:
    """A band, and the line from which on it warns."""
    properties: dict[str, Schema] = {
        "band": {"description": "The lower and the upper end, in the plan's currency.", **_PAIR},
        "of": {"description": "`payouts` for all that are paid in cash, or names of payouts.", **_WHO},
        "each": {"description": "For how long the band is.", "enum": list(GRAINS)},
        "warn-at": {"description": "The share of the upper end from which on it warns.", "type": _SCALAR},
        "then": {"description": "What follows, in words.", **_TEXT},
        "who": {"description": "Who is warned.", **_WHO},
    }
    return {
        "description": "What the plan may cost. It warns, and never changes what anybody is paid.",
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name != "who"],
        "additionalProperties": False,
    }


def decisions_schema() -> Schema:
    """Who has which part in what; with `trigger`, a shock."""
    parts = {
        "proposes": "Who proposes.",
        "decides": "Who decides.",
        "publishes": "Who publishes, where nothing is decided.",
        "consulted": "Who is consulted.",
        "told": "Who is told.",
    }
    properties: dict[str, Schema] = {
        **{name: {"description": says, **_WHO} for name, says in parts.items()},
        "each": {"description": "How often.", "enum": list(GRAINS)},
        "by": {"description": "Until when, in words.", **_TEXT},
        "within": {"description": "How soon, in words.", **_TEXT},
        "becomes": {"description": "What comes of it, in words.", **_TEXT},
        "bounds": {"description": "Between which shares a decision may lie.", **_PAIR},
        "trigger": {"description": "Of a shock: by what it is known.", **_TEXT},
        "instead": {"description": "Of a shock: what applies instead.", **_TEXT},
        "at-most": {"description": "Of a shock: how long at most, like `2 quarters`.", **_TEXT},
    }
    shock = ["trigger", "instead", "at-most"]
    one: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "anyOf": [{"required": ["decides"]}, {"required": ["publishes"]}],
        "dependentRequired": {name: [other for other in shock if other != name] for name in shock},
    }
    return {
        "description": "Who proposes, decides, is consulted and told; and what applies instead in a shock.",
        "type": "object",
        "additionalProperties": one,
    }
