"""Importing facts, against csv.reader and executemany into the same table with the same indexes: at most 3x."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.measure import in_turn, report
from benchmarks.population import KNOWN
from storage.database import Database
from storage.imports import import_file
from storage.schema import upgrade

SIZES = {"full": 200_000, "smoke": 20_000}
HEADER = ("fact_id", "metric", "subject_kind", "subject_id", "observed", "value", "unit", "item_id")
_COLUMNS = "batch_id, line, fact_id, metric, subject_kind, subject_id, observed, minor, unit, item_id"


def run(size: str) -> bool:
    rows = SIZES[size]
    with tempfile.TemporaryDirectory() as folder:
        sheet, template, file = (
            _sheet(Path(folder) / "facts.csv", rows),
            Path(folder) / "empty.db",
            Path(folder) / "it.db",
        )
        with closing(Database.open(f"sqlite:///{template}")) as database:
            upgrade(database)

        def prepare() -> None:
            for leftover in Path(folder).glob("it.db*"):
                leftover.unlink()
            shutil.copyfile(template, file)

        pair = in_turn(lambda: _ours(sheet, file), lambda: _bare(sheet, file), rounds=5, warm=1, prepare=prepare)
    return report(f"importing {rows:,} facts / csv.reader and executemany", pair, at_most=3, unit="s")


def _sheet(path: Path, rows: int) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADER)
        for n in range(rows):
            day = f"2026-{10 + n % 3}-{1 + n % 28:02d}"
            sheet.writerow(
                (f"D-{n}", "deal-value", "person", f"P-{n % 5000:05d}", day, f"{1000 + n % 9000}.50", "EUR", f"O-{n}")
            )
    return path


def _ours(sheet: Path, file: Path) -> None:
    with closing(Database.open(f"sqlite:///{file}")) as database:
        outcome = import_file(database, "facts", sheet, source="crm", recorded=KNOWN)
    if not outcome.published:
        raise ValueError("the benchmark's sheet was refused")


def _bare(sheet: Path, file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, sheet.open(newline="", encoding="utf-8") as text:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(
            "INSERT INTO batch (id, what, source, file_hash, rows, started) VALUES (1, 'facts', 'crm', '', 0, ?)",
            (KNOWN,),
        )
        reader = csv.reader(text)
        next(reader)
        connection.executemany(
            f"INSERT INTO fact ({_COLUMNS}) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
            (
                (n, r[0], r[1], r[2], r[3], r[4], int(r[5].replace(".", "")), r[6], r[7])
                for n, r in enumerate(reader, start=2)
            ),
        )
        connection.execute("UPDATE batch SET published = ? WHERE id = 1", (KNOWN,))
        connection.commit()
