"""The contract by which operators, other programs and outside checks meet the program, held against what is there.

`tests/data/contract.md` is the contract as it was agreed. It may be extended, never changed. What a later feature brings is named here, so that
the list shrinks visibly.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli.exits import Exit
from bot.cli.verbs import PROGRAM
from bot.manifest import manifest
from bot.settings import SETTINGS, read_settings
from bot.table import Declared
from plans.export import statement_json
from plans.plan import Payout
from plans.statement import state
from storage.imports.kinds import KINDS
from tests.plans.build import AS_OF, dossier, facts, quarter, scheme

CONTRACT = (Path(__file__).parent / "data" / "contract.md").read_text(encoding="utf-8")
LATER_VERBS = {"whatif", "case", "person"}
DEFAULT_SCOPES = {
    "commands", "chat:write", "users:read", "channels:read", "groups:read", "files:write", "files:read", "im:write", "channels:history",
    "groups:history", "reactions:read",
}  # fmt: skip


def section(title: str) -> str:
    return CONTRACT.partition(f"## {title}")[2].partition("\n## ")[0]


def test_every_setting_of_the_contract_is_read() -> None:
    table = [line for line in section("Settings").splitlines() if line.startswith("| `")]
    named = {name for line in table for name in re.findall(r"`([A-Z][A-Z_]+[A-Z])`", line.split("|")[1])}
    assert len(named) == 17
    assert named <= {setting.name for setting in SETTINGS}


def test_every_exit_code_of_the_contract_is_known() -> None:
    line = next(line for line in CONTRACT.splitlines() if line.startswith("Exit codes everywhere"))
    codes = {int(code) for code in re.findall(r"(\d+) [a-zA-Z]", line)}
    assert codes == {code.value for code in Exit}


def test_every_verb_of_the_contract_exists_or_is_named_as_later() -> None:
    block = section("Command line").partition("```")[2].partition("```")[0]
    starts = [line for line in block.splitlines() if line and line[0].isalpha()]
    verbs = {
        part.split()[0]
        for line in starts
        for part in re.split(r"\s{2,}| \| (?=[a-z]+ )", line)
        if part and part.split()[0].isalpha()
    }
    known = {name for name in verbs if name in PROGRAM.entries}
    assert {"init", "import", "plan", "statement", "explain", "backup", "audit"} <= known
    assert verbs | {"outbox", "due", "person"} >= LATER_VERBS
    assert not LATER_VERBS & set(PROGRAM.entries), "it exists now: take it off the list"


@pytest.mark.parametrize("kind", ["people", "teams", "roles", "terms", "facts", "credits", "links"])
def test_every_canonical_header_is_the_contracts(kind: str) -> None:
    found = re.search(rf"(?:^|\s){kind}\s{{2,}}([a-z_,\[\]()|]+)", CONTRACT)
    assert found is not None, kind
    columns = re.sub(r"\([^)]*\)", "", found[1]).replace("[", "").replace("]", "").strip(",").split(",")
    assert [column for column in columns if column] == [column for column in KINDS[kind].header if column in columns]
    assert set(columns) - {""} <= set(KINDS[kind].header)


def test_a_statement_has_the_contracts_shape() -> None:
    figures = (
        "commission: {rate: {of: metric.won, at: 5%}}\npay: {round: {of: commission, to: minor unit, mode: half-away}}"
    )
    made = scheme(figures, "pay: {of: pay, as: cash, when: 30 days after the quarter}")
    document = statement_json(
        state(made, dossier(*facts("deal-value", ("d1", "2026-10-05", "168.75 EUR"))), quarter(), AS_OF)
    )
    assert {
        "payee",
        "period",
        "mode",
        "as_of",
        "plan",
        "statement_hash",
        "totals",
        "assumes",
        "waits",
        "figures",
        "payouts",
    } <= set(document)
    assert set(document["plan"]) == {"name", "version", "hash"}
    assert set(document["totals"]) == {"earned", "held", "released", "paid", "vested", "owed"}
    figure = document["figures"]["pay"]
    assert {"clause", "title", "op", "value", "words", "parts", "facts"} <= set(figure)
    assert figure["value"] == {"text": "8.44", "unit": "EUR", "minor": 844}
    assert figure["parts"][0] == "commission"
    assert document["figures"]["commission"]["value"]["text"] == "8.4375"
    fact = document["figures"]["metric.won"]["facts"][0]
    assert set(fact) == {"id", "source", "line", "observed", "recorded", "value"}
    assert {"name", "as", "figure", "minor", "currency", "date", "state"} <= set(document["payouts"][0])
    assert document["payouts"][0]["date"] == "2027-01-30"


def test_a_third_is_printed_as_a_third() -> None:
    made = scheme("share: {ratio: {of: metric.won, to: 300 EUR}}")
    document = statement_json(
        state(made, dossier(*facts("deal-value", ("d1", "2026-10-05", "100 EUR"))), quarter(), AS_OF)
    )
    assert document["figures"]["share"]["value"]["text"] == "1/3"


def test_the_manifest_asks_for_the_contracts_scopes_and_no_more() -> None:
    settings = read_settings({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"})
    asked = manifest(settings, Declared())["oauth_config"]["scopes"]["bot"]
    assert set(asked) <= DEFAULT_SCOPES


def test_due_days_count_from_the_end_of_the_period() -> None:
    assert Payout("pay", "pay", "cash", days_after=29).due(quarter()) == quarter("2027-Q1").start.replace(day=29)
