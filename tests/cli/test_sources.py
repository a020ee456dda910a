"""How it goes with the sources, through the command line on both databases: `source list`, and what a statement says while it waits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.conftest import Call
from tests.cli.hunters import at
from tests.cli.papers import REGISTRY, write
from tests.imports.other_database import deals

__all__ = ["at"]

SECOND = (
    REGISTRY.replace("registry: 2026-01", "registry: 2026-02")
    .replace(
        "{title: the CRM, owner: sales operations}", "{title: the CRM, owner: sales operations, late-after: 5 days}"
    )
    .replace("metrics:", "  usage: {title: usage feed, owner: data team}\nmetrics:")
)
GOOD = "fact_id,metric,subject_kind,subject_id,observed,value,unit\nF-9,accounts-won,person,P-1,2026-03-12,yes,yes/no\n"
BAD = GOOD.replace("2026-03-12", "12/3/26")


def listed(call: Call, at: tuple[str, str], instant: str) -> dict[str, Any]:
    return {each["source"]: each for each in call("source", "list", "--as-of", instant, *at, "--json").json()}


def give(call: Call, at: tuple[str, str], text: str, instant: str, *more: str) -> int:
    file = write(Path.cwd(), "more.csv", text)
    return call("import", "facts", file, "--source", "crm", "--as-of", instant, *at, *more).code


def second_registry(call: Call, at: tuple[str, str]) -> None:
    file = write(Path.cwd(), "second.yaml", SECOND)
    assert call("registry", "publish", file, "--as-of", "2026-03-10T09:00:00Z", *at).code == 0


def test_a_source_is_fresh_then_late_and_one_that_never_spoke_is_late(call: Call, at: tuple[str, str]) -> None:
    second_registry(call, at)
    found = listed(call, at, "2026-03-14T08:00:00Z")
    assert found["crm"]["state"] == "fresh"
    assert found["crm"]["complete_through"] == "2026-03-09"
    assert found["crm"]["last_arrived"] == "2026-03-10T08:00:00Z"
    assert (found["crm"]["owner"], found["crm"]["metrics"]) == ("sales operations", ["accounts"])
    assert (found["usage"]["state"], found["usage"]["last_arrived"]) == ("late", None)
    assert listed(call, at, "2026-03-15T08:00:00Z")["crm"]["state"] == "late"  # six days after the ninth


def test_a_refused_delivery_breaks_its_source_until_a_good_one_comes(call: Call, at: tuple[str, str]) -> None:
    assert give(call, at, BAD, "2026-03-12T08:00:00Z") == 3
    broken = listed(call, at, "2026-03-13T08:00:00Z")["crm"]
    assert broken["state"] == "broken"
    assert broken["trouble"] == {
        "code": "refused", "since": "2026-03-12T08:00:00Z", "detail": "facts: 1 to mend; first line 2: date",
    }  # fmt: skip
    said = call("source", "list", "--as-of", "2026-03-13T08:00:00Z", *at).out
    assert "crm since 2026-03-12: facts: 1 to mend" in said
    assert give(call, at, BAD, "2026-03-14T08:00:00Z") == 3  # it goes on since the twelfth
    assert listed(call, at, "2026-03-15T08:00:00Z")["crm"]["trouble"]["since"] == "2026-03-12T08:00:00Z"
    assert give(call, at, GOOD, "2026-03-16T08:00:00Z") == 0
    assert listed(call, at, "2026-03-17T08:00:00Z")["crm"]["state"] == "fresh"
    assert listed(call, at, "2026-03-15T08:00:00Z")["crm"]["state"] == "broken"  # as it was then


def test_what_says_nothing_of_the_source_does_not_break_it(call: Call, at: tuple[str, str]) -> None:
    assert give(call, at, BAD, "2026-03-12T08:00:00Z", "--dry-run") == 3
    assert call("import", "facts", "nowhere.csv", "--source", "crm", "--as-of", "2026-03-12T08:00:00Z", *at).code == 3
    assert give(call, at, GOOD, "2026-03-01T08:00:00Z") == 3  # before what is published: the clock's fault
    assert listed(call, at, "2026-03-13T08:00:00Z")["crm"]["state"] == "fresh"


def test_a_line_that_waits_for_a_broken_source_says_since_when_and_whose_it_is(call: Call, at: tuple[str, str]) -> None:
    april = ("--period", "2026-Q1", "--as-of", "2026-04-02T08:00:00Z")
    (late,) = call("statement", "P-1", *april, *at, "--json").json()["waits"]
    assert late["why"] == "late"
    assert give(call, at, BAD, "2026-04-01T08:00:00Z") == 3
    (waits,) = call("statement", "P-1", *april, *at, "--json").json()["waits"]
    assert (waits["why"], waits["source"], waits["owner"], waits["since"]) == (
        "broken",
        "crm",
        "sales operations",
        "2026-03-09",
    )
    assert waits["words"].endswith("what it delivers has to be mended")
    said = " ".join(call("statement", "P-1", *april, *at).out.split())
    assert "Since 1 Apr 2026, what it delivers has to be mended." in said
    assert "Owner: sales operations." in said


def test_what_arrived_before_stays_true_while_its_source_is_broken(call: Call, at: tuple[str, str]) -> None:
    march = ("--period", "2026-Q1", "--as-of", "2026-03-20T08:00:00Z")
    before = call("statement", "P-1", *march, *at, "--json").json()
    assert give(call, at, BAD, "2026-03-12T08:00:00Z") == 3
    after = call("statement", "P-1", *march, *at, "--json").json()
    assert (after["totals"], after["waits"], after["statement_hash"]) == (
        before["totals"], [], before["statement_hash"],
    )  # fmt: skip


def test_without_a_registry_no_source_is_known(call: Call) -> None:
    assert call("init").code == 0
    done = call("source", "list")
    assert done.code == 8
    assert "Publish one first." in done.err


QUERY = """
mapping: accounts
source: crm
database: "sqlite:///${CRM_FILE}.db"
query: SELECT id, seller, signed FROM deals WHERE amount > 50
complete-through: yesterday
outputs:
  - import: facts
    columns:
      fact_id: id
      metric: {is: accounts-won}
      subject_kind: {is: person}
      subject_id: seller
      observed: signed
      value: {is: "yes"}
      unit: {is: yes/no}
