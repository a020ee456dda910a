"""`give` writes a file and imports it, as the command line does; `take` does so by a mapping."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from storage.imports import ImportReport, import_file
from tests.imports.mapped import Take

NOVEMBER = int(datetime(2026, 11, 20, 6, tzinfo=UTC).timestamp() * 1_000_000)

Give = Callable[..., ImportReport]


@pytest.fixture
def give(database: Database, tmp_path: Path) -> Give:
    """`give("facts", "fact_id,…\\n…", recorded=…)`: the text, or bytes, as a file; the report of its import."""

    def write_and_import(what: str, content: str | bytes, **more: Any) -> ImportReport:
        path = tmp_path / f"{what}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_file(database, what, path, **({"recorded": NOVEMBER} | more))

    return write_and_import


@pytest.fixture
def take(sqlite_database: Database, tmp_path: Path) -> Take:
    """`take("facts", mapping, text)`: the report of importing the text by the mapping."""

    def write_and_import(what: str, mapping: str, content: str | bytes, **files: str) -> ImportReport:
        (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
        (tmp_path / "export.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return import_file(sqlite_database, what, tmp_path / "export.csv", tmp_path / "map.yaml", recorded=NOVEMBER)

    return write_and_import
