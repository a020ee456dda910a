"""A figure's rule as a sentence, made from the rule itself, so that it cannot drift from what is paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.checking.names import target
from plans.params import Weighted
from plans.plan import Figure
from plans.registry import Registry
from plans.syntax import OTHERS, Cases, Constant, Each, Ref, mapped
from plans.words import Phrase, Several, Shown, Title


def rule(figure: Figure, figures: Mapping[str, Figure], registry: Registry | None = None) -> Phrase:
    """The sentence of a figure's verb, with titles in place of names."""

    def slot(leaf: Any) -> Any:
        if isinstance(leaf, Constant):
            return Shown(leaf.literal.value, leaf.literal.kind)
        if isinstance(leaf, Each):
            return slot(leaf.of)
        if isinstance(leaf, Cases):
            return _cases(leaf, slot)
        return Title(leaf.name, title_of(leaf, figures, registry))

    return figure.verb.words({name: mapped(value, slot) for name, value in figure.params.items()})


def title_of(ref: Ref, figures: Mapping[str, Figure], registry: Registry | None = None) -> str:
    """What people call a name: a figure's title, a metric's title, or the name in words."""
    goal = target(ref.name, figures)
    if goal.figure:
        part = goal.part.replace("-", " ").replace(".", " ")
        called = figures[goal.figure].called
        return f"{called}: {part}" if part and part != "own" else (f"your part of {called}" if part else called)
    head, _, rest = ref.name.partition(".")
    if head == "metric" and registry is not None and rest in registry.metrics:
        return registry.metrics[rest].title
    return rest.replace("-", " ")


def _cases(table: Cases, slot: Any) -> Phrase:
    attribute = table.attribute.name.partition(".")[2].replace("-", " ")
    items = tuple(
        Phrase(
            "case",
            "{branch} for {label}",
            {
                "branch": _flat(mapped(branch, slot)),
                "label": label.replace("-", " ") if label != OTHERS else f"any other {attribute}",
            },
        )
        for label, branch in table.branches.items()
    )
    return Phrase("cases", "{items}", {"items": Several(items, ",")})


def _flat(value: Any) -> Any:
    """A branch that is no single value, told as a list: points as `50% at 90%`, weights as `60% of …`."""
    if isinstance(value, (Phrase, Shown, Title, Several, str)):
        return value
    if isinstance(value, Weighted):
        return Phrase("weighted", "{weight} {of}", {"weight": value.weight, "of": value.of})
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], Shown):  # noqa: PLR2004 - a point
        return Phrase("point", "{gives} at {where}", {"where": value[0], "gives": value[1]})
    if isinstance(value, tuple):
        return Several(tuple(_flat(item) for item in value if item is not None))
    return str(value)
