"""In chat: a manager's rows say who stood where on the day, and nothing else of a report."""

from __future__ import annotations

from datetime import date

import pytest

from commands.world import World
from storage.catalogue import Catalogue
from storage.database import Database
from storage.tables import CompletenessRow
from tests.commands.conftest import LOGGED, LONG_AGO, Company, buttons, form_of, message_of, publish, said
from tests.plans.build import HEAD, scheme
from tests.storage import recording
from tests.views.checking import check
from tests.views.northwind import AS_OF
from views.effects import PushForm

LED = "  lead-credit: {each: deal, enters: signed-on, who: {manager-of: credit, levels: 1, on: signed-on}, takes: the reports' shares}\n"
FIGURES = """
deals: {sum: {each: lead-credit.amount, over: lead-credit}}
kept: {floor: {of: deals, at: 0 EUR}}
pay: {round: {of: kept, to: minor unit, mode: half-away}}
"""


@pytest.fixture
def led(database: Database) -> Company:
    """Ana reports to Rui until October, then to Sol; each of her deals of the quarter is worth 1,000."""
    head = HEAD.replace("terms:\n", f"{LED}terms:\n")
    with database.write() as connection:
        publish(connection, scheme(FIGURES, "pay: {of: pay, as: cash, when: 30 days after the quarter}", head=head))
        october = {"starts": date(2025, 1, 1), "ends": date(2026, 10, 31)}
        recording.record(
            connection,
            recording.person("rui", name="Rui Reis", slack_user_id="U0RUI"),
            recording.stay("rui", date(2020, 1, 1), function="sales", currency="EUR"),
            recording.person("ana", name="Ana Alves"),
            recording.stay("ana", manager_id="rui", function="sales", attributes={"grade": "secret"}, **october),
            recording.stay("ana", date(2026, 11, 1), manager_id="sol", function="sales"),
            at=LONG_AGO,
        )
        deals = [("D-1", date(2026, 10, 5)), ("D-2", date(2026, 11, 5))]
        rows = [recording.credit(name, payee_id="ana", share="0.6", enters=day, minor=100_000) for name, day in deals]
        through = CompletenessRow(batch_id=0, source="crm", through=date(2026, 11, 19))
        recording.record(connection, *rows, through, at=AS_OF - 1)
    return Company(World(database, Catalogue(), lambda: LOGGED))


def test_the_rows_say_who_led_whom_and_since_when(led: Company) -> None:
    shown = buttons(message_of(led.types("rui", "/mypay")))
    why = form_of(led.presses("rui", next(button for name, button in shown.items() if name.startswith("fs.why"))))
    rows = form_of(led.presses("rui", buttons(why)["fs.rows.open"], why.key))
    check(rows)
    text = said(PushForm(rows))
    assert "- D-1. 5 Oct 2026: 60% of €1,000.00." in text
    assert (
        "Who these count for was decided by:\n\n- Person ana. Manager rui, from 1 Jan 2025 to 31 Oct 2026. From CRM, line 5."
        in text
    )
    assert "D-2" not in text
    assert "secret" not in text
