"""Which way a payout goes when a metric goes up, all along: asked of every figure between the two."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from plans.number import ZERO
from plans.plan import Figure
from plans.tree import Node, parts_of
from plans.verb import DOWN, UNKNOWN, UP

DECIDERS = {
    "gate": "when",
    "cap": "while",
    "floor": "while",
}  # a verb that asks yes or no first, and the parameter that answers


def direction(roots: tuple[Node, ...], leaf: str, settled: Collection[str] = ()) -> str:
    """Whether the roots rise or fall with the leaf: up, down, unknown; empty where they do not rest on it.

    What is named in `settled` has one value, whatever it rests on.
    """
    known: dict[Node, str] = {}

    def of(node: Node) -> str:
        if node.made.name == leaf and not node.period:
            return UP
        if node.made.name in settled and node.made.name:
            return ""
        if node not in known:
            known[node] = _all(_through(node, key, of(part)) for key, part in _named_parts(node))
        return known[node]

    return _all(of(root) for root in roots)


def deciders(roots: tuple[Node, ...], leaves: Collection[str]) -> tuple[Node, ...]:
    """The yeses and noes that rest on one of the leaves and by which gates open and bounds hold; the outermost first, each once."""
    rests = _resting(roots, leaves, ())
    found: dict[str, Node] = {}
    seen: set[Node] = set()
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        if node in seen or not rests[node]:
            continue
        seen.add(node)
        asked = node.args.get(DECIDERS.get(node.made.op, ""))
        if isinstance(asked, Node) and rests[asked]:
            found.setdefault(asked.made.name, asked)
        waiting.extend(part for part in reversed(node.parts) if part is not asked)
    return tuple(found.values())


def scales_below_zero(roots: tuple[Node, ...], leaves: Collection[str], settled: Collection[str]) -> bool:
    """Whether something below zero is multiplied or divided on the way: there, up and down change places."""
    rests = _resting(roots, leaves, settled)
    return any(
        isinstance(node.made, Figure)
        and node.made.verb.scales
        and any(isinstance(part.value, Decimal) and part.value < ZERO for part in node.parts)
        for node, on in rests.items()
        if on
    )


def _resting(roots: tuple[Node, ...], leaves: Collection[str], settled: Collection[str]) -> dict[Node, bool]:
    """Every node below the roots, and whether it rests on one of the leaves."""
    known: dict[Node, bool] = {}

    def of(node: Node) -> bool:
        if node not in known:
            name = (
                "" if node.period else node.made.name
            )  # of another period: what is supposed of this one leaves it as it is
            below = [] if name and name in settled else [of(part) for part in node.parts]
            known[node] = name in leaves or any(below)
        return known[node]

    for root in roots:
        of(root)
    return known


def _all(ways: Iterator[str]) -> str:
    found = {way for way in ways if way}
    return found.pop() if len(found) == 1 else (UNKNOWN if found else "")


def _through(node: Node, key: str, way: str) -> str:
    if not way or way == UNKNOWN:
        return way
    step = _step(node, key)
    if step == UNKNOWN:
        return UNKNOWN
    return way if step == UP else (DOWN if way == UP else UP)


def _step(node: Node, key: str) -> str:
    """Whether a figure rises or falls with one of its parameters."""
    if isinstance(node.made, Figure):
        return node.made.verb.rises(node, key)
    return UP if node.made.op == "part" else UNKNOWN


def _named_parts(node: Node) -> Iterator[tuple[str, Node]]:
    for key, value in node.args.items():
        for part in parts_of((value,)):
            yield key, part
