"""Batches: invisible until they are published, taken away when an import ends in the middle."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from storage.database import Database
from storage.imports import clean_up, import_file
from tests.imports.conftest import NOVEMBER, Give
from tests.imports.read_back import published, staged

HEADER = "fact_id,metric,subject_kind,subject_id,observed,value,unit\n"
ROWS = "".join(f"F{number},demos,person,P,2026-10-01,1,demos\n" for number in range(9_000))
HOUR = 3_600_000_000


class PowerCut(BaseException):
    """Nothing in the program expects it."""


def _stage_and_die(database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that stages two chunks and then ends without a chance to clean up."""
    path = folder / "cut.csv"
    path.write_text(HEADER + ROWS)

    def cut(*_: int) -> None:
        if staged(database) > 5_000:
            raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr("storage.imports.staging.Staging.discard", lambda _: None)
        with pytest.raises(PowerCut):
            import_file(database, "facts", path, recorded=NOVEMBER, progress=cut)


@pytest.fixture
def dead(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    _stage_and_die(database, tmp_path, monkeypatch)
    return database


def test_what_an_import_left_behind_is_invisible_and_goes_after_an_hour(dead: Database) -> None:
    assert staged(dead) == 6_001
    assert published(dead, "fact", "id") == []
    now = time.time_ns() // 1_000
    assert clean_up(dead, now) == 0
    assert clean_up(dead, now + HOUR + 1) == 1
    assert staged(dead) == 0


def test_what_its_own_import_gave_up_goes_at_once(dead: Database) -> None:
    """The mark is set before the first row is deleted; here the deleting never came about."""
    with dead.write() as connection:
        connection.exec_driver_sql("UPDATE batch SET rows = -1 WHERE published IS NULL")
    assert clean_up(dead, time.time_ns() // 1_000) == 1
    assert staged(dead) == 0


def test_the_next_import_of_anything_cleans_up(dead: Database, give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time_ns() + (HOUR + 1) * 1_000
    monkeypatch.setattr("storage.imports.run.time.time_ns", lambda: later)
    assert give("teams", "team_id,name\nT,T\n").published
    assert staged(dead) == 0
    assert give("facts", HEADER + ROWS).accepted == 9_000


def test_an_error_in_the_middle_leaves_nothing(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(HEADER + ROWS)

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(database, "facts", path, recorded=NOVEMBER, progress=stop)
    assert staged(database) == 0


def test_an_import_whose_rows_were_taken_away_does_not_publish(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(HEADER + ROWS)

    def steal(*_: int) -> None:
        clean_up(database, time.time_ns() // 1_000 + 2 * HOUR)

    report = import_file(database, "facts", path, recorded=NOVEMBER, progress=steal)
    assert [each.code for each in report.rejected] == ["meanwhile"]
    assert published(database, "fact", "id") == []
    assert staged(database) == 0


def test_two_imports_of_a_kind_do_not_pass_each_other(database: Database, tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine.csv", tmp_path / "theirs.csv"
    mine.write_text(HEADER + ROWS)
    theirs.write_text(HEADER + "F3,demos,person,P,2026-10-01,2,demos\n")
    done_once: list[int] = []

    def between(*_: int) -> None:
        if not done_once:
            done_once.append(1)
            assert import_file(database, "facts", theirs, recorded=NOVEMBER).published

    report = import_file(database, "facts", mine, recorded=NOVEMBER, progress=between)
    assert [each.code for each in report.rejected] == ["meanwhile"]
    assert published(database, "fact", "fact_id", "value") == [("F3", "2")]
    again = import_file(database, "facts", mine, recorded=NOVEMBER)
    assert (again.corrected, again.accepted) == (1, 8_999)


def test_other_writers_get_their_turn_while_a_file_is_imported(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(HEADER + ROWS)
    waits: list[float] = []

    def write(*_: int) -> None:
        begun = time.perf_counter()
        with database.write() as connection:
            connection.exec_driver_sql("UPDATE batch SET rows = 0 WHERE published IS NULL")
        waits.append(time.perf_counter() - begun)

    assert import_file(database, "facts", path, recorded=NOVEMBER, progress=write).published
    assert max(waits) < 2.0
