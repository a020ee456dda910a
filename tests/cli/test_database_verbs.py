"""Verbs that need the database, and every way in which it can be missing, wrong or in use."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import ROOT, Call
from tests.cli.papers import papers

URL = "sqlite:///fairshare.db"


def test_init_creates_what_db_check_wants(call: Call, empty_folder: Path) -> None:
    before = call("db", "check", "--json")
    assert (before.code, before.json()["state"]) == (5, "empty")
    made = call("init", "--json")
    assert made.code == 0
    assert made.json() == {"before": "empty", "schema": made.json()["schema"], "sample": None}
    assert (empty_folder / "fairshare.db").stat().st_mode & 0o077 == 0
    after = call("db", "check", "--json")
    assert after.code == 0
    assert after.json() == {
        "ok": True,
        "state": "up to date",
        "schema": after.json()["needed"],
        "needed": after.json()["needed"],
    }
    assert call("init", "--json").json()["before"] == "up to date"
    assert call("db", "upgrade").err == ""


def test_the_database_may_be_named_by_setting_file_or_option(
    call: Call, empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / ".env").write_text("DATABASE_URL=sqlite:///of-file.db\n")
    assert call("init").code == 0
    monkeypatch.setenv("DATABASE_URL", "sqlite:///of-environment.db")
    assert call("init").code == 0
    assert call("init", "--database", "sqlite:///of-option.db").code == 0
    assert {path.name for path in empty_folder.glob("*.db")} == {"of-file.db", "of-environment.db", "of-option.db"}


def not_there(path: Path) -> None:
    path.unlink(missing_ok=True)


def no_database(path: Path) -> None:
    path.write_text("This is no database, but long enough to be looked at. " * 40)


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE somebody_elses (id INTEGER)")
        connection.commit()


def newer(path: Path) -> None:
    versioned(path, "9999")


def versioned(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))
        connection.commit()


def empty_file(path: Path) -> None:
    path.touch()


NEEDING = [
    ["statement", "P-1"],
    ["statement", "--all", "--period", "2026-Q1"],
    ["explain", "P-1", "pay"],
    ["plan", "list"],
    ["plan", "diff", "hunters@1", "hunters@2"],
    ["plan", "publish", "plan.yaml", "--effective", "2026-01-01", "--rationale", "Because."],
    ["registry", "publish", "registry.yaml"],
    ["import", "people", "people.csv"],
    ["audit", "verify"],
    ["audit", "export"],
    ["backup", "backup.db"],
]


@pytest.mark.parametrize("verb", NEEDING, ids=lambda words: "-".join(words[:2]))
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (not_there, "Create"),
        (empty_file, "Create them with `python -m bot init`."),
        (no_database, "The file is not an SQLite database."),
        (foreign, "tables that are not Fairshare's"),
        (newer, "upgraded by a newer Fairshare"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_database_that_cannot_serve_is_told_with_a_remedy(
    call: Call, empty_folder: Path, make: object, words: str, verb: list[str]
) -> None:
    papers(empty_folder)
    assert callable(make)
    make(empty_folder / "fairshare.db")
    done = call(*verb, "--json")
    assert done.code == 5, done.err
    assert words in done.err
    assert done.json()["error"]["remedy"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////nowhere/at/all/fairshare.db", "cannot be created"),
        ("nonsense", "DATABASE_URL is no address of a database."),
        ("mysql://host/name", "is no database Fairshare works with"),
        ("sqlite://", "A database in memory would be lost"),
        ("postgresql+psycopg://nobody@127.0.0.1:1/nothing", "The database cannot be reached."),
    ],
)
def test_an_address_that_leads_nowhere(call: Call, url: str, words: str) -> None:
    done = call("init", "--database", url)
    assert done.code == 5
    assert words in done.err


def test_an_address_with_a_password_is_never_repeated(call: Call) -> None:
    secret = "hunter2-secret"
    done = call("init", "--database", f"postgresql+psycopg://me:{secret}@127.0.0.1:1/nothing", "--json")
    assert done.code == 5
    assert secret not in done.out + done.err


def test_a_database_that_somebody_else_is_writing_to(
    call: Call, empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.surroundings.PATIENCE_S", 0.2)
    papers(empty_folder)
    call("init")
    with closing(sqlite3.connect(empty_folder / "fairshare.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = call("registry", "publish", "registry.yaml")
    assert done.code == 5
    assert "The database is busy with another write. Try again in a moment." in done.err


def test_a_full_disk(empty_folder: Path) -> None:
    """A limit on the size of files stands in for it: the same refusal reaches the database. Python shall cache nothing under it."""
    assert (
        subprocess.run(
            [sys.executable, "-m", "bot", "init"], cwd=ROOT, env=environment(empty_folder), check=False
        ).returncode
        == 0
    )
    script = f"ulimit -f 4; exec {sys.executable} -m bot backup {empty_folder / 'backup.db'}"
    done = subprocess.run(
        ["/bin/bash", "-c", f"trap '' XFSZ; {script}"],
        cwd=ROOT,
        env=environment(empty_folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 5, done.stderr
    assert "Traceback" not in done.stderr
    assert not list(empty_folder.glob("backup.db*"))


def environment(folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'fairshare.db'}",
        "HOME": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def test_on_both_databases_init_is_harmless_where_tables_stand(call: Call, database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    assert call("init", "--database", url, "--json").json()["before"] == "up to date"
    assert call("db", "check", "--database", url, "--json").json()["ok"] is True


def test_an_audit_log_is_verified_and_exported(call: Call, empty_folder: Path, database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    papers(empty_folder)
    assert call("audit", "verify", "--database", url, "--json").json() == {
        "ok": True, "rows": 0, "head": None, "erased": 0, "broken": None,
    }  # fmt: skip
    assert call("registry", "publish", "registry.yaml", "--by", "ana", "--database", url).code == 0
    whole = call("audit", "verify", "--database", url, "--json").json()
    assert (whole["ok"], whole["rows"]) == (True, 1)
    assert call("audit", "verify", "--anchor", whole["head"], "--database", url).code == 0
    [entry] = call("audit", "export", "--jsonl", "--database", url).lines()
    assert (entry["kind"], entry["payload"]["actor"]) == ("publish", "ana")
    assert f"{entry['seq']}:{entry['row_hash']}" == whole["head"]
    assert "publish by ana" in call("audit", "export", "--database", url).out


def test_an_anchor_that_does_not_fit_is_exit_7_and_nonsense_exit_2(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    call("init")
    call("registry", "publish", "registry.yaml")
    other = call("audit", "verify", "--anchor", f"1:{'0' * 64}", "--json")
    assert (other.code, other.json()["broken"]["seq"]) == (7, 1)
    cut = call("audit", "verify", "--anchor", f"9:{'0' * 64}")
    assert cut.code == 7
    assert "its end was cut off" in cut.out
    assert call("audit", "verify", "--anchor", "latest").code == 2


def test_a_backup_is_made_once_and_can_be_restored(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    call("init")
    call("registry", "publish", "registry.yaml")
    made = call("backup", "backup.db", "--json")
    assert made.code == 0
    assert made.json() == {"file": "backup.db", "bytes": (empty_folder / "backup.db").stat().st_size}
    checked = call("restore-check", "backup.db", "--json").json()
    assert (checked["ok"], checked["rows"]["registry_version"], checked["audit"]["rows"]) == (True, 1, 1)
    again = call("backup", "backup.db")
    assert again.code == 5
    assert "exists already" in again.err
    assert call("backup", "nowhere/backup.db").code == 5
    assert call("restore-check", "nowhere.db").code == 5
    assert call("restore-check", "plan.yaml").code == 5


@pytest.mark.postgres
@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed")
def test_a_dump_is_checked_on_the_server_that_is_named(call: Call, postgres_database: Database) -> None:
    url = postgres_database.url.render_as_string(hide_password=False)
    postgres_database.close()
    assert call("backup", "monday.dump", "--database", url).code == 0
    nowhere = call("restore-check", "monday.dump")
    assert nowhere.code == 5
    assert "Name one with --database" in nowhere.err
    checked = call("restore-check", "monday.dump", "--database", url)
    assert checked.code == 0
    assert "monday.dump can be restored." in checked.out
    assert "The log is empty." in checked.out


def test_a_damaged_backup_is_found(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    call("init")
    call("registry", "publish", "registry.yaml")
    call("backup", "backup.db")
    with closing(sqlite3.connect("backup.db")) as connection:
        connection.execute("DROP TRIGGER guard_audit_update")
        connection.execute("UPDATE audit SET kind = 'nothing'")
        connection.commit()
    done = call("restore-check", "backup.db", "--json")
    assert done.code == 7
    assert done.json()["ok"] is False
    assert "audit row 1" in done.json()["problems"][0]
