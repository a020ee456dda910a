"""The page about the local Slack: its two files start one, its bot connects and answers."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any

import aiohttp

from sandbox import LocalSlack
from tests.docs.pages import DOCS, blocks

JsonObject = dict[str, Any]
_TRIES, _APART_S = 200, 0.1


async def test_the_greeter_of_the_page_greets(tmp_path: Path) -> None:
    for block in blocks(DOCS / "local-slack.md"):
        if name := block.notes.get("file"):
            (tmp_path / name).write_text(block.text, encoding="utf-8")
    async with (
        LocalSlack.start(tmp_path / "workspace.json", tmp_path / "manifest.json") as local,
        aiohttp.ClientSession(local.url, headers={"Origin": local.url.rstrip("/")}) as page,
    ):
        environment = {**os.environ, "SLACK_API_URL": local.api_url}
        greeter = await asyncio.create_subprocess_exec(
            sys.executable, str(tmp_path / "greeter.py"), env=environment, stderr=asyncio.subprocess.DEVNULL
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
