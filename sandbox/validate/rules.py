"""The few kinds of rules from which every Block Kit object is declared."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sandbox.limits import limit
from sandbox.validate.problem import Place, Rule

JsonObject = dict[str, Any]
Whole = Callable[[JsonObject, Place], None]
"""A rule about an object whose keys are in order, for what they say together."""


def text(most: str | int | None = None, least: int = 1) -> Rule:
    """A string of `least` to `most` characters; `most` is a number or the name of a published limit."""
    upper = limit(most) if isinstance(most, str) else most

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, str):
            place.refuse("must be a string", type="type", expected="string")
        elif len(value) < least:
            place.refuse(f"must be more than {least - 1} characters", type="min_length", min=least)
        elif upper is not None and len(value) > upper:
            place.refuse(f"must be less than {upper + 1} characters", type="max_length", max=upper)

    return check


def pattern(expression: str, words: str) -> Rule:
    """A string of a given form; `words` say which."""
    compiled = re.compile(expression)

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            place.refuse(f"must be {words}", type="pattern", pattern=expression)

    return check


def url(most: str | int | None = None) -> Rule:
    """An absolute http(s) address."""
    length = text(most)

    def check(value: Any, place: Place) -> None:
        length(value, place)
        if isinstance(value, str) and value and not re.match(r"https?://[^\s/]+", value):
            place.refuse("must be a valid URL", type="format", expected="url")

    return check


def flag(value: Any, place: Place) -> None:
    """`true` or `false`, nothing that merely reads like it."""
    if not isinstance(value, bool):
        place.refuse("must be a boolean", type="type", expected="boolean")


def integer(least: int | None = None, most: int | None = None) -> Rule:
    """A whole number between two bounds."""

    def check(value: Any, place: Place) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            place.refuse("must be an integer", type="type", expected="integer")
        elif least is not None and value < least:
            place.refuse(f"must be at least {least}", type="min", min=least)
        elif most is not None and value > most:
            place.refuse(f"must be at most {most}", type="max", max=most)

    return check


def number(above: int | None = None) -> Rule:
    """A JSON number; no string that looks like one."""

    def check(value: Any, place: Place) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            place.refuse("must be a number", type="type", expected="number")
        elif above is not None and value <= above:
            place.refuse(f"must be greater than {above}", type="exclusive_min", min=above)

    return check


def choice(*allowed: str) -> Rule:
    """One of a few words."""

    def check(value: Any, place: Place) -> None:
        if value not in allowed:
            place.refuse(f"must be one of: {', '.join(allowed)}", type="enum", expected=list(allowed), got=value)

    return check


def listing(item: Rule, least: int = 0, most: str | int | None = None, *, unique: bool = False) -> Rule:
    """An array whose items all follow one rule."""
    upper = limit(most) if isinstance(most, str) else most

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, list):
            place.refuse("must be an array", type="type", expected="array")
            return
        if len(value) < least:
            place.refuse(f"no less than {least} items allowed", type="min_items", min=least)
        if upper is not None and len(value) > upper:
            place.refuse(f"no more than {upper} items allowed", type="max_items", max=upper)
            return
        for index, entry in enumerate(value):
            item(entry, place.at(index))
            if unique and entry in value[:index]:
                place.at(index).refuse("must not repeat an earlier item", type="unique")

    return check


def record(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    *further: Whole,
) -> Rule:
    """An object with exactly these keys; `further` rules see the whole object once its own keys are in order."""
    known = {**required, **(optional or {})}

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, dict):
            place.refuse("must provide an object", type="type", expected="object")
            return
        before = len(place.problems)
        for key in required:
            if key not in value:
                place.refuse(f"missing required field: {key}", "missing_required_field", field=key)
        for key, entry in value.items():
            if key in known:
                known[key](entry, place.at(key))
            else:
                place.at(key).refuse("no more fields allowed: " + key, "unknown_field", field=key)
        if len(place.problems) == before:
            for rule in further:
                rule(value, place)

    return check


def by_type(kinds: Mapping[str, Rule], what: str) -> Rule:
    """An object whose `type` chooses the rule; other types are refused at their `type`."""

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, dict):
            place.refuse("must provide an object", type="type", expected="object")
            return
        kind = value.get("type")
        if kind is None:
            place.refuse("missing required field: type", "missing_required_field", field="type")
        elif not isinstance(kind, str) or kind not in kinds:
            place.at("type").refuse(f"unsupported type: {kind}", "unsupported_type", what=what, got=kind)
        else:
            kinds[kind](value, place)

    return check


def typed(
    kind: str,
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    *further: Whole,
) -> Rule:
    """A record that carries its own `type`."""
    return record({"type": choice(kind), **required}, optional, *further)


def exactly_one(*keys: str) -> Whole:
    """One of these keys is there, and only one."""

    def check(value: JsonObject, place: Place) -> None:
        given = [key for key in keys if key in value]
        if len(given) != 1:
            place.refuse(f"must have exactly one of: {', '.join(keys)}", type="one_of", keys=list(keys))

    return check


def at_least_one(*keys: str) -> Whole:
    """One of these keys is there, or several."""

    def check(value: JsonObject, place: Place) -> None:
        if not any(key in value for key in keys):
            place.refuse(f"must have at least one of: {', '.join(keys)}", type="any_of", keys=list(keys))

    return check


def pick(kinds: Mapping[str, Rule], names: Collection[str]) -> dict[str, Rule]:
    """The rules of some kinds out of many."""
    return {name: kinds[name] for name in names}
