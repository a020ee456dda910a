"""The engine: figures of a plan evaluated over inputs into a tree. Pure: no clock, no database, no chat.

A plan is compiled once into steps in computing order; each run walks them. A value that is missing, or that the plan refuses to
compute, travels as Missing to every figure that needs it. What a figure reads of other periods is computed in a run of each such period,
and no more of it than that figure rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from plans.company.cut import Cut
from plans.inputs import DatedItem, Inputs, Item, Moment
from plans.number import exactly
from plans.program import Program, Step
from plans.stepping import node_of, read_by_step
from plans.tree import Missing, Node, Value
from plans.verb import InTurn
from plans.windows import Dated, Window


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
    """The state of one evaluation: of a statement's own period, or of another one that a figure reads."""

    __slots__ = (
        "_declared",
        "_inputs",
        "_items",
        "_others",
        "_program",
        "_read",
        "_skipped",
        "chosen",
        "current",
        "current_item",
        "done",
        "nodes",
        "overrides",
        "period",
        "reader",
        "tables",
    )

    def __init__(
        self,
        program: Program,
        inputs: Inputs,
        overrides: Mapping[str, Value],
        others: dict[tuple[str, Program], Run] | None = None,
    ) -> None:
        self._program = program
        self._inputs = inputs
        self.period = "" if others is None else inputs.period_name  # the statement's own has no name in its tree
        self._others = {} if others is None else others  # one family of runs, each period once under a version
        self._others[inputs.period_name, program] = self
        self._skipped: frozenset[str] | None = None
        self._read: dict[str, Node] = {}
        self._items: dict[str, Sequence[Item]] = {}
        self._declared: dict[str, Node | None] = {}
        self.overrides = overrides
        self.reader = inputs.reader
        self.done: set[str] = set()  # the figures that were computed, of items too
        self.nodes: dict[str, Node] = {}
        self.tables: dict[str, tuple[dict[str, Node], ...]] = {}
        self.current: dict[str, Node] = {}
        self.current_item: Item | None = None
        self.chosen: list[Node] = []

    def end(self) -> None:
        """Lets go of the runs of its family, itself among them: a circle would keep all trees until the garbage is collected."""
        self._others.clear()

    def take(self, known: Evaluation, done: set[str]) -> None:
        """Takes over the figures that were computed before; only those that are not `done` are computed again."""
        self.nodes, self.done, self._skipped = dict(known.nodes), done, known.skipped
        self.tables = {scope: tuple(dict(nodes) for _, nodes in tables) for scope, tables in known.items.items()}
        self._declared = dict(known.declared)

    def input(self, name: str) -> Node:
        node = self._read.get(name)
        if node is None:
            node = self._inputs.read(name)
            if name in self.overrides:
                node = replace(node, value=self.overrides[name], args={}, rows=(), decided=None)
            self._read[name] = node = self.stamped(node)
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

    def item_input(self, name: str) -> Node:
        """A column of the item that is computed for, by its whole name: items of two scopes may have the same id."""
        if self.current_item is None:
            raise LookupError(name)
        key = f"{name}@{self.current_item.id}"
        node = self._read.get(key)
        if node is None:
            node = self._read[key] = self.stamped(self.current_item.read(name.partition(".")[2]))
        return node

    def stint_input(self, name: str) -> Node:
        """A term as it holds in the stint that is computed for."""
        if self.current_item is None:
            raise LookupError(name)
        return self.stamped(self.current_item.read(name))

    def each_item_input(self, scope: str, field: str) -> tuple[Node, ...]:
        return tuple(self.stamped(item.read(field)) for item in self.items(scope))

    def stamped(self, node: Node) -> Node:
        """An input's node with the period for which it was read, where that is another one than the statement's."""
        if not self.period:
            return node
        value = node.value
        if isinstance(value, Missing):
            value = Missing(tuple(cause._replace(period=self.period) for cause in value.causes))
        return replace(node, value=value, period=self.period)

    @property
    def skipped(self) -> frozenset[str]:
        """The figures that are not for this participant."""
        if self._skipped is None:
            self._skipped = _not_for(self._program, self._inputs)
        return self._skipped

    def figure(self, name: str) -> Node | None:
        """A figure with all that it rests on; None where it is not for this participant, or this version of the plan has none."""
        self._compute(name)
        return self.nodes.get(name)

    def _compute(self, name: str) -> None:
        for step in () if name in self.done else self._program.steps_to(name):
            if step.figure.name not in self.done and step.figure.name not in self.skipped:
                _take_step(step, self)

    def dated(self, scope: str, dated: Dated) -> Iterator[tuple[DatedItem, Run | None]]:
        """The items that count by a date of theirs, each with the run of the period that it entered."""
        for one in self._inputs.dated(scope, dated):
            yield one, None if one.moment is None else self._run_of(one.moment)

    def item_figure(self, scope: str, item: str, name: str) -> Node | None:
        """A figure of one item that entered in this period; None where there is none."""
        self._compute(name)
        known = zip(self.items(scope), self.item_nodes(scope), strict=True)
        return next((nodes.get(name) for one, nodes in known if one.id == item), None)

    @property
    def grain(self) -> str:
        """The length of the period; empty where nobody says."""
        return self._inputs.grain

    @property
    def cut(self) -> Cut:
        """How the plan cuts time."""
        return self._inputs.cut

    @property
    def version(self) -> str:
        """The version of the plan of this period."""
        return self._program.version

    def over(self, window: Window, grain: str, *, figures: bool) -> tuple[Run, ...]:
        """The runs of the periods of a window, the oldest first."""
        return tuple(self._run_of(moment) for moment in self._inputs.moments(window, grain, figures=figures))

    def ending(self, grain: str) -> Run | None:
        """The run of the longer period that ends with this one, where one does."""
        moment = self._inputs.ending(grain)
        return None if moment is None else self._run_of(moment)

    def _run_of(self, moment: Moment) -> Run:
        program = moment.program or self._program
        known = self._others.get((moment.inputs.period_name, program))
        return known or Run(program, moment.inputs, {}, self._others)


