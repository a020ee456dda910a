"""Units, labels and minor units of every figure in every variant, before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from plans.checking.inputs import InputTypes, literal_type
from plans.checking.names import is_item, read_by, target
from plans.checking.variants import Variant, branch, domains, variants
from plans.plan import Figure
from plans.problem import Place, Problems
from plans.syntax import Cases, Constant, Each, Over, Ref, leaves, mapped, tables
from plans.unit import RATIO, Kind, Sort
from plans.verb import Type, Typed, in_words


class Fault(NamedTuple):
    """A fault of one figure, before it is known in how many variants it occurs."""

    figure: str
    place: Place
    path: str
    code: str
    message: str
    remedy: str


def check_types(
    figures: Mapping[str, Figure], order: tuple[str, ...], inputs: InputTypes, problems: Problems
) -> tuple[dict[str, Figure], dict[str, Type]]:
    """The figures with their kinds, and the widest type of each (negative in one variant is negative)."""
    faults: dict[Fault, list[Variant]] = {}
    merged: dict[str, Type] = {}
    doubtful = _doubtful(figures, order)
    count = 0
    for variant in variants(domains(figures, inputs, problems), problems):
        count += 1
        types: dict[str, Type] = {}
        for name in order:
            figure = figures[name]
            if name in doubtful or not figure.is_for(_attributes(variant)):
                continue
            types[name] = _type(figure, types, inputs, variant, faults)
            merged[name] = wider(merged[name], types[name]) if name in merged else types[name]
            if merged[name].kind != types[name].kind:
                faults.setdefault(_two_kinds(figure, merged[name].kind, types[name].kind), []).append(variant)
    for fault, where in faults.items():
        _report(fault, figures[fault.figure], where, count, problems)
    kinds: dict[str, Kind] = {name: type_.kind for name, type_ in merged.items()}
    return {name: replace(figure, kind=kinds.get(name, RATIO)) for name, figure in figures.items()}, merged


def _doubtful(figures: Mapping[str, Figure], order: tuple[str, ...]) -> frozenset[str]:
    """Figures in which reading found a fault, and all that read them: one fault is told once."""
    found: set[str] = set()
    for name in order:
        figure = figures[name]
        if not figure.sound or any(target(ref.name, figures).figure in found for ref in read_by(figure)):
            found.add(name)
    return frozenset(found)


def _two_kinds(figure: Figure, first: Kind, second: Kind) -> Fault:
    message = f"`figures.{figure.name}` is {in_words(second)}, and {in_words(first)} elsewhere."
    remedy = "Give each a figure of its own, with `for:`."
    return Fault(figure.name, figure.place, f"figures.{figure.name}", "unit", message, remedy)


def _attributes(variant: Variant) -> dict[str, str]:
    return {name.removeprefix("participant."): value for name, value in variant.items()}


def _type(
    figure: Figure, types: Mapping[str, Type], inputs: InputTypes, variant: Variant, faults: dict[Fault, list[Variant]]
) -> Type:
    def fault(at: str, code: str, message: str, remedy: str) -> None:
        place, path = figure.place, f"figures.{figure.name}"
        if at in figure.params:
            place = next((leaf.place for leaf in leaves(figure.params[at])), place)
            path = f"{path}.{figure.op}.{at}"
        where = f" (clause {figure.clause})" if figure.clause else ""
        faults.setdefault(
            Fault(figure.name, place, path, code, f"`figures.{figure.name}`{where}: {message}", remedy), []
        ).append(variant)

    def typed(leaf: Any) -> Any:
        if isinstance(leaf, Cases):
            return mapped(branch(leaf, variant), typed)
        if isinstance(leaf, Constant):
            return literal_type(leaf.literal.value, leaf.literal.kind)
        ref = leaf.of if isinstance(leaf, (Each, Over)) else leaf
        found = of_name(ref, types, inputs, variant)
        if found is None:
            fault(
                "",
                "variant",
                f"reads `{ref.name}`, which does not exist here.",
                "Write a case table, or limit this figure with `for:` too.",
            )
        return (found or Type(RATIO))._replace(name=ref.name)

    lists = {"of", "parts"}  # a list leaves out what is for others

    def present(name: str, value: Any) -> Any:
        if name in lists and type(value) is tuple:
            value = tuple(item for item in value if _exists(item, types, inputs))
        return mapped(value, typed)

    args = {name: present(name, _chosen(value, variant)) for name, value in figure.params.items()}
    t = Typed(args, figure.clause, fault)
    needed = [param.name for param in (figure.verb.body,) if param] or [
        param.name for param in figure.verb.parameters if param.needed and not param.checked
    ]
    if any(args.get(name) is None for name in needed) or any(
        sum(args.get(name) is not None for name in group) != 1 for group in figure.verb.one_of
    ):
        return Type(RATIO)  # already named while reading
    return figure.verb.check(t)


def _chosen(value: Any, variant: Variant) -> Any:
    return _chosen(branch(value, variant), variant) if isinstance(value, Cases) and not _is_leaf_case(value) else value


def _is_leaf_case(table: Cases) -> bool:
    return all(isinstance(item, (Constant, Ref)) for item in table.branches.values())


def _exists(item: Any, types: Mapping[str, Type], inputs: InputTypes) -> bool:
    ref = item if isinstance(item, Ref) else getattr(item, "of", None)
    if not isinstance(ref, Ref) or inputs.type_of(ref.name) is not None:
        return True
    return ref.name in types or ref.name.partition(".")[0] in types


def of_name(ref: Ref, types: Mapping[str, Type], inputs: InputTypes, variant: Variant) -> Type | None:
    """The type of what a name stands for: a figure, a part of one, or an input; None where it does not exist in this variant."""
    goal = target(ref.name, dict.fromkeys(types))  # type: ignore[arg-type]  # only the names matter
    if is_item(ref.name):
        return Type(Sort.LABEL)
    if not goal.figure:
        found = inputs.type_of(ref.name)
        literal = variant.get(ref.name)
        return found._replace(literal=literal) if found and literal is not None else found
    whole = types[goal.figure]
    if not goal.part:
        return whole
    part, _, what = goal.part.partition(".")
    kinds = whole.pieces.get(part) or whole.pieces.get("*")
    if kinds is None or what not in {"", "amount", "at"}:
        return None
    kind = kinds[("", "amount", "at").index(what)]
    return Type(kind, minor=whole.minor and not what, negative=whole.negative)


def wider(first: Type, second: Type) -> Type:
    """What holds of both: negative where one may be, in minor units where both are."""
    return first._replace(
        minor=first.minor and second.minor,
        whole=first.whole and second.whole,
        negative=first.negative or second.negative,
        zero=first.zero or second.zero,
        least=None if first.least is None or second.least is None else min(first.least, second.least),
        most=None if first.most is None or second.most is None else max(first.most, second.most),
        missing=first.missing or second.missing,
        pieces={**first.pieces, **second.pieces},
    )


def _report(fault: Fault, figure: Figure, where: list[Variant], count: int, problems: Problems) -> None:
    """A fault of some variants names them; a fault of all stands alone."""
    message = fault.message
    if len(where) < count:
        own = {table.attribute.name for table in tables(tuple(figure.params.values()))} | {
            f"participant.{name}" for name in figure.only_for
        }
        names = [name for name in where[0] if name in own] or list(where[0])
        told = ", ".join(f"`{name.partition('.')[2] or name}: {where[0][name]}`" for name in names)
        message = f"For {told}: {message}"
    problems.add(fault.place, fault.path, fault.code, message, fault.remedy)
