"""Puts the sample company into a folder: CSV files in the order in which they became known, plans, registry, and who is in the chat."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.sample import customer_success, product, sales, sheets
from bot.sample.people import AMERICA, FEATURED, GUEST, IRELAND, OPERATOR, TEAMS, VISITOR, Member, everybody
from bot.sample.quarters import LATE_SINCE, Quarter, micros, quarters
from plans.calendar import Period

SEED = 20261120
CLOCK = "2026-11-20T06:00:00Z"
APPROVER = "Tomás Thiele"
OPERATORS_CHANNEL = "C0NWOPERATE"
DOCUMENTS = Path(__file__).parent.parent.parent / "examples" / "sample"
_HIRED = datetime(2025, 6, 20, 8, 0, tzinfo=UTC)
_CORRECTED = datetime(2026, 11, 20, 5, 50, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SampleImport:
    """One file to import, as an analyst would, at the instant at which it became known (UTC microseconds)."""

    what: str
    path: Path
    source: str
    complete_through: date | None
    recorded: int


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """A document to publish, and when."""

    path: Path
    published: int


@dataclass(frozen=True, slots=True)
class SampleSignOff:
    """A period of a plan to sign off: by whom, and when."""

    plan: str
    period: Period
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything that makes the sample: documents first, then imports and sign-offs in their order, then the local Slack's workspace."""

    registry: SamplePlan
    calendar: SamplePlan
    plans: tuple[SamplePlan, ...]
    imports: tuple[SampleImport, ...]
    sign_offs: tuple[SampleSignOff, ...]
    workspace: dict[str, Any]
    people: tuple[Member, ...]


@dataclass(slots=True)
class _Files:
    folder: Path
    made: list[SampleImport] = field(default_factory=list)

    def add(
        self,
        what: str,
        name: str,
        header: Sequence[str],
        rows: Iterable[Sequence[object]],
        known: datetime,
        source: str = "hr",
        through: date | None = None,
    ) -> None:
        path = sheets.write(self.folder / f"{len(self.made) + 1:02d}-{name}.csv", header, rows)
        self.made.append(SampleImport(what, path, source, through, micros(known)))


def make_sample(folder: Path) -> Sample:
    """Writes the sample into a folder and says what to do with it. The same every time, to the byte."""
    dice = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    folder.mkdir(parents=True, exist_ok=True)
    people = everybody(dice)
    files = _Files(folder)
    files.add("teams", "teams", sheets.TEAM, sheets.team_rows(), _HIRED)
    files.add("people", "people", sheets.PEOPLE, sheets.people_rows(people), _HIRED)
    files.add("roles", "roles", sheets.ROLE, _roles(people), _HIRED)
    files.add("terms", "terms", sheets.TERM, _terms(people, dice), _HIRED)
    sold: Sequence[sales.Deal] = ()
    for quarter in quarters():
        sold = _results(quarter, people, dice, files, sold)
    _correction(people, files)
    plans = tuple(SamplePlan(DOCUMENTS / f"{name}.yaml", micros(_HIRED)) for name in PLANS)
    return Sample(
        SamplePlan(DOCUMENTS / "registry.yaml", micros(_HIRED)),
        SamplePlan(DOCUMENTS / "calendar.yaml", micros(_HIRED)),
        plans,
        tuple(files.made),
        tuple(_sign_offs(people)),
        workspace(people),
        tuple(people),
    )


PLANS = (
    "customer-success-1",
    "customer-success-2",
    "customer-success",
    "customer-success-us",
    "sales-emea",
    "sales-americas",
    "product-developers",
)


SIGNED = ("customer-success", "customer-success-us", "sales-emea", "sales-americas", "product-developers")


def _sign_offs(people: Sequence[Member]) -> Iterable[SampleSignOff]:
    """What is over is signed off twelve days after its feeds were read, by plan; the last quarter that is over waits for it."""
    approver = _named(people, APPROVER)
    *signed, _, _ = quarters()
    for quarter in signed:
        at = micros(quarter.known + timedelta(days=12))
        yield from (SampleSignOff(plan, quarter.period, approver, at) for plan in SIGNED)


def _roles(people: Sequence[Member]) -> Iterable[tuple[object, ...]]:
    finance, hr = _named(people, APPROVER), _named(people, "Priya Patel")
    yield (finance, "compensation-analyst", "", "2025-06-20", "", hr, "runs the calculation each quarter")
    yield (finance, "approver", "", "2025-06-20", "", hr, "signs periods off")
    yield (hr, "plan-publisher", "", "2025-06-20", "", finance, "publishes what the council decided")
    yield (_named(people, OPERATOR), "operator", "", "2025-06-20", "", finance, "runs Fairshare")
    yield (_named(people, "Siobhán Sheridan"), "council-member", "", "2025-06-20", "", hr, "chairs the council")


def _named(people: Sequence[Member], name: str) -> str:
    return _member(people, name).person_id


def _member(people: Sequence[Member], name: str) -> Member:
    return next(member for member in people if member.name == name)


def _terms(people: Sequence[Member], dice: random.Random) -> Iterable[tuple[object, ...]]:
    """Target and quota a quarter. One seller's quota was raised in the middle of the current quarter."""
    for member in people:
        currency, start = member.team.currency, max(member.start, "2025-07-01")
        if member.team.function in {"customer-success", "product"}:
            told = member.name in customer_success.OF_STORY
            target = 6000 if told else 250 * dice.randint(14, 30)
            yield (member.person_id, "target", f"{target}.00", currency, start, "")
        elif member.team.function == "sales":
            yield (member.person_id, "quota", f"{sales.QUOTA}.00", currency, start, "")
            if member.name == "Finn Farrell":
                yield (member.person_id, "quota", "132000.00", currency, "2026-11-01", "")


