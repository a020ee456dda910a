"""A figure carries its own derivation: nodes whose leaves are facts, terms and literals.

A node names what made it (a figure of the plan, an input, a constant), holds its value, and keeps the nodes it was computed from under the
names of the verb's parameters. Nothing recomputes: statement, explanation, chart and audit read this tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from plans.record import Completeness, Credit, Fact, Link, Stay, Term
from plans.unit import Kind


class Cause(NamedTuple):
    """Why a value is not there: `why` is absent, late, broken, conflict, refused or undecided; `words` say it to a person."""

    what: str  # the input or figure: metric.adoption
    why: str
    words: str
    source: str = ""
    since: date | None = None
    owner: str = ""
    period: str = ""  # the period for which it is missing, where that is another one than the statement's

    @property
    def told(self) -> str:
        """The words, with the period where they do not name it."""
        return self.words if self.period in self.words else f"{self.words} ({self.period})"


class Missing(NamedTuple):
    """A value that is not known, and why. It travels to every figure that needs it; it is never a silent zero."""

    causes: tuple[Cause, ...]


COUNTED_THROUGH, SO_FAR, SERVICE, UNDECIDED = "counted-through", "so-far", "service", "undecided"


class Assumption(NamedTuple):
    """What a standing takes for granted.

    `kind` is counted-through (`what` is all there is until a day, as its source declared), so-far (`what` is all there is, though its
    source declared nothing), service (it goes on until a day), or undecided (a calibration, taken as 100%).
    """

    kind: str
    what: str
    until: date | None = None
    source: str = ""

    @property
    def words(self) -> str:
        if self.kind == COUNTED_THROUGH:
            return f"{self.what}: counted through {self.until}"
        if self.kind == SO_FAR:
            return f"{self.what}: what has arrived from {self.source} so far is taken as all there is"
        if self.kind == SERVICE:
            return f"{self.what} is taken to go on through {self.until}"
        return f"{self.what} is not decided yet and taken as 100%"


Value = Decimal | bool | date | str | Missing
Row = Fact | Term | Credit | Link | Stay | Completeness


class Maker(Protocol):
    """What made a node: a figure of the plan, an input or a constant."""

    @property
    def name(self) -> str: ...
    @property
    def op(self) -> str: ...
    @property
    def clause(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> Kind: ...


class Input(NamedTuple):
    """The maker of a leaf, or of a metric's roll-up: `metric.won`, `term.quota`, `participant.role`, or a literal (`name` empty)."""

    name: str
    op: str  # a roll-up (sum, count, last …), given, term, participant, period, credit, literal …
    kind: Kind
    title: str = ""
    clause: str = ""


class Piece(NamedTuple):
    """A named part of a figure: a band, a weight, a share. `amount` is what it worked on, `at` its rate, weight or share."""

    name: str
    value: Decimal
    amount: Decimal
    at: Decimal
    kind: Kind
    amount_kind: Kind
    at_kind: Kind


@dataclass(slots=True, eq=False)
class Node:
    """One value with its derivation. Never changed once it was made; two nodes are the same only when they are one object."""

    made: Maker
    value: Value
    args: Mapping[str, Any] = field(default_factory=dict)  # parameter -> Node, or tuples, tables and rows of them
    pieces: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()  # the recorded rows a leaf rests on
    item: str = ""  # the item (credit, member) for which it was computed
    decided: Row | None = None  # the one of the rows whose value it is, where one is: the last, the lowest, the highest
    period: str = ""  # the period for which it was computed, where that is another one than the statement's
    _parts: tuple[Node, ...] | None = field(default=None, init=False, repr=False)

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes this one was computed from, in the order of the parameters; each once."""
        if self._parts is None:
            self._parts = parts_of(self.args.values())
        return self._parts

    def piece(self, name: str) -> Piece | None:
        return next((piece for piece in self.pieces if piece.name == name), None)


def parts_of(arguments: Iterable[Any]) -> tuple[Node, ...]:
    """The nodes among the values of some parameters, in their order; each once."""
    found: list[Node] = []
    for value in arguments:
        _gather(value, found)
    return tuple(found) if len(found) <= 1 else tuple(dict.fromkeys(found))


def _gather(value: Any, found: list[Node]) -> None:
    """Adds the nodes in a parameter's structure, in order."""
    if type(value) is Node:
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _gather(item, found)
    elif isinstance(value, dict):
        for item in value.values():
            _gather(item, found)


def missing_in(value: Any) -> tuple[Cause, ...]:
    """The causes of all missing values among nodes, however they are nested; each once."""
    if type(value) is Node:
        return value.value.causes if type(value.value) is Missing else ()
    found: list[Node] = []
    _gather(value, found)
    causes = [cause for node in found if type(node.value) is Missing for cause in node.value.causes]
    return tuple(dict.fromkeys(causes)) if causes else ()


def walk(*roots: Node) -> Iterator[Node]:
    """Every node below the roots, each once, parents before their parts."""
    seen: set[Node] = set()
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            yield node
            waiting.extend(reversed(node.parts))
