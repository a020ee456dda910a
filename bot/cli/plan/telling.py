"""A whole plan in plain words: its head, its clauses, its terms and payouts. Words come from the rules, so they cannot drift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from plans.attribution.who import COLUMN, MANAGER, MEMBERS, OWNER, SHARE, WHOLE, Who
from plans.company.cut import Cut
from plans.company.versions import CalendarVersions
from plans.document import Table, Tree, canonical_bytes
from plans.plan import PARTICIPANT, BasedOn, Crediting, Figure, Payout, Pilot, Plan, TermRule
from plans.registry import Registry
from plans.sentences import rule, title_of
from plans.syntax import Ref
from plans.unit import Kind, Unit, plural
from plans.words import PLAIN, Shown, say


@dataclass(frozen=True, slots=True)
class Clause:
    """One figure in words. `written` is its canonical text: two clauses that read alike may still differ there."""

    figure: str
    clause: str
    title: str
    sentence: str
    applies: str
    purpose: str
    story: str
    written: str

    def as_json(self) -> dict[str, str]:
        return {name: text for name, text in asdict(self).items() if name != "written"}


@dataclass(frozen=True, slots=True)
class Telling:
    """A plan in words. `head`, `terms`, `payouts` and the like are words by name, in the order of the document."""

    name: str
    version: str
    hash: str
    head: Mapping[str, str]
    clauses: tuple[Clause, ...]
    terms: Mapping[str, str]
    payouts: Mapping[str, str]
    budget: Mapping[str, str]
    decisions: Mapping[str, str]
    glossary: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        return {
            "plan": self.name,
            "version": self.version,
            "hash": self.hash,
            **dict(self.head),
            "clauses": [clause.as_json() for clause in self.clauses],
            "terms": dict(self.terms),
            "payouts": dict(self.payouts),
            "budget": dict(self.budget),
            "decisions": dict(self.decisions),
            "glossary": dict(self.glossary),
        }


def telling(plan: Plan, registry: Registry | None) -> Telling:
    """The plan in words; without a registry metrics are called by their names."""
    return Telling(
        plan.name,
        plan.version,
        plan.hash,
        _head(plan),
        tuple(_clause(plan, figure, registry) for figure in plan.figures.values()),
        {term.name: _term(term) for term in plan.terms.values()},
        {payout.name: _payout(plan, payout) for payout in plan.payouts.values()},
        plan.budget.words if plan.budget else {},
        {decision.name: decision.words for decision in plan.decisions.values()},
        plan.glossary,
    )


def _head(plan: Plan) -> dict[str, str]:
    end = f" to {plan.effective_to}" if plan.effective_to else " on"
    who = "; ".join(f"{column} {' or '.join(values)}" for column, values in plan.who.items())
    attributes = "; ".join(f"{name}: {_listed(values)}" for name, values in plan.attributes.items())
    return {
        "title": plan.title,
        "effective": f"from {plan.effective_from}{end}",
        "period": f"each {plan.grain}{_by_calendar(plan.cut)}",
        "currency": plan.currency,
        "metrics": f"registry {plan.registry}" if plan.registry else "none",
        "audience": who or "everybody",
        "attributes": attributes,
        "items": "; ".join(map(_items, plan.crediting.values())),
        "rationale": plan.rationale,
        "replaces": plan.replaces,
        "based_on": _based_on(plan.based_on),
        "pilot": _pilot(plan.pilot),
    }


def _by_calendar(cut: Cut) -> str:
    return f" of the calendar {cut.name}" if isinstance(cut, CalendarVersions) else ""


def _based_on(origin: BasedOn | None) -> str:
    """`sales 2026-1; figures.bonus replaced, terms.base added`."""
    if origin is None:
        return ""
    return f"{origin.plan} {origin.version}; {', '.join(origin.changed) or 'nothing changed'}"


def _pilot(pilot: Pilot | None) -> str:
    """`in north region from 2026-07-01 to 2027-03-31, beside everyone else; what it showed is told on 2027-04-15`."""
    if pilot is None:
        return ""
    days = f"from {pilot.start} to {pilot.end}"
    return f"in {pilot.unit} {days}, beside {pilot.beside}; what it showed is told on {pilot.read_out}"


def _items(scope: Crediting) -> str:
    """`each deal by signed-on, for its payees by their shares, which add up to 100%`."""
    shares = f", which add up to {scope.shares}" if scope.shares else ""
    return f"each {scope.each} by {scope.enters}, for {_whose(scope.who)}{_taken(scope)}{shares}"


def _whose(who: Who) -> str:
    """`whoever owned its account on day-30 and day-90`."""
    days = " and ".join(who.on)
    if who.rule == OWNER:
        return f"whoever owned its {who.of} on {days}"
    if who.rule == MEMBERS:
        return f"the members that its {who.of} had on {days}"
    if who.rule == MANAGER:
        return f"the {' of the '.join(['manager'] * who.levels)} of whoever has it as {who.of}, by the line on {days}"
    return "its payees"


def _taken(scope: Crediting) -> str:
    """What they get of it; of an owner on one day nothing needs to be said."""
    if scope.takes != SHARE:
        return ", the whole of it once" if scope.takes == WHOLE else ", by the shares of their reports together"
    if scope.who.rule == COLUMN:
        return " by their shares"
    return ", in equal parts" if scope.who.rule == MEMBERS or len(scope.who.on) > 1 else ""


def _listed(values: Mapping[str, str]) -> str:
    return ", ".join(f"{value} ({says})" if says else value for value, says in values.items())


def _clause(plan: Plan, figure: Figure, registry: Registry | None) -> Clause:
    sentence = say(rule(figure, plan.figures, registry))
    return Clause(
        figure.name,
        figure.clause,
        figure.called,
        f"{sentence[:1].upper()}{sentence[1:].rstrip('.')}.",
        _applies(figure),
        figure.purpose,
        figure.story,
        _written(plan, figure.name),
    )


def _applies(figure: Figure) -> str:
    """Whom or what it is computed for, where that is not simply the participant."""
    per = [] if figure.per == PARTICIPANT else [f"for each {figure.per}"]
    only = [f"for {attribute} {' or '.join(values)} only" for attribute, values in figure.only_for.items()]
    words = ", ".join((*per, *only))
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _written(plan: Plan, name: str) -> str:
    figures: Tree | None = plan.document.get("figures")
    figure = figures.get(name) if isinstance(figures, Table) else None
    return canonical_bytes(figure).decode() if figure is not None else ""


def _term(term: TermRule) -> str:
    if term.value is not None:
        return PLAIN.value(Shown(term.value.value, term.value.kind))
    each = f" for each {term.each}" if term.each else ""
    holds = {
        "first": "where it changes, the first one holds",
        "last": "where it changes, the last one holds",
        "by stint": "where it changes, each span between two changes is computed by itself",
        "by day": "where it changes, each one counts by its days",
    }
    return f"agreed with each participant{each}{_counted(term.kind)}; {holds.get(term.when_changed, term.when_changed)}"


def _counted(kind: Kind) -> str:
    if not isinstance(kind, Unit) or kind.is_ratio:
        return ""
    return f", in {plural(kind.over[0]) if len(kind.over) == 1 and not kind.under else kind}"


def _payout(plan: Plan, payout: Payout) -> str:
    per = "" if payout.per == PARTICIPANT else f" for each {payout.per}"
    return f"{title_of(Ref(payout.figure, payout.place), plan.figures)}, as {payout.pays_as}{per}, {payout.when}"
