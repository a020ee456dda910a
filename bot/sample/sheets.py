"""CSV files with the canonical headers of the contract, written row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.sample.people import TEAMS, Member

PEOPLE = (
    "person_id", "name", "email", "team_id", "slack_user_id", "manager_id", "function", "start", "end", "locale", "zone", "currency", "kind", "partner_id",
    "entity_id", "from", "role",
)  # fmt: skip
TEAM = ("team_id", "name", "channel_id", "zone", "parent_id", "entity_id")
ROLE = ("person_id", "role", "scope", "from", "to", "given_by", "reason")
TERM = ("payee_id", "term", "value", "unit", "from", "to")
FACT = ("fact_id", "metric", "subject_kind", "subject_id", "observed", "value", "unit", "item_id")
CREDIT = ("credit_id", "kind", "payee_id", "share", "enters", "amount", "currency", "account", "term", "item_id")

Rows = Iterable[Sequence[object]]


def write(path: Path, header: Sequence[str], rows: Rows) -> Path:
    """One CSV file in UTF-8; an existing one is replaced."""
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(header)
        sheet.writerows(rows)
    return path


def team_rows() -> Rows:
    """The teams; customer success and sales have a channel of their own."""
    for place, team in enumerate(TEAMS, start=1):
        yield (team.team_id, team.name, f"C0NW{place:05d}", team.zone, "", team.entity)


def people_rows(people: Sequence[Member]) -> Rows:
    """One row for each dated stay."""
    for member in people:
        stays = member.stays or [(member.start, "", member.team.function, member.team.team_id)]
        for start, _, function, team in stays:
            yield (
                member.person_id, member.name, f"{member.handle}@northwind.example", team, member.slack_id, member.manager_id, function, member.start,
                member.end, member.locale, member.team.zone, member.team.currency, "person", "", member.team.entity, start, member.role,
            )  # fmt: skip
