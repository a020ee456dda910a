"""A disk that is really full: a small file system of its own. What is asked says so, nothing is lost, and with room again it goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.audit import entries
from storage.audit_check import verify
from storage.database import Database
from tests.cli.conftest import ROOT, Call
from tests.cli.hunters import DURING, FACTS, PEOPLE, TEAMS, TERMS
from tests.cli.papers import papers, write
from tests.imports.read_back import staged

SIZE = 3 * 1024 * 1024
BEFORE = ("--as-of", "2025-12-01T00:00:00Z")
WHY = ("--effective", "2026-01-01", "--rationale", "A year of its own.")
THIN = 40 * 1024
"""Room for what SQLite needs to read, and not for a commit."""


@dataclass(frozen=True)
class Disk:
    """A file system of three megabytes."""

    folder: Path

    def fill(self, left: int = 0) -> None:
        """Take all room but `left` bytes."""
        with (self.folder / "filler").open("wb", buffering=0) as filler:
            try:
                while filler.write(b"\0" * 4096):
                    pass
            except OSError:
                filler.truncate(max(filler.tell() - left, 0))

    def free(self) -> None:
        (self.folder / "filler").unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if mount is None or unmount is None:
        pytest.skip("there is no `mount`, so no small file system can be made")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"a small file system needs rights that are missing here: {made.stderr.strip()}")
    yield Disk(folder)
    subprocess.run([unmount, "--lazy", str(folder)], check=True)


@pytest.fixture
def at(call: Call, disk: Disk, empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database on the disk with a registry, people, terms and facts; the plan is not published yet. Returns its file."""
    file = disk.folder / "fairshare.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    papers(empty_folder)
    assert call("init").code == 0
    assert call("registry", "publish", "registry.yaml", *BEFORE).code == 0
    for what, text in (("people", PEOPLE), ("terms", TERMS), ("facts", FACTS)):
        assert call("import", what, write(empty_folder, f"{what}.csv", text), "--source", "hr", *BEFORE).code == 0
    return file


def log_of(file: Path) -> list[str]:
    """The kinds of the rows of the log, which is whole."""
    with closing(Database.open(f"sqlite:///{file}")) as database, database.read() as connection:
        assert verify(connection).whole
        return [entry.kind for entry in entries(connection)]


FULL = "The disk that holds the database is full. Free some space; nothing was written.\n"


@pytest.mark.parametrize("left", [0, THIN])
def test_nothing_is_imported(call: Call, disk: Disk, at: Path, empty_folder: Path, left: int) -> None:
    more = "".join(f"G-{n},accounts-won,person,P-1,2026-01-20,yes,yes/no\n" for n in range(2_500))
    facts = write(empty_folder, "more.csv", FACTS + more)
    before = log_of(at)
    disk.fill(left)
    refused = call("import", "facts", facts, "--source", "hr", *DURING)
    assert (refused.code, refused.out, refused.err) == (5, "", FULL)
    assert call("import", "facts", facts, "--json", *DURING).json()["error"]["code"] == "disk-full"
    disk.free()
    assert log_of(at) == before
    done = call("import", "facts", facts, "--source", "hr", "--json", *DURING).json()
    assert (done["accepted"], done["unchanged"], done["published"]) == (2_500, 3, True)
    assert log_of(at) == [*before, "import"]


@pytest.mark.parametrize("left", [600 * 1024, 1000 * 1024])
def test_what_was_staged_before_the_disk_was_full_goes_with_the_next_import(
    call: Call, disk: Disk, at: Path, empty_folder: Path, left: int
) -> None:
    """There is room for some thousand rows, and then none: not even to take them away."""
    more = "".join(f"G-{n},accounts-won,person,P-1,2026-01-20,yes,yes/no\n" for n in range(20_000))
    disk.fill(left)
    refused = call("import", "facts", write(empty_folder, "more.csv", FACTS + more), "--source", "hr", *DURING)
    assert (refused.code, refused.err) == (5, FULL)
    disk.free()
    with closing(Database.open(f"sqlite:///{at}")) as database:
        assert staged(database) > 1_000
        assert call("import", "teams", write(empty_folder, "teams.csv", TEAMS), "--source", "hr", *DURING).code == 0
        assert staged(database) == 0


