"""Couriers with a clock of the test's own, a real database and a real local Slack."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from PIL import Image as Drawing

from bot.delivery.courier import Courier, Road
from bot.workers import Workers
from sandbox import LocalSlack, Pace
from storage import outbox
from storage.database import Database
from storage.outbox import Action, Entry, Picture, Post
from tests.sandbox.house import WORKSPACE, client_of, manifest_with

JsonObject = dict[str, Any]
SECOND = 1_000_000
PACE = outbox.Pace(SECOND, SECOND)
GENERAL = "C001"
ANA = "U001"
WAITING = {outbox.PENDING, outbox.SENDING, outbox.UNCERTAIN}
LOST = [{"kind": "drop_after"}, {"kind": "drop"}, {"kind": "http_error", "status": 500}]
"""Faults after which nobody knows whether it was done."""

LONGEST = 30 * 60
"""Seconds after which whatever still waits will never be decided."""


def png(shade: int = 0) -> bytes:
    """A real picture, small."""
    out = io.BytesIO()
    Drawing.new("RGB", (4, 3), (shade, shade, shade)).save(out, "PNG")
    return out.getvalue()


def picture(name: str = "card.png") -> Picture:
    return Picture(name, "Team scorecard", "Three of five measures are on track.", png())


def words(text: str) -> str:
    return json.dumps({"text": text, "blocks": []})


def with_picture(text: str) -> str:
    shown = {"type": "image", "slack_file": {"id": "picture"}, "alt_text": text}
    return json.dumps({"text": text, "blocks": [shown]})


def home(text: str) -> str:
    said = {"type": "section", "text": {"type": "plain_text", "text": text}}
    return json.dumps({"type": "home", "blocks": [said]})


@dataclass
class Posting:
    """What a test does with the outbox, its couriers and the local Slack."""

    database: Database
    slack: LocalSlack
    session: aiohttp.ClientSession
    workers: Workers
    now: int

    @property
    def couriers(self) -> int:
        """One process has an SQLite file to itself; three share a Postgres database."""
        return 1 if self.database.is_sqlite else 3

    def courier(self) -> Courier:
        """Another process, as far as the outbox can tell."""
        road = Road(
            client_of(self.slack), self.session, self.slack.api_url, self.database, self.workers, lambda: self.now
        )
        return Courier(road, PACE)

    async def round(self) -> bool:
        """Each process does one thing, all at once; whether any had something to do."""
        return any(await asyncio.gather(*(self.courier().one() for _ in range(self.couriers))))

    async def until_still(self) -> None:
        """Go on, second by second, until nothing waits that could still be decided."""
        begun = self.now
        while self._waiting():
            assert self.now - begun < LONGEST * SECOND, self.rows()
            if not await self.round() and self._waiting():
                self.pass_s(max(1, (self._awaited() - self.now) / SECOND))

    def _awaited(self) -> int:
        """Before this instant nothing happens, but for turns that the pace gives."""
        return min(max(row.not_before, row.lease) for row in self._waiting())

    def _waiting(self) -> list[Entry]:
        """What is still to be decided; a change of a held message waits for a person."""
        rows = self.rows()
        held = {row.id for row in rows if row.state == outbox.HELD}
        return [row for row in rows if row.state in WAITING and row.target not in held]

    def queue(self, period: str = "2026-11-20", kind: str = "anchor", channel: str = GENERAL, **more: Any) -> int:
        """Queue a post, with `again` unless the test says otherwise; its id."""
        post = Post(kind, "company", period, channel, words(f"{kind} {period}"), self.now)
        with self.database.write() as connection:
            found = outbox.enqueue(connection, post._replace(**{"again": True, **more}), self.now)
        assert found
        return found

    def change(self, target: int, text: str, **more: Any) -> int:
        """Queue another content for the message of a post."""
        update = {"action": Action.UPDATE, "target": target, "content": words(text), **more}
        return self.queue(text, "change", **update)

    def rows(self) -> list[Entry]:
        with self.database.read() as connection:
            return list(outbox.entries(connection))[::-1]

    def row(self, outbox_id: int = 0) -> Entry:
        """The only row, or the one of this id."""
        (found,) = (row for row in self.rows() if outbox_id in (0, row.id))
        return found

    def posted(self, channel: str = GENERAL) -> list[str]:
        return [message.text for message in self.slack.slack.messages.posted(channel)]

    def direct(self, person: str = ANA) -> list[str]:
        """What the person was told in the direct message with the app."""
        return self.posted(self.slack.slack.direct_message(person).id)

    def calls(self, method: str) -> list[JsonObject]:
        return [call for call in self.slack.slack.records.calls if call["method"] == method]

    def orphans(self) -> list[str]:
        """Names of files that Slack has whole and that nobody sees anywhere."""
        shown = {
            block["slack_file"]["id"]
            for channel in self.slack.slack.workspace.channels
            for message in self.slack.slack.messages.posted(channel)
            for block in message.blocks or ()
            if "slack_file" in block
        }
        return [
            file.name for file in self.slack.slack.files.kept.values() if file.is_completed and file.id not in shown
        ]

    def pass_s(self, seconds: float) -> None:
        """Time passes here and at Slack."""
        self.now += round(seconds * SECOND)
        self.slack.slack.clock.advance(seconds)

    async def fault(self, method: str, kind: str, **more: Any) -> None:
        body = {"method": method, "kind": kind, **more}
        async with self.session.post(f"{self.slack.url}admin/faults", json=body) as answer:
            assert answer.status == 200, await answer.text()


@pytest.fixture
async def posting(database: Database) -> AsyncIterator[Posting]:
    manifest = manifest_with("groups:history", "files:write", "files:read")
    slack = LocalSlack.start(WORKSPACE, manifest, pace=Pace(acknowledgement=30.0))
    with closing(Workers(3, "post")) as workers:
        async with slack as running, aiohttp.ClientSession() as session:
            # Slack stamps messages by its own clock, which is not the test's: so the test's begins there.
            yield Posting(database, running, session, workers, int(running.slack.clock.now() * SECOND))
