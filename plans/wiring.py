"""Parameters wired once into readers: small functions that hand a verb the nodes it works on.

Constants are made into nodes here, case tables choose at run time by their attribute, and what a figure reads is looked up in the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plans.checking.names import Target, target
from plans.literal import Literal
from plans.names import INPUT_ROOTS, root
from plans.number import ZERO
from plans.plan import WIDE_SCOPES, Figure
from plans.stints import STINT
from plans.syntax import ITEM_ID, OTHERS, Cases, Constant, Each, Over, Ref, leaves
from plans.tree import Cause, Input, Missing, Node
from plans.unit import Kind, Sort
from plans.windows import Dated, Window

if TYPE_CHECKING:
    from plans.engine import Run
    from plans.inputs import DatedItem

Reader = Callable[["Run"], Any]


def constant_node(literal: Literal) -> Node:
    """A literal of the plan as a leaf of the tree."""
    return Node(Input("", "literal", literal.kind, str(literal)), literal.value)


def wire(value: Any, reader: Figure, figures: Mapping[str, Figure]) -> Reader:
    """A function that turns syntax into nodes for one run. What holds no name is computed here, once."""
    if isinstance(value, Constant):
        node = constant_node(value.literal)
        return lambda _: node
    if isinstance(value, Ref):
        return _reference(target(value.name, figures), reader, figures)
    if isinstance(value, Each):
        goal = target(value.of.name, figures)
        if value.dated is not None:
            return _for_dated(goal, value.over, value.dated, figures)
        return _for_each(goal, value.over)
    if isinstance(value, Over):
        return _over_periods(target(value.of.name, figures), value.window, figures)
    if isinstance(value, Cases):
        return _choice(value, reader, figures)
    if isinstance(value, tuple):
        return _sequence(value, reader, figures)
    if isinstance(value, dict):
        inner = {key: wire(item, reader, figures) for key, item in value.items()}
        return lambda run: {key: read(run) for key, read in inner.items()}
    return lambda _: value


def constant(read: Reader) -> Any:
    """What a reader hands over that needs no run."""
    return read(_NO_RUN)


def _sequence(value: tuple[Any, ...], reader: Figure, figures: Mapping[str, Figure]) -> Reader:
    inner = tuple(wire(item, reader, figures) for item in value)
    if hasattr(value, "_fields"):
        shape = type(value)
        if not any(leaves(value)) or all(isinstance(leaf, Constant) for leaf in leaves(value)):
            fixed = shape(*(read(_NO_RUN) for read in inner))
            return lambda _: fixed
        return lambda run: shape(*(read(run) for read in inner))
    if all(isinstance(leaf, Constant) for leaf in leaves(value)):
        same = tuple(read(_NO_RUN) for read in inner)
        return lambda _: same
    # A list leaves out what does not exist for this participant (`for:`).
    return lambda run: tuple(item for read in inner if (item := read(run)) is not None and not _is_absent(item))


_NO_RUN: Any = None


def _is_absent(item: Any) -> bool:
    return isinstance(item, tuple) and hasattr(item, "weight") and item.of is None  # type: ignore[attr-defined]


def _reference(goal: Target, reader: Figure, figures: Mapping[str, Figure]) -> Reader:
    name = goal.figure or goal.name
    if not goal.figure:
        if reader.per == STINT and root(name) == "term":
            return lambda run: run.stint_input(name)
        if reader.per not in WIDE_SCOPES and root(name) == reader.per:
            return lambda run: run.item_input(name)
        return lambda run: run.input(name)
    per_item = figures[name].per not in WIDE_SCOPES
    read: Callable[[Run], Node | None] = (
        (lambda run: run.current.get(name)) if per_item else (lambda run: run.nodes.get(name))
    )
    if not goal.part:
        return read
    return lambda run: None if (node := read(run)) is None else part_node(node, goal.part, run.reader)


def _for_each(goal: Target, over: str) -> Reader:
    if goal.figure:
        part = goal.part
        return lambda run: tuple(
            part_node(nodes[goal.figure], part, run.reader) if part else nodes[goal.figure]
            for nodes in run.item_nodes(over)
            if goal.figure in nodes
        )
    field = goal.name if root(goal.name) in INPUT_ROOTS else goal.name.partition(".")[2]
    if field == ITEM_ID:
        return lambda run: tuple(identity(over, item.id) for item in run.items(over))
    return lambda run: run.each_item_input(over, field)


def _for_dated(goal: Target, over: str, dated: Dated, figures: Mapping[str, Figure]) -> Reader:
    """One node for each item that counts by a date of its own: a figure of it as the period has it that it entered."""
    if not goal.figure:
        column = goal.name.partition(".")[2]
        return lambda run: tuple(_column(run, one, column) for one, _ in run.dated(over, dated))
    figure, part = figures[goal.figure], goal.part

    def read(run: Run) -> tuple[Node, ...]:
        nodes = (_of_item(figure, over, one, entered, run) for one, entered in run.dated(over, dated))
        return tuple(part_node(node, part, run.reader) if part else node for node in nodes if node is not None)

    return read


def _column(run: Run, one: DatedItem, column: str) -> Node:
    """A column of an item; missing where its date is no date, so that nobody knows whether it counts."""
    node = run.stamped(one.item.read(column))
    odd = one.waits is not None and one.waits.why == "conflict"
    return replace(node, value=Missing((one.waits,))) if odd and one.waits is not None else node


def _of_item(figure: Figure, over: str, one: DatedItem, entered: Run | None, run: Run) -> Node | None:
    if one.waits is not None:
        return Node(figure, Missing((one.waits,)), item=one.item.id, period=run.period)
    node = None if entered is None else entered.item_figure(over, one.item.id, figure.name)
    return node if node is None or entered is None else _as_now(figure, node, entered)


def _over_periods(goal: Target, window: Window, figures: Mapping[str, Figure]) -> Reader:
    """One node for each period of the window in which there is one."""
    if not goal.figure:
        return lambda run: tuple(other.input(goal.name) for other in run.over(window, run.grain, figures=False))
    figure, part = figures[goal.figure], goal.part

    def read(run: Run) -> tuple[Node, ...]:
        found = ((other.figure(figure.name), other) for other in run.over(window, figure.each, figures=True))
        nodes = (_as_now(figure, node, other) for node, other in found if node is not None)
        return tuple(part_node(node, part, run.reader) if part else node for node in nodes)

    return read


def _as_now(figure: Figure, node: Node, run: Run) -> Node:
    """A figure as another period has it; where it counted something else then, it is missing."""
    if node.made.kind == figure.kind:
        return node
    words = f"version {run.version} of the plan has {figure.called} in {node.made.kind}, not in {figure.kind}"
    cause = Cause(figure.name, "conflict", words, period=run.period)
    return Node(figure, Missing((cause,)), item=node.item, period=run.period)


def _choice(table: Cases, reader: Figure, figures: Mapping[str, Figure]) -> Reader:
    attribute = wire(table.attribute, reader, figures)
    branches = {label: wire(branch, reader, figures) for label, branch in table.branches.items()}
    others = branches.get(OTHERS)

    def read(run: Run) -> Any:
        """What the case gives; where the attribute is not known, the attribute itself, which is missing."""
        node = attribute(run)
        known = not isinstance(node.value, Missing)
        branch = branches.get(str(node.value), others) if known else None
        if known and branch is None:
            words = f"{node.made.title} is {node.value}, which the plan does not name"
            node = replace(node, value=Missing((Cause(node.made.name, "absent", words),)))
        run.chosen.append(node)
        return node if branch is None else branch(run)

    return read


def identity(scope: str, item: str) -> Node:
    """An item itself, as a leaf: what a pool is divided among."""
    return Node(Input(f"{scope}.{ITEM_ID}", "item", Sort.LABEL, scope.replace("-", " ")), item, item=item)


def part_node(node: Node, part: str, reader: str) -> Node:
    """A part of a figure as a node of its own: `score.retention`, `tiers.base.at`, and `share.own` for the reader's."""
    name, _, what = part.partition(".")
    piece = node.piece(reader if name == "own" else name)
    kind: Kind = node.made.kind
    title = f"{node.made.title}: {name.replace('-', ' ')}"
    if isinstance(node.value, Missing):
        return Node(Input(f"{node.made.name}.{part}", "part", kind, title, node.made.clause), node.value, {"of": node})
    if piece is None:  # nobody's share of a pool is nothing
        return Node(Input(f"{node.made.name}.{part}", "part", kind, title, node.made.clause), ZERO, {"of": node})
    value, kind = {
        "amount": (piece.amount, piece.amount_kind),
        "at": (piece.at, piece.at_kind),
    }.get(what, (piece.value, piece.kind))
    return Node(Input(f"{node.made.name}.{part}", "part", kind, title, node.made.clause), value, {"of": node})
