"""The engine: figures of a plan evaluated over inputs into a tree. Pure: no clock, no database, no chat.

A plan is compiled once into steps in computing order; each run walks them. A value that is missing, or that the plan refuses to
compute, travels as Missing to every figure that needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

from plans.checking.names import read_by, target
from plans.number import exactly
from plans.plan import WIDE_SCOPES, Figure
from plans.syntax import Cases, Constant, Each, leaves
from plans.tree import Cause, Missing, Node, Value, missing_in
from plans.verb import Outcome, WaitsError
from plans.wiring import Reader, constant, wire


class Item(Protocol):
    """One credit, member or other item of a scope."""

    @property
    def id(self) -> str: ...
    def read(self, field: str) -> Node: ...


class Inputs(Protocol):
    """What a run reads besides figures; each name is read at most once a run."""

    @property
    def reader(self) -> str:
        """Whose part `figure.own` is: the payee's id."""
        ...

    def attributes(self) -> Mapping[str, str]:
        """The participant's attributes, which decide about `for:`."""
        ...

    def read(self, name: str) -> Node: ...
    def items(self, scope: str) -> Sequence[Item]: ...
    def declared(self, scope: str) -> Node | None:
        """What the source of the items says of them being all: yes with its declaration, or missing; None where there is no source."""
        ...


class _Step(NamedTuple):
    figure: Figure
    template: Mapping[str, Any]  # all parameters in their order; what is constant is there already
    readers: tuple[tuple[str, Reader], ...]  # the parameters that vary
    watched: tuple[str, ...]  # parameters whose missing values make the figure missing
    tables: frozenset[str]  # parameters that a case table chooses as a whole, and that are more than one value
    per_item: bool
    scopes: tuple[str, ...]  # the items it reads all of: their source must have said that these are all
    reads: frozenset[str]  # the figures and inputs that it names


@dataclass(frozen=True, slots=True)
class Program:
    """A plan's figures, wired and in computing order."""

    steps: tuple[_Step, ...]
    selective: bool  # whether some figure exists for a part of the audience only


def compile_figures(figures: Mapping[str, Figure], order: Sequence[str]) -> Program:
    steps = []
    for name in order:
        figure = figures[name]
        varying = {key for key, value in figure.params.items() if _varies(value)}
        wired = {key: wire(value, figure, figures) for key, value in figure.params.items()}
        template = {key: None if key in varying else constant(read) for key, read in wired.items()}
        readers = tuple((key, read) for key, read in wired.items() if key in varying)
        watched = tuple(key for key in wired if key in varying and key not in figure.verb.tolerates)
        tables = frozenset(key for key, value in figure.params.items() if _chooses_several(value))
        scopes = tuple(
            dict.fromkeys(leaf.over for leaf in leaves(tuple(figure.params.values())) if isinstance(leaf, Each))
        )
        reads = frozenset(goal.figure or goal.name for ref in read_by(figure) for goal in (target(ref.name, figures),))
        steps.append(_Step(figure, template, readers, watched, tables, figure.per not in WIDE_SCOPES, scopes, reads))
    return Program(tuple(steps), any(step.figure.only_for for step in steps))


def _varies(value: Any) -> bool:
    """Whether a parameter reads anything: what is constant is never missing."""
    return any(not isinstance(leaf, Constant) for leaf in leaves(value))


def _chooses_several(value: Any) -> bool:
    """Whether a case table stands for a list or a table, and not for one value."""
    return isinstance(value, Cases) and any(
        type(branch) in {tuple, dict} or _chooses_several(branch) for branch in value.branches.values()
    )


class Evaluation(NamedTuple):
    """The tree of one run: figures by name; for item scopes, one table of figures an item, in the order of the items.

    `declared` says of each of these scopes what the source of its items said of them being all; `skipped` are the figures that
    are not for this participant.
    """

    nodes: Mapping[str, Node]
    items: Mapping[str, tuple[tuple[str, Mapping[str, Node]], ...]]
    declared: Mapping[str, Node | None]
    skipped: frozenset[str]

    def every(self) -> tuple[Node, ...]:
        """All figures' nodes, those of items included."""
        return (
            *self.nodes.values(),
            *(node for scope in self.items.values() for _, nodes in scope for node in nodes.values()),
        )


