"""What is read for each item: the sibling `over` or `among` says of which scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plans.names import root
from plans.plan import Figure
from plans.syntax import Each, Ref, mapped

_PER_MEMBER = ("at-least", "at-most")  # bounds of a division: one for all, or one for each


def with_items(params: dict[str, Any]) -> dict[str, Any]:
    """Tells every `each` over which items it is read, wherever it stands in the parameters."""
    scope = _scope(params)

    def told(leaf: Any) -> Any:
        return leaf._replace(over=scope) if isinstance(leaf, Each) else leaf

    return {key: mapped(value, told) for key, value in params.items()}


def with_bounds(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Reads a bound of a division for each member where it names a column or a figure of theirs."""

    def each_of(figure: Figure, scope: str, value: Any) -> Any:
        def read(leaf: Any) -> Any:
            if not isinstance(leaf, Ref):
                return leaf
            head = figures.get(root(leaf.name))
            own = head.per if head else root(leaf.name)
            return Each(leaf, scope, leaf.place) if own == scope != figure.per else leaf

        return mapped(value, read)

    def bounded(figure: Figure) -> Figure:
        among = figure.params.get("among")
        if not isinstance(among, Each):
            return figure
        bounds = {key: each_of(figure, among.over, figure.params[key]) for key in _PER_MEMBER if key in figure.params}
        return replace(figure, params={**figure.params, **bounds})

    return {name: bounded(figure) for name, figure in figures.items()}


def _scope(params: Mapping[str, Any]) -> str:
    among = params.get("among")
    return among.over if isinstance(among, Each) else str(params.get("over") or "")
