"""A figure's rule as a sentence, made from the rule itself, so that it cannot drift from what is paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.checking.names import target
from plans.plan import Figure
from plans.registry import Registry
from plans.syntax import OTHERS, Cases, Constant, Each, Over, Ref, mapped
from plans.words import Phrase, Several, Shown, Title


def rule(figure: Figure, figures: Mapping[str, Figure], registry: Registry | None = None) -> Phrase:
    """The sentence of a figure's verb, with titles in place of names; one for each case where a case table holds more than values."""

    def slot(leaf: Any) -> Any:
        if isinstance(leaf, Constant):
            return Shown(leaf.literal.value, leaf.literal.kind)
        if isinstance(leaf, (Each, Over)):
            return slot(leaf.of)
        if isinstance(leaf, Cases):
            return _cases(leaf, slot)
        return Title(leaf.name, title_of(leaf, figures, registry))

    def told(params: Mapping[str, Any]) -> Phrase:
        for name, value in params.items():
            if isinstance(value, Cases) and not _holds_values(value):
                each = {label: told({**params, name: branch}) for label, branch in value.branches.items()}
                return _one_each(value, each)
        slots = {name: mapped(value, slot) for name, value in params.items()}
        return figure.verb.words({**slots, "kind": figure.kind})

    return told(figure.params)


def title_of(ref: Ref, figures: Mapping[str, Figure], registry: Registry | None = None) -> str:
    """What people call a name: a figure's title, a metric's title, or the name in words."""
    goal = target(ref.name, figures)
    if goal.figure:
        part = goal.part.replace("-", " ").replace(".", " ")
        called = figures[goal.figure].called
        return f"{called}: {part}" if part and part != "own" else (f"your part of {called}" if part else called)
    rest = ref.name.partition(".")[2]
    metric = (registry.metric_of(ref.name) or registry.metric_by_column(rest)) if registry is not None else None
    if metric is not None:
        return metric.title
    return rest.replace("-", " ")


def _holds_values(table: Cases) -> bool:
    """Whether each case is one value, and not a list of points, bands or weights."""
    return all(
        _holds_values(branch) if isinstance(branch, Cases) else isinstance(branch, (Constant, Ref, Each, Over))
        for branch in table.branches.values()
    )


def _one_each(table: Cases, told: Mapping[str, Phrase]) -> Phrase:
    """`for small: …; for mid: …`."""
    items = tuple(
        Phrase("case.rule", "for {label}: {rule}", {"label": _label(table, label), "rule": rule})
        for label, rule in told.items()
    )
    return Phrase("cases.rules", "{items}", {"items": Several(items, ";")})


def _cases(table: Cases, slot: Any) -> Phrase:
    items = tuple(
        Phrase("case", "{branch} for {label}", {"branch": mapped(branch, slot), "label": _label(table, label)})
        for label, branch in table.branches.items()
    )
    return Phrase("cases", "{items}", {"items": Several(items, ",")})


def _label(table: Cases, label: str) -> str:
    if label == OTHERS:
        return f"any other {table.attribute.name.partition('.')[2].replace('-', ' ')}"
    return label.replace("-", " ")