class Run:
    """The state of one evaluation."""

    __slots__ = (
        "_declared",
        "_inputs",
        "_items",
        "_read",
        "chosen",
        "current",
        "current_item",
        "nodes",
        "overrides",
        "reader",
        "tables",
    )

    def __init__(self, inputs: Inputs, overrides: Mapping[str, Value]) -> None:
        self._inputs = inputs
        self._read: dict[str, Node] = {}
        self._items: dict[str, Sequence[Item]] = {}
        self._declared: dict[str, Node | None] = {}
        self.overrides = overrides
        self.reader = inputs.reader
        self.nodes: dict[str, Node] = {}
        self.tables: dict[str, tuple[dict[str, Node], ...]] = {}
        self.current: dict[str, Node] = {}
        self.current_item: Item | None = None
        self.chosen: list[Node] = []

    def input(self, name: str) -> Node:
        node = self._read.get(name)
        if node is None:
            node = self._inputs.read(name)
            if name in self.overrides:
                node = replace(node, value=self.overrides[name], args={}, rows=(), decided=None)
            self._read[name] = node
        return node

    def items(self, scope: str) -> Sequence[Item]:
        if scope not in self._items:
            self._items[scope] = self._inputs.items(scope)
        return self._items[scope]

    def declared(self, scope: str) -> Node | None:
        if scope not in self._declared:
            self._declared[scope] = self._inputs.declared(scope)
        return self._declared[scope]

    def item_nodes(self, scope: str) -> tuple[dict[str, Node], ...]:
        if scope not in self.tables:
            self.tables[scope] = tuple({} for _ in self.items(scope))
        return self.tables[scope]

    def item_input(self, field: str) -> Node:
        if self.current_item is None:
            raise LookupError(field)
        key = f"{field}@{self.current_item.id}"
        node = self._read.get(key)
        if node is None:
            node = self._read[key] = self.current_item.read(field)
        return node


def evaluate(
    program: Program, inputs: Inputs, overrides: Mapping[str, Value] | None = None, known: Evaluation | None = None
) -> Evaluation:
    """The tree for one payee and period. `overrides` sets figures or inputs to values of one's own, for what-if questions.

    `known` is the tree of the same inputs without them: what does not rest on an override is taken from it, not computed again.
    """
    run = Run(inputs, overrides or {})
    changed = set(run.overrides)
    attributes = inputs.attributes() if program.selective else {}
    skipped = frozenset(
        step.figure.name
        for step in (program.steps if program.selective else ())
        if step.figure.only_for and not step.figure.is_for(attributes)
    )
    with exactly():
        for step in program.steps:
            name = step.figure.name
            if name in skipped:
                continue
            if known is not None and name not in changed and changed.isdisjoint(step.reads):
                _take(step, run, known)
                continue
            changed.add(name)
            if step.per_item:
                _for_items(step, run)
            else:
                run.nodes[name] = _node(step, run, "")
    items = {
        scope: tuple((item.id, nodes) for item, nodes in zip(run.items(scope), tables, strict=True))
        for scope, tables in run.tables.items()
    }
    return Evaluation(run.nodes, items, {scope: run.declared(scope) for scope in items}, skipped)


def _take(step: _Step, run: Run, known: Evaluation) -> None:
    """Takes over a figure as it was computed before."""
    name, scope = step.figure.name, step.figure.per
    if not step.per_item:
        run.nodes[name] = known.nodes[name]
    else:
        for nodes, (_, before) in zip(run.item_nodes(scope), known.items[scope], strict=True):
            nodes[name] = before[name]


def _for_items(step: _Step, run: Run) -> None:
    scope = step.figure.per
    for item, nodes in zip(run.items(scope), run.item_nodes(scope), strict=True):
        run.current, run.current_item = nodes, item
        nodes[step.figure.name] = _node(step, run, item.id)
    run.current, run.current_item = {}, None


def _node(step: _Step, run: Run, item: str) -> Node:
    figure = step.figure
    args = dict(step.template)
    for key, read in step.readers:
        args[key] = read(run)
    if run.chosen:
        args["according-to"] = tuple(run.chosen)
        run.chosen.clear()
    for scope in step.scopes:
        declared = run.declared(scope)
        if declared is not None and (isinstance(declared.value, Missing) or not run.items(scope)):
            args["declared"] = declared  # it is why the line waits, or what its zero rests on
    if run.overrides and figure.name in run.overrides:
        return Node(figure, run.overrides[figure.name], args, item=item)
    unknown = [key for key in step.tables if type(args[key]) is Node]  # not the list, but what would have chosen it
    for key in step.watched if not unknown and "declared" not in args else (*step.watched, *unknown, "declared"):
        if missing_in(args.get(key)):
            return _waiting(step, args, unknown, item)
    try:
        result = figure.verb.compute(args)
    except WaitsError as wait:
        cause = Cause(figure.name, wait.why, f"{figure.called}: {wait.words}")
        return Node(figure, Missing((cause,)), args, item=item)
    if isinstance(result, Outcome):
        return Node(figure, result.value, args, result.pieces, (), item)
    return Node(figure, result, args, (), (), item)


def _waiting(step: _Step, args: Mapping[str, Any], unknown: Sequence[str], item: str) -> Node:
    """A figure that waits, for everything that is not there yet: also for what only its verb would have asked for."""
    idle = frozenset() if unknown else step.figure.verb.idle(args)
    causes = (
        cause for key, value in args.items() if key != "according-to" and key not in idle for cause in missing_in(value)
    )
    known = {key: value for key, value in args.items() if key not in unknown}
    return Node(step.figure, Missing(tuple(dict.fromkeys(causes))), known, item=item)