def evaluate(
    program: Program, inputs: Inputs, overrides: Mapping[str, Value] | None = None, known: Evaluation | None = None
) -> Evaluation:
    """The tree for one payee and period. `overrides` sets figures or inputs to values of one's own, for what-if questions.

    `known` is the tree of the same inputs without them: what does not rest on an override is taken from it, not computed again.
    """
    run = Run(program, inputs, overrides or {})
    steps = program.steps
    if known is not None:
        steps = program.steps_from(frozenset(run.overrides))
        run.take(known, {step.figure.name for step in program.steps} - {step.figure.name for step in steps})
    skipped = run.skipped
    with exactly():
        for step in steps:
            if step.figure.name not in skipped:
                _take_step(step, run)
    items = {
        scope: tuple((item.id, nodes) for item, nodes in zip(run.items(scope), tables, strict=True))
        for scope, tables in run.tables.items()
    }
    evaluation = Evaluation(run.nodes, items, {scope: run.declared(scope) for scope in items}, skipped)
    run.end()
    return evaluation


def _not_for(program: Program, inputs: Inputs) -> frozenset[str]:
    if not program.selective:
        return frozenset()
    attributes = inputs.attributes()
    limited = (step.figure for step in program.steps if step.figure.only_for)
    return frozenset(figure.name for figure in limited if not figure.is_for(attributes))


def _take_step(step: Step, run: Run) -> None:
    """Computes a figure, for each item where it is one of items."""
    figure = step.figure
    run.done.add(figure.name)
    if step.per_item:
        _for_items(step, run)
    elif not figure.each or figure.each == run.grain:
        run.nodes[figure.name] = node_of(step, run, read_by_step(step, run), "")
    elif (longer := run.ending(figure.each)) is not None and (node := longer.figure(figure.name)) is not None:
        given = run.overrides.get(figure.name)
        run.nodes[figure.name] = node if given is None else replace(node, value=given)


def _for_items(step: Step, run: Run) -> None:
    name, scope, verb = step.figure.name, step.figure.per, step.figure.verb
    items, tables = run.items(scope), run.item_nodes(scope)
    outside, read = (run.current, run.current_item), []
    for item, nodes in zip(items, tables, strict=True):
        run.current, run.current_item = nodes, item
        args = read_by_step(step, run)
        if isinstance(verb, InTurn):
            read.append(args)
        else:
            nodes[name] = node_of(step, run, args, item.id)
    run.current, run.current_item = outside
    if isinstance(verb, InTurn):
        for place, told in verb.in_turn(read, lambda place: tables[place][name], run.cut):
            tables[place][name] = node_of(step, run, told, items[place].id)
