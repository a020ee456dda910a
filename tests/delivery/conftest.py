"""A courier with a clock of the test's own, a real database and a real local Slack."""

import json
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.delivery.courier import Courier, Road
from bot.workers import Workers
from sandbox import LocalSlack, Pace
from storage import outbox
from storage.database import Database
from storage.outbox import Entry, Post
from tests.sandbox.house import WORKSPACE, client_of, manifest_with

SECOND = 1_000_000
START = 1_795_000_000 * SECOND
PACE = outbox.Pace(SECOND, SECOND)
GENERAL = "C001"


@dataclass
class Posting:
    """What a test does with the outbox, its couriers and the local Slack."""

    database: Database
    slack: LocalSlack
    session: aiohttp.ClientSession
    workers: Workers
    now: int

    def courier(self) -> Courier:
        """Another process, as far as the outbox can tell."""
        road = Road(
            client_of(self.slack), self.session, self.slack.api_url, self.database, self.workers, lambda: self.now
        )
        return Courier(road, PACE)

    def queue(self, period: str = "2026-11-20", kind: str = "anchor", channel: str = GENERAL, **more: Any) -> int:
        """Queue a post, with `again` unless the test says otherwise; its id."""
        content = json.dumps({"text": f"{kind} {period}", "blocks": []})
        post = Post(kind, "company", period, channel, content, self.now)._replace(**{"again": True, **more})
        with self.database.write() as connection:
            found = outbox.enqueue(connection, post, self.now)
        assert found
        return found

    def rows(self) -> list[Entry]:
        with self.database.read() as connection:
            return list(outbox.entries(connection))[::-1]

    def row(self) -> Entry:
        (found,) = self.rows()
        return found

    def posted(self, channel: str = GENERAL) -> list[str]:
        return [message.text for message in self.slack.slack.messages.posted(channel)]

    def pass_s(self, seconds: float) -> None:
        self.now += int(seconds * SECOND)

    async def fault(self, method: str, kind: str, **more: Any) -> None:
        body = {"method": method, "kind": kind, **more}
        async with self.session.post(f"{self.slack.url}admin/faults", json=body) as answer:
            assert answer.status == 200, await answer.text()


@pytest.fixture
async def posting(database: Database) -> AsyncIterator[Posting]:
    manifest = manifest_with("groups:history")
    slack = LocalSlack.start(WORKSPACE, manifest, pace=Pace(acknowledgement=30.0))
    with closing(Workers(1, "post")) as workers:
        async with slack as running, aiohttp.ClientSession() as session:
            # Slack stamps messages by its own clock, which is not the test's: so the test's begins there.
            yield Posting(database, running, session, workers, int(running.slack.clock.now() * SECOND))
