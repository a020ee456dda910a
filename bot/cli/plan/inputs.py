"""A file of inputs for trying a plan: runs of rows and periods, checked against what the plan knows of each name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from plans.checking.inputs import Alike, RegisteredInputs
from plans.checking.names import read_by, target
from plans.company.cut import Cut, Gregorian
from plans.document import Listing, Table, Tree
from plans.given import GivenInputs, GivenTypes
from plans.literal import Literal
from plans.names import INPUT_ROOTS, LEDGER_ROOTS, root
from plans.plan import Crediting, Figure, Plan, TermRule
from plans.problem import Place, Problems
from plans.reading.form import check_keys, near
from plans.registry import Registry
from plans.rehearsal import KNOWN, Rehearsal, column_of, read_rehearsals, types_of
from plans.syntax import Over, Ref, leaves
from plans.verb import Type, in_words
from plans.windows import BACK, LAST

_RUN = tuple(name for name in KNOWN if name != "runs")
_GIVEN = (*INPUT_ROOTS, *LEDGER_ROOTS)


@dataclass(frozen=True, slots=True)
class Round:
    """One row and period of a run, counted from 1."""

    run: int
    rehearsal: Rehearsal

    @property
    def row(self) -> int:
        return self.rehearsal.row

    @property
    def period(self) -> int:
        return self.rehearsal.period

    @property
    def inputs(self) -> GivenInputs:
        return self.rehearsal.inputs


def read_rounds(table: Table, crediting: Mapping[str, Crediting], problems: Problems) -> tuple[Round, ...]:
    """Every row and period of every run, with the items that `crediting` makes of records. A file is one run, or lists several under `runs:`, whatever else stands beside them."""
    runs = table.get("runs")
    tables = [run for run in runs if isinstance(run, Table)] if isinstance(runs, Listing) else [table]
    for run in tables:
        check_keys(run, _RUN, "", problems)
    if not problems.ok:
        return ()
    return tuple(
        Round(number, each)
        for number, run in enumerate(tables, start=1)
        for each in read_rehearsals(run, problems, crediting)
    )


def types_given(rounds: Iterable[Round]) -> GivenTypes:
    """The types that all given values show together."""
    return types_of(tuple(each.rehearsal for each in rounds))


@dataclass(frozen=True, slots=True)
class TrialTypes:
    """Types of inputs: the plan's own terms and attributes, the registry's metrics and items; of the rest, what the given values show."""

    registry: Registry
    terms: Mapping[str, TermRule]
    attributes: Mapping[str, Mapping[str, str]]
    crediting: Mapping[str, Crediting]
    given: GivenTypes
    grain: str = ""
    cut: Cut = field(default_factory=Gregorian)

    @property
    def grains(self) -> tuple[str, ...]:
        return self.cut.grains if self.grain else self.given.grains

    @property
    def _known(self) -> RegisteredInputs:
        return RegisteredInputs(self.registry, self.terms, self.attributes, self.crediting, self.grain)

    def type_of(self, name: str) -> Type | None:
        return self._known.type_of(name) or self.given.type_of(name)

    def scope_of(self, name: str) -> str:
        return root(name) if root(name) in self.given.items else self._known.scope_of(name)

    def scopes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._known.scopes(), *self.given.scopes())))

    def apart(self) -> tuple[Alike[TrialTypes], ...]:
        return tuple(Alike(group.scope, group.items, replace(self, given=group.types)) for group in self.given.apart())

    def known(self) -> Iterable[str]:
        return dict.fromkeys(chain(self._known.known(), self.given.known()))


def check_all_given(figures: Mapping[str, Figure], types: TrialTypes, problems: Problems) -> None:
    """Names every input that a figure reads and nothing tells the kind of. The names of figures are checked later, by the loader."""
    for figure in figures.values():
        for ref in read_by(figure):
            if root(ref.name) not in _GIVEN or target(ref.name, figures).figure or types.type_of(ref.name) is not None:
                continue
            message = f"`figures.{figure.name}` reads `{ref.name}`, which the inputs do not give."
            remedy = (
                near(ref.name, types.known())
                or "Add it under `given:` with its unit, or name a registry that knows it."
            )
            problems.add(ref.place, f"figures.{figure.name}", "not-given", message, remedy)


def check_periods_given(plan: Plan, problems: Problems) -> None:
    """Names what would need values for other periods than the plan's own: those are given, and nothing is guessed from them."""
    for figure in plan.figures.values():
        path = f"figures.{figure.name}"
        other = figure.each not in {"", plan.grain}
        for leaf in leaves(tuple(figure.params.values())):
            if (
                isinstance(leaf, Over)
                and leaf.window.grain
                and leaf.window.kind != BACK
                and leaf.window.grain != plan.grain
            ):
                said = f"`{path}` reads `{leaf.of.name}` over `{leaf.window}`"
                if not plan.grain and leaf.window.kind == LAST:
                    continue
            elif other and isinstance(leaf, Ref) and not target(leaf.name, plan.figures).figure:
                said = f"`{path}` is computed for each {figure.each} and reads `{leaf.name}`"
            else:
                continue
            message = f"{said}; what is given are values for each {plan.grain or 'period'}."
            problems.add(
                leaf.place,
                path,
                "not-given",
                message,
                "Import facts, and look at a `statement`; or try the plan without this figure.",
            )


def check_given(rounds: Iterable[Round], types: RegisteredInputs, file: Table, problems: Problems) -> None:
    """Names values of another kind than the plan and its registry say: they would be computed with as they stand."""
    for name, literal in _values(rounds):
        type_ = types.type_of(name)
        if type_ is not None and type_.kind != literal.kind:
            message = f"`{name}: {literal}` is {in_words(literal.kind)}; the plan reads it {_as(in_words(type_.kind))}."
            problems.add(_place(file, name), f"given.{name}", "unit", message, "Write the value with that unit.")


def warn_unread(rounds: Iterable[Round], read: set[str], file: Table, problems: Problems) -> None:
    """Names given values that no figure reads: one that is misspelt would otherwise be missed in silence."""
    made = {scope for each in rounds for scope in each.rehearsal.shown}  # of records, whose columns serve the rules too
    named = {name for name, _ in _values(rounds) if root(name) not in {"period", "participant", *made}}
    for name in sorted(named - read):
        remedy = near(name, read) or "Take it out, or read it in a figure."
        problems.add(_place(file, name), f"given.{name}", "unread", f"No figure reads `{name}`.", remedy, warning=True)


def _values(rounds: Iterable[Round]) -> Iterator[tuple[str, Literal]]:
    for each in rounds:
        yield from each.inputs.values.items()
        for scope, items in each.inputs.scopes.items():
            yield from ((column_of(scope, field), literal) for item in items for field, literal in item.values.items())


def _as(words: str) -> str:
    return words if words.startswith("in ") else f"as {words}"


def _place(tree: Tree, name: str) -> Place:
    """Where a name is given; the file as a whole for a column of items."""
    for found in _entries(tree, name):
        return found
    return Place(tree.place.file)


def _entries(tree: Tree, name: str) -> Iterator[Place]:
    if isinstance(tree, Table):
        for entry in tree:
            if entry.key == name:
                yield entry.place
            yield from _entries(entry.value, name)
    elif isinstance(tree, Listing):
        for item in tree:
            yield from _entries(item, name)
