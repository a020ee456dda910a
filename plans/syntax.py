"""What a parameter of a verb may hold, once read: operands inside plain containers.

An operand is a Constant, a Ref (figure, part or input), Cases (a case table), or a name that is read several times: for Each item of a
scope, or Over the periods of a window. Lists are tuples, rows are NamedTuples, tables are dicts; `mapped` walks all of them, so that typing,
wiring and wording need no code of their own per verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from plans.literal import Literal
from plans.problem import Place
from plans.windows import Dated, Window


class Constant(NamedTuple):
    """A literal that stands in the plan."""

    literal: Literal
    place: Place


class Ref(NamedTuple):
    """A name: a figure, `figure.part`, or an input such as `metric.won`."""

    name: str
    place: Place


class Cases(NamedTuple):
    """A case table: one branch a value of the attribute; `others` stands under the empty label."""

    attribute: Ref
    branches: dict[str, Any]
    place: Place


class Each(NamedTuple):
    """One operand for each item of a scope: `each: commission, over: credit`; those that enter in the period, or else by a date of theirs."""

    of: Ref
    over: str
    place: Place
    dated: Dated | None = None


class Over(NamedTuple):
    """One operand for each period of a window: `each: sales, over: year to date`."""

    of: Ref
    window: Window
    place: Place


class Word(str):
    """A word of a closed list: `slab`, `upper`, `half-away`."""

    __slots__ = ()


class Label(str):
    """A value of an attribute, such as `senior`; never the name of a figure."""

    __slots__ = ()


Leaf = Constant | Ref | Each | Over
OTHERS = ""
ITEM_ID = "id"  # `member.id` is the member itself; every scope has it


def mapped(value: Any, leaf: Callable[[Any], Any]) -> Any:
    """The same structure with every operand replaced by `leaf(operand)`."""
    if isinstance(value, (Constant, Ref, Cases, Each, Over)):
        return leaf(value)
    if isinstance(value, tuple):
        items = [mapped(item, leaf) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, dict):
        return {key: mapped(item, leaf) for key, item in value.items()}
    return value


def leaves(value: Any) -> Iterator[Leaf]:
    """All operands, those in every branch of case tables included, and the attributes that choose among them."""
    if isinstance(value, Cases):
        yield value.attribute
        for branch in value.branches.values():
            yield from leaves(branch)
    elif isinstance(value, (Constant, Ref, Each, Over)):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)


def tables(value: Any) -> Iterator[Cases]:
    """All case tables, nested ones included."""
    if isinstance(value, Cases):
        yield value
        for branch in value.branches.values():
            yield from tables(branch)
    elif isinstance(value, tuple) and not isinstance(value, (Constant, Ref, Each, Over)):
        for item in value:
            yield from tables(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from tables(item)
