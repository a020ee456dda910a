"""The courier: claims one delivery after another, sends it once, and finds out what became of those of which nobody knows.

Slack has no key that would make a second try harmless. So a try is on record before it is made, nothing is retried by the client, and
after an answer that did not come the channel's own history decides: it shows the post's key, or twice it does not. An update and a Home
tab are harmless to repeat, and are: after a while, some times, and unless something newer waits. A direct message cannot be read back: a person decides.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.history import found_in_history
from bot.delivery.outcome import Later, Refused, Unknown, judged
from bot.delivery.pictures import AtWork, Pictures
from bot.delivery.places import Places
from bot.delivery.ways import Outcome, Sent, Ways
from bot.faults import recorded
from bot.wire import FAILURES, PATIENCE_S
from bot.workers import Workers
from storage import outbox
from storage.database import Database
from storage.errors import StorageError
from storage.outbox import Action, Entry, Pace

log = logging.getLogger(__name__)

_SECOND = 1_000_000
CHANNEL_PACE = _SECOND
"""Between two posts in one channel: what Slack documents."""

LOOKS = 2
TRIES = 5  # of what is sent again by itself; then something is wrong that a person should see
NOTED = 10  # times that a busy database is asked to take note; with its patience a part of the lease
_IDLE_S = 1.0
_SHORTEST_S = 0.01


class Times(NamedTuple):
    """How long what may take, in microseconds. A trial of crashes makes all of it shorter, in proportion."""

    patience: int = int(PATIENCE_S) * _SECOND  # for the answer to one call
    lease: int = int(6 * PATIENCE_S) * _SECOND  # longer than the calls of one step may take together
    settle: int = 60 * _SECOND  # histories lag: what is not there yet may still come
    between_looks: int = 30 * _SECOND
    wait: int = 30 * _SECOND  # before another try, where Slack names no time


TIMES = Times()


class _Task(Enum):
    LOOK = "look for it"
    PICTURE = "bring its picture"
    SEND = "send it"


@dataclass(frozen=True, slots=True)
class Road:
    """What couriers of one process share: the ways to Slack and to the database. `now` is the real clock in UTC microseconds."""

    client: AsyncWebClient
    session: aiohttp.ClientSession
    api_url: str
    database: Database
    workers: Workers
    now: Callable[[], int]
    times: Times = TIMES

    @property
    def places(self) -> Places:
        return Places(self.client, self.database, self.workers, self.now)

    @property
    def ways(self) -> Ways:
        return Ways(self.client, self.database, self.workers, self.places)

    @property
    def pictures(self) -> Pictures:
        return Pictures(self.client, self.session, self.api_url, self.database, self.workers)


@dataclass(frozen=True, slots=True)
class Courier:
    """Any number may work at the same time, in one process or in several."""

    road: Road
    pace: Pace
    owner: str = field(default_factory=lambda: f"{os.getpid()}-{secrets.token_hex(4)}")
    ending: asyncio.Event = field(default_factory=asyncio.Event)

    async def work(self) -> None:
        """Deliver until `ending` is set. After a database that does not answer, or a fault of ours, it goes on a little later."""
        while not self.ending.is_set():
            try:
                rest = 0.0 if await self.one() else await self.rest_s()
            except StorageError as error:
                log.warning("delivery waits: %s", error.kind)
                rest = _IDLE_S
            except Exception as error:  # noqa: BLE001 - one delivery must not stop all others; what became of it is looked for
                recorded(error, "delivery", "")
                rest = _IDLE_S
            if rest:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.ending.wait(), rest)

    async def one(self) -> bool:
        """Do the next thing for one delivery; False when there is nothing to do now."""
        claimed = await self._run(self._claim)
        if claimed is None:
            return False
        task, entry = claimed
        match task:
            case _Task.LOOK:
                await self._look_for(entry)
            case _Task.PICTURE:
                await self._bring_picture(entry)
            case _Task.SEND:
                await self._ended(entry, await self.road.ways.send(entry))
        return True

    async def rest_s(self) -> float:
        """Seconds until it is worth looking again: something waits for an instant that is known, or may have been queued meanwhile."""
        now = self.road.now()
        instant = await self._run(self._next_instant, now)
        return _IDLE_S if instant is None else min(_IDLE_S, max(_SHORTEST_S, (instant - now) / _SECOND))

    def _next_instant(self, now: int) -> int | None:
        with self.road.database.read() as connection:
            return outbox.next_instant(connection, now)

    def _claim(self) -> tuple[_Task, Entry] | None:
        now = self.road.now()
        times = self.road.times
        mine = (self.owner, now, now + times.lease)
        with self.road.database.write() as connection:
            outbox.give_up_lost(connection, now, times.settle)
            if entry := outbox.claim_uncertain(connection, *mine):
                return _Task.LOOK, entry
            if entry := outbox.claim_picture(connection, *mine):
                return _Task.PICTURE, entry
            if entry := outbox.claim(connection, *mine, self.pace):
                return _Task.SEND, entry
        return None

    async def _ended(self, entry: Entry, outcome: Outcome) -> None:
        match outcome:
            case Sent(conversation, ts):
                await self._finish(entry, outbox.SENT, conversation=conversation, ts=ts, reason="")
            case Later():
                await self._later(entry, outcome)
            case Refused(reason):
                await self._finish(entry, outbox.HELD, reason=reason)
            case Unknown(reason):
                await self._finish(
                    entry, outbox.UNCERTAIN, not_before=entry.started + self.road.times.settle, reason=reason
                )

    async def _bring_picture(self, entry: Entry) -> None:
        """Not for a channel that takes no post: there nobody would ever see it."""
        closed = await self.road.places.closed(entry.channel_id) if entry.action == Action.POST else None
        if isinstance(closed, Refused):
            await self._finish(entry, outbox.HELD, reason=closed.reason)
            return
        match closed or await self.road.pictures.bring(entry):
            case None:
                await self._finish(entry, outbox.PENDING, looked=0, reason="")
            case Refused(reason):
                await self._finish(entry, outbox.HELD, looked=0, reason=f"the picture: {reason}")
            case AtWork() as failure:
                await self._later(entry, failure, looked=entry.looked + 1)
            case Later() as failure:
                await self._later(entry, failure)

    async def _later(self, entry: Entry, failure: Later, **changes: int) -> None:
        until = self.road.now() + (failure.wait or self.road.times.wait)
        if failure.paced:
            await self._run(self._limited, outbox.HOME if entry.action == Action.HOME else outbox.WORKSPACE, until)
        await self._finish(entry, outbox.PENDING, not_before=until, reason=failure.reason, **changes)

    async def _look_for(self, entry: Entry) -> None:
        """What became of a try of which nobody knows; twice without the post means that it is not there."""
        if entry.slot and entry.attempt >= TRIES:
            await self._finish(entry, outbox.HELD, reason=f"Slack did not take it in {entry.attempt} tries")
        elif entry.slot:
            await self._run(self._repeat, entry)
        elif entry.action == Action.DIRECT:
            reason = "Slack did not confirm it, and a direct message cannot be read back"
            await self._finish(entry, outbox.HELD, reason=reason)
        else:
            await self._look_in_channel(entry)

    async def _look_in_channel(self, entry: Entry) -> None:
        try:
            ts = await found_in_history(self.road.client, entry)
        except FAILURES as error:
            await self._not_read(entry, judged(error))
            return
        if ts:
            where = {"conversation": entry.channel_id, "ts": ts}
            await self._finish(entry, outbox.SENT, reason="found in the channel", **where)
        elif entry.looked + 1 < LOOKS:
            again = {"looked": entry.looked + 1, "not_before": self.road.now() + self.road.times.between_looks}
            await self._finish(entry, outbox.UNCERTAIN, **again)
        elif entry.again and entry.attempt < TRIES:
            await self._finish(entry, outbox.PENDING, not_before=0, reason="not in the channel, so it is sent again")
        else:
            reason = "Slack did not confirm it, and it is not in the channel"
            await self._finish(entry, outbox.HELD, looked=LOOKS, reason=reason)

    async def _not_read(self, entry: Entry, failure: Later | Refused | Unknown) -> None:
        if isinstance(failure, Refused):
            await self._finish(entry, outbox.HELD, reason=f"the channel cannot be read: {failure.reason}")
            return
        asked = failure.wait if isinstance(failure, Later) else 0
        until = self.road.now() + (asked or self.road.times.wait)
        if isinstance(failure, Later) and failure.paced:
            await self._run(self._limited, outbox.WORKSPACE, until)
        await self._finish(entry, outbox.UNCERTAIN, not_before=until)

    async def _finish(self, entry: Entry, state: str, **changes: Any) -> None:
        mine = await self._noted(entry, state, changes)
        log.log(
            logging.WARNING if state == outbox.HELD else logging.INFO,  # there may be no channel to tell operators in
            "post=%s kind=%s attempt=%d state=%s%s",
            entry.id,
            entry.kind,
            entry.attempt,
            state,
            "" if mine else " (lease lost)",
        )

    async def _noted(self, entry: Entry, state: str, changes: Mapping[str, Any]) -> bool:
        """Put on record what became of it. While the database is busy it is asked again: nobody else knows, and of a direct message nobody can find out."""
        for _ in range(NOTED):
            try:
                return bool(await self._run(self._finished, entry, state, changes))
            except StorageError as error:
                log.warning("post=%s state=%s is not on record yet: %s", entry.id, state, error.kind)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.ending.wait(), _IDLE_S)
        return bool(await self._run(self._finished, entry, state, changes))

    def _finished(self, entry: Entry, state: str, changes: Mapping[str, Any]) -> bool:
        with self.road.database.write() as connection:
            return outbox.finish(connection, entry, state, **changes)

    def _repeat(self, entry: Entry) -> None:
        with self.road.database.write() as connection:
            outbox.repeat(connection, entry)

    def _limited(self, bucket: str, until: int) -> None:
        with self.road.database.write() as connection:
            outbox.wait_until(connection, bucket, until)

    async def _run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await self.road.workers.run(function, *arguments)
