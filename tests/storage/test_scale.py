"""One statement costs the same in a small company and in a large one, after one import and after a hundred.

Counted in steps of SQLite's machine, which do not depend on how busy this one is.
"""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import Any

from plans.dossier import CreditNeed, FactNeed, Needs
from storage.database import Database
from storage.dossier import load_dossier
from storage.people import direct_reports, person_by_slack
from storage.tables import CompletenessRow, metadata
from tests.storage.recording import credit, fact, person, publish, record, stage, stay, term

START, END = date(2026, 1, 1), date(2026, 3, 31)
NEEDS = Needs(
    (FactNeed("demos", "person", START, END), FactNeed("demos", "team", START, END)),
    (CreditNeed("deal", START, END),),
    members=True,
)


def steps(database: Database, what: Any) -> int:
    """How many instructions SQLite's machine runs for this."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    with database.read() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.set_progress_handler(count, 1)
        what(connection)
        driver.set_progress_handler(None, 1)
    return counted


def fill(database: Database, people: range) -> None:
    """Teams of five with a manager each, two facts and a credit a head."""
    with database.write() as connection:
        batch = stage(connection)
        for row_of in (someone, where, quota, deal, first, second):
            rows = [row_of(number).model_dump(exclude={"id"}) | {"batch_id": batch} for number in people]
            connection.execute(metadata.tables[row_of(0).__tablename__].insert(), rows)
        publish(connection, batch, 10)


def someone(number: int) -> Any:
    return person(f"p{number}", slack_user_id=f"U{number}")


def where(number: int) -> Any:
    return stay(f"p{number}", team_id=f"t{number // 5}", manager_id=f"p{number // 5 * 5}")


def quota(number: int) -> Any:
    return term("quota", payee_id=f"p{number}", value="10", unit="demo")


def deal(number: int) -> Any:
    return credit(f"C{number}", payee_id=f"p{number}")


def first(number: int) -> Any:
    return fact(f"F{number}a", subject_id=f"p{number}")


def second(number: int) -> Any:
    return fact(f"F{number}b", subject_id=f"p{number}", observed=date(2026, 3, 1))


def costs(database: Database) -> list[int]:
    on = date(2026, 2, 1)
    return [
        steps(database, lambda connection: load_dossier(connection, "p7", NEEDS, START, END, 1_000)),
        steps(database, lambda connection: person_by_slack(connection, "U7", on, 1_000)),
        steps(database, lambda connection: direct_reports(connection, "p5", on, 1_000)),
    ]


def test_an_answer_costs_the_same_among_many_people_and_after_many_imports(sqlite_database: Database) -> None:
    with closing(sqlite_database):
        fill(sqlite_database, range(20))
        few = costs(sqlite_database)
        fill(sqlite_database, range(20, 2_000))
        with sqlite_database.write() as connection:
            for at in range(20, 120):
                through = CompletenessRow(batch_id=0, source="hr", through=END)
                record(connection, through, fact(f"G{at}", subject_id="elsewhere"), at=at, source="hr")
        many = costs(sqlite_database)
    assert min(few) > 100
    for before, after in zip(few, many, strict=True):
        assert after < 1.25 * before + 100  # one source more in the list of those that are complete
