"""What is paid must be exact to the minor unit, in the plan's currency; and what nothing reads is worth a question."""

from __future__ import annotations

from collections.abc import Mapping

from plans.checking.names import read_by, target
from plans.plan import WIDE_SCOPES, Figure, Payout
from plans.problem import Problems
from plans.reading.form import near
from plans.unit import Unit
from plans.verb import Type


def check_payouts(
    payouts: Mapping[str, Payout],
    figures: Mapping[str, Figure],
    types: Mapping[str, Type],
    currency: str,
    problems: Problems,
) -> None:
    if not payouts:
        return
    for payout in payouts.values():
        path = f"payouts.{payout.name}"
        goal = target(payout.figure, figures)
        if not goal.figure:
            if payout.figure:
                message = f"`{path}` pays `{payout.figure}`. There is no such figure."
                problems.add(
                    payout.place,
                    path,
                    "unknown-name",
                    message,
                    near(payout.figure, figures) or "Name a figure that stands under `figures`.",
                )
            continue
        _check_paid(payout, figures[goal.figure], figures, types, currency, problems)
    if problems.ok:
        _check_dead_ends(payouts, figures, problems)


def _check_paid(
    payout: Payout,
    figure: Figure,
    figures: Mapping[str, Figure],
    types: Mapping[str, Type],
    currency: str,
    problems: Problems,
) -> None:
    path, type_ = f"payouts.{payout.name}", types.get(figure.name)
    if figure.per != payout.per and not (figure.per in WIDE_SCOPES and payout.figure.endswith(".own")):
        message = f"payout `{payout.name}` is per {payout.per}, its figure `{figure.name}` is per {figure.per}."
        problems.add(
            payout.place, path, "scope", message, f"Write `per: {figure.per}`, or pay a figure that sums it up."
        )
    if type_ is None:
        return
    if figure.apart:
        message = f"payout `{payout.name}` pays `{figure.name}`, which counts different things for different items."
        problems.add(payout.place, path, "mixed", message, f"Convert it to {currency or 'one currency'} first.")
        return
    unit = type_.kind if isinstance(type_.kind, Unit) else None
    if payout.pays_as == "cash" and (unit is None or unit.currency is None):
        message = f"payout `{payout.name}` pays `{figure.name}` as cash, but that is {f'in {unit}' if unit and not unit.is_ratio else 'no amount of money'}."
        problems.add(payout.place, path, "unit", message, f"Pay a figure in {currency or 'the currency of the plan'}.")
    elif payout.pays_as == "cash" and unit and unit.currency != currency and currency:
        message = f"payout `{payout.name}` pays {unit.currency}; the plan is in {currency}."
        problems.add(payout.place, path, "currency", message, f"Pay a figure in {currency}.")
    elif not type_.minor and payout.pays_as == "cash":
        message = f"payout `{payout.name}` pays `{figure.name}`, an amount not yet rounded."
        problems.add(payout.place, path, "not-rounded", message, "Add a figure with `round` and pay that.")
    elif type_.negative:
        first = _first_negative(figure, figures, types)
        since = (
            ""
            if first is figure
            else f", since `{first.name}` may be{f' (clause {first.clause})' if first.clause else ''}"
        )
        message = f"payout `{payout.name}` may be below zero{since}."
        problems.add(payout.place, path, "below-zero", message, "Put a `floor: {of: …, at: 0 …}` before it.")


def _first_negative(figure: Figure, figures: Mapping[str, Figure], types: Mapping[str, Type]) -> Figure:
    """The figure in which it begins that this one may be negative: it reads no other figure that may be."""
    for ref in read_by(figure):
        name = target(ref.name, figures).figure
        if name in types and types[name].negative:
            return _first_negative(figures[name], figures, types)
    return figure


def _check_dead_ends(payouts: Mapping[str, Payout], figures: Mapping[str, Figure], problems: Problems) -> None:
    read = {target(ref.name, figures).figure for figure in figures.values() for ref in read_by(figure)}
    read |= {target(payout.figure, figures).figure for payout in payouts.values()}
    for figure in figures.values():
        if figure.name not in read:
            message = f"`{figure.name}` is read by no figure and no payout."
            problems.add(
                figure.place,
                f"figures.{figure.name}",
                "dead-end",
                message,
                "Pay it, read it, or take it out.",
                warning=True,
            )
