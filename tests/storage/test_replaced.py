"""Rows that were somebody's once: what they said then, what took their place, and nothing of whose they are now."""

from __future__ import annotations

from datetime import date

from plans.dossier import CreditNeed, Dossier, FactNeed, Needs
from plans.record import Credit, Fact, Origin, Replaced, Stay
from storage.database import Database
from storage.replaced import replaced
from tests.storage.recording import credit, fact, record, stage

START, END = date(2026, 1, 1), date(2026, 3, 31)
NEEDS = Needs(
    (FactNeed("demos", "person", START, END), FactNeed("demos", "team", START, END)),
    (CreditNeed("deal", START, END),),
)
ANNA = Dossier("anna", (Stay("anna", START, team_id="north"),))


def found(database: Database, as_of: int = 1_000, known: Dossier = ANNA) -> list[Replaced]:
    with database.read() as connection:
        return list(replaced(connection, NEEDS, known, as_of))


def test_a_fact_that_is_somebody_elses_now(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1", value="1", item_id="call-7"), fact("F2"), at=10, source="crm")
        batch = record(connection, fact("F2"), fact("F1", value="99", subject_id="ben"), at=20, source="fixes")
        record(connection, fact("F1", value="98", subject_id="ben"), at=30, source="more-fixes")
    lost = next(each for each in found(database) if isinstance(each.was, Fact) and each.was.fact_id == "F1")
    assert isinstance(lost.was, Fact)
    assert (lost.was.value, lost.was.item_id, lost.was.observed) == (1, "call-7", date(2026, 2, 1))
    assert lost.was.origin == Origin("crm", 2, 10)
    assert (lost.now, lost.by, lost.batch) == (None, Origin("fixes", 3, 20), batch)
    assert found(database, as_of=19) == []


def test_a_credit_that_moved_to_another_day_or_to_somebody_else(database: Database) -> None:
    with database.write() as connection:
        record(connection, credit("C1", minor=4_500_000), credit("C2", attributes={"segment": "small"}), at=10)
        record(connection, credit("C1", enters=date(2026, 4, 2), share="0.5"), credit("C2", payee_id="ben"), at=20)
    first, second = sorted(found(database), key=lambda each: str(each.was[0]))
    assert isinstance(first.was, Credit)
    assert isinstance(first.now, Credit)
    assert (first.was.whole, first.now.enters, str(first.now.share)) == (45_000, date(2026, 4, 2), "0.5")
    assert isinstance(second.was, Credit)
    assert dict(second.was.attributes) == {"segment": "small"}
    assert second.now is None


def test_the_last_version_that_was_theirs_is_told(database: Database) -> None:
    with database.write() as connection:
        for at, value, whose in (
            (10, "1", "anna"),
            (20, "2", "anna"),
            (30, "3", "ben"),
            (40, "4", "anna"),
            (50, "5", "eve"),
        ):
            record(connection, fact("F1", value=value, subject_id=whose), at=at)
    values = {as_of: [each.was[5] for each in found(database, as_of)] for as_of in (15, 25, 35, 55)}
    assert values == {15: [], 25: [1], 35: [2], 55: [4]}


def test_what_is_a_teams_own_is_the_teams(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1", subject_kind="team", subject_id="north"), at=10)
        record(connection, fact("F1", subject_kind="team", subject_id="south"), at=20)
    assert [each.now for each in found(database)] == [None]
    assert found(database, known=Dossier("anna", (Stay("anna", START, team_id="south"),))) == []
    assert len(found(database, known=Dossier("north"))) == 1


def test_what_is_not_published_took_no_place(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1"), at=10)
        stage(connection, fact("F1", subject_id="ben"))
    assert found(database) == []
