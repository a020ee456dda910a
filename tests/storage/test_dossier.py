"""A dossier holds what was published by an instant, and of corrected rows the newest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plans.dossier import CreditNeed, Dossier, FactNeed, Needs
from plans.literal import parse_kind
from plans.record import Fact, Origin
from plans.unit import RATIO, Sort, Unit
from storage.database import Database
from storage.dossier import load_dossier
from storage.tables import CompletenessRow
from tests.storage.recording import credit, fact, publish, record, stage, stay, term

START, END = date(2026, 1, 1), date(2026, 3, 31)
NOW = 1_000
DEMOS = Needs(facts=(FactNeed("demos", "person", START, END),))


def dossier(database: Database, needs: Needs = DEMOS, *, payee: str = "anna", as_of: int = NOW) -> Dossier:
    with database.read() as connection:
        return load_dossier(connection, payee, needs, START, END, as_of)


def ids(facts: tuple[Fact, ...]) -> list[str]:
    return [found.fact_id for found in facts]


def test_a_fact_comes_with_its_value_unit_and_origin(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1", value="12.50", item_id="call-7"), at=10, source="crm")
    (found,) = dossier(database).facts["demos", "person"]
    assert found == Fact(
        "F1",
        "demos",
        "person",
        "anna",
        date(2026, 2, 1),
        Decimal("12.50"),
        Unit(("demo",)),
        "call-7",
        Origin("crm", 2, 10),
    )


def test_values_are_read_by_their_unit(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            term("quota", value=None, minor=12345678901234567, unit="EUR"),
            term("fee", value=None, minor=5, unit="JPY"),
            term("hourly", value=None, minor=-1250, unit="KWD per hour"),
            term("share", value="1/3", unit="ratio"),
            term("remote", value="yes", unit="yes/no"),
            term("review", value="2026-07-01", unit="date"),
            term("segment", value="small", unit="label"),
            at=10,
        )
    terms = {found.term: (found.value, found.kind) for found in dossier(database).terms}
    assert terms["quota"] == (Decimal("123456789012345.67"), Unit(("EUR",)))
    assert terms["fee"] == (Decimal(5), Unit(("JPY",)))
    assert terms["hourly"] == (Decimal("-1.250"), parse_kind("KWD per hour"))
    assert terms["share"] == (Decimal("0." + 50 * "3"), RATIO)
    assert terms["remote"] == (True, Sort.YES_NO)
    assert terms["review"] == (date(2026, 7, 1), Sort.DATE)
    assert terms["segment"] == ("small", Sort.LABEL)


def test_rows_of_an_unpublished_batch_are_invisible(database: Database) -> None:
    with database.write() as connection:
        stage(connection, fact("F1"), credit("C1"), term("quota", value="1", unit="demo"), stay("anna"))
    found = dossier(database, Needs(DEMOS.facts, (CreditNeed("deal", START, END),)))
    assert found == Dossier("anna", facts={("demos", "person"): ()}, credits={"deal": ()})


def test_what_was_published_later_is_unknown_before(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1", value="1"), at=10)
        record(connection, fact("F1", value="2"), at=20)
    assert dossier(database, as_of=9).facts["demos", "person"] == ()
    assert [dossier(database, as_of=at).facts["demos", "person"][0].value for at in (10, 19, 20)] == [1, 1, 2]


def test_a_correction_that_moves_a_fact_takes_it_from_where_it_was(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1"), fact("F2"), fact("F3"), at=10)
        record(
            connection,
            fact("F1", subject_id="ben"),
            fact("F2", observed=date(2026, 4, 1)),
            fact("F3", metric="calls"),
            at=20,
        )
    assert ids(dossier(database, as_of=10).facts["demos", "person"]) == ["F1", "F2", "F3"]
    assert ids(dossier(database).facts["demos", "person"]) == []
    assert ids(dossier(database, payee="ben").facts["demos", "person"]) == ["F1"]


def test_a_correction_of_a_correction_may_bring_a_fact_back(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1"), at=10)
        record(connection, fact("F1", subject_id="ben"), at=20)
        record(connection, fact("F1", value="3"), at=30)
    assert [found.value for found in dossier(database).facts["demos", "person"]] == [3]


def test_what_counts_is_when_a_batch_was_published_not_when_it_was_staged(database: Database) -> None:
    with database.write() as connection:
        first = stage(connection, fact("F1", value="1"))
        record(connection, fact("F1", value="2"), at=10)
        publish(connection, first, 20)
    assert [found.value for found in dossier(database).facts["demos", "person"]] == [1]


def test_published_at_the_same_instant_the_row_added_last_holds(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1", value="1"), at=10)
        record(connection, fact("F1", value="2"), at=10)
    assert [found.value for found in dossier(database).facts["demos", "person"]] == [2]


def test_facts_stand_by_day_and_id_within_the_need(database: Database) -> None:
    rows = [
        fact("F9", observed=date(2026, 1, 1)),
        fact("F2", observed=END),
        fact("F1", observed=END),
        fact("F0", observed=date(2025, 12, 31)),
        fact("F3", observed=date(2026, 4, 1)),
    ]
    with database.write() as connection:
        record(connection, *rows, at=10)
    assert ids(dossier(database).facts["demos", "person"]) == ["F9", "F1", "F2"]


def test_two_needs_of_one_metric_are_read_as_one_span(database: Database) -> None:
    with database.write() as connection:
        record(connection, fact("F1", observed=date(2025, 2, 1)), fact("F2"), at=10)
    needs = Needs(
        (FactNeed("demos", "person", START, END), FactNeed("demos", "person", date(2025, 1, 1), date(2025, 3, 31)))
    )
    assert ids(dossier(database, needs).facts["demos", "person"]) == ["F1", "F2"]


def test_a_partner_reads_facts_of_partners_only_under_their_own_id(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            fact("F1", subject_kind="partner", subject_id="acme"),
            fact("F2", subject_kind="account", subject_id="acme"),
            at=1,
        )
    assert ids(dossier(database, payee="acme").facts["demos", "person"]) == ["F1"]
    assert ids(dossier(database, payee="other").facts["demos", "person"]) == []


def test_a_team_has_its_own_facts_and_those_of_whoever_was_in_it(database: Database) -> None:
    needs = Needs((FactNeed("demos", "team", START, END), FactNeed("demos", "person", START, END)), members=True)
    with database.write() as connection:
        record(
            connection,
            stay("anna", team_id="north"),
            stay("ben", team_id="north"),
            stay("cleo", team_id="north", ends=date(2026, 2, 15)),
            stay("dan", team_id="south"),
            stay("eve", team_id="north", starts=date(2026, 4, 1)),
            fact("F1"),
            fact("F2", subject_id="ben"),
            fact("F3", subject_id="cleo"),
            fact("F4", subject_id="dan"),
            fact("F5", subject_kind="team", subject_id="north"),
            fact("F6", subject_kind="team", subject_id="south"),
            fact("F7", subject_id="eve"),
            at=10,
        )
    found = dossier(database, needs)
    assert ids(found.facts["demos", "team"]) == ["F1", "F2", "F3", "F5"]  # cleo left in between
    assert ids(found.facts["demos", "person"]) == ["F1"]
    assert [member.person_id for member in found.members] == ["anna", "ben", "cleo"]
    assert dossier(database).members == ()


def test_a_need_that_looks_back_brings_who_was_in_the_team_then(database: Database) -> None:
    """Ben had left before the span of the statement; the metric looks back to when he was there."""
    back = Needs((FactNeed("demos", "team", date(2025, 1, 1), END),), members=True)
    with database.write() as connection:
        record(
            connection,
            stay("anna", team_id="north"),
            stay("ben", starts=date(2024, 6, 1), ends=date(2025, 6, 30), team_id="north"),
            fact("F2", subject_id="ben", observed=date(2025, 2, 2)),
            at=10,
        )
    assert ids(dossier(database, back).facts["demos", "team"]) == ["F2"]
    assert [member.person_id for member in dossier(database, back).members] == ["ben", "anna"]
    near = Needs((FactNeed("demos", "team", START, END),), members=True)
    assert [member.person_id for member in dossier(database, near).members] == ["anna"]


def test_who_changed_team_has_the_facts_and_members_of_both(database: Database) -> None:
    needs = Needs((FactNeed("demos", "team", START, END),), members=True)
    with database.write() as connection:
        record(
            connection,
            stay("anna", team_id="north"),
            stay("anna", starts=date(2026, 3, 1), team_id="south"),
            stay("ben", team_id="north"),
            stay("dan", team_id="south"),
            fact("F2", subject_id="ben"),
            fact("F4", subject_id="dan"),
            at=10,
        )
    found = dossier(database, needs)
    assert ids(found.facts["demos", "team"]) == ["F2", "F4"]  # whose count in which period, their stay then decides
    assert [(member.person_id, member.team_id) for member in found.members] == [
        ("anna", "north"), ("ben", "north"), ("dan", "south"), ("anna", "south"),
    ]  # fmt: skip


def test_accounts_and_segments_are_those_that_credits_and_stays_name(database: Database) -> None:
    needs = Needs(
        (FactNeed("used", "account", START, END), FactNeed("churn", "segment", START, END)),
        (CreditNeed("deal", START, END),),
    )
    with database.write() as connection:
        record(
            connection,
            stay("anna", team_id="north", attributes={"segment": "small"}),
            credit("C1", attributes={"account": "A", "segment": "mid"}),
            credit("C2", attributes={"account": "B"}, payee_id="ben"),
            *(fact(f"F{name}", metric="used", subject_kind="account", subject_id=name) for name in "ABC"),
            fact("P", metric="used", subject_kind="person", subject_id="A"),
            *(
                fact(name, metric="churn", subject_kind="segment", subject_id=name)
                for name in ("small", "mid", "large")
            ),
            at=10,
        )
    found = dossier(database, needs)
    assert ids(found.facts["used", "account"]) == ["FA"]
    assert ids(found.facts["churn", "segment"]) == ["mid", "small"]


def test_whoever_has_no_segment_has_no_facts_of_one(database: Database) -> None:
    with database.write() as connection:
        record(connection, stay("anna"), fact("F", metric="churn", subject_kind="segment", subject_id="small"), at=10)
    assert dossier(database, Needs((FactNeed("churn", "segment", START, END),))).facts == {("churn", "segment"): ()}


def test_a_team_may_itself_be_paid(database: Database) -> None:
    with database.write() as connection:
        record(connection, stay("ben", team_id="north"), fact("F2", subject_id="ben"), at=10)
    found = dossier(database, Needs((FactNeed("demos", "team", START, END),)), payee="north")
    assert ids(found.facts["demos", "team"]) == ["F2"]


def test_the_company_has_the_facts_of_every_subject(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            fact("F1"),
            fact("F2", subject_kind="company", subject_id=""),
            fact("F3", subject_id="ben"),
            at=10,
        )
        record(connection, fact("F3", observed=date(2026, 5, 1)), at=20)
    needs = Needs((FactNeed("demos", "company", START, END), FactNeed("demos", "person", START, END)))
    found = dossier(database, needs)
    assert ids(found.facts["demos", "company"]) == ["F1", "F2"]
    assert ids(found.facts["demos", "person"]) == ["F1"]
    assert ids(dossier(database, Needs(needs.facts[:1])).facts["demos", "company"]) == ["F1", "F2"]


def test_a_new_stay_ends_the_one_before(database: Database) -> None:
    with database.write() as connection:
        record(connection, stay("anna", team_id="north", attributes={"role": "senior"}), at=10)
        record(connection, stay("anna", starts=date(2026, 3, 1), team_id="south"), at=20)
    assert [(s.start, s.end, s.team_id) for s in dossier(database).stays] == [
        (START, date(2026, 2, 28), "north"),
        (date(2026, 3, 1), None, "south"),
    ]
    (before,) = dossier(database, as_of=10).stays
    assert (before.end, dict(before.attributes)) == (None, {"role": "senior"})


def test_a_stay_that_ends_before_it_starts_was_withdrawn(database: Database) -> None:
    with database.write() as connection:
        record(connection, stay("anna", team_id="north"), stay("anna", starts=date(2026, 3, 1), team_id="south"), at=10)
        record(connection, stay("anna", starts=date(2026, 3, 1), ends=date(2026, 2, 28), team_id="south"), at=20)
    assert [(s.start, s.end, s.team_id) for s in dossier(database).stays] == [(START, None, "north")]


def test_credits_carry_share_whole_and_attributes(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            credit("C1", share="0.5", minor=123450, attributes={"segment": "small", "city": "Köln"}),
            credit("C2", payee_id="ben"),
            credit("C3", kind="order"),
            credit("C4", enters=date(2026, 4, 1)),
            credit("C5", enters=date(2026, 1, 2)),
            at=10,
        )
        record(connection, credit("C5", payee_id="ben", enters=date(2026, 1, 2)), at=20)
    found = dossier(database, Needs(credits=(CreditNeed("deal", START, END), CreditNeed("grant", START, END)))).credits
    (deal,) = found["deal"]
    assert (deal.credit_id, deal.share, deal.whole, str(deal.unit)) == ("C1", Decimal("0.5"), Decimal("1234.50"), "EUR")
    assert dict(deal.attributes) == {"segment": "small", "city": "Köln"}
    assert found["grant"] == ()


def test_credits_of_one_day_stand_as_they_first_became_known_whatever_was_corrected(database: Database) -> None:
    day, need = date(2026, 2, 10), Needs(credits=(CreditNeed("deal", START, END),))
    with database.write() as connection:
        stage(connection, credit("C5", enters=day))  # never published, so it says nothing of when C5 became known
        record(connection, credit("C9", enters=day), credit("C1", enters=day, payee_id="ben"), at=10)
        record(connection, credit("C5", enters=day), credit("C7", enters=START), at=20)
    before = [found.credit_id for found in dossier(database, need).credits["deal"]]
    assert before == ["C7", "C9", "C5"]  # by day; then by instant, not by id
    with database.write() as connection:
        record(connection, credit("C0", enters=day), at=25)
        record(connection, credit("C9", enters=day, minor=1), credit("C1", enters=day), at=30)
    found = dossier(database, need).credits["deal"]
    assert [one.credit_id for one in found] == [
        "C7",
        "C9",
        "C1",
        "C5",
        "C0",
    ]  # C1 was known first, though as somebody else's
    assert [one.origin.recorded for one in found] == [20, 30, 30, 20, 25]


def test_credits_of_one_day_and_instant_stand_by_line_and_id(database: Database) -> None:
    day, need = date(2026, 2, 10), Needs(credits=(CreditNeed("deal", START, END),))
    with database.write() as connection:
        record(connection, *(credit(f"C{number}", enters=day) for number in (20, 19, 18)), at=10)
        record(connection, *(credit(f"C{number}", enters=day) for number in (30, 11)), at=10, source="other")
    assert [found.credit_id for found in dossier(database, need).credits["deal"]] == ["C20", "C30", "C11", "C19", "C18"]


def test_of_a_source_the_newest_declaration_holds(database: Database) -> None:
    def through(source: str, day: date) -> CompletenessRow:
        return CompletenessRow(batch_id=0, source=source, through=day)

    with database.write() as connection:
        record(connection, through("crm", date(2026, 1, 31)), at=10, source="crm")
        record(connection, through("crm", date(2026, 3, 31)), at=20, source="crm")
        record(connection, through("crm", date(2026, 2, 28)), at=30, source="crm")  # taken back
        record(connection, fact("F1"), at=35, source="crm")
        record(connection, through("hr", date(2026, 4, 30)), at=15, source="hr")
        stage(connection, through("bank", date(2026, 4, 30)), source="bank")
    assert {name: c.through for name, c in dossier(database, as_of=20).completeness.items()} == {
        "crm": date(2026, 3, 31), "hr": date(2026, 4, 30),
    }  # fmt: skip
    now = dossier(database).completeness["crm"]
    assert (now.through, now.origin.recorded) == (date(2026, 2, 28), 30)


@pytest.mark.parametrize("per", ["person", "team", "company"])
def test_what_each_source_told_last_stands_beside_what_was_told_last(database: Database, per: str) -> None:
    with database.write() as connection:
        record(connection, stay("anna", team_id="north"), at=1)
        for at, (source, said) in enumerate((("crm", "1"), ("books", "2"), ("crm", "3")), 2):
            record(connection, fact("F-1", value=said), at=at, source=source)
    needs = (FactNeed("demos", per, date(2026, 1, 1), date(2026, 3, 31), compared=True),)
    with database.read() as connection:
        found = load_dossier(connection, "anna", Needs(needs), date(2026, 1, 1), date(2026, 3, 31), 9)
        before = load_dossier(connection, "anna", Needs(needs), date(2026, 1, 1), date(2026, 3, 31), 2)
    assert [(each.origin.source, each.value) for each in found.facts["demos", per]] == [("crm", 3)]
    assert sorted((each.origin.source, each.value) for each in found.told["demos", per]) == [("books", 2), ("crm", 3)]
    assert [(each.origin.source, each.value) for each in before.told["demos", per]] == [("crm", 1)]
