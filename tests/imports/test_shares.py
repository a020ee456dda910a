"""What the shares of one item add up to: as the published plan asks, over the file and what is known."""

from __future__ import annotations

import json
from datetime import date

import pytest

from plans.document import canonical_bytes, read_document
from plans.problem import Problems
from storage.database import Database
from storage.documents import PlanDocument, RegistryDocument, publish_plan, publish_registry
from storage.imports import ImportReport
from storage.imports.checks.sums import item_of
from tests.imports.conftest import NOVEMBER, Give

HEADER = "credit_id,kind,payee_id,share,enters,amount,currency,item_id\n"
PUBLISHED = NOVEMBER - 1


def publish(database: Database, shares: str, version: str = "1", since: str = "2026-01-01", kind: str = "deal") -> None:
    """A plan `hunters` that says so of the shares of one deal."""
    with database.write() as connection:
        registry = RegistryDocument("1", "{}", "", PUBLISHED, "me")
        digest = publish_registry(connection, registry)
        text = (
            f"attribution: {{credit: {{each: {kind}, enters: closed, who: {{column: payee}}, takes: share{shares}}}}}"
        )
        table = read_document(text, "plan.yaml", Problems())
        assert table is not None
        document = canonical_bytes(table).decode().replace("{", f'{{"version":"{version}",', 1)
        plan = PlanDocument(
            "hunters", version, digest, date.fromisoformat(since), None, document, text, PUBLISHED, "me", "why"
        )
        publish_plan(connection, plan)


def rows(*parts: str, enters: str = "2026-10-01") -> str:
    """Credits of deals written `C1 60% D1`, a line each."""
    lines = []
    for part in parts:
        credit, share, *item = part.split()
        lines.append(f"{credit},deal,P,{share},{enters},5,USD,{''.join(item)}\n")
    return HEADER + "".join(lines)


def said(report: ImportReport) -> list[str]:
    assert report.ok
    return [each.message for each in report.warnings if each.code == "shares"]


ASKS = "hunters 1 asks that the shares of one deal add up to 100%. One item does not: {}."


def test_a_hundredth_of_a_per_cent_is_told_with_item_sum_and_remedy(give: Give, database: Database) -> None:
    publish(database, ", shares: 100%")
    report = give("credits", rows("C1 33.33% D1", "C2 33.33% D1", "C3 33.33% D1", "C4 50% D2", "C5 50% D2"))
    assert said(report) == [ASKS.format("D1: 99.99% (line 2)")]
    (warning,) = (each for each in report.warnings if each.code == "shares")
    assert warning.column == "share"
    assert warning.remedy == (
        "Correct the shares, or import the credits that are missing."
        " Credits of one deal are known by the same `item_id`; one without it stands alone."
    )


def test_what_is_known_counts_with_the_file(give: Give, database: Database) -> None:
    publish(database, ", shares: 100%")
    assert said(give("credits", rows("C1 60% D1"))) == [ASKS.format("D1: 60% (line 2)")]
    assert said(give("credits", rows("C2 40% D1"))) == []
    assert said(give("credits", rows("C3 10% D1"))) == [ASKS.format("D1: 110% (line 2)")]
    assert said(give("credits", rows("C1 50% D1"))) == []  # corrected: what the row said before counts no more
    assert said(give("credits", rows("C9 100% D9"))) == []


def test_a_row_that_goes_to_another_item_leaves_a_gap(give: Give, database: Database) -> None:
    publish(database, ", shares: 100%")
    give("credits", rows("C1 50% D1", "C2 50% D1", "C3 50% D2"))
    assert said(give("credits", rows("C2 50% D2"))) == [ASKS.format("D1: 50%")]


def test_an_item_that_was_taken_back_is_no_item(give: Give, database: Database) -> None:
    publish(database, ", shares: 100%")
    give("credits", rows("C1 60% D1", "C2 40% D1"))
    assert said(give("credits", rows("C1 0% D1", "C2 0% D1"))) == []


def test_a_credit_without_an_item_is_one_by_itself(give: Give, database: Database) -> None:
    publish(database, ", shares: 100%")
    assert said(give("credits", rows("C1 100%", "C2 60%"))) == [ASKS.format("C2: 60% (line 3)")]


def test_an_item_may_count_more_than_once_where_the_plan_says_so(give: Give, database: Database) -> None:
    publish(database, ", shares: up to 150%")
    report = give("credits", rows("C1 100% D1", "C2 50% D1", "C3 90% D2", "C4 100% D3", "C5 51% D3"))
    assert said(report) == [
        "hunters 1 asks that the shares of one deal add up to 150% at most. One item does not: D3: 151% (line 5)."
    ]


def test_the_version_in_force_on_the_day_decides(give: Give, database: Database) -> None:
    publish(database, ", shares: up to 200%")
    publish(database, ", shares: 100%", version="2", since="2026-07-01")
    twice = ("C1 100% D1", "C2 100% D1")
    assert said(give("credits", rows(*twice, enters="2026-06-30"))) == []
    again = rows("C3 100% D2", "C4 100% D2", enters="2026-07-01")
    assert said(give("credits", again)) == [
        "hunters 2 asks that the shares of one deal add up to 100%. One item does not: D2: 200% (line 2)."
    ]


@pytest.mark.parametrize("shares", ["", None], ids=["a plan without a rule", "no plan"])
def test_where_no_plan_asks_a_named_item_is_worth_a_word(give: Give, database: Database, shares: str | None) -> None:
    if shares is not None:
        publish(database, shares)
    assert said(give("credits", rows("C1 60% D1", "C2 30%"))) == [
        "The shares of one deal should add up to 100%. One item does not: D1: 60% (line 2)."
    ]


def test_of_many_items_the_first_are_named(give: Give, database: Database) -> None:
    publish(database, ", shares: 100%")
    (message,) = said(give("credits", rows(*(f"C{n} 90% D{n}" for n in range(1, 8)))))
    assert "7 items do not: D1: 90% (line 2); " in message
    assert message.endswith("D5: 90% (line 6); ….")


@pytest.mark.parametrize(
    "attributes",
    [
        {"item_id": "D1"},
        {"a": "1", "item_id": "D 1", "z": "2"},
        {"note": 'said "item_id": "D9"', "item_id": "D1"},
        {"note": 'said "item_id": "D9"'},
        {"item_id": 'a "quoted" \\ one'},
        {"item_id": "Größe"},
        {"item_id": ""},
        {"item_id_of": "D1"},
        {},
    ],
    ids=str,
)
def test_an_item_is_read_as_its_attributes_are_stored(attributes: dict[str, str]) -> None:
    stored = json.dumps(attributes, sort_keys=True, ensure_ascii=False)
    assert item_of("C1", stored) == (attributes.get("item_id") or "C1")


def test_nothing_is_published_by_looking(give: Give, database: Database) -> None:
    publish(database, ", shares: 100%")
    assert said(give("credits", rows("C1 60% D1"), dry_run=True)) == [ASKS.format("D1: 60% (line 2)")]
    assert said(give("credits", rows("C2 40% D1"))) == [ASKS.format("D1: 40% (line 2)")]
