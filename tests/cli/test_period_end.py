"""The end of a period: it is signed off, what it came to is posted, and stands whatever arrives later. On both databases."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from commands.signing import Order, sign
from commands.world import World
from plans.calendar import period_of
from storage.audit_check import verify
from storage.catalogue import Catalogue
from storage.database import Database
from storage.ledger import SignOff
from tests.cli.conftest import ROOT, Call, Done
from tests.cli.hunters import at
from tests.cli.papers import write

__all__ = ["at"]

OVER = ("--as-of", "2026-04-02T08:00:00Z")
LATER = ("--as-of", "2026-04-20T08:00:00Z")
LATEST = ("--as-of", "2026-05-01T08:00:00Z")
ROLES = """person_id,role,scope,from,to,given_by,reason
P-3,approver,,2026-01-01,,cfo,She signs.
P-2,approver,,2026-01-01,2026-03-31,cfo,He signed.
"""
Q1 = ("hunters", "--period", "2026-Q1", "--by", "P-3")
APRIL_2 = 1_775_116_800_000_000  # the instant of OVER


def taken(call: Call, what: str, text: str, folder: Path, at: tuple[str, str], *more: str) -> Done:
    done = call("import", what, write(folder, "more.csv", text), *more, *at, "--json")
    assert done.code == 0, done.out
    return done


def complete(
    call: Call, folder: Path, at: tuple[str, str], through: str = "2026-03-31", when: tuple[str, str] = OVER
) -> None:
    header = "fact_id,metric,subject_kind,subject_id,observed,value,unit\n"
    taken(call, "facts", header + "F-1,accounts-won,person,P-1,2026-01-20,yes,yes/no\n", folder, at, "--source", "crm", "--complete-through", through, *when)  # fmt: skip


@pytest.fixture
def ready(call: Call, at: tuple[str, str], empty_folder: Path) -> tuple[str, str]:
    """The quarter is over, its source complete, and somebody may sign."""
    taken(call, "roles", ROLES, empty_folder, at, "--source", "hr", "--as-of", "2026-03-12T08:00:00Z")
    complete(call, empty_folder, at)
    return at


def earned(call: Call, at: tuple[str, str], when: tuple[str, str], payee: str = "P-1") -> tuple[int, str | None]:
    document = call("statement", payee, "--period", "2026-Q1", *when, *at, "--json").json()
    return document["totals"]["earned"]["minor"], document["signed"]


def posted(call: Call, at: tuple[str, str], payee: str, when: tuple[str, str] = LATEST) -> list[tuple[str, str, int]]:
    rows = call("ledger", "show", payee, *when, *at, "--jsonl").lines()
    return [(row["period"], row["payout"], row["amount"]["minor"]) for row in rows]


def won(number: str, payee: str, day: str) -> str:
    return f"fact_id,metric,subject_kind,subject_id,observed,value,unit\n{number},accounts-won,person,{payee},{day},yes,yes/no\n"


def test_a_signed_period_is_posted_and_says_so(call: Call, ready: tuple[str, str], database: Database) -> None:
    done = call("period", "sign", *Q1, *OVER, *ready, "--json")
    assert done.code == 0, done.err
    document = done.json()
    assert (document["state"], document["by"], document["payees"], document["postings"], document["new"]) == (
        "signed",
        "P-3",
        2,
        2,
        True,
    )
    assert posted(call, ready, "P-1") == [("2026-Q1", "pay", 150050)]
    assert posted(call, ready, "P-2") == [("2026-Q1", "pay", 225000)]
    assert posted(call, ready, "P-3") == []
    statement = call("statement", "P-1", "--period", "2026-Q1", *LATER, *ready, "--json").json()
    assert (statement["signed"], statement["totals"]["paid"]["minor"]) == ("2026-04-02", 150050)
    assert [payout["state"] for payout in statement["payouts"]] == ["posted"]
    assert "Signed off on 2 Apr 2026." in call("statement", "P-1", "--period", "2026-Q1", *LATER, *ready).out
    assert call("ledger", "check", *ready).code == 0
    with database.read() as connection:
        assert verify(connection).whole


def test_signing_again_changes_nothing(call: Call, ready: tuple[str, str]) -> None:
    first = call("period", "sign", *Q1, *OVER, *ready, "--json").json()
    again = call("period", "sign", *Q1, *LATER, *ready, "--json").json()
    assert again == {**first, "new": False}
    assert "was signed off already, by P-3. Nothing changed." in call("period", "sign", *Q1, *LATER, *ready).out
    assert len(call("period", "list", *LATEST, *ready, "--jsonl").lines()) == 1


def test_what_arrives_later_changes_nothing_that_was_signed_and_is_told(
    call: Call, ready: tuple[str, str], empty_folder: Path
) -> None:
    assert call("period", "sign", *Q1, *OVER, *ready).code == 0
    before = call("statement", "P-1", "--period", "2026-Q1", *LATER, *ready, "--json").json()
    late = taken(call, "facts", won("F-9", "P-1", "2026-03-30"), empty_folder, ready, "--source", "crm", *LATER).json()
    (said,) = [each for each in late["warnings"] if each["code"] == "signed-off"]
    assert said["message"] == "One row lies in 2026-Q1, which is signed off for hunters."
    assert "reopen" in said["remedy"]
    assert not [each for each in late["warnings"] if each["code"] == "earlier-period"], (
        "its statements do not change with it"
    )
    after = call("statement", "P-1", "--period", "2026-Q1", *LATEST, *ready, "--json").json()
    assert after == before


def test_a_reopened_period_counts_what_arrived_and_posts_the_difference(
    call: Call, ready: tuple[str, str], empty_folder: Path
) -> None:
    assert call("period", "sign", *Q1, *OVER, *ready).code == 0
    taken(call, "facts", won("F-9", "P-1", "2026-03-30"), empty_folder, ready, "--source", "crm", *LATER)
    reopened = call(
        "period", "reopen", *Q1, "--reason", "The CRM was late.", "--as-of", "2026-04-21T08:00:00Z", *ready, "--json"
    )
    assert (reopened.code, reopened.json()["state"], reopened.json()["reason"]) == (0, "reopened", "The CRM was late.")
    assert earned(call, ready, ("--as-of", "2026-04-22T08:00:00Z")) == (175050, None)
    assert earned(call, ready, ("--as-of", "2026-04-19T08:00:00Z")) == (150050, "2026-04-02"), "as it was known then"
    assert call("period", "sign", *Q1, "--as-of", "2026-04-23T08:00:00Z", *ready).code == 0
    assert posted(call, ready, "P-1") == [("2026-Q1", "pay", 150050), ("2026-Q1", "pay", 25000)]
    assert posted(call, ready, "P-2") == [("2026-Q1", "pay", 225000)], "where nothing changed, nothing is posted"
    assert earned(call, ready, LATEST) == (175050, "2026-04-23")
    states = [row["state"] for row in call("period", "list", "hunters", *LATEST, *ready, "--jsonl").lines()]
    assert states == ["signed", "reopened", "signed"]
    assert "The CRM was late." in call("period", "list", *LATEST, *ready).out


def test_who_left_the_plan_meanwhile_gets_it_taken_back(call: Call, ready: tuple[str, str], empty_folder: Path) -> None:
    assert call("period", "sign", *Q1, *OVER, *ready).code == 0
    moved = "person_id,name,email,team_id,manager_id,function,start,end,locale,zone,currency,kind\nP-2,Ben Brandt,ben@example.com,north,P-1,support,2025-01-01,,de-DE,Europe/Berlin,EUR,person\n"  # fmt: skip
    taken(call, "people", moved, empty_folder, ready, "--source", "hr", *LATER)
    assert (
        call("period", "reopen", *Q1, "--reason", "He was in support.", "--as-of", "2026-04-21T08:00:00Z", *ready).code
        == 0
    )
    assert call("period", "sign", *Q1, "--as-of", "2026-04-22T08:00:00Z", *ready).code == 0
    assert posted(call, ready, "P-2") == [("2026-Q1", "pay", 225000), ("2026-Q1", "pay", -225000)]


def test_while_a_line_waits_nothing_is_posted(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    taken(call, "roles", ROLES, empty_folder, at, "--source", "hr", "--as-of", "2026-03-12T08:00:00Z")
    done = call("period", "sign", *Q1, *OVER, *at, "--json")
    assert done.code == 3
    assert [(wait["payee"], wait["metric"], wait["source"], wait["owner"]) for wait in done.json()["waits"]] == [
        ("P-1", "accounts", "crm", "sales operations"), ("P-2", "accounts", "crm", "sales operations"),
    ]  # fmt: skip
    words = call("period", "sign", *Q1, *OVER, *at)
    assert (words.code, words.out) == (3, "")
    assert "P-1: waits, because " in words.err
    assert "2 people's statements wait for something that has not arrived" in words.err
    assert posted(call, at, "P-1") == []
    complete(call, empty_folder, at)
    assert call("period", "sign", *Q1, *OVER, *at).code == 0, "what was staged is out of the way"


@pytest.mark.parametrize(
    ("arguments", "when", "code", "words"),
    [
        (("sign", "hunters", "--period", "2026-Q2", "--by", "P-3"), OVER, 3, "2026-Q2 goes on until 2026-06-30."),
        (("sign", "hunters", "--period", "2026-01", "--by", "P-3"), OVER, 3, "Hunters pays each quarter"),
        (("sign", "hunters", "--period", "2025-Q4", "--by", "P-3"), OVER, 8, "hunters: no version of it holds in 2025-Q4."),
        (("sign", "gatherers", "--period", "2026-Q1", "--by", "P-3"), OVER, 8, "gatherers: no plan of this name is published."),
        (("sign", "hunters", "--period", "2026-Q1", "--by", "P-9"), OVER, 8, "Nobody with the id `P-9` is recorded."),
        (("sign", "hunters", "--period", "2026-Q1", "--by", "P-1"), OVER, 3, "`P-1` does not hold the role `approver`"),
        (("sign", "hunters", "--period", "2026-Q1", "--by", "P-2"), OVER, 3, "`P-2` does not hold the role `approver` on 2026-04-02."),
        (("sign", "hunters", "--period", "2026-Q1"), OVER, 2, "Missing option '--by'"),
        (("reopen", "hunters", "--period", "2026-Q1", "--by", "P-3", "--reason", "x"), OVER, 3, "2026-Q1 of hunters is not signed off."),
        (("reopen", "hunters", "--period", "2026-Q1", "--by", "P-3", "--reason", ""), OVER, 2, "--reason is empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told(
    call: Call, ready: tuple[str, str], arguments: tuple[str, ...], when: tuple[str, str], code: int, words: str
) -> None:
    done = call("period", *arguments, *when, *ready)
    assert done.code == code, done.err
    assert words in done.err
    assert call("period", "list", *LATEST, *ready).out.strip() == "No period is signed off."


def test_periods_are_signed_and_reopened_one_after_the_other(
    call: Call, ready: tuple[str, str], empty_folder: Path
) -> None:
    complete(call, empty_folder, ready, "2026-09-30", ("--as-of", "2026-10-02T08:00:00Z"))
    then = ("--as-of", "2026-10-03T08:00:00Z")
    second, third = (("hunters", "--period", period, "--by", "P-3") for period in ("2026-Q2", "2026-Q3"))
    assert call("period", "sign", *second, *then, *ready).code == 0
    early = call("period", "sign", *Q1, *then, *ready)
    assert (early.code, "The ledger of hunters begins with 2026-Q2" in early.err) == (3, True)
    assert call("period", "sign", *third, *then, *ready).code == 0
    below = call("period", "reopen", *second, "--reason", "x", *then, *ready)
    assert (below.code, "Reopen 2026-Q3 first." in below.err) == (3, True)
    assert call("period", "reopen", *third, "--reason", "x", *then, *ready).code == 0
    assert call("period", "reopen", *second, "--reason", "x", *then, *ready).code == 0
    skipped = call("period", "sign", *third, *then, *ready)
    assert (skipped.code, "Sign 2026-Q2 first." in skipped.err) == (3, True)


def test_an_instant_before_what_is_known_is_refused_and_pins_nothing(
    call: Call, ready: tuple[str, str], empty_folder: Path
) -> None:
    taken(call, "facts", won("F-9", "P-1", "2026-03-30"), empty_folder, ready, "--source", "crm", *LATER)
    done = call("period", "sign", *Q1, *OVER, *ready)
    assert (done.code, "Something is recorded with a later instant" in done.err) == (3, True)
    document = call("period", "sign", *Q1, *LATEST, *ready, "--json").json()
    assert (document["as_of"], document["new"]) == ("2026-05-01T08:00:00Z", True)
    assert posted(call, ready, "P-1") == [("2026-Q1", "pay", 175050)]


def test_who_published_the_plan_does_not_sign(call: Call, ready: tuple[str, str], empty_folder: Path) -> None:
    text = (empty_folder / "plan.yaml").read_text().replace("hunters", "gatherers").replace("sales", "support")
    write(empty_folder, "second.yaml", text)
    why = ("--effective", "2026-01-01", "--rationale", "So that nobody does both.", "--by", "P-3")
    assert call("plan", "publish", "second.yaml", *why, *OVER, *ready).code == 0
    done = call("period", "sign", "gatherers", "--period", "2026-Q1", "--by", "P-3", *OVER, *ready)
    assert (done.code, "who publishes a plan does not sign its periods off" in done.err) == (3, True)


def without_guards(connection: Connection) -> None:
    """As the owner of the database can write: on Postgres in this transaction alone, since other tests use the same tables."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'posting'"
    for (name,) in connection.exec_driver_sql(triggers).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def test_a_row_that_somebody_edits_is_found_and_named(call: Call, ready: tuple[str, str], database: Database) -> None:
    assert call("period", "sign", *Q1, *OVER, *ready).code == 0
    with database.write() as connection:
        without_guards(connection)
        connection.exec_driver_sql("UPDATE posting SET minor = 999999 WHERE payee_id = 'P-2'")
    done = call("ledger", "check", *ready, "--json")
    assert done.code == 7
    assert done.json()["edited"] == [{"plan": "hunters", "period": "2026-Q1", "posting": "P-2: pay"}]
    assert "the posting of P-2: pay does not say what was signed" in call("ledger", "check", *ready).out
    with database.write() as connection:
        without_guards(connection)
        connection.exec_driver_sql("DELETE FROM posting WHERE payee_id = 'P-2'")
    done = call("ledger", "check", *ready, "--json")
    assert (done.code, done.json()["edited"]) == (7, [{"plan": "hunters", "period": "2026-Q1", "posting": None}])


