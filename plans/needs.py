"""What a plan reads from the record, so that storage fetches that and nothing else."""

from __future__ import annotations

from plans.calendar import Period
from plans.checking.names import read_by, target
from plans.dossier import CreditNeed, FactNeed, Needs
from plans.plan import TEAM, Plan
from plans.registry import Registry
from plans.syntax import Each, Word, leaves


def needs_of(plan: Plan, registry: Registry, period: Period) -> Needs:
    """The rows that one statement of this plan rests on in one period."""
    facts: dict[FactNeed, None] = {}
    credited: dict[CreditNeed, None] = {}
    members = False
    for figure in plan.figures.values():
        for ref in read_by(figure):
            goal = target(ref.name, plan.figures)
            head, _, rest = goal.name.partition(".")
            if not goal.figure and head == "metric":
                metric = registry.metrics[rest]
                members |= metric.per == TEAM
                facts.update(
                    (FactNeed(fact, metric.per, period.start, period.end), None) for fact in metric.roll_up.facts
                )
        for scope in _scopes(figure.params, figure.per):
            members |= scope == "member"
            if scope in plan.crediting:
                credited[CreditNeed(plan.crediting[scope].each, period.start, period.end)] = None
    return Needs(tuple(facts), tuple(credited), members)


def _scopes(params: object, per: str) -> set[str]:
    values = tuple(params.values()) if isinstance(params, dict) else ()
    over = {leaf.over for leaf in leaves(values) if isinstance(leaf, Each)}
    return {per, *over, *(str(value) for value in values if type(value) is str or isinstance(value, Word))}
