"""The page about the local Slack: its two files start one, its bot connects and answers, its test passes, its requests are taken."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox import LocalSlack
from tests.docs.pages import DOCS, blocks

JsonObject = dict[str, Any]
_TRIES, _APART_S = 200, 0.1


PAGE = DOCS / "local-slack.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the page."""
    for block in blocks(PAGE):
        if name := block.notes.get("file"):
            (tmp_path / name).write_text(block.text, encoding="utf-8")
    return tmp_path


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[tuple[LocalSlack, aiohttp.ClientSession]]:
    async with (
        LocalSlack.start(folder / "workspace.json", folder / "manifest.json") as local,
        aiohttp.ClientSession(local.url, headers={"Origin": local.url.rstrip("/")}) as page,
    ):
        yield local, page


async def test_the_greeter_of_the_page_greets(folder: Path) -> None:
    async with started(folder) as (local, page):
        environment = {**os.environ, "SLACK_API_URL": local.api_url}
        greeter = await asyncio.create_subprocess_exec(
            sys.executable, str(folder / "greeter.py"), env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            await _connected(page, greeter)
            said = await _post(page, "/local/say", {"as": "U001", "channel": "C001", "text": "/hello"})
            assert said["ok"], said
            history = await _get(page, "/local/history?as=U001&channel=C001")
            assert "Hello, <@U001>." in [message.get("text") for message in history["messages"]]
        finally:
            if greeter.returncode is None:
                greeter.terminate()
            await greeter.wait()


async def test_the_test_of_the_page_passes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names: JsonObject = {}
    exec(compile((folder / "test_posting.py").read_text(encoding="utf-8"), "test_posting.py", "exec"), names)  # noqa: S102  # the page's own
    await names["test_a_post_is_seen"]()


def _requests() -> list[tuple[str, str]]:
    """Path and body of each `curl … --json` of the page."""
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(r"curl -s http://127\.0\.0\.1:8910(/\S+) --json '(.+)'", text)


async def test_the_requests_of_the_page_are_taken(folder: Path) -> None:
    asked = _requests()
    assert len(asked) == 5
    async with started(folder) as (_, page):
        for path, body in asked:
            assert (await _post(page, path, json.loads(body)))["ok"], path
        assert [fault["method"] for fault in (await _get(page, "/admin/faults"))["faults"]] == [
            "views.open",
            "chat.postMessage",
        ]


async def _connected(page: aiohttp.ClientSession, greeter: Process) -> None:
    for _ in range(_TRIES):
        assert greeter.returncode is None, "the greeter ended by itself"
        if (await _get(page, "/local/workspace"))["app"]["connected"]:
            return
        await asyncio.sleep(_APART_S)  # another process is starting; there is nothing else to wait for
    raise AssertionError("the greeter did not connect")


async def _get(page: aiohttp.ClientSession, address: str) -> JsonObject:
    async with page.get(address) as answer:
        found: JsonObject = await answer.json()
    return found


async def _post(page: aiohttp.ClientSession, address: str, body: JsonObject) -> JsonObject:
    async with page.post(address, json=body) as answer:
        found: JsonObject = await answer.json()
    return found
