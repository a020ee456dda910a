"""The real program as a process, beside a real local Slack."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.manifest import manifest
from sandbox import LocalSlack, Pace
from storage.database import Database
from tests.bot.house import Commands, settings
from tests.bot.knock import ANA, MIA, TEAM
from tests.sandbox.house import Page, find

JsonObject = dict[str, Any]
ROOT = Path(__file__).parent.parent.parent

WORKSPACE: JsonObject = {
    "team": {"id": TEAM, "name": "Northwind", "domain": "northwind"},
    "app": {
        "id": "A0LOCAL0001",
        "name": "Fairshare",
        "bot_user": "U0BOT000001",
        "bot_id": "B0BOT000001",
        "bot_token": "xoxb-local",
        "app_token": "xapp-local",
        "signing_secret": "local-secret",
    },
    "people": [
        {"id": ANA, "name": "ana", "real_name": "Ana Alves", "tz": "Europe/Dublin", "updated": 2},
        {"id": MIA, "name": "mia", "real_name": "Mia Moss", "updated": 2},
        {"id": "U007", "name": "new.guest", "is_restricted": True, "updated": 2},
    ],
    "channels": [{"id": "C001", "name": "general", "members": [ANA, MIA, "U007", "U0BOT000001"]}],
}


@asynccontextmanager
async def local_slack(pace: Pace | None = None, http_url: str = "") -> AsyncIterator[LocalSlack]:
    """A local Slack that knows the app by the manifest that the app itself makes."""
    given = settings(SLACK_APP_TOKEN="" if http_url else "xapp-local")
    app = manifest(given, Commands().declared(), http_url)
    async with LocalSlack.start(WORKSPACE, app, http_url=http_url, pace=pace) as slack:
        yield slack


class Person(Page):
    """Somebody at the page of the local Slack."""

    async def newest(self) -> JsonObject:
        return (await self.history())[-1]

    async def press_newest(self, action_id: str) -> JsonObject:
        """Press a button of the newest message."""
        return await self.press(await self.newest(), action_id)

    async def press_on_top(self, action_id: str) -> JsonObject:
        """Press a button of the modal that is on top."""
        view = self.stack()[-1]
        block, element = find(view["blocks"], action_id)
        action = {"type": element["type"], "block_id": block["block_id"], "action_id": action_id}
        container = {"type": "view", "view_id": view["id"]}
        return await self.post("local/click", **{"as": self.person}, container=container, action=action)

    async def send(self, words: str) -> JsonObject:
        """Fill in and send the form of these tests."""
        chosen = {"value": "nrr", "text": {"type": "plain_text", "text": "Retention", "emoji": False}}
        return await self.submit(
            {
                "words": {"words": {"type": "plain_text_input", "value": words}},
                "line": {"line": {"type": "radio_buttons", "selected_option": chosen}},
            }
        )

    def titles(self) -> list[str]:
        """The titles of the modals that are open, top last."""
        return [view["title"]["text"] for view in self.stack()]

    async def until_said(self, words: str) -> JsonObject:
        """The message that holds these words, as soon as this person sees it."""
        async with self.session.get(f"{self.slack.url}local/events", params={"as": self.person}) as events:
            while not (seen := [message for message in await self.history() if words in str(message)]):
                await asyncio.wait_for(events.content.readline(), 20)
            return seen[-1]


@asynccontextmanager
async def somebody(slack: LocalSlack, who: str = ANA) -> AsyncIterator[Person]:
    async with aiohttp.ClientSession() as session:
        yield Person(slack, session, who)


async def until_reconnected(slack: LocalSlack, after: int) -> None:
    """Return once the app holds only lines that are newer than the one of this number."""
    async with (
        asyncio.timeout(30),
        aiohttp.ClientSession() as session,
        session.get(f"{slack.url}local/events?as={ANA}") as events,
    ):
        while not (numbers := [line.number for line in slack.services.sockets.lines]) or min(numbers) <= after:
            assert await events.content.readline(), "the local Slack ended"


def cut(slack: LocalSlack) -> None:
    """End every line without a word, as a broken network does."""
    for line in slack.services.sockets.lines:
        line.socket.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


@dataclass
class Running:
    """The program after its ready line."""

    process: Process
    ready: JsonObject
    err: Path

    @property
    def log(self) -> str:
        return self.err.read_text(encoding="utf-8")

    async def health(self) -> tuple[int, JsonObject]:
        async with aiohttp.ClientSession() as session, session.get(f"http://{self.ready['http']}/health") as answer:
            return answer.status, await answer.json()

    async def ended(self, within_s: float = 15) -> int:
        return await asyncio.wait_for(self.process.wait(), within_s)

    async def stop(self) -> int:
        self.process.terminate()
        return await self.ended()


@asynccontextmanager
async def program(slack_api: str, database: Database, tmp: Path, **more: str) -> AsyncIterator[Running]:
    """Started and ready; ended by SIGTERM when the block is left, if it still runs."""
    err = tmp / "log"
    process = await start(slack_api, database, err, **more)
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 30)
        assert line, err.read_text(encoding="utf-8")
        yield Running(process, json.loads(line), err)
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), 15)


async def start(slack_api: str, database: Database, err: Path, **more: str) -> Process:
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_SIGNING_SECRET": "local-secret",
        "SLACK_API_URL": slack_api,
        "DATABASE_URL": database.url.render_as_string(hide_password=False),
        "FAIRSHARE_HTTP": "127.0.0.1:0",
        "LOG_LEVEL": "debug",
        **more,
    }
    with err.open("wb") as stderr:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-W",
            "error",
            "-m",
            "tests.bot.program",
            cwd=ROOT,
            env=environment,
            stdout=PIPE,
            stderr=stderr,
        )