@pytest.mark.parametrize("left", [0, THIN])
def test_nothing_is_published(call: Call, disk: Disk, at: Path, left: int) -> None:
    before = log_of(at)
    disk.fill(left)
    refused = call("plan", "publish", "plan.yaml", *WHY, *BEFORE)
    assert (refused.code, refused.out, refused.err) == (5, "", FULL)
    disk.free()
    assert log_of(at) == before
    assert call("plan", "list", "--json").json() == []
    assert call("plan", "publish", "plan.yaml", *WHY, *BEFORE).code == 0
    assert log_of(at) == [*before, "publish"]


@pytest.mark.parametrize("left", [0, THIN])
def test_nobodys_pay_is_shown_when_the_look_cannot_be_recorded(call: Call, disk: Disk, at: Path, left: int) -> None:
    assert call("plan", "publish", "plan.yaml", *WHY, *BEFORE).code == 0
    before = log_of(at)
    disk.fill(left)
    for whose in (["P-1"], ["--all"]):
        refused = call("statement", *whose, "--period", "2026-Q1", *DURING)
        assert (refused.code, refused.out, refused.err) == (5, "", FULL)
    disk.free()
    assert log_of(at) == before
    assert "€1,500.50" in call("statement", "P-1", "--period", "2026-Q1", *DURING).out
    assert log_of(at) == [*before, "look"]


def test_no_half_a_backup_is_left(call: Call, disk: Disk, at: Path, empty_folder: Path) -> None:
    elsewhere = empty_folder / "elsewhere.db"
    shutil.copyfile(at, elsewhere)
    disk.fill()
    file = disk.folder / "monday.backup"
    refused = call("backup", file, "--database", f"sqlite:///{elsewhere}")
    words = "The disk has no room for the backup. Free some space, or name another place; nothing was left behind.\n"
    assert (refused.code, refused.out, refused.err) == (5, "", words)
    assert not list(disk.folder.glob("monday*"))
    disk.free()
    assert call("backup", file, "--database", f"sqlite:///{elsewhere}").code == 0
    assert call("restore-check", file).code == 0


@pytest.mark.usefixtures("at")
def test_a_backup_that_finds_no_room_to_be_looked_at_is_not_called_bad(
    call: Call, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("backup", "monday.backup").code == 0
    monkeypatch.setattr("tempfile.tempdir", str(disk.folder))
    disk.fill(THIN)
    refused = call("restore-check", "monday.backup")
    words = "The backup cannot be copied to be looked at: No space left on device. Name another folder for temporary files in TMPDIR.\n"
    assert (refused.code, refused.out, refused.err) == (5, "", words)
    disk.free()
    assert call("restore-check", "monday.backup").code == 0


def test_a_database_that_could_not_be_created_can_be_later(call: Call, disk: Disk) -> None:
    url = f"sqlite:///{disk.folder / 'new.db'}"
    disk.fill(THIN)
    refused = call("init", "--database", url)
    assert (refused.code, refused.err) == (5, FULL)
    disk.free()
    assert call("init", "--database", url).code == 0
    assert call("db", "check", "--database", url).code == 0


REMEMBERING = """
from storage.errors import StorageError
from storage.imports.scratch import Scratch

try:
    with Scratch() as scratch:
        for number in range(40):
            scratch.seen("people", [(f"{number}-{n}" + "x" * 1000, 2000 * number + n, n, "") for n in range(1000)])
except StorageError as error:
    print(error.kind, "/", error)
"""


def test_a_full_disk_for_temporary_files_is_told_as_such(disk: Disk) -> None:
    """SQLite looks for their folder once a process, so this is one of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SQLITE_TMPDIR": str(disk.folder)}
    done = subprocess.run(
        [sys.executable, "-c", REMEMBERING], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    words = "Free some space there, or name another folder in SQLITE_TMPDIR; nothing was imported."
    assert done.stdout == f"disk full / The disk for temporary files is full. {words}\n", done.stderr
