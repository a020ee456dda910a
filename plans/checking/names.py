"""What a name in a plan stands for: a figure, a part of one, or an input; and whether the reader may reach that far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plans.checking.inputs import InputTypes
from plans.names import INPUT_ROOTS, LEDGER_ROOTS, root
from plans.plan import WIDE_SCOPES, Figure
from plans.problem import Place, Problems
from plans.reading.form import near
from plans.syntax import ITEM_ID, Each, Label, Over, Ref, leaves, tables
from plans.unit import Sort
from plans.verb import InTurn


@dataclass(frozen=True, slots=True)
class Target:
    """`figure` and `part` for figures (part empty: the figure itself), `name` alone for inputs."""

    name: str
    figure: str = ""
    part: str = ""


def target(name: str, figures: Mapping[str, Figure]) -> Target:
    """What a name stands for, judged by its form; whether it exists is another question."""
    if name in figures:
        return Target(name, name)
    head, _, rest = name.partition(".")
    if rest and head in figures:
        return Target(name, head, rest)
    return Target(name)


def is_item(name: str) -> bool:
    """Whether a name stands for an item itself, such as `member.id`; whether there is such a scope is another question."""
    head, _, rest = name.partition(".")
    return rest == ITEM_ID and head not in INPUT_ROOTS


def read_by(figure: Figure) -> tuple[Ref, ...]:
    """Every name a figure reads, in the order written, those of `each` and of case tables included."""
    found: dict[str, Ref] = {}
    for leaf in leaves(tuple(figure.params.values())):
        ref = leaf.of if isinstance(leaf, (Each, Over)) else leaf
        if isinstance(ref, Ref):
            found.setdefault(ref.name, ref)
    return tuple(found.values())


def check_names(
    figures: Mapping[str, Figure], inputs: InputTypes, problems: Problems, broken: frozenset[str] = frozenset()
) -> bool:
    """Names every reference that leads nowhere or too far; True when all are fine."""
    before = len(problems)
    for figure in figures.values():
        path = f"figures.{figure.name}"
        if figure.per not in (*WIDE_SCOPES, *inputs.scopes()):
            remedy = near(figure.per, (*WIDE_SCOPES, *inputs.scopes())) or "Declare it under `attribution`."
            problems.add(figure.place, f"{path}.per", "scope", f"`per: {figure.per}` is no scope.", remedy)
        for ref in read_by(figure):
            if root(ref.name) not in broken:
                _check_ref(figure, ref, figures, inputs, problems)
        if _has_items(figure, inputs, problems):
            _check_scopes(figure, figures, inputs, problems)
    _check_labels(figures, problems)
    return len(problems) == before


def _check_ref(figure: Figure, ref: Ref, figures: Mapping[str, Figure], inputs: InputTypes, problems: Problems) -> None:
    goal = target(ref.name, figures)
    if goal.figure or is_item(ref.name) or inputs.type_of(ref.name) is not None:
        return
    path, head = f"figures.{figure.name}", root(ref.name)
    if head in LEDGER_ROOTS:
        problems.add(
            ref.place,
            path,
            "not-yet",
            f"`{ref.name}` reads the ledger, which this version does not keep yet.",
            "Leave it out for now.",
        )
        return
    kinds = {
        "metric": "metric in the registry",
        "term": "term",
        "participant": "attribute",
        "period": "property of a period",
    }
    what = kinds.get(head, "figure" if head not in inputs.scopes() else f"column of `{head}`")
    known = (*figures, *inputs.known())
    remedy = _near_input(ref.name, known) if head in INPUT_ROOTS else near(ref.name, known)
    if not remedy:
        remedy = (
            "Write the figure, or take the name out."
            if what == "figure"
            else f"Declare it, or use one of those that stand there: {_some(inputs, head)}."
        )
    problems.add(ref.place, path, "unknown-name", f"`{path}` reads `{ref.name}`. There is no such {what}.", remedy)


def _near_input(name: str, known: Iterable[str]) -> str:
    """The nearest input of the same root, judged by what stands after the dot."""
    head, _, rest = name.partition(".")
    same = {other.partition(".")[2]: other for other in known if root(other) == head}
    found = near(rest, same)
    return found.replace("`", f"`{head}.", 1) if found else ""


def _some(inputs: InputTypes, head: str) -> str:
    names = [name for name in inputs.known() if root(name) == head][:5]
    return ", ".join(f"`{name}`" for name in names) or "there are none yet"


def _check_scopes(figure: Figure, figures: Mapping[str, Figure], inputs: InputTypes, problems: Problems) -> None:
    for leaf in leaves(tuple(figure.params.values())):
        if isinstance(leaf, Each):
            _check_each(figure, leaf, figures, inputs, problems)
        elif isinstance(leaf, Over):
            _check_over(figure, leaf, figures, inputs, problems)
        elif isinstance(leaf, Ref):
            scope = _scope(leaf.name, figures, inputs)
            if not _reaches(figure.per, scope):
                message = f"`{figure.name}` is per {figure.per} and reads `{leaf.name}`, which is per {scope}."
                remedy = (
                    f"Use `sum: {{each: {leaf.name}, over: {scope}}}`."
                    if scope not in WIDE_SCOPES
                    else f"Write `per: {scope}` only where everybody shares it."
                )
                problems.add(leaf.place, f"figures.{figure.name}", "scope", message, remedy)


def _check_over(
    figure: Figure, leaf: Over, figures: Mapping[str, Figure], inputs: InputTypes, problems: Problems
) -> None:
    """Items live in the period that they enter: what is read over periods is a figure or an input of all of it."""
    scope = _scope(leaf.of.name, figures, inputs)
    if scope not in WIDE_SCOPES:
        message = f"`{figure.name}` reads `{leaf.of.name}` in several periods, but it is per {scope}."
        remedy = f"Add it up first, `sum: {{each: {leaf.of.name}, over: {scope}}}`, and read that figure."
        problems.add(leaf.place, f"figures.{figure.name}", "scope", message, remedy)
    elif not _reaches(figure.per, scope):
        message = f"`{figure.name}` is per {figure.per} and reads `{leaf.of.name}`, which is per {scope}."
        remedy = f"Write `per: {scope}` only where everybody shares it."
        problems.add(leaf.place, f"figures.{figure.name}", "scope", message, remedy)


def _check_each(
    figure: Figure, leaf: Each, figures: Mapping[str, Figure], inputs: InputTypes, problems: Problems
) -> None:
    scope = _scope(leaf.of.name, figures, inputs)
    if leaf.over and leaf.over not in inputs.scopes():
        remedy = near(leaf.over, inputs.scopes()) or "Declare it under `attribution`, or write `member`."
        problems.add(leaf.place, f"figures.{figure.name}", "scope", f"`{leaf.over}` is no scope of items.", remedy)
    elif leaf.over and not _reaches(leaf.over, scope):
        message = f"`each: {leaf.of.name}` is read over `{leaf.over}`, but it is per {scope}."
        problems.add(
            leaf.place,
            f"figures.{figure.name}",
            "scope",
            message,
            f"Give it `per: {leaf.over}`, or read it over `{scope}`.",
        )
    elif leaf.dated and leaf.dated.by:
        _check_dated(figure, leaf, leaf.dated.by, inputs, problems)


def _check_dated(figure: Figure, leaf: Each, by: str, inputs: InputTypes, problems: Problems) -> None:
    """The date by which items count is a column of theirs, and a date."""
    type_ = inputs.type_of(by)
    if root(by) == leaf.over and type_ is not None and type_.kind is Sort.DATE:
        return
    dates = [name for name in inputs.known() if root(name) == leaf.over and _is_date(name, inputs)]
    message = f"`dated: {by}` is no date of a {leaf.over}."
    remedy = f"Dates are: {', '.join(f'`{name}`' for name in dates)}." if dates else "The registry declares none."
    problems.add(leaf.place, f"figures.{figure.name}", "dated", message, remedy)


def _is_date(name: str, inputs: InputTypes) -> bool:
    type_ = inputs.type_of(name)
    return type_ is not None and type_.kind is Sort.DATE


def _has_items(figure: Figure, inputs: InputTypes, problems: Problems) -> bool:
    """Whether a verb that goes from item to item stands in a figure of items."""
    if not isinstance(figure.verb, InTurn) or figure.per not in WIDE_SCOPES:
        return True
    scope = next(iter(inputs.scopes()), "credit")
    message = f"`{figure.op}` goes from item to item, and `{figure.name}` is per {figure.per}."
    remedy = f"Write `per: {scope}` beside it; for one number of all items use `sum: {{each: …, over: {scope}}}`."
    problems.add(figure.place, f"figures.{figure.name}", "scope", message, remedy)
    return False


def _scope(name: str, figures: Mapping[str, Figure], inputs: InputTypes) -> str:
    goal = target(name, figures)
    return figures[goal.figure].per if goal.figure else inputs.scope_of(name)


def _reaches(reader: str, scope: str) -> bool:
    """Whether a figure of scope `reader` may read one of `scope`: its own, or a wider one."""
    if reader == scope:
        return True
    if scope not in WIDE_SCOPES:
        return False
    return reader not in WIDE_SCOPES or WIDE_SCOPES.index(scope) >= WIDE_SCOPES.index(reader)


def _check_labels(figures: Mapping[str, Figure], problems: Problems) -> None:
    for figure in figures.values():
        for table in tables(tuple(figure.params.values())):
            for label in table.branches:
                _check_label(label, table.attribute.name, figure, table.place, figures, problems)
        for value in figure.params.values():
            for label in value if isinstance(value, tuple) else (value,):
                if isinstance(label, Label) and isinstance(of := figure.params.get("of"), Ref):
                    _check_label(label, of.name, figure, figure.place, figures, problems)


def _check_label(
    label: str, attribute: str, figure: Figure, place: Place, figures: Mapping[str, Figure], problems: Problems
) -> None:
    if label not in figures:
        return
    message = f"`{label}` is a figure (clause {figures[label].clause}) and a value of `{attribute}`."
    remedy = f"Rename the figure, for example `{label}-figure`."
    problems.add(place, f"figures.{figure.name}", "label-and-figure", message, remedy)