def _results(
    quarter: Quarter, people: Sequence[Member], dice: random.Random, files: _Files, before: Sequence[sales.Deal]
) -> Sequence[sales.Deal]:
    """All feeds of one quarter, each complete through the day on which it was read. Takes the deals of the one before, returns its own."""
    by_source: dict[str, list[tuple[object, ...]]] = {}
    for member in people:
        if member.team.function == "customer-success" and _here(member, quarter):
            for source, row in customer_success.facts(member, quarter, customer_success.result(member, quarter, dice)):
                by_source.setdefault(source, []).append(row)
    won: dict[str, list[sales.Deal]] = {}
    for entity, currency in ((IRELAND, "EUR"), (AMERICA, "USD")):
        sellers = [
            member
            for member in people
            if member.team.function == "sales" and member.team.entity == entity and _here(member, quarter)
        ]
        won[currency] = [*sales.deals(sellers, quarter, dice), *sales.returns(quarter, sellers, before)]
        by_source.setdefault(sales.SOURCE, []).extend(sales.fact_rows(won[currency], currency))
    by_source[product.SOURCE] = list(product.fact_rows(quarter, dice))
    for source, rows in by_source.items():
        late = source == "product-usage-us" and quarter.period.end >= LATE_SINCE
        files.add(
            "facts",
            f"{quarter.short}-{source}",
            sheets.FACT,
            rows,
            quarter.known,
            source,
            LATE_SINCE if late else quarter.read_on,
        )
    credited = [row for currency, deals in won.items() for row in sales.credit_rows(deals, currency)]
    files.add(
        "credits", f"{quarter.short}-deals", sheets.CREDIT, credited, quarter.known, "crm-credits", quarter.read_on
    )
    return [deal for deals in won.values() for deal in deals]


def _here(member: Member, quarter: Quarter) -> bool:
    """Whether somebody has results in a quarter: the joiner has none yet, the mover none before the move."""
    if member.start > quarter.period.start.isoformat():
        return False
    return not (member.name == "Gwen Garcia" and quarter.name < "2026-Q2") and not (
        member.end and member.end < quarter.period.start.isoformat()
    )


def _correction(people: Sequence[Member], files: _Files) -> None:
    """Finn's deal was entered too high; the corrections of fact and credit are new rows, the old ones stay."""
    finn = _named(people, "Finn Farrell")
    deal = f"D-{finn[2:]}-26Q4-01"
    was = next(row for row in _read(files, "26Q4-crm") if row[0] == f"{deal}-{finn}")
    files.add("facts", "26Q4-correction", sheets.FACT, [(*was[:5], "38500.00", *was[6:])], _CORRECTED, sales.SOURCE)
    credited = next(row for row in _read(files, "26Q4-deals") if row[0] == f"{deal}-{finn}")
    corrected = (*credited[:5], "38500.00", *credited[6:])
    files.add("credits", "26Q4-corrected-deal", sheets.CREDIT, [corrected], _CORRECTED, "crm-credits")


def _read(files: _Files, name: str) -> Iterable[list[str]]:
    path = next(made.path for made in files.made if made.path.stem.endswith(name))
    with path.open(encoding="utf-8", newline="") as file:
        yield from list(csv.reader(file))[1:]


def workspace(people: Sequence[Member]) -> dict[str, Any]:
    """The local Slack's workspace: everybody, a guest without a plan, a channel for all and one a team; whom a visitor is at first."""
    accounts = [
        {
            "id": member.slack_id, "name": member.handle, "real_name": member.name, "title": member.title,
            "tz": member.team.zone, "locale": member.locale, "email": f"{member.handle}@northwind.example",
            "deleted": bool(member.end) and member.end < "2026-11-20", "is_admin": member.team.team_id == "people",
        }
        for member in people
    ]  # fmt: skip
    guest = {
        "id": "U0NWGUEST01",
        "name": "max.contractor",
        "real_name": GUEST,
        "title": "Contractor",
        "tz": "Europe/Dublin",
        "locale": "en-IE",
        "email": "max@contractor.example",
        "is_restricted": True,
    }
    everyone = [account["id"] for account in accounts if not account["deleted"]]
    channels = [
        {
            "id": "C0NW00000",
            "name": "general",
            "is_private": False,
            "topic": "Everybody at Northwind",
            "members": [*everyone, guest["id"]],
        }
    ]
    for place, team in enumerate(TEAMS, start=1):
        members = [
            member.slack_id for member in people if member.team.team_id == team.team_id and member.slack_id in everyone
        ]
        channels.append(
            {
                "id": f"C0NW{place:05d}",
                "name": team.team_id,
                "is_private": False,
                "topic": team.name,
                "members": members,
            }
        )
    channels.append(
        {
            "id": OPERATORS_CHANNEL,
            "name": "fairshare-operators",
            "is_private": True,
            "topic": "Who runs Fairshare",
            "members": [_member(people, OPERATOR).slack_id, "U0FAIRSHARE"],
        }
    )
    return {
        "team": {"id": "T0NORTHWIND", "name": "Northwind", "domain": "northwind", "zone": "Europe/Dublin"},
        "app": {
            "id": "A0FAIRSHARE", "name": "Fairshare", "bot_user": "U0FAIRSHARE", "bot_id": "B0FAIRSHARE", "bot_token": "xoxb-local-demo",
            "app_token": "xapp-local-demo", "signing_secret": "local-demo-signing-secret",
        },
        "opens_as": _member(people, VISITOR).slack_id,
        "featured": [next(account["id"] for account in (*accounts, guest) if account["real_name"] == name) for name in FEATURED],
        "people": [*accounts, guest],
        "channels": channels,
    }  # fmt: skip