DYING = """
import os, signal, sys
from commands import signing
from commands.world import World
from plans.calendar import parse_period
from storage.catalogue import Catalogue
from storage.database import Database

signing.AT_ONCE = 1
order = signing.Order("hunters", parse_period("2026-Q1"), "P-3", int(sys.argv[2]))
signing.sign(World(Database.open(sys.argv[1]), Catalogue(), int), order, lambda done, _: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_who_is_killed_in_the_middle_is_taken_over_without_double_or_loss(
    call: Call, ready: tuple[str, str], database: Database, empty_folder: Path
) -> None:
    url = database.url.render_as_string(hide_password=False)
    died = subprocess.run([sys.executable, "-c", DYING, url, str(APRIL_2)], check=False, timeout=60, cwd=ROOT)
    assert died.returncode == -signal.SIGKILL
    with database.read() as connection:
        assert [row[0] for row in connection.exec_driver_sql("SELECT payee_id FROM posting")] == ["P-1"]
    assert posted(call, ready, "P-1") == [], "nothing stands until all of it does"
    taken(call, "facts", won("F-9", "P-2", "2026-03-30"), empty_folder, ready, "--source", "crm", *LATER)
    again = call("period", "sign", *Q1, "--as-of", "2026-04-21T08:00:00Z", *ready)
    assert "It goes on with what was begun, as of 2026-04-02T08:00:00Z." in again.out
    (done,) = call("period", "list", *LATEST, *ready, "--json").json()
    assert (done["as_of"], done["at"], done["payees"]) == ("2026-04-02T08:00:00Z", "2026-04-21T08:00:00Z", 2)
    assert posted(call, ready, "P-1") == [("2026-Q1", "pay", 150050)]
    assert posted(call, ready, "P-2") == [("2026-Q1", "pay", 225000)], "as of the instant at which it began"
    assert earned(call, ready, LATEST, "P-2") == (225000, "2026-04-21")


def test_two_who_sign_at_once_post_once(call: Call, ready: tuple[str, str], database: Database) -> None:
    world = World(database, Catalogue(), int)
    order = Order("hunters", period_of(date(2026, 1, 1), "quarter"), "P-3", APRIL_2)
    theirs: list[SignOff] = []
    ours = sign(world, order, lambda *_: theirs.append(sign(world, order, lambda *_: None)))
    assert theirs == [ours]
    assert posted(call, ready, "P-1") == [("2026-Q1", "pay", 150050)]
    assert len(call("period", "list", *LATEST, *ready, "--jsonl").lines()) == 1
