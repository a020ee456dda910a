"""Record rows as an import does: staged in a batch, then published at an instant."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from storage.tables import CreditRow, FactRow, PersonRow, StayRow, TeamRow, TermRow, metadata

_START = date(2026, 1, 1)


def stage(connection: Connection, *rows: Any, source: str = "crm") -> int:
    """A batch with these table rows, not yet published; its id."""
    batch = metadata.tables["batch"]
    values = {"what": "test", "source": source, "file_hash": "0" * 64, "rows": len(rows), "started": 1}
    batch_id = int(connection.execute(batch.insert().values(values).returning(batch.c.id)).scalar_one())
    for line, row in enumerate(rows, 2):
        filled = row.model_dump(exclude={"id"}, warnings=False) | {"batch_id": batch_id}
        if "line" in filled:
            filled["line"] = line
        connection.execute(metadata.tables[row.__tablename__].insert().values(filled))
    return batch_id


def publish(connection: Connection, batch_id: int, at: int) -> None:
    batch = metadata.tables["batch"]
    connection.execute(batch.update().where(batch.c.id == batch_id).values(published=at))


def record(connection: Connection, *rows: Any, at: int, source: str = "crm") -> int:
    """A batch with these table rows, published at the instant `at` (UTC microseconds); its id."""
    batch_id = stage(connection, *rows, source=source)
    publish(connection, batch_id, at)
    return batch_id


def person(person_id: str, **more: Any) -> PersonRow:
    return PersonRow(batch_id=0, line=0, person_id=person_id, **({"name": person_id.title()} | more))


def stay(person_id: str, starts: date = _START, **more: Any) -> StayRow:
    return StayRow(batch_id=0, line=0, person_id=person_id, starts=starts, **({"joined": starts} | more))


def fact(fact_id: str, **more: Any) -> FactRow:
    usual = {
        "metric": "demos", "subject_kind": "person", "subject_id": "anna", "observed": date(2026, 2, 1), "value": "1", "unit": "demo",
    }  # fmt: skip
    return FactRow(batch_id=0, line=0, fact_id=fact_id, **(usual | more))


def term(term: str, **more: Any) -> TermRow:
    return TermRow(batch_id=0, line=0, **({"payee_id": "anna", "term": term, "starts": _START} | more))


def credit(credit_id: str, **more: Any) -> CreditRow:
    usual = {"kind": "deal", "payee_id": "anna", "share": "1", "enters": date(2026, 2, 1), "minor": 100, "unit": "EUR"}
    return CreditRow(batch_id=0, line=0, credit_id=credit_id, **(usual | more))


def team(team_id: str, **more: Any) -> TeamRow:
    return TeamRow(**({"batch_id": 0, "line": 0, "team_id": team_id, "name": team_id} | more))
