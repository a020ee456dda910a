"""Stays, managers, teams and Slack ids: what can only be seen with the whole file and what was known before."""

from __future__ import annotations

import pytest

from storage.database import Database
from storage.imports import ImportReport
from tests.imports.conftest import Give
from tests.imports.read_back import published, staged

HEADER = "person_id,name,start,end,from,manager_id,slack_user_id\n"


def people(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


def told(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.code) for each in report.rejected]


def test_stays_of_one_person_may_not_overlap(give: Give) -> None:
    report = give("people", people("P,Mara,2026-01-01,2026-07-01,,,", "P,Mara,2026-01-01,,2026-07-01,,"))
    assert told(report) == [(3, "from", "overlap")]
    assert (
        "one lasts until 2026-07-01, the next begins on 2026-07-01. The other is on line 2."
        in report.rejected[0].message
    )


def test_an_open_stay_lasts_until_the_next(give: Give) -> None:
    assert give("people", people("P,Mara,2026-01-01,,,,", "P,Mara,2026-01-01,,2026-07-01,,")).published


def test_a_stay_may_not_overlap_one_known_before(give: Give, database: Database) -> None:
    assert give("people", people("P,Mara,2026-01-01,2026-12-31,,,")).published
    report = give("people", people("P,Mara,2026-01-01,,2026-07-01,,"))
    assert told(report) == [(2, "from", "overlap")]
    assert staged(database) == 0
    assert give("people", people("P,Mara,2026-01-01,,2026-07-01,,", "P,Mara,2026-01-01,2026-06-30,,,")).published


def test_a_stay_recorded_by_mistake_is_taken_back(give: Give, database: Database) -> None:
    give("people", people("P,Mara,2026-01-01,2026-06-30,,,", "P,Mara,2026-01-01,2026-12-31,2026-07-01,,"))
    report = give("people", people("P,Mara,2026-01-01,2026-06-30,2026-07-01,,", "P,Mara,2026-01-01,,2026-08-01,,"))
    assert (report.corrected, report.accepted, report.published) == (1, 1, True)
    assert published(database, "stay", "starts", "ends")[-2:] == [("2026-07-01", "2026-06-30"), ("2026-08-01", None)]


@pytest.mark.parametrize(
    "rows",
    [
        ["A,Ada,2026-01-01,,,B,", "B,Bo,2026-01-01,,,C,", "C,Cy,2026-01-01,,,A,", "D,Di,2026-01-01,,,A,"],
        ["A,Ada,2026-01-01,2026-06-30,,B,", "A,Ada,2026-01-01,,2026-07-01,,", "B,Bo,2026-01-01,,2026-06-01,A,"],
    ],
)
def test_managers_in_a_circle(give: Give, rows: list[str]) -> None:
    report = give("people", people(*rows))
    assert [(each.code, each.column) for each in report.rejected] == [("manager-cycle", "manager_id")]
    assert "manages" in report.rejected[0].message


def test_a_circle_that_never_stood_on_one_day_is_none(give: Give) -> None:
    report = give(
        "people",
        people("A,Ada,2026-01-01,2026-06-30,,B,", "A,Ada,2026-01-01,,2026-07-01,,", "B,Bo,2026-01-01,,2026-07-01,A,"),
    )
    assert report.published


def test_a_circle_through_people_known_before(give: Give) -> None:
    assert give("people", people("A,Ada,2026-01-01,,,B,", "B,Bo,2026-01-01,,,C,", "C,Cy,2026-01-01,,,,")).published
    report = give("people", people("C,Cy,2026-01-01,,,A,"))
    assert told(report) == [(2, "manager_id", "manager-cycle")]
    assert report.rejected[0].message == "The line runs in a circle: C manages B manages A manages C."


def test_nobody_manages_themselves(give: Give) -> None:
    assert told(give("people", people("A,Ada,2026-01-01,,,A,"))) == [(2, "manager_id", "manager-cycle")]


def test_teams_in_a_circle(give: Give) -> None:
    header = "team_id,name,parent_id\n"
    assert told(give("teams", header + "A,A,B\nB,B,A\n")) == [(3, "parent_id", "team-cycle")]
    assert give("teams", header + "A,A,B\nB,B,\n").published
    assert told(give("teams", header + "B,B,A\n")) == [(2, "parent_id", "team-cycle")]


def test_a_slack_user_is_one_person(give: Give) -> None:
    report = give("people", people("A,Ada,2026-01-01,,,,U0ADA", "B,Bo,2026-01-01,,,,U0ADA"))
    assert told(report) == [(3, "slack_user_id", "slack-id-twice")]
    assert give("people", people("A,Ada,2026-01-01,,,,U0ADA")).published
    report = give("people", people("B,Bo,2026-01-01,,,,U0ADA"))
    assert told(report) == [(2, "slack_user_id", "slack-id-twice")]
    assert "A, who is known already" in report.rejected[0].message


def test_a_slack_user_may_pass_to_another_when_both_are_told(give: Give) -> None:
    give("people", people("A,Ada,2026-01-01,,,,U0ADA"))
    assert give("people", people("B,Bo,2026-01-01,,,,U0ADA", "A,Ada,2026-01-01,,,,")).published
    assert give("people", people("C,Cy,2026-01-01,,,,U0CY", "B,Bo,2026-01-01,,,,U0ADA")).published
