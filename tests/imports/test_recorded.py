"""A batch is published and recorded in the audit log at once: whoever pulls the plug finds both or neither."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.audit import entries
from storage.audit_check import verify
from storage.database import Database
from tests.imports.conftest import NOVEMBER, Give
from tests.imports.read_back import published

FACTS = "fact_id,metric,subject_kind,subject_id,observed,value,unit\nF1,demos,person,P,2026-10-01,1,demos\n"

DYING = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from storage.database import Database
from storage.imports import import_file

url, file, recorded, last = sys.argv[1:]
database = Database.open(url)

@event.listens_for(database.writer, "after_cursor_execute")
def die(connection, cursor, sql, *_):
    if " ".join(sql.lower().split()).startswith(last):
        os.kill(os.getpid(), signal.SIGKILL)

import_file(database, "facts", Path(file), recorded=int(recorded), by="ana")
"""


def recorded(database: Database) -> list[tuple[str, object, object]]:
    with database.read() as connection:
        assert verify(connection).whole
        told = [(entry.kind, entry.payload) for entry in entries(connection)]
        return [(kind, payload["actor"], payload["what"]) for kind, payload in told if payload]


def test_an_import_records_who_did_it(database: Database, give: Give) -> None:
    report = give("facts", FACTS, source="crm", by="ana")
    said = {"what": "facts", "source": "crm", "batch": report.batch, "rows": 1}
    assert recorded(database) == [("import", "ana", said)]


def test_what_publishes_nothing_records_nothing(database: Database, give: Give) -> None:
    assert not give("facts", FACTS, dry_run=True).published
    assert not give("facts", FACTS.replace("2026-10-01", "soon")).ok
    assert recorded(database) == []
    give("facts", FACTS)
    assert not give("facts", FACTS).published
    assert len(recorded(database)) == 1


@pytest.mark.parametrize("last", ["update batch set", "insert into audit ", "insert into audit_payload "])
def test_a_crash_while_publishing_leaves_neither_rows_nor_record(
    database: Database, give: Give, tmp_path: Path, last: str
) -> None:
    (tmp_path / "facts.csv").write_text(FACTS)
    url = database.url.render_as_string(hide_password=False)
    arguments = [url, str(tmp_path / "facts.csv"), str(NOVEMBER), last]
    died = subprocess.run([sys.executable, "-c", DYING, *arguments], check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    assert published(database, "fact", "fact_id") == []
    assert recorded(database) == []
    assert give("facts", FACTS).published
    assert published(database, "fact", "fact_id") == [("F1",)]
    assert len(recorded(database)) == 1
