"""Inputs that are simply given: for `plan run`, for published cases and for what an author tries. No database, no registry needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from plans.checking.inputs import PERIOD, literal_type
from plans.literal import Literal
from plans.names import INPUT_ROOTS, root
from plans.plan import PARTICIPANT
from plans.tree import Cause, Input, Missing, Node
from plans.unit import Sort
from plans.verb import Type


class GivenItem(NamedTuple):
    """An item whose columns are given as literals."""

    id: str
    scope: str
    values: Mapping[str, Literal]

    def read(self, field: str) -> Node:
        return replace(_leaf(f"{self.scope}.{field}", self.values.get(field), "item"), item=self.id)


@dataclass(frozen=True, slots=True)
class GivenInputs:
    """Values by name (`metric.sales`, `term.quota`, `participant.role`) and items by scope."""

    values: Mapping[str, Literal]
    scopes: Mapping[str, Sequence[GivenItem]] = field(default_factory=dict)
    reader: str = ""

    def attributes(self) -> Mapping[str, str]:
        return {
            name.partition(".")[2]: str(value.value)
            for name, value in self.values.items()
            if root(name) == "participant"
        }

    def read(self, name: str) -> Node:
        return _leaf(name, self.values.get(name), "given")

    def declared(self, scope: str) -> Node | None:  # noqa: ARG002 - what is given is all there is
        return None

    def items(self, scope: str) -> Sequence[GivenItem]:
        return self.scopes.get(scope, ())


def _leaf(name: str, literal: Literal | None, op: str) -> Node:
    title = name.partition(".")[2].replace("-", " ")
    if literal is None:
        return Node(Input(name, op, Sort.LABEL, title), Missing((Cause(name, "absent", f"{title} is not given"),)))
    return Node(Input(name, op, literal.kind, title), literal.value)


@dataclass(frozen=True, slots=True)
class GivenTypes:
    """Types as the given values show them; a value that is never negative among them need not be decided about."""

    samples: Mapping[str, tuple[Literal, ...]]  # `metric.sales` -> all values given over rows and periods
    scope_names: tuple[str, ...] = ()

    def type_of(self, name: str) -> Type | None:
        literals = self.samples.get(name)
        if not literals:
            return PERIOD.get(name)
        types = [literal_type(literal.value, literal.kind) for literal in literals]
        labels = tuple(dict.fromkeys(str(literal.value) for literal in literals)) if types[0].kind is Sort.LABEL else ()
        return Type(
            types[0].kind,
            minor=all(type_.minor for type_ in types),
            whole=all(type_.whole for type_ in types),
            negative=any(type_.negative for type_ in types),
            zero=any(type_.zero for type_ in types),
            mixed=any(type_.kind != types[0].kind for type_ in types),
            least=min((type_.least for type_ in types if type_.least is not None), default=None),
            most=max((type_.most for type_ in types if type_.most is not None), default=None),
            labels=labels,
        )

    def scope_of(self, name: str) -> str:
        head = root(name)
        return head if head in self.scope_names else (PARTICIPANT if head in INPUT_ROOTS else head)

    def scopes(self) -> tuple[str, ...]:
        return self.scope_names

    def known(self) -> Iterable[str]:
        return self.samples


def label(text: str) -> Literal:
    """A text that is no value with a unit: a name of something."""
    return Literal(text, Sort.LABEL)
