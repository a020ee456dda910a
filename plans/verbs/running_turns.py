"""The items of `running` one after the other: which come before which, which are added, and what is not known about that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from plans.calendar import cell_of
from plans.company.cut import Cut
from plans.tree import Cause, Missing, Node
from plans.verb import Args, is_word

THIS = "this one"
BLOCK = 128  # after so many items the total so far stands for them: else the trees of n items would hold n x n nodes

_UNKNOWN = object()
Key = tuple[Any, ...]  # what items that are added up together have in common; _UNKNOWN where a column is missing


def turns(items: Sequence[Args], made: Callable[[int], Node], cut: Cut) -> Iterator[tuple[int, Args]]:
    """The place and the arguments of each item, so that each comes after those that are added to it."""
    read = [_within_rows(a, cut) for a in items]
    keys = [_key(a, cut) for a in read]
    nowhere = [place for place, a in enumerate(read) if "order" in a and isinstance(a["order"].value, Missing)]
    doubts = [_Doubt(keys[place], _missing(read[place])) for place in nowhere if _counts(read[place]) is not False]
    groups: dict[Key, _Group] = {}
    for place in _in_order(read, frozenset(nowhere)):
        a, key = read[place], keys[place]
        if _UNKNOWN in key:
            yield place, _Group(key).told(a)
            if _counts(a) is not False:
                doubts.append(_Doubt(key, _missing(a)))
            continue
        group = groups.setdefault(key, _Group(key))
        group.doubt(doubts)
        if is_word(a["through"], THIS):
            group.add(a)
            yield place, group.told(a)
            group.close(made(place))
        else:
            yield place, group.told(a)
            group.close(made(place))
            group.add(a)
    yield from ((place, _Group(keys[place]).told(read[place])) for place in nowhere)


class _Doubt(NamedTuple):
    """An item of which it is not known where it belongs: it may be added to all whose columns are not known to differ."""

    key: Key
    missing: tuple[Node, ...]

    def may_be_in(self, key: Key) -> bool:
        return all(mine is _UNKNOWN or mine == other for mine, other in zip(self.key, key, strict=True))


@dataclass(slots=True)
class _Group:
    """Items that are added up together, as far as their order has come."""

    key: Key
    so_far: Node | None = None
    each: list[Node] = field(default_factory=list)
    counted: list[Node] = field(
        default_factory=list
    )  # where `of` is one value for all: what says of an item that it is in
    undecided: list[Node] = field(default_factory=list)
    _asked: int = 0  # how many doubts are settled: whether they concern this group

    def doubt(self, doubts: Sequence[_Doubt]) -> None:
        for one in doubts[self._asked :]:
            if one.may_be_in(self.key):
                self.undecided += one.missing
        self._asked = len(doubts)

    def add(self, a: Args) -> None:
        counts = _counts(a)
        if counts:
            self.each.append(a["of"])
            if not a["of"].item:
                self.counted += _own(a)[:1]
        elif counts is None:
            self.undecided += _missing(a)

    def told(self, a: Args) -> Args:
        """What one result rests on: what was added, and what decided about the item itself."""
        lists = {"each": self.each, "counted": self.counted, "undecided": self.undecided}
        told: dict[str, Any] = {} if self.so_far is None else {"so-far": self.so_far}
        told |= {name: tuple(nodes) for name, nodes in lists.items() if nodes or name == "each"}
        return told | {name: value for name, value in a.items() if name != "of"}

    def close(self, total: Node) -> None:
        """Lets the total stand for what it was computed from, once that is much."""
        if len(self.each) + len(self.undecided) >= BLOCK:
            self.so_far, self.each, self.counted, self.undecided = total, [], [], []


def _in_order(read: Sequence[Args], without: frozenset[int]) -> list[int]:
    """The places in the order of the date; equal ones, and all where no date is named, as they stand."""
    places = [place for place in range(len(read)) if place not in without]
    return sorted(places, key=lambda place: read[place]["order"].value) if read and "order" in read[0] else places


def _within_rows(a: Args, cut: Cut) -> Args:
    """The operands of an item; its date is missing where `within` has no period in the calendar for it."""
    day = a["dated"].value if "dated" in a else None
    if not isinstance(day, date) or _cell(day, str(a["within"]), cut) is not None:
        return a
    words = f"the calendar has no {a['within']} that holds {day}"
    cause = Cause(a["dated"].made.name, "absent", words)
    return {**a, "dated": replace(a["dated"], value=Missing((cause,)))}


def _cell(day: date, grain: str, cut: Cut) -> date | int | None:
    """What is the same for all days of one period: its first day, or the number of a week or month that the calendar does not cut itself."""
    if grain not in cut.grains:
        return cell_of(day, grain)
    period = cut.holding(day, grain)
    return None if period is None else period.start


def _key(a: Args, cut: Cut) -> Key:
    key = [_UNKNOWN if isinstance(node.value, Missing) else node.value for node in a.get("same", ())]
    if "dated" in a:
        day = a["dated"].value
        key.append(_UNKNOWN if isinstance(day, Missing) else _cell(day, str(a["within"]), cut))
    return tuple(key)


def _counts(a: Args) -> bool | None:
    """Whether an item is one of those that are added, wherever it belongs; None where that is not known."""
    if "only" not in a:
        return True
    only = a["only"].value
    return None if isinstance(only, Missing) else only is True


def _missing(a: Args) -> tuple[Node, ...]:
    """All that is missing about an item that may be added."""
    return tuple(node for node in (a["of"], *_own(a)) if isinstance(node.value, Missing))


def _own(a: Args) -> tuple[Node, ...]:
    """What decides about an item: its answer first, then its columns."""
    return (*(a[name] for name in ("only", "order", "dated") if name in a), *a.get("same", ()))
