"""A watched folder, on both databases: whole files only, each once, none lost, and each with its report where it went."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import Kind, StorageError
from storage.feeds import Delivery, Feed, read_feeds, take_files, watching
from storage.feeds.watching import SETTLED_US
from storage.lock import tried
from tests.feeds.mappings import CREDITS, HEADER, ONE, WATCHED, drop, feed, later, write_on
from tests.imports.conftest import NOVEMBER
from tests.imports.read_back import published

HOUR = 3_600_000_000


def taken(database: Database, of: Feed, at: int = NOVEMBER, real: int | None = None) -> list[Delivery]:
    return list(take_files(database, of, at, later() if real is None else real, "tests"))


def troubles(database: Database) -> list[tuple[str, str, str]]:
    with database.read() as connection:
        sql = "SELECT what, code, detail FROM source_trouble WHERE ended = 0 ORDER BY what"
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


def test_a_whole_file_is_taken_and_moved_with_its_report(database: Database, tmp_path: Path) -> None:
    of = feed(tmp_path)
    drop(tmp_path, "october.csv", ONE).chmod(0o640)
    (delivery,) = taken(database, of)
    assert (delivery.feed, delivery.file, delivery.outcome) == ("deals", "october.csv", "taken")
    assert published(database, "fact", "fact_id", "minor") == [("D-1", 10000)]
    assert [str(day) for (day,) in published(database, "completeness", "through")] == ["2026-11-19"]
    assert delivery.where is not None
    assert delivery.where.parent == tmp_path / "inbox" / "done"
    assert (delivery.where / "october.csv").read_text(encoding="utf-8") == ONE
    assert (delivery.where / "report.json").stat().st_mode & 0o777 == 0o640  # for whoever may read the file
    report = json.loads((delivery.where / "report.json").read_text(encoding="utf-8"))
    assert (report["source"], report["outcome"], report["reports"]["facts"]["accepted"]) == ("crm", "taken", 1)
    assert not list((tmp_path / "inbox").glob("*.csv"))
    assert taken(database, of) == []


def test_a_file_that_may_still_be_written_to_waits(database: Database, tmp_path: Path) -> None:
    of = feed(tmp_path)
    path = drop(tmp_path, "october.csv", ONE)
    os.utime(path, (0, 0))  # its own date says nothing: a copy may keep that of long ago
    changed = path.stat().st_ctime_ns // 1_000
    assert taken(database, of, real=changed + SETTLED_US - 1) == []
    assert path.exists()
    assert [each.outcome for each in taken(database, of, real=changed + SETTLED_US)] == ["taken"]


@pytest.mark.parametrize(
    "name", [".october.csv", "~october.csv", "october.csv.part", "october.csv.tmp", "october.csv~"]
)
def test_names_of_what_is_not_meant_are_left_alone(sqlite_database: Database, tmp_path: Path, name: str) -> None:
    of = feed(tmp_path)
    path = drop(tmp_path, name, ONE)
    (tmp_path / "elsewhere.csv").write_text(ONE)
    (tmp_path / "inbox" / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert taken(sqlite_database, of) == []
    path.rename(tmp_path / "inbox" / "october.csv")
    assert [each.file for each in taken(sqlite_database, of)] == ["october.csv"]


def test_a_refused_file_is_set_aside_and_breaks_its_source_until_it_is_mended(
    database: Database, tmp_path: Path
) -> None:
    of = feed(tmp_path)
    drop(tmp_path, "october.csv", ONE.replace("100.00", "lots"))
    (delivery,) = taken(database, of)
    assert delivery.outcome == "refused"
    assert delivery.where is not None
    assert delivery.where.parent == tmp_path / "inbox" / "rejected"
    report = json.loads((delivery.where / "report.json").read_text(encoding="utf-8"))
    (rejected,) = report["reports"]["facts"]["rejected"]
    assert (rejected["line"], rejected["column"]) == (2, "amount")
    assert troubles(database) == [("facts", "refused", "1 to mend; first line 2: number")]
    assert published(database, "fact", "fact_id") == []
    drop(tmp_path, "october.csv", ONE)
    assert [each.outcome for each in taken(database, of, NOVEMBER + HOUR)] == ["taken"]
    assert troubles(database) == []


@pytest.mark.parametrize("through", ["yesterday", "2026-10-31"])
def test_a_file_that_was_taken_when_the_machine_stopped_is_not_taken_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, through: str
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    of = feed(tmp_path, WATCHED.replace("yesterday", through))
    path = drop(tmp_path, "october.csv", ONE)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", cut)
        with pytest.raises(PowerCut):
            taken(database, of)
    assert path.exists()
    assert len(published(database, "fact", "id")) == 1
    (delivery,) = taken(database, of, NOVEMBER + HOUR)
    assert (delivery.outcome, delivery.reports) == ("known", {})
    assert len(published(database, "fact", "id")) == 1
    assert not path.exists()


def test_an_earlier_file_that_comes_again_later_counts_again(database: Database, tmp_path: Path) -> None:
    """Bytes that were taken before are not known for ever: the source may have gone back to what it said."""
    of = feed(tmp_path)
    for hour, text in enumerate((ONE, ONE.replace("100", "120"), ONE)):
        drop(tmp_path, "october.csv", text)
        assert [each.outcome for each in taken(database, of, NOVEMBER + hour * HOUR)] == ["taken"]
    assert [minor for (minor,) in published(database, "fact", "minor")] == [10000, 12000, 10000]


def through(database: Database) -> list[str]:
    return [str(day) for (day,) in published(database, "completeness", "through")]


def test_the_same_file_of_a_later_day_declares_that_day(database: Database, tmp_path: Path) -> None:
    """A source that has nothing new to say is not late."""
    of = feed(tmp_path)
    drop(tmp_path, "october.csv", ONE)
    taken(database, of)
    tomorrow = NOVEMBER + 24 * HOUR
    write_on(drop(tmp_path, "october.csv", ONE), tomorrow)
    (delivery,) = taken(database, of, tomorrow)
    assert (delivery.outcome, delivery.reports["facts"].unchanged) == ("taken", 1)
    assert through(database) == ["2026-11-19", "2026-11-20"]


def test_a_file_that_lay_there_for_days_declares_no_more_than_when_it_was_written(
    database: Database, tmp_path: Path
) -> None:
    of = feed(tmp_path)
    drop(tmp_path, "october.csv", ONE)
    assert [each.outcome for each in taken(database, of, NOVEMBER + 72 * HOUR)] == ["taken"]
    assert through(database) == ["2026-11-19"]
    write_on(drop(tmp_path, "older.csv", ONE.replace("100", "90")), NOVEMBER - 48 * HOUR)
    assert [each.outcome for each in taken(database, of, NOVEMBER + 73 * HOUR)] == ["taken"]
    assert through(database) == ["2026-11-19"]  # `yesterday` takes nothing back
    write_on(drop(tmp_path, "ahead.csv", ONE), NOVEMBER + 999 * HOUR)  # dated by another clock
    assert [each.outcome for each in taken(database, of, NOVEMBER + 74 * HOUR)] == ["taken"]
    assert through(database) == ["2026-11-19", "2026-11-22"]


def test_of_a_file_of_several_kinds_all_are_checked_before_any_is_published(database: Database, tmp_path: Path) -> None:
    of = feed(tmp_path, WATCHED + CREDITS)
    two = ONE + "D-2,P-1,2026-10-02,-0.005\n"
    drop(tmp_path, "october.csv", two)
    (delivery,) = taken(database, of)
    assert delivery.outcome == "refused"
    assert published(database, "fact", "id") == []
    assert [what for what, *_ in troubles(database)] == ["credits", "facts"]
    drop(tmp_path, "october.csv", two.replace("-0.005", "-5"))
    (delivery,) = taken(database, of, NOVEMBER + HOUR)
    assert {kind: report.accepted for kind, report in delivery.reports.items()} == {"facts": 2, "credits": 2}


def test_the_oldest_is_taken_first(database: Database, tmp_path: Path) -> None:
    of = feed(tmp_path)
    for age, name in enumerate(("c.csv", "a.csv", "b.csv")):
        os.utime(drop(tmp_path, name, f"{HEADER}D-1,P-1,2026-10-01,{age}.00\n"), (1_000 + age, 1_000 + age))
    assert [each.file for each in taken(database, of)] == ["c.csv", "a.csv", "b.csv"]
    assert [minor for (minor,) in published(database, "fact", "minor")] == [0, 100, 200]


def test_one_process_at_a_time_takes_from_a_folder(sqlite_database: Database, tmp_path: Path) -> None:
    of = feed(tmp_path)
    drop(tmp_path, "october.csv", ONE)
    with tried(tmp_path / "inbox" / ".fairshare.lock") as mine:
        assert mine
        assert taken(sqlite_database, of) == []
    assert len(taken(sqlite_database, of)) == 1


def test_a_file_that_changes_while_it_is_read_stays_and_is_taken_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = feed(tmp_path)
    path = drop(tmp_path, "october.csv", ONE)
    read = watching.import_file

    def grows(*arguments: object, **more: object) -> object:
        report = read(*arguments, **more)  # type: ignore[arg-type]
        path.write_text(ONE + "D-2,P-1,2026-10-02,5.00\n", encoding="utf-8")
        return report

    with monkeypatch.context() as patched:
        patched.setattr(watching, "import_file", grows)
        assert [each.outcome for each in taken(database, of)] == ["kept"]
    assert path.exists()
    assert [each.outcome for each in taken(database, of, NOVEMBER + HOUR)] == ["taken"]
    assert [each for (each,) in published(database, "fact", "fact_id")] == ["D-1", "D-2"]


def test_what_the_clock_stands_in_the_way_of_is_kept(database: Database, tmp_path: Path) -> None:
    of = feed(tmp_path)
    drop(tmp_path, "october.csv", ONE)
    taken(database, of)
    path = drop(tmp_path, "november.csv", ONE.replace("D-1", "D-2"))
    assert [each.outcome for each in taken(database, of, NOVEMBER - HOUR)] == ["kept"]
    assert path.exists()
    assert troubles(database) == []


def test_nothing_is_lost_while_the_database_cannot_serve(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise StorageError(Kind.LOCKED, "busy", "wait")

    of = feed(tmp_path)
    path = drop(tmp_path, "october.csv", ONE)
    with monkeypatch.context() as patched:
        patched.setattr(watching, "import_file", locked)
        with pytest.raises(StorageError):
            taken(sqlite_database, of)
    assert path.exists()
    assert [each.outcome for each in taken(sqlite_database, of)] == ["taken"]


def test_a_folder_that_is_not_there_breaks_the_source_until_it_is(database: Database, tmp_path: Path) -> None:
    of = feed(tmp_path)
    (tmp_path / "inbox").rmdir()
    assert taken(database, of) == []
    assert troubles(database) == [("facts", "unreachable", "the folder inbox: No such file or directory")]
    (tmp_path / "inbox").mkdir()
    assert taken(database, of, NOVEMBER + HOUR) == []
    assert troubles(database) == []


def test_problems_of_mappings_are_told_and_the_good_ones_go_on(tmp_path: Path) -> None:
    feed(tmp_path)
    (tmp_path / "again.yaml").write_text(WATCHED)
    (tmp_path / "wrong.yaml").write_text(WATCHED.replace("watch: inbox", "watch: ."))
    (tmp_path / "plain.yaml").write_text(
        WATCHED.replace("watch: inbox\n", "").replace("mapping: deals", "mapping: plain")
    )
    found, problems = read_feeds(tmp_path)
    assert [each.name for each in found] == ["deals"]
    assert sorted(each.code for each in problems) == ["name-twice", "same-folder"]
    assert [each.code for each in read_feeds(tmp_path / "nowhere")[1]] == ["no-folder"]
