"""From a text to a plan: read, resolve, order, check. All problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from plans.checking.apart import check_apart
from plans.checking.calendar import check_within
from plans.checking.columns import check_columns
from plans.checking.inputs import InputTypes, RegisteredInputs
from plans.checking.metrics import check_metrics
from plans.checking.names import check_names
from plans.checking.order import computing_order
from plans.checking.payouts import check_payouts
from plans.checking.periods import check_periods
from plans.company.versions import CalendarVersions
from plans.document import Table, read_document
from plans.plan import Crediting, Figure, Plan
from plans.problem import Problems
from plans.reading.figures import read_figures
from plans.reading.form import Form
from plans.reading.header import read_head
from plans.registry import Registry
from plans.verb import Type


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan, or None where something stands in the way; and everything there is to say."""

    plan: Plan | None
    problems: Problems


class Checked(NamedTuple):
    """Figures with their kinds, the order of computing, and the widest type of each; without order where names or loops stand in the way."""

    figures: Mapping[str, Figure]
    order: tuple[str, ...]
    types: Mapping[str, Type]


def load_plan(text: str, file: str, registry: Registry, calendar: CalendarVersions | None = None) -> Loaded:
    """Reads and checks a plan against the registry and the calendar that it names."""
    problems = Problems()
    table = read_document(text, file, problems)
    return Loaded(None, problems) if table is None else plan_from(table, registry, problems, calendar)


def plan_from(table: Table, registry: Registry, problems: Problems, calendar: CalendarVersions | None = None) -> Loaded:
    """Checks a document that was already read: a file's, or a published one's. `calendar` is the company's, where there is one."""
    head = read_head(table, problems, calendar)
    form = Form(table, "", problems)
    figures = read_figures(form, problems, complete=True)
    if not figures and not form.entries("figures"):
        problems.add(
            table.place, "figures", "missing-key", "This plan has no figures.", "Add `figures:` with at least one."
        )
    if head["registry"] and head["registry"] != registry.version:
        message = f"The plan reads registry {head['registry']}; this one is {registry.version or 'without a version'}."
        form.fault(
            "metrics", "registry", message, f"Write `metrics: registry {registry.version}`, or hand over the other one."
        )
    inputs = RegisteredInputs(
        registry, head["terms"], head["attributes"], head["crediting"], head["grain"], head["cut"].grains
    )
    _check_crediting(head["crediting"], registry, problems)
    broken = frozenset(entry.key for entry in form.entries("figures")) - figures.keys()
    checked = check_figures(figures, inputs, problems, broken)
    check_within(checked.figures, head["cut"], problems)
    check_metrics(checked.figures, registry, head["grain"], inputs.grains, problems)
    payouts = {
        name: payout for name, payout in head["payouts"].items() if payout.figure.partition(".")[0] not in broken
    }
    check_payouts(payouts, checked.figures, checked.types, head["currency"], problems)
    if not head["payouts"] and problems.ok:
        problems.add(
            table.place,
            "payouts",
            "missing-key",
            "This plan pays nothing.",
            "Add `payouts:`, unless it is a scorecard.",
            warning=True,
        )
    if not problems.ok or head["effective_from"] is None:
        return Loaded(None, problems)
    return Loaded(Plan(document=table, figures=checked.figures, order=checked.order, **head), problems)


def check_figures(
    figures: Mapping[str, Figure], inputs: InputTypes, problems: Problems, broken: frozenset[str] = frozenset()
) -> Checked:
    """Names, order and types; types are looked at only where names and order hold, so that one fault is told once.

    `broken` are figures that stand in the document and could not be read: reading one is no further fault.
    """
    fine = check_names(figures, inputs, problems, broken)
    fine = fine and check_periods(figures, inputs.grain, inputs.grains, problems)
    order = computing_order(figures, problems) if fine and not broken else ()
    if not order:
        return Checked(figures, order, {})
    typed, types = check_apart(figures, order, inputs, problems)
    return Checked(typed, order, types)


def _check_crediting(crediting: Mapping[str, Crediting], registry: Registry, problems: Problems) -> None:
    for scope in crediting.values():
        item = registry.items.get(scope.each)
        if item is not None:
            check_columns(scope, item.fields, problems)
        if scope.each and scope.each not in registry.items:
            known = ", ".join(f"`{name}`" for name in registry.items) or "none yet"
            message = f"`attribution.{scope.scope}` credits `{scope.each}`, which the registry does not know."
            problems.add(
                scope.place,
                f"attribution.{scope.scope}.each",
                "unknown-item",
                message,
                f"Declare it under `items` there; known: {known}.",
            )
