"""What a row said before it was corrected is still known: by what it was replaced, when, and by which import."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from plans.dossier import CreditNeed, Dossier, FactNeed, Needs
from plans.record import Correctable, Correction, Credit, Fact, Key, Origin, Term
from storage.corrections import corrections
from storage.database import Database
from storage.dossier import load_dossier
from tests.storage.recording import credit, fact, record, stage, term

START, END = date(2026, 1, 1), date(2026, 3, 31)
NEEDS = Needs((FactNeed("demos", "person", START, END),), (CreditNeed("deal", START, END),))


def corrected(database: Database, as_of: int = 1_000) -> dict[Key, tuple[Correction, ...]]:
    """The corrections of all that is in Anna's dossier."""
    with database.read() as connection:
        dossier = load_dossier(connection, "anna", NEEDS, START, END, as_of)
        return dict(corrections(connection, _every(dossier), as_of))


def _every(dossier: Dossier) -> list[Correctable]:
    return [*dossier.facts["demos", "person"], *dossier.credits["deal"], *dossier.terms]


def test_a_row_that_was_never_corrected_has_none(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1"), credit("C1"), term("quota", value="1", unit="demo"), at=10)
        stage(connection, fact("F1", value="2"))  # not published: nobody knows of it
    assert corrected(database) == {}


def test_an_earlier_value_comes_with_the_import_that_replaced_it(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1", value="1", item_id="call-7"), fact("F2"), at=10, source="crm")
        batch = record(connection, fact("F2"), fact("F1", value="3", observed=date(2026, 2, 9)), at=20, source="fixes")
    ((correction,),) = (found for key, found in corrected(database).items() if key == ("fact", "F1"))
    was = correction.was
    assert isinstance(was, Fact)
    assert (was.value, was.observed, was.item_id, was.origin) == (1, date(2026, 2, 1), "call-7", Origin("crm", 2, 10))
    assert (correction.by, correction.batch) == (Origin("fixes", 3, 20), batch)
    assert corrected(database, as_of=19) == {}


def test_each_of_several_corrections_is_told_the_newest_first(database: Database) -> None:
    with database.write() as connection:
        batches = [
            record(connection, fact("F1", value=value), at=at) for at, value in ((10, "1"), (20, "2"), (30, "3"))
        ]
    (found,) = corrected(database).values()
    values = [each.was.value for each in found if isinstance(each.was, Fact)]
    assert values == [2, 1]
    assert [(each.by.recorded, each.batch) for each in found] == [(30, batches[2]), (20, batches[1])]


def test_credits_and_terms_are_corrected_as_facts_are(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            credit("C1", minor=4_500_000, share="0.5", attributes={"segment": "small"}),
            term("quota", value=None, minor=100, unit="EUR"),
            at=10,
        )
        record(connection, credit("C1", minor=3_850_000), term("quota", value="7", unit="demo", ends=END), at=20)
    found = corrected(database)
    (deal,), (quota,) = found["credit", "C1"], found["term", "anna", "quota", "2026-01-01"]
    assert isinstance(deal.was, Credit)
    assert (deal.was.whole, deal.was.share, dict(deal.was.attributes)) == (45_000, Decimal("0.5"), {"segment": "small"})
    assert isinstance(quota.was, Term)
    assert (quota.was.value, str(quota.was.kind), quota.was.end) == (1, "EUR", None)


def test_of_a_row_that_was_somebody_elses_only_that_is_known(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1", subject_id="ben", value="77"), credit("C1", payee_id="ben"), at=10)
        record(connection, fact("F1", value="5"), credit("C1"), at=20)
        record(connection, fact("F1", value="6"), at=30)
    found = corrected(database)
    assert [each.was is None for each in found["fact", "F1"]] == [False, True]
    assert [each.was is None for each in found["credit", "C1"]] == [True]


def test_of_very_many_rows_each_is_asked_about(database: Database) -> None:
    names = [f"F{number:03}" for number in range(450)]
    with database.write() as connection:
        record(connection, *(fact(name) for name in names), at=10)
        record(connection, *(fact(name, value="2") for name in names[::2]), at=20)
    assert sorted(corrected(database)) == [("fact", name) for name in names[::2]]
