"""Small plans, registries and dossiers for tests, written as an author and a source would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from plans.calendar import Period, parse_period
from plans.company.versions import CalendarVersions
from plans.dossier import Dossier
from plans.literal import parse
from plans.load import load_plan
from plans.reading.registry import load_registry
from plans.record import Completeness, Credit, Fact, Origin, Stay, Term
from plans.scheme import Scheme

REGISTRY = """
registry: test
sources:
  crm: {title: CRM, owner: sales operations, late-after: 5 days}
  survey: {title: survey, owner: research}
items:
  deal: {title: Deal, currency: EUR, source: crm, fields: {segment: [small, large], months: months, live: yes/no, day-90: date}}
metrics:
  won: {title: Deals won, unit: EUR, roll-up: {sum: deal-value}, source: crm}
  deals: {title: Deals, unit: deals, roll-up: {count: deal-value}, source: crm}
  live: {title: Deals that went live, unit: deals, roll-up: {count: went-live, where: yes}, source: crm}
  days: {title: Days to first value, unit: days, roll-up: {median: first-value}, source: crm, better: lower, never-zero: yes}
  active: {title: Active users, unit: "%", roll-up: {ratio: {of: {count: user-active, where: yes}, to: {count: user-active}}}, source: crm}
  mood: {title: Mood, unit: "%", roll-up: {given: mood}, source: survey}
  team-won: {title: Deals of the team, unit: EUR, per: team, roll-up: {sum: deal-value}, source: crm}
  all-won: {title: Deals of everybody, unit: EUR, per: company, roll-up: {sum: deal-value}, source: crm}
"""

HEAD = """
plan: test
title: Test plan
version: "1"
effective: {from: 2026-01-01, to: 2026-12-31}
period: quarter
currency: EUR
metrics: registry test
audience:
  who: {function: sales}
  attributes:
    role: {junior: learns, senior: leads}
attribution:
  credit: {each: deal, enters: signed-on, who: {column: payee}, takes: share, shares: 100%}
terms:
  quota: {from: participant, unit: EUR, each: quarter, when-changed: by day}
  first-target: {from: participant, unit: EUR, each: quarter, when-changed: first}
  last-target: {from: participant, unit: EUR, each: quarter, when-changed: last}
  rate: {value: 5%}
"""

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
AS_OF = int(NOW.timestamp()) * 1_000_000


def quarter(name: str = "2026-Q4") -> Period:
    period = parse_period(name)
    assert period is not None
    return period


def scheme(
    figures: str,
    payouts: str = "",
    *,
    head: str = HEAD,
    registry: str = REGISTRY,
    calendar: CalendarVersions | None = None,
) -> Scheme:
    """A plan with these figures; fails with every problem that the loader names."""
    loaded_registry = load_registry(registry, "registry.yaml")
    assert loaded_registry.registry is not None, "\n".join(map(str, loaded_registry.problems))
    loaded = load_plan(document(figures, payouts, head=head), "plan.yaml", loaded_registry.registry, calendar)
    assert loaded.plan is not None, "\n".join(map(str, loaded.problems))
    return Scheme(loaded.plan, loaded_registry.registry)


def document(figures: str, payouts: str = "", *, head: str = HEAD) -> str:
    """The text of a plan; each figure is a line `name: {verb: …}` and gets its clause and title by its place."""
    lines = []
    for number, line in enumerate((line for line in figures.strip().splitlines() if line.strip()), start=1):
        name, _, body = line.strip().partition(": {")
        lines.append(f'  {name}: {{clause: "{number}", title: {name.replace("-", " ").capitalize()}, {body}')
    paid = "".join(f"  {line.strip()}\n" for line in payouts.strip().splitlines())
    return f"{head}figures:\n" + "\n".join(lines) + "\n" + (f"payouts:\n{paid}" if paid else "")


def facts(metric: str, *rows: tuple[str, str, str], subject: str = "person:ana") -> list[Fact]:
    """(fact id, day, value) each."""
    kind, _, who = subject.partition(":")
    found = []
    for fact_id, day, text in rows:
        literal = parse(text)
        assert literal is not None
        found.append(
            Fact(
                fact_id,
                metric,
                kind,
                who,
                date.fromisoformat(day),
                literal.value,
                literal.kind,
                origin=Origin("crm", 2, AS_OF),
            )
        )
    return found


def dossier(
    *recorded: Fact,
    terms: Iterable[tuple[str, str, str]] = (),
    credits: Iterable[Credit] = (),  # noqa: A002 - the field's own name
    stays: tuple[Stay, ...] = (),
    members: tuple[Stay, ...] = (),
    complete: Mapping[str, str] | None = None,
) -> Dossier:
    """What is recorded about `ana`: facts, terms as (term, from, value), and through which day each source is complete."""
    by_metric: dict[tuple[str, str], list[Fact]] = {}
    for fact in recorded:
        for per in ("person", "team", "company"):
            if per != "person" or fact.subject_id == "ana":
                by_metric.setdefault((fact.metric, per), []).append(fact)
    agreed = []
    for name, start, text in terms:
        literal = parse(text)
        assert literal is not None
        agreed.append(Term("ana", name, literal.value, literal.kind, date.fromisoformat(start)))
    return Dossier(
        "ana",
        stays or (Stay("ana", date(2025, 1, 1), team_id="north", function="sales", attributes={"role": "senior"}),),
        tuple(agreed),
        {key: tuple(sorted(rows, key=lambda fact: (fact.observed, fact.fact_id))) for key, rows in by_metric.items()},
        {"deal": tuple(credits)},
        members,
        {
            source: Completeness(source, date.fromisoformat(day))
            for source, day in ({"crm": "2026-11-19"} if complete is None else complete).items()
        },
    )
