"""The JSON Schema (2020-12) of a plan document, for editors: names, lists of words and what each means, made from the verbs' own declarations.

It knows the shape of a document; units, names and completeness are for `plan check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.attribution.who import COLUMN, MANAGER, MEMBERS, MOST_LEVELS, OWNER, PAYEE, TAKES
from plans.calendar import GRAINS
from plans.company.cut import GRAINS as COMPANY_GRAINS
from plans.params import Param, Schema
from plans.plan import PARTICIPANT
from plans.reading.based_on import BY_ITEM
from plans.reading.header import PAYS_AS, SECTIONS, WHEN_CHANGED
from plans.schema_steering import budget_schema, decisions_schema
from plans.verb import Verb
from plans.verbs import VERBS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NAMES = r"^[^\s\d_.-][^\s.]*$"  # an editor knows letters of English alone; the loader knows those of all scripts
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SCALAR = [
    "string",
    "number",
    "boolean",
]  # what an editor makes of `2026-1`, `1.5` and `yes`; here all of them are text
_NEEDED = ["plan", "version", "effective", "period", "currency", "figures"]
_OPERAND = {"$ref": "#/$defs/operand"}


def plan_schema(*, complete: bool = True) -> Schema:
    """The schema of a whole document; without `complete`, of figures that need no clause and title, as a sketch has them."""
    sections = {**_sections(), "figures": _figures(complete=complete)}
    whole: Schema = {"required": _NEEDED if complete else ["figures"]}
    based = {"required": ["plan", "version", "effective", "based-on"]}
    return {
        "$schema": DRAFT,
        "title": "A plan of Fairshare",
        "type": "object",
        **({"anyOf": [whole, based]} if complete else whole),
        "properties": {name: sections[name] for name in (*SECTIONS, "changes")},
        "additionalProperties": False,
        "$defs": {
            "operand": {
                "description": "A value with its unit (`5%`, `12 months`, `250 EUR`), the name of a figure, or an input such as `metric.sales`.",
                "anyOf": [{"type": _SCALAR}, {"$ref": "#/$defs/cases"}],
            },
            "cases": {
                "description": "A case table: one value for each value of an attribute; `others` for all that are not named.",
                "type": "object",
                "properties": {"according-to": {"type": "string", "description": "The attribute that chooses."}},
                "required": ["according-to"],
                "minProperties": 2,
            },
        },
    }


# The head of a document ------------------------------------------------------------------------------------------------------------


def _sections() -> dict[str, Schema]:
    return {
        "plan": _text("The plan's short name.", pattern=_NAMES),
        "title": _text("What people call it."),
        "version": _scalar("The name of this version; a published text never changes."),
        "replaces": _scalar("The version that this one follows."),
        "based-on": _table(
            "The plan from which it takes over whatever it does not say itself.",
            {
                "plan": _text("Its short name."),
                "version": _scalar("Its version."),
                "hash": _text("Of a flat document: the text that it was based on."),
                "changed": _listing("Of a flat document: what was changed."),
            },
            ["plan", "version"],
        ),
        "changes": _table("Items replaced, added or `removed`, by name.", {name: _changed() for name in BY_ITEM}),
        "effective": _table("The days on which it holds, both included.", {"from": _DAY, "to": _DAY}, ["from"]),
        "period": _words("How often it pays: a length that its calendar has.", COMPANY_GRAINS),
        "year-starts": _text(
            "The first day of its year, where that is not 1 January: `1 July`.", pattern=r"^1(st)? [A-Za-z]+$"
        ),
        "calendar": _text("The company calendar that it counts by, in place of Gregorian periods: its name."),
        "currency": _text("The currency of its payouts, by its code.", pattern="^[A-Z]{3}$"),
        "rationale": _text("Why it is as it is, for those whom it pays."),
        "audience": _table("Whom it is for.", {"who": _who(), "attributes": _attributes(), "pilot": _pilot()}),
        "attribution": _each("Which items count for whom.", _crediting()),
        "metrics": _text("The registry that it reads: `registry 2026-07`."),
        "terms": _each("Constants of the plan, and what is agreed with each participant.", _term()),
        "payouts": _each("What is paid, from which figure, and when.", _payout()),
        "budget": budget_schema(),
        "decisions": decisions_schema(),
        "glossary": _each("What words mean.", {"type": "string"}),
    }


def _pilot() -> Schema:
    properties = {
        "unit": _text("Where it is tried."),
        "from": _DAY,
        "to": _DAY,
        "beside": _text("With whom it is compared."),
        "read-out": {**_DAY, "description": "The day on which it is told what it showed."},
    }
    return _table("A plan that is tried before it is rolled out.", properties, list(properties))


def _changed() -> Schema:
    """An item's whole text, or `removed`; the loader checks it in its place."""
    return _each("Each by its name: the whole item, or `removed`.", {"type": ["object", "string"]})


def _listing(says: str) -> Schema:
    return {"description": says, "type": "array", "items": {"type": "string"}}


def _who() -> Schema:
    one_or_more = {"anyOf": [{"type": _SCALAR}, {"type": "array", "items": {"type": _SCALAR}}]}
    return _each("A filter on the people file: column and value, or a list of values.", one_or_more)


def _attributes() -> Schema:
    return _each(
        "Attributes that case tables may use, each with all of its values.", {"type": "object", "minProperties": 1}
    )


