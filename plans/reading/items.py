"""What is read several times: for each item of the scope, or over the window, that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plans.names import root
from plans.plan import Figure
from plans.syntax import Each, Over, Ref, mapped
from plans.windows import Dated, Window

_PER_MEMBER = ("at-least", "at-most")  # bounds of a division: one for all, or one for each


def over_periods(params: dict[str, Any], window: Window, read: str) -> dict[str, Any]:
    """Tells the parameter `read` over which periods it is read."""
    leaf = params.get(read)
    of = leaf.of if isinstance(leaf, Each) else leaf
    return {**params, read: Over(of, window, of.place)} if isinstance(of, Ref) else params


def with_items(params: dict[str, Any]) -> dict[str, Any]:
    """Tells every `each` over which items it is read, wherever it stands in the parameters."""
    scope, dated = _scope(params), params.get("dated")

    def told(leaf: Any) -> Any:
        if not isinstance(leaf, Each):
            return leaf
        return leaf._replace(over=scope, dated=dated if isinstance(dated, Dated) else None)

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
    over = params.get("over")
    return among.over if isinstance(among, Each) else over if isinstance(over, str) else ""
