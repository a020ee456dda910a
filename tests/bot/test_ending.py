"""How `run` ends: by a signal, with a dead socket, beside another one, with wrong settings or no Slack. Each has a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import LocalSlack
from sandbox.records import Fault
from storage.database import Database
from tests.bot.house import CANARY, SECRET
from tests.bot.process import local_slack, program, somebody, start


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack() as running:
        yield running


async def test_a_signal_ends_it_after_nothing_private_was_logged(
    slack: LocalSlack, company: Database, tmp_path: Path
) -> None:
    """Every path at DEBUG: an answer, a fault, a modal, a form, a private answer by response_url, a late one, long words."""
    async with program(slack.api_url, company, tmp_path) as running, somebody(slack) as ana:
        await ana.say(f"/mypay {CANARY}")
        await ana.press_newest("fs.why.nrr")
        await ana.say(f"/boom {CANARY}")
        await ana.press_newest("fs.retry")
        await ana.say("/form")
        await ana.send(f"They owe me {CANARY} for sure")
        await ana.say(f"/echo {CANARY}")
        slack.slack.faults.waiting.append(Fault("views.open", "http_error"))
        await ana.press_newest("fs.why.nrr")
        await ana.say(f"/echo {CANARY}")
        slack.slack.faults.waiting.append(Fault("response_url", "http_error"))
        await ana.press_newest("fs.past")
        assert await running.stop() == 0
    log = running.log
    assert "reference=" in log
    assert "form=fs.why was not shown: SlackApiError" in log
    assert "an answer was refused: response_url says 500" in log
    for secret in (CANARY, "6,066.43", "xoxb-local", "xapp-local", SECRET, "/respond/", "owe me", "ticket=", "Ana"):
        assert secret not in log, secret
    with company.run_lock():
        pass  # the next one may start


async def test_a_dead_socket_ends_it_with_75(slack: LocalSlack, company: Database, tmp_path: Path) -> None:
    async with program(slack.api_url, company, tmp_path, DEAD_S="4") as running:
        slack.slack.faults.waiting.append(Fault("apps.connections.open", "drop", times=1000))
        for line in slack.services.sockets.lines:
            line.muted = True
        assert await running.ended() == 75


async def test_a_second_run_on_one_file_says_so(slack: LocalSlack, company: Database, tmp_path: Path) -> None:
    async with program(slack.api_url, company, tmp_path) as running:
        second = await start(slack.api_url, company, tmp_path / "second")
        assert await asyncio.wait_for(second.wait(), 30) == 5
    assert f"process {running.ready['pid']}" in (tmp_path / "second").read_text()


async def test_wrong_settings_are_all_told(company: Database, tmp_path: Path) -> None:
    wrong = {"SLACK_BOT_TOKEN": "", "FAIRSHARE_TICK_S": "often", "FAIRSHARE_CLOCK": "monday"}
    process = await start("ftp://nowhere", company, tmp_path / "log", **wrong)
    assert await asyncio.wait_for(process.wait(), 30) == 4
    told = (tmp_path / "log").read_text()
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL", "FAIRSHARE_TICK_S", "FAIRSHARE_CLOCK"):
        assert name in told
