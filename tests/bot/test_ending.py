"""How `run` ends: by a signal, with a dead socket, beside another one, with wrong settings or no Slack. Each has a process of its own."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from sandbox import LocalSlack
from sandbox.faults import Fault
from storage.database import Database
from tests.bot.house import CANARY, broken_api
from tests.bot.knock import SECRET, TEAM, Knock
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


async def test_http_mode_as_a_process(company: Database, tmp_path: Path) -> None:
    by_http = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": SECRET}
    async with (
        local_slack(http_url="http://127.0.0.1:9/slack/events") as slack,
        program(slack.api_url, company, tmp_path, **by_http) as running,
        aiohttp.ClientSession() as session,
    ):
        assert running.ready["mode"] == "http"
        knock = Knock(f"http://{running.ready['http']}", session)
        assert (await knock.type("/mypay")).body["response_type"] == "ephemeral"
        status, health = await running.health()
        assert (status, health["mode"], health["socket_age_s"]) == (200, "http", None)
        assert await running.stop() == 0


async def test_a_signal_before_it_is_ready_ends_it_too(company: Database, tmp_path: Path) -> None:
    """Slack has been asked who we are, and says nothing."""
    asked = asyncio.Event()

    async def silence(_request: web.Request) -> web.StreamResponse:
        asked.set()
        await asyncio.Event().wait()
        return web.Response()

    async with broken_api(silence) as (api, _):
        process = await start(api, company, tmp_path / "log")
        await asyncio.wait_for(asked.wait(), 30)
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_settings_that_another_program_uses_are_told(
    slack: LocalSlack, company: Database, tmp_path: Path
) -> None:
    async with program(slack.api_url, company, tmp_path) as running:
        company_of_its_own = tmp_path / "other.db"
        shutil.copyfile(str(company.path), company_of_its_own)
        with closing(Database.open(f"sqlite:///{company_of_its_own}")) as other:
            second = await start(slack.api_url, other, tmp_path / "second", FAIRSHARE_HTTP=running.ready["http"])
            assert await asyncio.wait_for(second.wait(), 30) == 4
    assert "FAIRSHARE_HTTP cannot be listened on (Address already in use)" in (tmp_path / "second").read_text()


async def test_a_database_without_tables_is_told_with_its_remedy(slack: LocalSlack, tmp_path: Path) -> None:
    with closing(Database.open(f"sqlite:///{tmp_path}/none.db")) as empty:
        process = await start(slack.api_url, empty, tmp_path / "log")
        assert await asyncio.wait_for(process.wait(), 30) == 5
    assert "python -m bot init" in (tmp_path / "log").read_text()


async def test_a_socket_that_is_not_slacks_is_not_opened(company: Database, tmp_path: Path) -> None:
    async def elsewhere(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("auth.test"):
            return web.json_response({"ok": True, "team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT"})
        if request.path.endswith("apps.connections.open"):
            return web.json_response({"ok": True, "url": "wss://evil.example/link?ticket=secret"})
        return web.json_response({"ok": True, "members": []})

    async with broken_api(elsewhere) as (api, _):
        process = await start(api, company, tmp_path / "log")
        assert await asyncio.wait_for(process.wait(), 30) == 6
    log = (tmp_path / "log").read_text()
    assert "a socket was not opened: an address on evil.example was refused" in log
    assert "secret" not in log


@pytest.mark.parametrize("trouble", ["invalid_auth", ""])
async def test_without_slack_it_does_not_start(company: Database, tmp_path: Path, trouble: str) -> None:
    async def refuse(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": trouble}) if trouble else web.Response(status=500)

    async with broken_api(refuse) as (api, asked):
        process = await start(api, company, tmp_path / "log")
        assert await asyncio.wait_for(process.wait(), 30) == 6
        assert asked == ["/api/auth.test"]
