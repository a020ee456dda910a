"""Only our own words reach the log."""

from __future__ import annotations

import asyncio
import logging
import warnings
from io import StringIO

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from tests.bot.house import CANARY, settings


def test_our_lines_are_whole_and_stay_one_line(logged: StringIO) -> None:
    logging.getLogger("bot.front").info("reference=%s", "7K2M-04QX\nfake line")
    assert logged.getvalue().endswith("INFO bot.front: reference=7K2M-04QX\\nfake line\n")


@pytest.mark.parametrize(
    "name", ["slack_sdk.web", "slack_bolt.App", "sqlalchemy.engine", "aiohttp.server", "asyncio", "root"]
)
def test_the_words_of_libraries_are_left_out(logged: StringIO, name: str) -> None:
    logging.getLogger(name).error("Failed to connect (error: %s, body: %s)", CANARY, {"text": CANARY})
    logging.getLogger(name).error(f"{CANARY} first")  # noqa: G004 - as libraries do
    lines = logged.getvalue().splitlines()
    assert "Failed to connect (test_logs.py:" in lines[0]
    assert "said something (test_logs.py:" in lines[1]
    assert CANARY not in logged.getvalue()


def test_a_traceback_keeps_its_frames_but_not_its_messages(logged: StringIO) -> None:
    nothing: dict[str, str] = {}
    try:
        try:
            nothing[CANARY]
        except KeyError as error:
            raise ValueError(f"could not convert {CANARY}") from error
    except ValueError:
        logging.getLogger("bot.faults").exception("reference=%s", "7K2M-04QX")
    written = logged.getvalue()
    assert "builtins.KeyError" in written
    assert "builtins.ValueError" in written
    assert "test_logs.py" in written
    assert CANARY not in written


async def test_a_wrong_signature_does_not_put_the_body_into_the_log(logged: StringIO) -> None:
    """Bolt logs it at INFO; our door is in front of Bolt, and the filter behind it."""
    bolt = AsyncApp(name="test", signing_secret="right", authorize=_nobody)
    asked = AsyncBoltRequest(
        body=f"text={CANARY}", headers={"x-slack-signature": "v0=wrong", "x-slack-request-timestamp": "1"}
    )
    assert (await bolt.async_dispatch(asked)).status == 401
    assert "Invalid request signature detected (" in logged.getvalue()
    assert CANARY not in logged.getvalue()


async def _nobody() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1")


def test_statements_and_their_parameters_stay_out(logged: StringIO, sqlite_database: Database) -> None:
    logging.getLogger("sqlalchemy").setLevel(logging.DEBUG)
    with sqlite_database.write() as connection, pytest.raises(SQLAlchemyError):
        connection.execute(text("INSERT INTO person (name) VALUES (:pay)"), {"pay": CANARY})
    sqlite_database.close()
    logging.getLogger("sqlalchemy").setLevel(logging.NOTSET)
    assert CANARY not in logged.getvalue()


async def test_forgotten_tasks_do_not_quote_their_exception(logged: StringIO) -> None:
    async def fails() -> None:
        raise ValueError(CANARY)

    loop = asyncio.get_running_loop()
    loop.call_exception_handler(
        {"message": f"Task exception was never retrieved {CANARY}", "exception": ValueError(CANARY)}
    )
    with pytest.raises(ValueError, match=CANARY):
        await fails()
    assert "Task exception was never retrieved (" in logged.getvalue()
    assert CANARY not in logged.getvalue()


def test_warnings_do_not_quote_data(logged: StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"unclosed thing {CANARY}", ResourceWarning, stacklevel=1)
    assert CANARY not in logged.getvalue()


def test_settings_in_a_log_line_show_no_secret(logged: StringIO) -> None:
    logging.getLogger("bot.serve").info("%r", settings())
    assert "xoxb-local" not in logged.getvalue()
