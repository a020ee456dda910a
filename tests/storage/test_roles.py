"""A role holds on its days, as it was recorded last."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage.database import Database
from storage.roles import OPERATOR, holds_role
from storage.tables import RoleRow
from tests.storage.recording import record

FIRST, LAST = date(2026, 3, 1), date(2026, 9, 30)


def role(person_id: str, name: str = OPERATOR, **more: Any) -> RoleRow:
    usual = {"starts": FIRST, "given_by": "olga", "reason": "runs it"}
    return RoleRow(batch_id=0, line=0, person_id=person_id, role=name, **(usual | more))


def holds(database: Database, person_id: str, on: date, as_of: int = 100) -> bool:
    with database.read() as connection:
        return holds_role(connection, person_id, OPERATOR, on, as_of)


@pytest.mark.parametrize(
    ("on", "held"),
    [(date(2026, 2, 28), False), (FIRST, True), (LAST, True), (date(2026, 10, 1), False)],
)
def test_a_role_begins_and_ends_with_its_days(database: Database, on: date, *, held: bool) -> None:
    with database.write() as connection:
        record(connection, role("olga", ends=LAST), at=10)
    assert holds(database, "olga", on) is held
    assert not holds(database, "sam", on)
    assert not holds(database, "olga", on, as_of=9)  # it was not known yet


def test_another_role_is_none(database: Database) -> None:
    with database.write() as connection:
        record(connection, role("olga", "plan-publisher"), at=10)
    assert not holds(database, "olga", FIRST)


def test_a_role_that_was_taken_back_or_cut_short_is_gone(database: Database) -> None:
    with database.write() as connection:
        record(connection, role("olga"), role("sam"), at=10)
        record(connection, role("olga", ends=date(2026, 2, 28)), role("sam", ends=LAST), at=20)
    assert not holds(database, "olga", FIRST)
    assert not holds(database, "sam", date(2026, 10, 1))
    assert holds(database, "sam", date(2026, 10, 1), as_of=19)
