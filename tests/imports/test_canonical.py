"""Files with the canonical header become rows."""

from __future__ import annotations

from datetime import date

import pytest

from storage.database import Database
from tests.imports.conftest import NOVEMBER, Give
from tests.imports.read_back import published, staged

FACTS = "fact_id,metric,subject_kind,subject_id,observed,value,unit,item_id\n"
PEOPLE = "person_id,name,start,end,from,team_id,manager_id,kind,partner_id,stage\n"


def test_facts_are_stored_in_minor_units_or_as_canonical_text(give: Give, database: Database) -> None:
    report = give(
        "facts",
        FACTS
        + "F1,revenue,person,P-1,2026-10-03,8437.50,EUR,D-1\n"
        + "F2,demos,person,P-1,2026-10-03,007.0,demos,\n"
        + "F3,adoption,team,T-1,2026-10-03,92.5%,ratio,\n"
        + "F4,retention,company,acme,2026-10-03,92.5,%,\n"
        + "F5,revenue,person,P-1,2026-10-03,2.5,kUSD,\n"
        + "F6,oncall,person,P-1,2026-10-03,yes,yes/no,\n"
        + "F7,revenue,person,P-1,2026-10-03,-12.500,KWD,\n"
        + "F8,rate,person,P-1,2026-10-03,12.345,EUR per hour,\n",
    )
    assert report.ok
    assert (report.rows, report.accepted, report.published) == (8, 8, True)
    assert published(database, "fact", "fact_id", "minor", "value", "unit", "item_id", "line") == [
        ("F1", 843750, None, "EUR", "D-1", 2),
        ("F2", None, "7", "demo", "", 3),
        ("F3", None, "0.925", "ratio", "", 4),
        ("F4", None, "0.925", "ratio", "", 5),
        ("F5", 250000, None, "USD", "", 6),
        ("F6", None, "yes", "yes/no", "", 7),
        ("F7", -12500, None, "KWD", "", 8),
        ("F8", None, "12.345", "EUR per hour", "", 9),
    ]


def test_a_person_with_two_stays_is_one_person(give: Give, database: Database) -> None:
    report = give(
        "people",
        PEOPLE
        + "P-1,Mara Lindqvist,2026-01-01,2026-06-30,,T-1,,,,first\nP-1,Mara Lindqvist,2026-01-01,,2026-07-01,T-2,P-9,,,\n",
    )
    assert (report.accepted, report.rejected) == (2, ())
    assert published(database, "person", "person_id", "name", "kind", "locale") == [
        ("P-1", "Mara Lindqvist", "person", "en-IE")
    ]
    assert published(database, "stay", "starts", "ends", "joined", "team_id", "manager_id", "attributes") == [
        ("2026-01-01", "2026-06-30", "2026-01-01", "T-1", "", '{"stage": "first"}'),
        ("2026-07-01", None, "2026-01-01", "T-2", "P-9", "{}"),
    ]


def test_teams_roles_terms_credits_and_links(give: Give, database: Database) -> None:
    assert give("teams", "team_id,name,channel_id,zone\nT-1,North,C0NORTH,Europe/Dublin\n").published
    assert give(
        "roles",
        'person_id,role,scope,from,to,given_by,reason\nP-1,approver,,2026-01-01,,P-2,"elected,\n by the team"\n',
    ).published
    assert give(
        "terms", "payee_id,term,value,unit,from,to\nP-1,target-incentive,24000,EUR per year,2026-01-01,\n"
    ).published
    assert give(
        "credits",
        "credit_id,kind,payee_id,share,enters,amount,currency,segment\nC1,deal,P-1,60%,2026-02-03,1200,JPY,mid\n",
    ).published
    assert give(
        "links", "object_kind,object_id,relation,payee_id,from,to\naccount,A-1,owner,P-1,2026-01-01,2026-12-31\n"
    ).published
    assert published(database, "team", "team_id", "name", "zone") == [("T-1", "North", "Europe/Dublin")]
    assert published(database, "role", "role", "reason") == [("approver", "elected,\n by the team")]
    assert published(database, "term", "term", "minor", "value", "unit") == [
        ("target-incentive", None, "24000", "EUR per year")
    ]
    assert published(database, "credit", "share", "minor", "unit", "attributes") == [
        ("0.6", 1200, "JPY", '{"segment": "mid"}')
    ]
    assert published(database, "link", "object_id", "relation", "ends") == [("A-1", "owner", "2026-12-31")]


def test_the_same_file_again_is_unchanged_and_publishes_nothing(give: Give, database: Database) -> None:
    text = (
        PEOPLE
        + "P-1,Mara,2026-01-01,2026-06-30,,,,,,a\nP-1,Mara,2026-01-01,,2026-07-01,,,,,b\nP-2,Jo,2026-01-01,,,,P-1,,,\n"
    )
    assert give("people", text).accepted == 3
    again = give("people", text, recorded=NOVEMBER + 1)
    assert (again.accepted, again.unchanged, again.corrected, again.published, again.batch) == (0, 3, 0, False, None)
    assert len(published(database, "stay", "id")) == 3
    assert staged(database) == 0


