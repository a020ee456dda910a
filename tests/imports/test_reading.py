"""Files as programs write them: encodings, separators, line ends, quotes, and sizes that must not matter."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from storage.database import Database
from storage.imports import import_file
from tests.imports.conftest import NOVEMBER, Give
from tests.imports.read_back import published

TEAMS = 'team_id,name\nT-1,Zürich\nT-2,"Two""s, Inc"\n'
EXPECTED = [("T-1", "Zürich"), ("T-2", 'Two"s, Inc')]


@pytest.mark.parametrize(
    "content",
    [
        TEAMS.encode(),
        b"\xef\xbb\xbf" + TEAMS.encode(),
        TEAMS.replace("\n", "\r\n").encode(),
        TEAMS.replace("\n", "\r").encode(),
        TEAMS.rstrip("\n").encode(),
        TEAMS.replace(",", ";").replace("s; Inc", "s, Inc").encode(),
        b"sep=;\r\n" + TEAMS.replace(",", ";").replace("s; Inc", "s, Inc").encode(),
        TEAMS.replace(",", "\t").replace("s\t Inc", "s, Inc").encode(),
        b"\n\n" + TEAMS.replace("\nT-2", "\n\n,\nT-2").encode(),
        TEAMS.replace("T-1,Zürich", "  T-1 ,\u00a0Zu\u0308rich  ").encode(),
        TEAMS.replace("\n", ",,\n").encode(),
    ],
    ids=["plain", "bom", "crlf", "cr", "no-last-break", "semicolon", "sep-line", "tab", "blank-lines", "blanks", "empty-columns"],
)  # fmt: skip
def test_the_same_table_however_it_is_written(give: Give, database: Database, content: bytes) -> None:
    report = give("teams", content)
    assert (report.rejected, report.accepted) == ((), 2)
    assert published(database, "team", "team_id", "name") == EXPECTED


def test_bytes_that_are_no_text_are_named_with_their_line(give: Give) -> None:
    report = give("teams", "team_id,name\nT-1,Zürich\nT-2,Bern\n".encode("windows-1252"))
    assert [(each.line, each.column, each.code) for each in report.rejected] == [(2, "name", "encoding")]
    assert "windows-1252" in report.rejected[0].remedy


def test_a_header_in_another_encoding_is_no_matter_of_names(give: Give) -> None:
    report = give("teams", "Kürzel;Name\nT-1;Bern\n".encode("windows-1252"))
    assert [(each.line, each.code) for each in report.rejected] == [(1, "encoding")]
    assert "windows-1252" in report.rejected[0].remedy


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_header_of_unknown_names_is_still_told_column_by_column(give: Give, separator: str) -> None:
    report = give("teams", f"Number{separator}Called\n1{separator}Bern\n")
    unknown = [each.column for each in report.rejected if each.code == "unknown-column"]
    assert unknown == ["Number", "Called"]
    missing = next(each for each in report.rejected if each.code == "missing-column")
    assert "mapping" in missing.remedy


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (TEAMS.encode("utf-16"), "encoding", "UTF-16"),
        (b"PK\x03\x04rest", "not-csv", "Save it as CSV"),
        (b"", "empty", "no header"),
        (b"\n\n\n", "empty", "no header"),
    ],
)
def test_files_that_are_something_else(give: Give, content: bytes, code: str, words: str) -> None:
    report = give("teams", content)
    assert [each.code for each in report.rejected] == [code]
    assert words in f"{report.rejected[0].message} {report.rejected[0].remedy}"


def test_a_missing_file(database: Database, tmp_path: Path) -> None:
    report = import_file(database, "teams", tmp_path / "teams.csv", recorded=NOVEMBER)
    assert [each.message for each in report.rejected] == ["teams.csv cannot be read: No such file or directory."]


def test_lines_are_counted_through_quoted_breaks(give: Give) -> None:
    header = "person_id,role,scope,from,to,given_by,reason\n"
    report = give("roles", header + 'P,approver,,2026-01-01,,Q,"one\r\ntwo\nthree"\nP,nobody,,2026-01-01,,Q,r\n')
    assert [(each.line, each.column) for each in report.rejected] == [(5, "role")]


@pytest.mark.parametrize("opening", [b"T-1,", b'T-1,"'], ids=["bare", "quoted"])
def test_a_line_of_64_megabytes_is_refused_in_little_memory(
    sqlite_database: Database, tmp_path: Path, opening: bytes
) -> None:
    path = tmp_path / "teams.csv"
    with path.open("wb") as file:
        file.write(b"team_id,name\n" + opening)
        for _ in range(64):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    report = import_file(sqlite_database, "teams", path, recorded=NOVEMBER)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(each.line, each.code) for each in report.rejected] == [(2, "line-too-long")]
    assert peak < 16_000_000


def test_a_quote_that_never_closes_takes_little_memory(sqlite_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "teams.csv"
    path.write_text('team_id,name\nT-1,"open\n' + "".join(f"T-{number},closed\n" for number in range(20_000)))
    tracemalloc.start()
    report = import_file(sqlite_database, "teams", path, recorded=NOVEMBER)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (report.rejected[0].line, report.rejected[0].code) == (2, "quotes")
    assert peak < 16_000_000


def test_memory_does_not_grow_with_the_file(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.imports.run.CHUNK", 500)

    def peak_of(rows: int) -> int:
        path = tmp_path / "facts.csv"
        with path.open("w") as file:
            file.write("fact_id,metric,subject_kind,subject_id,observed,value,unit\n")
            file.writelines(
                f"{rows}-{number},demos,person,P-{number % 50},2026-10-01,1,demos\n" for number in range(rows)
            )
        tracemalloc.start()
        assert import_file(sqlite_database, "facts", path, recorded=NOVEMBER).accepted == rows
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    peak_of(1_000)  # what is kept for the process is there from now on
    assert peak_of(8_000) < 1.3 * peak_of(2_000)


def test_progress_ends_with_the_whole_file(sqlite_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "teams.csv"
    path.write_text("team_id,name\n" + "".join(f"T-{number},N\n" for number in range(9_000)))
    seen: list[tuple[int, int]] = []
    import_file(
        sqlite_database, "teams", path, recorded=NOVEMBER, progress=lambda done, total: seen.append((done, total))
    )
    size = path.stat().st_size
    assert seen[-1] == (size, size)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert len(seen) == 6
