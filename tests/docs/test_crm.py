"""The worked example, followed as it stands, every command of the page a process of its own; and its figures, computed here a second time."""

from __future__ import annotations

import csv
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.docs.pages import DOCS, ROOT, blocks, text_of
from tests.docs.shell import as_process, in_process, perform

pytestmark = [pytest.mark.crm, pytest.mark.timeout(600)]
JsonObject = dict[str, Any]

QUARTERS = ("2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4")
WON = {
    "2017-Q1": (531, 1_134_672),
    "2017-Q2": (1_254, 3_086_111),
    "2017-Q3": (1_257, 2_982_255),
    "2017-Q4": (1_196, 2_802_496),
}
EARNED = {"2017-Q1": "40598.46", "2017-Q2": "150411.54", "2017-Q3": "148185.05", "2017-Q4": "132653.42"}
WITHOUT = {"carl-lin", "carol-thompson", "elizabeth-anderson", "mei-mei-johns", "natalya-ivanova"}
COMPLETE = "2017-12-31"


class Deal(NamedTuple):
    """A won opportunity as the export has it, with the list price of its product."""

    opportunity: str
    value: Decimal
    list_price: Decimal


class Followed(NamedTuple):
    """The page was followed: the export's own deals by agent and quarter, and every statement by quarter and agent."""

    deals: dict[tuple[str, str], list[Deal]]
    statements: dict[str, dict[str, JsonObject]]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    """An empty folder beside `examples/`, the page typed into it, and what the statements say then."""
    named = os.environ.get("FAIRSHARE_CRM_DATA")
    if not named or not Path(named).is_dir():
        pytest.skip("FAIRSHARE_CRM_DATA names no folder")
    data = Path(named).absolute()
    folder = tmp_path_factory.mktemp("crm")
    (folder / "examples").symlink_to(ROOT / "examples")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("FAIRSHARE_CRM_DATA", str(data))
        patch.setenv("DATABASE_URL", "sqlite:///crm.db")
        perform(blocks(DOCS / "crm.md"), as_process)
        yield Followed(_deals(data), {quarter: _statements(quarter) for quarter in QUARTERS})


def _statements(quarter: str) -> dict[str, JsonObject]:
    done = in_process(["statement", "--all", "--period", quarter, "--jsonl"])
    found = [json.loads(line) for line in done.said.splitlines()]
    return {each["payee"]: each for each in found}


def _deals(data: Path) -> dict[tuple[str, str], list[Deal]]:
    prices = {row["product"]: Decimal(row["sales_price"]) for row in _rows(data / "products.csv")}
    found: dict[tuple[str, str], list[Deal]] = defaultdict(list)
    for row in _rows(data / "sales_pipeline.csv"):
        if row["deal_stage"] != "Won":
            continue
        closed = _day(row["close_date"])
        agent = row["sales_agent"].lower().replace(" ", "-")
        product = "GTX Pro" if row["product"] == "GTXPro" else row["product"]
        quarter = f"{closed.year}-Q{(closed.month + 2) // 3}"
        found[agent, quarter].append(Deal(row["opportunity_id"], Decimal(row["close_value"]), prices[product]))
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no zone


def _by_hand(deals: list[Deal]) -> Decimal:
    """The plan in plain arithmetic, another way than the engine's: each dollar of the total at the rate of its band."""
    total = sum((deal.value for deal in deals), Decimal())
    commission = min(total, Decimal(50_000)) * Decimal("0.03")
    commission += max(min(total, Decimal(100_000)) - Decimal(50_000), Decimal()) * Decimal("0.05")
    commission += max(total - Decimal(100_000), Decimal()) * Decimal("0.07")
    bonus = Decimal(900 if len(deals) >= 60 else 400 if len(deals) >= 40 else 0)
    premium = sum((deal.value for deal in deals if deal.value >= deal.list_price), Decimal()) * Decimal("0.005")
    return (commission + bonus + premium).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _amount(statement: JsonObject, figure: str) -> Decimal:
    return Decimal(statement["figures"][figure]["value"]["text"])


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_control_totals_are_met(followed: Followed, quarter: str) -> None:
    of_quarter = followed.statements[quarter].values()
    assert len(of_quarter) == 35
    assert {each["mode"] for each in of_quarter} == {"final"}
    deals = sum(_amount(each, "metric.won-deals") for each in of_quarter)
    assert (deals, sum(_amount(each, "metric.won-value") for each in of_quarter)) == WON[quarter]
    earned = sum(each["totals"]["earned"]["minor"] for each in of_quarter)
    assert Decimal(earned) / 100 == Decimal(EARNED[quarter])


def test_the_page_shows_these_totals() -> None:
    page = text_of("crm")
    for quarter, (deals, value) in WON.items():
        assert f"| {quarter} | {deals:,} | {value:,} |" in page
        assert f"| {quarter} | {deals:,} | {value:,} | {Decimal(EARNED[quarter]):,} | {len(WITHOUT)} |" in page
    assert (
        f"| 2017 | {sum(deals for deals, _ in WON.values()):,} | {sum(value for _, value in WON.values()):,} |" in page
    )


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_figure_comes_out_by_hand(followed: Followed, quarter: str) -> None:
    for payee, statement in followed.statements[quarter].items():
        assert _amount(statement, "pay") == _by_hand(followed.deals.get((payee, quarter), [])), payee


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_figure_opens_to_its_opportunities(followed: Followed, quarter: str) -> None:
    won = {payee: deals for (payee, closed_in), deals in followed.deals.items() if closed_in == quarter}
    assert won.keys() == followed.statements[quarter].keys() - WITHOUT
    for payee, deals in won.items():
        facts = followed.statements[quarter][payee]["figures"]["metric.won-value"]["facts"]
        assert {fact["id"] for fact in facts} == {deal.opportunity for deal in deals}, payee


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_zero_rests_on_what_the_export_declares(followed: Followed, quarter: str) -> None:
    of_quarter = followed.statements[quarter]
    assert {payee for payee, each in of_quarter.items() if not each["totals"]["earned"]["minor"]} == WITHOUT
    for payee in WITHOUT:
        (declared,) = of_quarter[payee]["figures"]["metric.won-value"]["facts"]
        assert (declared["source"], declared["observed"]) == ("crm", COMPLETE)


def test_explain_prints_the_opportunities(followed: Followed) -> None:
    done = in_process(["explain", "violet-mclelland", "pay", "--period", "2017-Q1", "--json"])
    deals = followed.deals["violet-mclelland", "2017-Q1"]
    assert len(deals) == 17
    assert all(f'"{deal.opportunity}"' in done.said for deal in deals)
    # 7,307 * 3% + ten deals at list price, 4,599 * 0.5% = 219.21 + 22.995 = 242.205
    assert json.loads(done.said)["value"]["minor"] == 24_221


def test_managers_are_known_but_not_paid(followed: Followed) -> None:
    done = in_process(["statement", "dustin-brinkmann", "--period", "2017-Q1"])
    assert done.code == 8
    assert not any("dustin-brinkmann" in statements for statements in followed.statements.values())