def test_a_changed_value_is_a_correction_and_the_old_row_stays(give: Give, database: Database) -> None:
    give("facts", FACTS + "F1,demos,person,P-1,2026-05-03,3,demos,\nF2,demos,person,P-1,2026-10-03,3,demos,\n")
    report = give("facts", FACTS + "F1,demos,person,P-1,2026-05-03,4,demos,\nF2,demos,person,P-1,2026-10-03,3,demos,\n")
    assert (report.corrected, report.unchanged, report.published) == (1, 1, True)
    assert published(database, "fact", "fact_id", "value") == [("F1", "3"), ("F2", "3"), ("F1", "4")]
    assert [each.message for each in report.warnings if each.code == "earlier-period"] == [
        "One row lies before 2026-Q4."
    ]


def test_a_quarter_that_is_read_to_its_end_a_little_later_is_no_surprise(give: Give) -> None:
    report = give("facts", FACTS + "F1,demos,person,P-1,2026-09-30,3,demos,\nF2,demos,person,P-1,2026-05-03,3,demos,\n")
    assert [each.message for each in report.warnings if each.code == "earlier-period"] == [
        "One row lies before 2026-Q4."
    ]


def test_a_correction_from_another_source_is_pointed_out(give: Give) -> None:
    give("facts", FACTS + "1,demos,person,P-1,2026-10-03,3,demos,\n", source="crm")
    report = give("facts", FACTS + "1,demos,person,P-1,2026-10-03,4,demos,\n", source="support")
    assert "One row corrects what came from crm." in [each.message for each in report.warnings]


def test_one_rejected_row_holds_back_the_whole_file(give: Give, database: Database) -> None:
    good = "".join(f"F{number},demos,person,P-1,2026-10-03,1,demos,\n" for number in range(5_000))
    report = give("facts", FACTS + good + "F-x,demos,person,P-1,2026-10-32,1,demos,\n")
    assert (report.published, report.batch, report.rows) == (False, None, 5_001)
    assert [(each.line, each.column, each.value, each.code) for each in report.rejected] == [
        (5_002, "observed", "2026-10-32", "date")
    ]
    assert published(database, "fact", "id") == []
    assert staged(database) == 0


def test_a_dry_run_checks_and_writes_nothing(give: Give, database: Database) -> None:
    report = give("teams", "team_id,name\nT-1,North\n", dry_run=True, complete_through=date(2026, 10, 31))
    assert (report.accepted, report.published) == (1, False)
    assert published(database, "team", "id") == []
    assert staged(database) == 0


def test_time_runs_forward(give: Give) -> None:
    give("teams", "team_id,name\nT-1,North\n")
    report = give("teams", "team_id,name\nT-2,South\n", recorded=NOVEMBER - 1)
    assert [each.code for each in report.rejected] == ["time-runs-forward"]
    assert give("teams", "team_id,name\nT-2,South\n", recorded=NOVEMBER).published


@pytest.mark.parametrize("rows", ["", "F1,demos,person,P-1,2026-10-03,3,demos,\n"])
def test_a_source_declares_itself_complete_even_with_nothing_new(give: Give, database: Database, rows: str) -> None:
    give("facts", FACTS + rows, source="crm")
    report = give("facts", FACTS + rows, source="crm", complete_through=date(2026, 10, 31))
    assert (report.published, report.accepted, report.corrected) == (True, 0, 0)
    assert published(database, "completeness", "source", "through") == [("crm", "2026-10-31")]
    assert not give("facts", FACTS + rows, source="crm", complete_through=date(2026, 10, 31)).published
    back = give("facts", FACTS + rows, source="crm", complete_through=date(2026, 9, 30))
    assert "complete-through" in [each.code for each in back.warnings]


def test_no_source_is_complete_through_a_day_to_come(give: Give, database: Database) -> None:
    report = give("facts", FACTS + "F1,demos,person,P-1,2026-10-03,3,demos,\n", complete_through=date(2026, 11, 22))
    assert [each.code for each in report.rejected] == ["complete-through"]
    assert staged(database) == 0


def test_the_report_prints_as_the_contract_says(give: Give) -> None:
    printed = give("teams", "team_id,name\nT-1,North\nT-2,\n").as_json()
    assert printed == {
        "batch": None, "source": "teams", "rows": 2, "accepted": 1, "unchanged": 0, "corrected": 0,
        "rejected": [{"line": 3, "column": "name", "value": "", "code": "empty", "message": "name is empty.", "remedy": "Fill it in."}],
        "published": False, "warnings": [],
    }  # fmt: skip
