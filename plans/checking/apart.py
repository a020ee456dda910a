"""Items given for a trial may count different things: one an amount in euros, another one in yen. Each group of them is checked by itself.

What stays with its item may be of another kind for each. What is read across items has one kind for all: else euros would be added to yen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from plans.checking.inputs import Alike, InputTypes
from plans.checking.names import read_by
from plans.checking.types import check_types, of_name, wider
from plans.plan import Figure
from plans.problem import Problems
from plans.syntax import Each, Ref, leaves
from plans.unit import Kind
from plans.verb import InTurn, Type, in_words


class _Found(NamedTuple):
    """What the check of one group came to."""

    group: Alike[InputTypes]
    figures: Mapping[str, Figure]
    types: Mapping[str, Type]
    problems: Problems

    @property
    def items(self) -> str:
        return f"item {self.group.items[0]} of `{self.group.scope}`"

    def kind(self, ref: Ref) -> Kind | None:
        type_ = of_name(ref, self.types, self.group.types, {})
        return type_.kind if type_ else None


def check_apart(
    figures: Mapping[str, Figure], order: tuple[str, ...], inputs: InputTypes, problems: Problems
) -> tuple[Mapping[str, Figure], Mapping[str, Type]]:
    """The figures with their kinds, and the widest type of each, for all groups of items."""
    groups = inputs.apart()
    if not groups:
        return check_types(figures, order, inputs, problems)
    found = [
        _Found(group, *check_types(figures, order, group.types, own), own) for group in groups for own in (Problems(),)
    ]
    for one in found:
        _tell(one, found, figures, problems)
    for figure in figures.values():
        _check_across(figure, found, problems)
    types: dict[str, Type] = {}
    for one in found:
        types |= {name: wider(types[name], type_) if name in types else type_ for name, type_ in one.types.items()}
    return {name: _by_item(name, found) for name in figures}, types


def _tell(one: _Found, found: Sequence[_Found], figures: Mapping[str, Figure], problems: Problems) -> None:
    """Hands on the problems of one group; what is wrong for some items only names the first of them."""
    for problem in one.problems:
        figure = figures.get(problem.path.split(".")[1])
        about = [other for other in found if figure and other.group.scope == figure.per] or found
        if one in about:
            everywhere = all(problem in other.problems.found for other in about)
            message = problem.message if everywhere else f"For {one.items}: {problem.message}"
            problems.add(problem.place, problem.path, problem.code, message, problem.remedy, warning=problem.warning)


def _check_across(figure: Figure, found: Sequence[_Found], problems: Problems) -> None:
    """Names what a figure reads of several items, where that is not the same kind for all."""
    for ref, scope in _across(figure):
        own = [one for one in found if one.group.scope == scope]
        first = own[0].kind(ref) if own else None
        other = next((one for one in own if one.kind(ref) != first), None)
        kind = other.kind(ref) if other else None
        if other and first and kind:
            message = (
                f"`{figure.name}` reads `{ref.name}` of several items: it is {in_words(first)} for {own[0].items}, "
                f"and {in_words(kind)} for {other.items}."
            )
            remedy = "Put a figure before it that counts the same for all, such as a `convert`."
            problems.add(ref.place, f"figures.{figure.name}", "mixed", message, remedy)


def _across(figure: Figure) -> Iterator[tuple[Ref, str]]:
    """What a figure reads of several items, and of which."""
    if isinstance(figure.verb, InTurn):
        yield from ((ref, figure.per) for ref in read_by(figure))
    yield from ((leaf.of, leaf.over) for leaf in leaves(tuple(figure.params.values())) if isinstance(leaf, Each))


def _by_item(name: str, found: Sequence[_Found]) -> Figure:
    """The figure; where its kind differs, as it is for each item."""
    figure = found[0].figures[name]
    own = [one for one in found if one.group.scope == figure.per]
    if len({one.figures[name].kind for one in own}) < 2:  # noqa: PLR2004 - a difference has two sides
        return figure
    return replace(figure, apart={item: one.figures[name] for one in own for item in one.group.items})
