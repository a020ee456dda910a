"""The columns of an item that its attribution reads: what is owned, the team, and the dates on which it matters."""

from __future__ import annotations

from collections.abc import Mapping

from plans.attribution.who import MEMBERS, OWNER
from plans.plan import Crediting
from plans.problem import Problems
from plans.reading.form import near
from plans.unit import Kind, Sort


def check_columns(scope: Crediting, fields: Mapping[str, Kind], problems: Problems) -> None:
    """Names what the registry does not declare of the item, or declares as something else; the day it enters is always there."""
    path, who = f"attribution.{scope.scope}.who", scope.who
    if who.rule in {OWNER, MEMBERS} and fields.get(who.of) is not Sort.LABEL:
        message = f"`{who.rule}: {who.of}` of `{scope.scope}` is {_said(fields.get(who.of), 'name')}."
        names = [name for name, kind in fields.items() if kind is Sort.LABEL]
        remedy = near(who.of, names) or f"Declare it as a `label` under `items.{scope.each}.fields` in the registry."
        problems.add(scope.place, path, "attribution", message, remedy)
    for column in who.on:
        if column not in {"enters", scope.enters} and fields.get(column) is not Sort.DATE:
            message = f"`on: {column}` of `{scope.scope}` is {_said(fields.get(column), 'date')}."
            dates = [name for name, kind in fields.items() if kind is Sort.DATE]
            remedy = near(column, [scope.enters, *dates]) or "Name a date of the item: " + ", ".join(
                f"`{name}`" for name in dict.fromkeys((scope.enters, *dates))
            )
            problems.add(
                scope.place, path, "attribution", message, f"{remedy.rstrip('.')}." if remedy[-1] != "?" else remedy
            )


def _said(kind: Kind | None, wanted: str) -> str:
    return (
        f"no {wanted} of the item: the registry does not know it"
        if kind is None
        else f"no {wanted}: the registry has it as {kind}"
    )
