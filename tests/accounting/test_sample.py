"""Every payout of the sample company, computed twice: by Fairshare from its database, and by an accountant from the files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from plans.export import statement_json
from tests.accounting.books import quarter
from tests.accounting.house import NOW, QUARTERS, House, JsonObject
from tests.accounting.rules import Account, Desk

BEFORE_THE_CORRECTION = "2026-11-20T05:45:00+00:00"
BEFORE_THE_LAST_FEEDS = "2026-11-20T05:39:59+00:00"
AFTER_THE_YEAR = "2027-01-06T12:00:00+00:00"
THE_THIRD_QUARTER_ALONE = "2025-10-04T12:00:00+00:00"
CASES = (
    *((name, NOW) for name in QUARTERS),
    ("2026-Q4", BEFORE_THE_CORRECTION),
    ("2026-Q4", BEFORE_THE_LAST_FEEDS),
    ("2026-Q4", AFTER_THE_YEAR),
    ("2025-Q3", THE_THIRD_QUARTER_ALONE),
    ("2025-Q4", THE_THIRD_QUARTER_ALONE),
)


def stated(house: House, name: str, at: str, mode: str) -> dict[str, JsonObject]:
    """Every statement of a quarter as the command line prints it, by payee."""
    return {each.payee: statement_json(each) for each in house.statements(name, at, mode)}


SIGNED = {
    "2025-Q3": date(2025, 10, 15), "2025-Q4": date(2026, 1, 15), "2026-Q1": date(2026, 4, 15), "2026-Q2": date(2026, 7, 15),
}  # fmt: skip


def by_hand(house: House, name: str, at: str, mode: str) -> dict[str, Account]:
    desk = Desk(house.books(at), quarter(name), mode == "final", day(at))
    accounts = (desk.account(person) for person in desk.books.people())
    return {account.payee: account for account in accounts if account}


def day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(UTC).date()


@pytest.mark.parametrize("mode", ["final", "standing"])
@pytest.mark.parametrize(("name", "at"), CASES)
def test_every_payout_of_everybody_comes_out_by_hand(house: House, name: str, at: str, mode: str) -> None:
    accounts, statements = by_hand(house, name, at, mode), stated(house, name, at, mode)
    if quarter(name).start > day(at):
        assert not statements
        return
    assert statements.keys() == accounts.keys()
    assert len(statements) > 70
    for payee, account in accounts.items():
        said = statements[payee]
        assert said["mode"] == mode
        assert (said["plan"]["name"], said["plan"]["version"]) == (account.plan, account.version), payee
        assert {
            (each["metric"], each["source"], each["since"], each["owner"]) for each in said["waits"]
        } == account.waits, payee
        assert (said["totals"]["earned"]["minor"], said["totals"]["earned"]["currency"]) == (
            account.cents,
            account.currency,
        ), payee
        [payout] = said["payouts"]
        signed = SIGNED.get(name, date.max) <= day(at) and mode == "final"
        assert said["signed"] == (str(SIGNED[name]) if signed else None), payee
        state = "waits" if account.cents is None else "posted" if signed else "due" if mode == "final" else "earned"
        assert (payout["minor"], payout["state"]) == (account.cents, state), payee
        assert (payout["currency"], payout["date"]) == (account.currency, account.due.isoformat()), payee
        if account.cents is not None:
            assert len(said["assumes"]) == len(account.counted_through), payee
        for figure, value in account.figures.items():
            assert Fraction(said["figures"][figure]["value"]["text"]) == value, (payee, figure)


@pytest.mark.parametrize(
    ("name", "due"),
    [("2025-Q4", {"2026-01-29", "2026-01-30", "2026-02-14"}), ("2026-Q4", {"2027-01-29", "2027-01-30", "2027-02-14"})],
)
def test_the_days_on_which_it_is_due(house: House, name: str, due: set[str]) -> None:
    """29, 30 and 45 days after 31 December, counted on a paper calendar."""
    assert {said["payouts"][0]["date"] for said in stated(house, name, NOW, "standing").values()} == due


def test_the_stories_by_pocket_calculator(house: House) -> None:
    """What a visitor is shown, from figures written out here."""
    statements = stated(house, "2026-Q4", NOW, "standing")
    said = {
        member.name: statements[member.person_id]["totals"]["earned"]["minor"]
        for member in house.sample.people
        if member.person_id in statements
    }
    # 107.1 / 105 = 1.02 pays 104%; 57 / 60 = 0.95 pays 87.5%; 30 / 28 = 1.0714 pays 114.2857%
    assert said["Ana Alves"] == 312_000 + 157_500 + 137_143
    assert (
        said["Ben Brandt"] == 300_000 + 157_500 + 120_000
    )  # both parts above 100% stop there: 37 of 50 plans are current
    assert said["Chloé Caron"] is None
    # 31,000 + 27,500 + 24,000 + 19,500 + 17,000 = 119,000 at 4%, under a quota of 120,000; 60,500 of it for longer than a year
    assert said["Emil Engel"] == 476_000 + 60_500
    assert said["Finn Farrell"] == 154_000 + 38_500  # 38,500 at 4%, and 1% of it for 24 or more months
    assert "Dara Dunne" not in said


def test_a_quarter_of_returns_by_pocket_calculator(house: House) -> None:
    """Gwen won nothing in the third quarter, and a deal of 27,500 for 24 months came back: 4% and 1% of it, and never a bill."""
    gwen = next(member.person_id for member in house.sample.people if member.name == "Gwen Garcia")
    said = stated(house, "2026-Q3", NOW, "final")[gwen]
    figures = {name: figure["value"]["minor"] for name, figure in said["figures"].items() if name in RETURNED}
    assert figures == {"metric.won": -2_750_000, "commission": -110_000, "premium": -27_500, "pay": -137_500}
    assert said["totals"]["earned"] == {"minor": 0, "currency": "EUR"}
    assert said["waits"] == []
    books = house.books(NOW)
    [back] = books.observed("deal-value", gwen, quarter("2026-Q3"))
    sold = {row["value"] for row in books.observed("deal-value", gwen, quarter("2026-Q2"))}
    assert back["value"].removeprefix("-") in sold  # what came back is what was won a quarter before


RETURNED = {"metric.won", "commission", "premium", "pay"}
