"""What is refused, where, and with which words."""

from __future__ import annotations

import pytest

from storage.database import Database
from storage.imports import ImportReport
from tests.imports.conftest import Give
from tests.imports.read_back import staged

FACT = "fact_id,metric,subject_kind,subject_id,observed,value,unit\n{}\n"
TERM = "payee_id,term,value,unit,from,to\n{}\n"
CREDIT = "credit_id,kind,payee_id,share,enters,amount,currency\n{}\n"
PERSON = "person_id,name,start,end,kind,partner_id,zone,slack_user_id,email,currency\n{}\n"


def told(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.code) for each in report.rejected]


CASES = [
    # dates: one form, no guesses
    ("facts", FACT, "F1,demos,person,P,03/04/2026,1,demos", "observed", "date", "more than one order"),
    ("facts", FACT, "F1,demos,person,P,2026-02-30,1,demos", "observed", "date", "no day of the calendar"),
    ("facts", FACT, "F1,demos,person,P,2026-04-03T00:00:00,1,demos", "observed", "date", "Write the day alone: 2026-04-03."),
    ("facts", FACT, "F1,demos,person,P,46115,1,demos", "observed", "date", "spreadsheet's day number"),
    ("facts", FACT, "F1,demos,person,P,soon,1,demos", "observed", "date", "YYYY-MM-DD"),
    ("facts", FACT, "F1,demos,person,P,9999-12-31,1,demos", "observed", "date", "1900 to 2199"),
    # numbers
    ("facts", FACT, 'F1,revenue,person,P,2026-10-01,"1,234.56",EUR', "value", "separators", "1234.56"),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,1 234,EUR", "value", "separators", "thousands"),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,€12,EUR", "value", "currency-sign", "currency sign"),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,1E+06,EUR", "value", "number", "digits are lost"),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,many,EUR", "value", "number", "no number"),
    ("facts", FACT, "F1,demos,person,P,2026-10-01,5%,demos", "value", "number", "percentage"),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,1.005,EUR", "value", "decimals", "1.005` has 3 decimals; EUR has 2"),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,12.500,EUR", "value", "decimals", "if the point separates thousands, write 12500."),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,1.5,JPY", "value", "decimals", "Write it without decimals."),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,99999999999999999999,EUR", "value", "number", "too large"),
    ("facts", FACT, f"F1,revenue,person,P,2026-10-01,{'9' * 70},EUR", "value", "number", "too large"),
    ("facts", FACT, f"F1,demos,person,P,2026-10-01,{'9' * 70},demos", "value", "number", "30 digits"),
    ("facts", FACT, "F1,demos,person,P,2026-10-01,١٢,demos", "value", "number", "no number"),
    ("facts", FACT, "F1,oncall,person,P,2026-10-01,TRUE,yes/no", "value", "yes-no", "Write yes or no."),
    # units
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,1,EUX", "unit", "currency", "Did you mean EUR?"),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,1,euros", "unit", "unit", "Write the code, like EUR."),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,1,€", "unit", "unit", "Write the code, like EUR."),
    ("facts", FACT, "F1,revenue,person,P,2026-10-01,1,per 5", "unit", "unit", "no unit"),
    ("credits", CREDIT, "C1,deal,P,1,2026-10-01,5,usd", "currency", "currency", "Did you mean USD?"),
    # words and names
    ("facts", FACT, "F1,demos,persons,P,2026-10-01,1,demos", "subject_kind", "unknown-word", "Did you mean person?"),
    ("facts", FACT, "F1,Demos held,person,P,2026-10-01,1,demos", "metric", "name", "like demos-held."),
    ("facts", FACT, ",demos,person,P,2026-10-01,1,demos", "fact_id", "empty", "fact_id is empty."),
    ("facts", FACT, f"{'F' * 121},demos,person,P,2026-10-01,1,demos", "fact_id", "too-long", "121"),
    ("people", PERSON, "P,Mara,2026-01-01,,employee,,,,,", "kind", "unknown-word", "person, partner or contact"),
    ("people", PERSON, "P,Mara,2026-01-01,,contact,,,,,", "partner_id", "partner", "partner's person_id"),
    ("people", PERSON, "P,Mara,2026-01-01,,person,X,,,,", "partner_id", "partner", "Leave it empty"),
    ("people", PERSON, "P,Mara,2026-01-01,,,,Europe/Dubln,,,", "zone", "zone", "Did you mean Europe/Dublin?"),
    ("people", PERSON, "P,Mara,2026-01-01,,,,,mara,,", "slack_user_id", "slack-id", "member ID"),
    ("people", PERSON, "P,Mara,2026-01-01,,,,,,mara at example,", "email", "email", "mara@example.com"),
    ("people", PERSON, "P,Mara,2026-01-01,,,,,,,euro", "currency", "currency", "Did you mean EUR?"),
    ("roles", "person_id,role,scope,from,to,given_by,reason\n{}\n", "P,aprover,,2026-01-01,,Q,r", "role", "unknown-word", "Did you mean approver?"),
    # spans
    ("terms", TERM, "P,quota,5,EUR,2026-06-01,2026-05-01", "to", "end-before-start", "lies before the start"),
    ("terms", TERM, "P,quota,5,EUR,2026-06-01,2026-05-31", "to", "end-before-start", "nothing known begins that day"),
    ("people", PERSON, "P,Mara,2026-06-01,2026-01-01,,,,,,", "end", "end-before-start", "lies before the start"),
    # shares
    ("credits", CREDIT, "C1,deal,P,101%,2026-10-01,5,USD", "share", "share", "between 0% and 100%"),
    ("credits", CREDIT, "C1,deal,P,50,2026-10-01,5,USD", "share", "share", "Did you mean 50%?"),
    ("credits", CREDIT, "C1,deal,P,-0.5,2026-10-01,5,USD", "share", "share", "50% or 0.5 for half"),
    ("credits", CREDIT, "C1,deal,P,1,2026-10-01,5.001,USD", "amount", "decimals", "USD has 2"),
    # what spreadsheets leave behind, and what cannot be seen
    ("facts", FACT, "F1,demos,person,P,2026-10-01,#N/A,demos", "value", "sheet-error", "formula that failed"),
    ("facts", FACT, "F1,demos,person,#REF!,2026-10-01,1,demos", "subject_id", "sheet-error", "spreadsheet's mark"),
    ("facts", FACT, "F1,demos,person,P,########,1,demos", "observed", "sheet-error", "too narrow"),
    ("facts", FACT, "F\x001,demos,person,P,2026-10-01,1,demos", "fact_id", "control-character", "U+0000"),
    ("facts", FACT, "F\u200b1,demos,person,P,2026-10-01,1,demos", "fact_id", "control-character", "zero width space"),
    ("facts", FACT, "F\u202e1,demos,person,P,2026-10-01,1,demos", "fact_id", "control-character", "right-to-left override"),
    ("facts", FACT, '"F\n1",demos,person,P,2026-10-01,1,demos', "fact_id", "control-character", "U+000A"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "header", "row", "column", "code", "words"), CASES, ids=[case[2][:40] for case in CASES]
)
def test_a_cell_is_refused_with_words_that_help(
    give: Give, what: str, header: str, row: str, column: str, code: str, words: str, request: pytest.FixtureRequest
) -> None:
    report = give(what, header.format(row))
    assert told(report) == [(2, column, code)]
    assert words in f"{report.rejected[0].message} {report.rejected[0].remedy}", request.node.name
    assert not report.published


def test_all_problems_of_a_row_are_told_at_once(give: Give) -> None:
    report = give("facts", FACT.format("F1,two words,nobody,P,1/2/26,1,demos"))
    assert told(report) == [(2, "metric", "name"), (2, "subject_kind", "unknown-word"), (2, "observed", "date")]


def test_ids_that_stand_twice_name_both_lines(give: Give, database: Database) -> None:
    rows = "\n".join(f"F{number},demos,person,P,2026-10-01,1,demos" for number in range(9_000))
    report = give(
        "facts", FACT.format(rows + "\nF3,demos,person,P,2026-10-01,2,demos\nF8999,demos,person,P,2026-10-01,1,demos")
    )
    assert [(each.line, each.message) for each in report.rejected] == [
        (9_002, "F3 stands on line 5 already."),
        (9_003, "F8999 stands on line 9001 already."),
    ]
    assert staged(database) == 0


def test_one_person_is_told_the_same_way_on_every_row(give: Give) -> None:
    report = give("people", PERSON.format("P,Mara,2026-01-01,2026-02-01,,,,,,\nP,Maria,2026-03-01,,,,,,,"))
    assert [(each.line, each.code, each.message) for each in report.rejected] == [
        (3, "disagrees", "P has another name than on line 2.")
    ]


def test_thousands_of_problems_are_counted_not_dropped(give: Give) -> None:
    rows = "\n".join(f"F{number},demos,person,P,2026-10-01,x,demos" for number in range(12_345))
    report = give("facts", FACT.format(rows))
    assert len(report.rejected) == 10_001
    last = report.rejected[-1]
    assert (last.code, last.message) == ("more", "And 2,345 more problems, from line 10002 on.")


HEADERS = [
    ("facts", "fact_id,metrik,subject_kind,subject_id,observed,value,unit", [("metrik", "unknown-column"), ("metric", "missing-column")], "Did you mean metric?"),
    ("facts", "Fact ID,metric,subject_kind,subject_id,observed,value,unit", [("Fact ID", "unknown-column"), ("fact_id", "missing-column")], "Did you mean fact_id?"),
    ("teams", "team_id,name,name", [("name", "column-twice")], "Remove one"),
    ("people", "person_id,name,start,Regional Office", [("Regional Office", "unknown-column")], "Call it regional-office."),
    ("teams", "who,what", [("who", "unknown-column"), ("what", "unknown-column"), ("team_id", "missing-column"), ("name", "missing-column")], "team_id,name,"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "header", "problems", "words"), HEADERS)
def test_a_header_is_checked_as_a_whole(
    give: Give, what: str, header: str, problems: list[tuple[str, str]], words: str
) -> None:
    report = give(what, header + "\n1,2,3,4\n")
    assert [(each.column, each.code) for each in report.rejected] == problems
    assert any(words in each.remedy for each in report.rejected)


def test_an_attribute_that_is_nearly_a_column_is_pointed_out(give: Give) -> None:
    report = give("people", "person_id,name,start,manger_id\nP,Mara,2026-01-01,Q\n")
    assert [(each.code, each.column, each.remedy) for each in report.warnings] == [
        ("near-column", "manger_id", "Did you mean manager_id?")
    ]
    assert report.published


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("F1,demos,person,P,2026-10-01,1", "cells"),
        ("F1,demos,person,P,2026-10-01,1,demos,more", "cells"),
        ('F1,"demos"x,person,P,2026-10-01,1,demos', "quotes"),
        ('F1,"demos,person,P,2026-10-01,1,demos', "quotes"),
    ],
)
def test_a_row_that_does_not_fit_its_header(give: Give, row: str, code: str) -> None:
    good = "F0,demos,person,P,2026-10-01,1,demos\n"
    report = give("facts", FACT.format(good + row))
    assert [(each.line, each.code) for each in report.rejected] == [(3, code)]
    assert report.rows == 2


def test_unknown_references_are_worth_a_word(give: Give) -> None:
    report = give("people", "person_id,name,start,team_id,manager_id\nP,Mara,2026-01-01,T-1,Q\nR,Jo,2026-01-01,T-1,P\n")
    assert report.published
    assert [(each.code, each.message) for each in report.warnings] == [
        ("unknown-person", "One person is not known yet: Q (line 2)."),
        ("unknown-team", "One team is not known yet: T-1 (line 2)."),
    ]
    rows = "\n".join(f"F{number},demos,person,P-{number},2026-10-01,1,demos" for number in range(7))
    (warning,) = give("facts", FACT.format(rows)).warnings
    assert warning.message.startswith("7 people are not known yet: P-0 (line 2), P-1 (line 3)")
    assert warning.message.endswith("and 2 more.")


def test_a_fact_of_a_day_to_come_is_worth_a_word(give: Give) -> None:
    report = give("facts", FACT.format("F1,demos,person,P,2062-10-01,1,demos"))
    assert "later-day" in [each.code for each in report.warnings]
    assert report.published
