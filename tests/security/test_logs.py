"""Amounts, words and names go through everything there is, at DEBUG, well and badly; none of them reaches a log."""

from __future__ import annotations

import json
import logging
import stat
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiohttp import web
from sqlalchemy import text

from bot.cli.fault_record import recorded
from storage.database import Database
from storage.schema import upgrade
from tests.bot.house import broken_api
from tests.bot.knock import command_payload, signed
from tests.commands.conftest import Company
from tests.security.house import CANARIES, INES, REASON, SAM, Knocker, real_door

LIBRARIES = (
    "sqlalchemy",
    "sqlalchemy.engine",
    "sqlalchemy.pool",
    "slack_sdk",
    "slack_bolt",
    "aiohttp",
    "asyncio",
    "psycopg",
)


@pytest.fixture
def everything(logged: StringIO) -> Iterator[StringIO]:
    """As `logged`, with each library asked for all that it would say."""
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield logged
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def test_no_canary_reaches_a_log(enrolled: Company, everything: StringIO) -> None:
    shown: list[str] = []

    async def echo(request: web.Request) -> web.StreamResponse:
        """A Slack that repeats in its error what it was sent."""
        shown.append(await request.text())
        trouble = len(shown) % 3
        if trouble == 0:
            return web.json_response({"ok": True, "view": {"id": "V1"}})
        said = {"ok": False, "error": shown[-1], "response_metadata": {"messages": [shown[-1]]}}
        return web.json_response(said, status=200 if trouble == 1 else 500)

    async with broken_api(echo) as (api, _), real_door(enrolled, api) as door:
        shown += await _all_of_it(door)
        shown += door.answers
        log = everything.getvalue()
    for canary in CANARIES:
        assert any(canary in _plain(text) for text in shown), canary
        assert canary not in log, next(line for line in log.splitlines() if canary in line)
    assert "bot.desk" in log
    assert "slack_bolt" in log
    assert "sqlalchemy" in log
    assert "slack_sdk" in log
    assert "xoxb-" not in log
    assert "local-secret" not in log
    assert "/respond/" not in log


def _plain(text: str) -> str:
    """What Slack shows of JSON: its escapes read."""
    return text.encode().decode("unicode_escape", errors="replace")


async def _all_of_it(door: Knocker) -> list[str]:
    """Every way in, each once well and once badly; the acknowledgements."""
    typed = [
        ("/mypay", ""),
        ("/mypay", "98765 zanzibar"),
        ("/mypay", "past"),
        ("/fairshare", "zanzibar"),
        ("/zanzibar", "98765"),
    ]
    answers = [
        (await door.type(command, text, who=SAM, response_url=f"{door.url}/respond/zanzibar")).text
        for command, text in typed
    ]
    look = await door.send(INES, "sam", REASON)
    answers.append((await door.type("/mypay", "looks", who=SAM)).text)
    key = json.loads(look)["view"]["private_metadata"]
    ref = key.split("|")[1]
    for figure in ("nrr", "adopt", "ttv", "quillfeather"):
        await door.press(f"fs.why.{figure}", ref, INES, key)
        await door.press("fs.rows.open", f"1|{ref}|0|{figure}", INES, key)
    for action in ("fs.mypay.past", "fs.mypay.looks", "fs.zanzibar", "fs.retry"):
        await door.press(action, "zanzibar 98765", SAM, response_url=f"{door.url}/respond/98765")
    await door.send(SAM, "quillfeather", form="fs.zanzibar")
    body = urlencode(command_payload("/mypay", "zanzibar"))
    assert (await door.post(body, signed(body, secret="quillfeather"))).status == 401
    for broken in (
        '{"type": "event_callback", "event": {"type": "user_change", "user": {"updated": "zanzibar"}}}',
        '{"type": "zanzibar"}',
    ):
        await door.post(broken, signed(broken), "json")
    return answers


async def test_nor_when_the_database_fails_under_an_answer(enrolled: Company, everything: StringIO) -> None:
    """The exceptions of drivers quote rows and parameters; what is kept of them is where they happened."""
    database = enrolled.world.database
    async with real_door(enrolled) as door:
        with database.write() as connection:
            connection.execute(text("ALTER TABLE term RENAME TO quillfeather"))
        failed = await door.type("/mypay", "2026-Q4", who=SAM)
        look = await door.send(INES, "sam", REASON)
        with database.write() as connection:
            connection.execute(text("ALTER TABLE quillfeather RENAME TO term"))
    assert "the fault is on our side" in failed.text
    assert "the fault is on our side" in look
    log = everything.getvalue()
    assert "reference=" in log
    assert "OperationalError" in log or "UndefinedTable" in log
    for canary in CANARIES:
        assert canary not in log
        assert canary not in failed.text


def test_the_record_of_a_fault_holds_no_data_and_is_its_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    try:
        json.loads("{}")[REASON]
    except KeyError as error:
        _, file = recorded(error)
    assert file is not None
    assert "KeyError" in file.read_text(encoding="utf-8")
    assert "zanzibar" not in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_new_database_is_its_owners_with_what_stands_beside_it(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(database)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE open (x)"))
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    database.close()
    assert set(modes.values()) == {0o600}
    assert {"new.db", "new.db-wal"} <= set(modes)


def test_a_log_line_is_shown_by_a_terminal_not_obeyed(logged: StringIO) -> None:
    logging.getLogger("bot.desk").info("who=%s", "\x1b[2J\u2028\u202e\x85\0é")
    assert logged.getvalue().endswith("who=\\x1b[2J\\u2028\\u202e\\x85\\x00é\n")
