"""Variants: one combination of values of the attributes that a plan's case tables and `for` name. The loader checks each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

from plans.checking.inputs import InputTypes
from plans.plan import Figure
from plans.problem import NOWHERE, Problems
from plans.reading.form import near
from plans.syntax import OTHERS, Cases, tables

MOST = 5000

Variant = Mapping[str, str]  # `participant.role` -> senior


def domains(figures: Mapping[str, Figure], inputs: InputTypes, problems: Problems) -> dict[str, tuple[str, ...]]:
    """The values of each attribute that decides between variants; names every case table that leaves one out."""
    found: dict[str, tuple[str, ...]] = {}
    for figure in figures.values():
        for table in tables(tuple(figure.params.values())):
            labels = _labels(table, inputs)
            if labels:
                found[table.attribute.name] = labels
                _check_complete(figure, table, labels, problems)
        for attribute, values in figure.only_for.items():
            type_ = inputs.type_of(f"participant.{attribute}")
            if type_ is None or not type_.labels:
                message = f"`for: {attribute}` names no attribute of the audience."
                problems.add(
                    figure.place,
                    f"figures.{figure.name}.for",
                    "attribute",
                    message,
                    "Declare its values under `audience.attributes`.",
                )
                continue
            found[f"participant.{attribute}"] = type_.labels
            for value in values:
                if value not in type_.labels:
                    message = f"`{value}` is no value of `{attribute}`."
                    problems.add(
                        figure.place,
                        f"figures.{figure.name}.for",
                        "label",
                        message,
                        near(value, type_.labels) or f"Known: {', '.join(type_.labels)}.",
                    )
    return found


def _labels(table: Cases, inputs: InputTypes) -> tuple[str, ...]:
    type_ = inputs.type_of(table.attribute.name)
    if type_ is not None and type_.labels:
        return type_.labels
    return tuple(label for label in table.branches if label != OTHERS)


def _check_complete(figure: Figure, table: Cases, labels: tuple[str, ...], problems: Problems) -> None:
    path = f"figures.{figure.name}"
    for label in table.branches:
        if label not in labels and label != OTHERS:
            message = f"`{label}` is no value of `{table.attribute.name}`."
            problems.add(table.place, path, "label", message, near(label, labels) or f"Known: {', '.join(labels)}.")
    absent = [label for label in labels if label not in table.branches]
    if absent and OTHERS not in table.branches:
        where = f"`{figure.op}` of clause {figure.clause}" if figure.clause else f"`{figure.name}`"
        message = f"The case table in {where} has no value for {', '.join(f'`{label}`' for label in absent)}."
        problems.add(table.place, path, "case-table", message, "Add it, or `others:`.")


def variants(found: Mapping[str, tuple[str, ...]], problems: Problems) -> Iterator[Variant]:
    """Every combination of values; one empty variant where nothing varies."""
    count = prod(len(labels) for labels in found.values())
    if count > MOST:
        message = f"The case tables of this plan make {count:,} combinations; {MOST:,} are the most."
        problems.add(NOWHERE, "figures", "variants", message, "Join attributes, or split the plan by audience.")
        return
    names = tuple(found)
    for labels in product(*found.values()):
        yield dict(zip(names, labels, strict=True))


def branch(table: Cases, variant: Variant) -> object:
    """What the table holds in this variant; None where it has no value for it."""
    return table.branches.get(variant.get(table.attribute.name, OTHERS), table.branches.get(OTHERS))
