"""What several verbs check of their operands, with the words they have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from plans.literal import fits_minor_units, show
from plans.number import ONE, ZERO, canonical, edge
from plans.unit import RATIO, Unit, plural
from plans.verb import Type, Typed, in_words, is_word


def check_step(t: Typed, of: Type, name: str = "to") -> tuple[bool, bool]:
    """Checks the step of a rounding; whether the result is in minor units, and whether it is whole."""
    unit, to = t.unit("of", of), t[name]
    if not isinstance(of.kind, Unit):
        return False, False
    if is_word(to, "minor unit"):
        if unit.money is None:
            remedy = f"Write the step: `{show(ONE, unit) if not unit.is_ratio else '1%'}`."
            t.fault("rounding", f"`{name}: minor unit` speaks of money; {of} is {in_words(unit)}.", remedy, at=name)
        return True, False
    if is_word(to, "whole"):
        if unit.is_ratio:
            t.fault("rounding", f"`{name}: whole` of a share does not say the step.", "Write it: `1%`.", at=name)
        return unit.money is not None, True
    return _literal_step(t, of, to, name)


def _literal_step(t: Typed, of: Type, to: Type, name: str) -> tuple[bool, bool]:
    unit = of.kind if isinstance(of.kind, Unit) else RATIO
    if not isinstance(to.literal, Decimal):
        t.fault("rounding", f"`{name}` is read from {to}.", "The step stands in the plan: `minor unit`, `1%`.", at=name)
        return True, False
    if to.literal <= ZERO:
        t.fault("rounding", f"`{name}: {to}` is no step.", "Write one above zero.", at=name)
    elif to.kind == RATIO != unit:
        written = canonical(to.literal)
        t.fault(
            "rounding",
            f"`{name}: {written}` of {_what(unit)} has no unit.",
            f"Write `{show(to.literal, unit)}`.",
            at=name,
        )
    else:
        t.same("of", name, of=of, and_=to)
    return fits_minor_units(to.literal, unit), to.literal == to.literal.to_integral_value()


def _what(unit: Unit) -> str:
    if unit.is_ratio:
        return "a share"
    return plural(unit.over[0]) if len(unit.over) == 1 and not unit.under else str(unit)


def check_rising(t: Typed, heads: Sequence[Type], what: str, at: str) -> bool:
    """Demands literals in rising order, none twice. `what` names them: bands, points, heads of rows."""
    for head in heads:
        if not isinstance(head.literal, Decimal):
            t.fault(
                "band-edge", f"an edge of the {what} is read from {head}.", "Edges stand in the plan as values.", at=at
            )
            return False
    for place, (first, second) in enumerate(pairwise(heads), start=1):
        if number_of(second) <= number_of(first):
            stand = "start" if what == "bands" else "stand"
            how = (
                f"both {stand} at {second}" if first.literal == second.literal else f"go down, from {first} to {second}"
            )
            t.fault(
                "band-order", f"{what} {place} and {place + 1} {how}.", "Write them in rising order, each once.", at=at
            )
            return False
    return True


def number_of(type_: Type) -> Decimal:
    """The number that stands in the plan; zero where a fault was named instead."""
    return type_.literal if isinstance(type_.literal, Decimal) else ZERO


def as_number(type_: Type) -> str:
    """A bare number as it was written: `2.5`, where its kind alone would show 250%."""
    return canonical(type_.literal) if isinstance(type_.literal, Decimal) and type_.kind == RATIO else str(type_)


def check_parts(t: Typed, names: Iterable[str], what: str, at: str) -> None:
    """Parts can be read by name, so each has a name of its own."""
    seen: dict[str, str] = {}
    for name in names:
        part = name.rpartition(".")[2]
        if part == "own":
            t.fault("part-name", f"a {what} cannot be called `own`.", "That is the reader's part of a division.", at=at)
        elif part in seen:
            both = (
                f"`{seen[part]}` and `{name}` are both parts `{part}`"
                if seen[part] != name
                else f"two parts are called `{part}`"
            )
            t.fault("part-name", f"{both}.", "Give one a name of its own.", at=at)
        seen.setdefault(part, name)


def check_hundred(t: Typed, weights: Sequence[Type], what: str, at: str) -> None:
    """Weights that stand in the plan add up to 100% and none is below zero; those read from a name are added up when computed."""
    for weight in weights:
        t.ratio(at, weight)
        if weight.negative and weight.literal is not None:
            t.fault("weights", f"{weight} is no {what}.", "Write shares of 0% or more.", at=at)
    if not all(isinstance(weight.literal, Decimal) and weight.kind == RATIO for weight in weights):
        return
    total = sum((number_of(weight) for weight in weights), ZERO)
    rest = ONE - total
    if rest:
        plural_ = plural(what)
        if rest < ZERO:
            remedy = f"Take {show(-rest, RATIO)} away."
        elif what == "weight":
            remedy = f"Add {show(rest, RATIO)}, or name what the rest is for."
        else:
            remedy = f"Together they are 100%: add {show(rest, RATIO)}."
        t.fault("weights", f"the {plural_} add up to {show(total, RATIO)}.", remedy, at=at)


def is_whole_hundred(weights: Iterable[Decimal]) -> bool:
    """Whether weights that were read from names add up to 100%."""
    total = sum(weights, ZERO)
    return total == ONE or edge(total) == ONE


def same_unit(t: Typed, *names: str) -> Unit:
    """Demands numbers that count the same thing, by the names of their parameters; their unit."""
    first: Type = t[names[0]]
    unit = t.unit(names[0])
    for name in names[1:]:
        t.unit(name)
        if isinstance(first.kind, Unit) and isinstance(t[name].kind, Unit):
            t.same(names[0], name, of=first, and_=t[name])
    return unit


def same_units(t: Typed, types: Sequence[Type], at: str) -> Unit:
    """The same for a list that stands in one parameter; one fault is told, not one for each pair."""
    units = [t.unit(at, type_) for type_ in types]
    for type_ in types:
        if (
            isinstance(types[0].kind, Unit)
            and isinstance(type_.kind, Unit)
            and not t.same(at, at, of=types[0], and_=type_)
        ):
            break
    return units[0]


def cancels(unit: Unit, factor: Unit, product: Unit) -> bool:
    """Whether a product makes sense: a share scales; otherwise at least one noun must cancel, and two currencies never meet."""
    if unit.is_ratio or factor.is_ratio:
        return True
    return len(product.over) + len(product.under) < sum(map(len, (unit.over, unit.under, factor.over, factor.under)))
