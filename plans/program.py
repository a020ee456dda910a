"""A plan's figures, wired once and in computing order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plans.checking.names import read_by, target
from plans.plan import WIDE_SCOPES, Figure
from plans.syntax import Cases, Constant, Each, Over, Ref, leaves, tables
from plans.verb import InTurn
from plans.wiring import Reader, constant, wire

_MOST_KEPT = 200  # what-if questions about a plan, of which most are always the same


class Step(NamedTuple):
    figure: Figure
    template: Mapping[str, Any]  # all parameters in their order; what is constant is there already
    readers: tuple[tuple[str, Reader], ...]  # the parameters that vary
    watched: tuple[str, ...]  # parameters whose missing values make the figure missing
    tables: frozenset[str]  # parameters that a case table chooses as a whole, and that are more than one value
    chooses: bool  # whether there is a case table in it
    per_item: bool
    scopes: tuple[str, ...]  # the items it reads all of: their source must have said that these are all
    reads: frozenset[str]  # the figures and inputs that it names
    over: frozenset[str]  # those of them that it reads in other periods alone


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A plan's figures, wired and in computing order."""

    steps: tuple[Step, ...]
    selective: bool  # whether some figure exists for a part of the audience only
    version: str = ""
    _below: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    _above: dict[frozenset[str], tuple[Step, ...]] = field(default_factory=dict)

    def steps_to(self, name: str) -> tuple[Step, ...]:
        """The steps that one figure takes, itself the last; none where the plan has no such figure."""
        known = self._below.get(name)
        if known is None:
            wanted: set[str] = {name}
            for step in reversed(self.steps):
                if step.figure.name in wanted:
                    wanted |= step.reads - step.over
            known = self._below[name] = tuple(step for step in self.steps if step.figure.name in wanted)
        return known

    def steps_from(self, names: frozenset[str]) -> tuple[Step, ...]:
        """The steps of these figures, and of all that rest on them or on inputs of these names."""
        known = self._above.get(names)
        if known is None:
            changed = set(names)
            for step in self.steps:
                if not changed.isdisjoint(step.reads):
                    changed.add(step.figure.name)
            known = tuple(step for step in self.steps if step.figure.name in changed)
            if len(self._above) < _MOST_KEPT:
                self._above[names] = known
        return known


def compile_figures(figures: Mapping[str, Figure], order: Sequence[str], version: str = "") -> Program:
    """The figures wired; `order` names each after those that it reads, `version` is the plan's."""
    steps = []
    for name in order:
        figure = figures[name]
        varying = {key for key, value in figure.params.items() if _varies(value)}
        wired = {key: wire(value, figure, figures) for key, value in figure.params.items()}
        template = {key: None if key in varying else constant(read) for key, read in wired.items()}
        readers = tuple((key, read) for key, read in wired.items() if key in varying)
        watched = tuple(key for key in wired if key in varying and key not in figure.verb.tolerates)
        several = frozenset(key for key, value in figure.params.items() if _chooses_several(value))
        each = [leaf.over for leaf in leaves(tuple(figure.params.values())) if isinstance(leaf, Each)]
        scopes = tuple(dict.fromkeys((*each, figure.per) if isinstance(figure.verb, InTurn) else each))
        chooses = any(tables(tuple(figure.params.values())))
        reads = frozenset(goal.figure or goal.name for ref in read_by(figure) for goal in (target(ref.name, figures),))
        over = _over(figure, figures)
        steps.append(
            Step(
                figure, template, readers, watched, several, chooses, figure.per not in WIDE_SCOPES, scopes, reads, over
            )
        )
    return Program(tuple(steps), any(step.figure.only_for for step in steps), version)


def _over(figure: Figure, figures: Mapping[str, Figure]) -> frozenset[str]:
    """The names that a figure reads through windows, and nowhere else."""
    found = tuple(leaves(tuple(figure.params.values())))
    through = {target(leaf.of.name, figures).figure for leaf in found if isinstance(leaf, Over)}
    refs = (leaf.of if isinstance(leaf, Each) else leaf for leaf in found)
    return frozenset(through - {target(ref.name, figures).figure for ref in refs if isinstance(ref, Ref)})


def _varies(value: Any) -> bool:
    """Whether a parameter reads anything: what is constant is never missing."""
    return any(not isinstance(leaf, Constant) for leaf in leaves(value))


def _chooses_several(value: Any) -> bool:
    """Whether a case table stands for a list or a table, and not for one value."""
    return isinstance(value, Cases) and any(
        type(branch) in {tuple, dict} or _chooses_several(branch) for branch in value.branches.values()
    )