"""


def test_rows_of_a_query_reach_the_statement(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    mapping = write(empty_folder, "crm.yaml", QUERY)
    ask = ("import", "facts", "--mapping", mapping, *at, "--json", "--as-of")
    unset = call(*ask, "2026-04-01T08:00:00Z")
    assert unset.code == 3
    assert "`CRM_FILE`, which is not set" in unset.json()["rejected"][0]["message"]
    assert listed(call, at, "2026-04-01T09:00:00Z")["crm"]["trouble"]["code"] == "unreachable"
    april = ("--period", "2026-Q1", "--as-of", "2026-04-02T08:00:00Z", *at)
    assert "Since 1 Apr 2026, it cannot be read." in " ".join(call("statement", "P-1", *april).out.split())
    with deals(empty_folder, ""):
        write(empty_folder, ".env", "CRM_FILE=crm\n")
        report = call(*ask, "2026-04-01T10:00:00Z").json()
    assert (report["accepted"], report["source"]) == (2, "crm")
    assert listed(call, at, "2026-04-01T11:00:00Z")["crm"]["state"] == "fresh"
    document = call("statement", "P-1", *april, "--json").json()
    assert document["waits"] == []
    assert document["totals"]["earned"]["minor"] == 100050 + 4 * 25000  # base, and four accounts at 250 EUR


def test_a_file_and_a_query_at_once_or_neither_are_told_apart(
    call: Call, at: tuple[str, str], empty_folder: Path
) -> None:
    mapping = write(empty_folder, "crm.yaml", QUERY)
    file = write(empty_folder, "facts.csv", GOOD)
    done = call("import", "facts", file, "--mapping", mapping, *at, "--json")
    assert (done.code, done.json()["rejected"][0]["code"]) == (3, "two-ways")
    assert call("import", "facts", *at).code == 2
    lines = [line for line in QUERY.splitlines() if not line.startswith(("database", "query"))]
    plain = write(empty_folder, "plain.yaml", "\n".join(lines))
    done = call("import", "facts", "--mapping", plain, *at, "--json")
    assert (done.code, done.json()["rejected"][0]["code"]) == (3, "no-file")