def _crediting() -> Schema:
    properties = {
        "each": _text("The kind of item, as the registry declares it."),
        "enters": _text("The date that puts an item into a period."),
        "who": _whose(),
        "takes": _words("What of an item counts.", TAKES),
        "shares": _scalar("What the shares of one item add up to: `100%`, or `up to 150%`."),
    }
    return _table("", properties, ["each", "enters", "who", "takes"])


def _whose() -> Schema:
    """One table for each rule."""
    days = {"anyOf": [{"type": _SCALAR}, {"type": "array", "items": {"type": _SCALAR}, "minItems": 1}]}
    on = {"on": {"description": "A date of the item, or several: equal parts for each.", **days}}
    rules = {
        COLUMN: {"enum": [PAYEE]},
        OWNER: _text("The column that names what is owned."),
        MEMBERS: _text("The column that names the team."),
        MANAGER: _text("The scope whose payees' manager it is."),
    }
    levels = {
        "levels": {"description": "1: the manager; 2: the manager's manager.", "enum": [*range(1, MOST_LEVELS + 1)]}
    }
    beside: dict[str, Schema] = {
        COLUMN: {},
        OWNER: on,
        MEMBERS: on,
        MANAGER: {**levels, "on": _text("A date of the item.")},
    }
    tables = [_table("", {rule: said, **beside[rule]}, [rule, *beside[rule]]) for rule, said in rules.items()]
    return {"description": "For whom an item counts.", "oneOf": tables}


def _term() -> Schema:
    properties = {
        "title": _text("What people call it."),
        "value": _any("A constant of the plan, with its unit.") | {"type": _SCALAR},
        "from": _words("Agreed with each participant.", ("participant",)),
        "unit": _text("What an agreed term counts: a currency, a noun, `%`."),
        "each": _words("The period for which it is agreed.", tuple(GRAINS)),
        "when-changed": _words("What holds where it changes within a period.", WHEN_CHANGED),
    }
    return _table("", properties) | {"oneOf": [{"required": ["value"]}, {"required": ["from", "when-changed"]}]}


def _payout() -> Schema:
    properties = {
        "of": _text("The figure that is paid, rounded."),
        "per": _text("The scope of that figure."),
        "as": _words("What it is paid as.", PAYS_AS),
        "when": _text(
            "When it is due: `45 days after the quarter`.",
            pattern=r"^\d{1,3} days? after the (month|quarter|half-year|year)$",
        ),
    }
    return _table("", properties, ["of", "as", "when"])


# Figures ---------------------------------------------------------------------------------------------------------------------------


def _figures(*, complete: bool) -> Schema:
    properties: dict[str, Schema] = {
        "clause": _scalar("Its number in the plan, by which people ask about it."),
        "title": _text("What people call it."),
        "purpose": _text("What it is for."),
        "story": _text("What it means to a customer."),
        "per": _text(f"Whom or what it is computed for: {PARTICIPANT}, team, company, or an item of `attribution`."),
        "each": _words("How often it is computed, where that is not as often as the plan pays.", COMPANY_GRAINS),
        "for": _each("The attributes for which alone it exists.", {"anyOf": [{"type": _SCALAR}, {"type": "array"}]}),
        **{verb.name: _verb(verb) for verb in VERBS.values()},
    }
    figure = _table("A clause, a title and one verb.", properties, ["clause", "title"] if complete else [])
    figure["oneOf"] = [{"required": [name]} for name in VERBS]
    schema = _each("Named cells, each with exactly one verb.", figure) | {"minProperties": 1}
    return schema | {"propertyNames": {"pattern": _NAMES}}


def _verb(verb: Verb) -> Schema:
    described = {"description": verb.summary, **({"examples": [verb.example]} if verb.example else {})}
    if verb.body is not None:
        return _param(verb.body) | described
    properties = {param.name: _param(param) for param in verb.parameters}
    schema = _table("", properties, [param.name for param in verb.parameters if param.needed and not param.checked])
    groups: list[Schema] = [{"oneOf": [{"required": [name]} for name in group]} for group in verb.one_of]
    return schema | ({"allOf": groups} if groups else {}) | described


def _param(param: Param) -> Schema:
    """The kind's own schema, or a case table of such values; an operand allows that by itself."""
    schema = param.kind.schema
    if param.kind.cases and schema != _OPERAND:
        schema = {"anyOf": [schema, {"$ref": "#/$defs/cases"}]}
    return {"description": param.says or param.kind.takes, **schema}


# Small shapes ----------------------------------------------------------------------------------------------------------------------


def _text(says: str, **more: Any) -> Schema:
    return {"description": says, "type": "string", **more}


def _scalar(says: str) -> Schema:
    return {"description": says, "type": _SCALAR}


def _any(says: str) -> Schema:
    return {"description": says}


def _words(says: str, allowed: tuple[str, ...]) -> Schema:
    return {"description": says, "enum": list(allowed)}


def _table(says: str, properties: Mapping[str, Schema], needed: list[str] | None = None) -> Schema:
    described = {"description": says} if says else {}
    return {
        **described,
        "type": "object",
        "properties": dict(properties),
        "required": needed or [],
        "additionalProperties": False,
    }


def _each(says: str, schema: Schema) -> Schema:
    """A table whose entries are named by the author."""
    return {"description": says, "type": "object", "additionalProperties": schema}
