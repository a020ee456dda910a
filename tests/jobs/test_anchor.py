"""The anchor holds what `audit verify --anchor` takes, and nothing else of the log."""

import re
from datetime import date

from bot.render.plain import plain
from jobs.anchor import ANCHOR
from jobs.declare import Due, Nothing
from storage.audit import append
from storage.audit_check import parse_anchor, verify
from storage.database import Database
from views.message import Message

DUE = Due("company", "2026-11-20", date(2026, 11, 20), 0)


def test_it_can_be_checked_by_hand(database: Database) -> None:
    with database.write() as connection:
        append(connection, 1, "look", {"period": "2026-Q4", "reason": "a canary"}, actor="mia", subject="ana")
        message = ANCHOR.compose(connection, DUE)
    assert isinstance(message, Message)
    words = plain(message)
    assert words.startswith("Anchor of the audit log, 20 Nov 2026\n\nThe log has 1 row.")
    assert not any(secret in words for secret in ("canary", "mia", "ana ", "2026-Q4"))
    found = re.search(r"--anchor (\S+)", words)
    assert found is not None
    with database.read() as connection:
        assert verify(connection, parse_anchor(found[1])).whole


def test_an_empty_log_has_none(database: Database) -> None:
    with database.read() as connection:
        assert ANCHOR.compose(connection, DUE) == Nothing("nothing is in the log yet")
