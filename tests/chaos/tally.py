"""The reckoning: what the database says was delivered, beside what people see in Slack."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage import outbox
from storage.database import Database
from storage.outbox import Action, Entry
from tests.chaos.slack import Slack

JsonObject = dict[str, Any]
Seen = Mapping[str, Sequence[JsonObject]]
"""Messages by the key in their metadata."""


@dataclass
class Tally:
    """Counts of posts and direct messages. `held_there`: held, and yet there; only of a direct message nobody can know that."""

    expected: int = 0
    once: int = 0
    twice: int = 0
    lost: int = 0
    held: int = 0
    held_there: int = 0
    orphans: int = 0
    stale: int = 0
    strange: int = 0

    @property
    def is_fine(self) -> bool:
        return not (self.twice or self.lost or self.orphans or self.stale or self.strange)

    def __str__(self) -> str:
        there = f" ({self.held_there} direct, and there)" if self.held_there else ""
        odd = f" stale={self.stale} strange={self.strange}" if self.stale or self.strange else ""
        return f"expected={self.expected} once={self.once} twice={self.twice} lost={self.lost} held={self.held}{there} orphans={self.orphans}{odd}"


def reckon(database: Database, slack: Slack, queued: Sequence[int]) -> Tally:
    """Everything accounted for: `queued` are the rows that were confirmed, and what fell due stands in the database besides."""
    with database.read() as connection:
        rows = {row.id: row for row in outbox.entries(connection)}
    seen = _seen(slack)
    tally = Tally(lost=len(set(queued) - set(rows)))
    for row in rows.values():
        if row.action in {Action.POST, Action.DIRECT}:
            _account(tally, row, seen.get(row.key, ()))
    tally.strange += len(set(seen) - {row.key for row in rows.values()})
    tally.orphans = len(list(_orphans(database, slack, rows.values())))
    tally.stale = sum(_is_stale(row, rows.values(), seen) for row in rows.values())
    return tally


def _account(tally: Tally, row: Entry, messages: Sequence[JsonObject]) -> None:
    if row.state == outbox.SKIPPED:
        tally.strange += len(messages)
        return
    tally.expected += 1
    tally.twice += len(messages) > 1
    if row.state == outbox.HELD:
        tally.held += 1
        tally.held_there += bool(messages)
        tally.strange += bool(messages) and row.action != Action.DIRECT
    elif len(messages) == 1:
        tally.once += 1
        tally.strange += messages[0]["ts"] != row.ts
    elif not messages:
        tally.lost += 1


def _is_stale(row: Entry, rows: Collection[Entry], seen: Seen) -> bool:
    """Whether a message says anything else than the newest that was sent for it."""
    if row.action not in {Action.POST, Action.DIRECT} or not seen.get(row.key):
        return False
    sent = [each for each in rows if each.target == row.id and each.state == outbox.SENT]
    newest = max(sent, key=lambda each: each.id, default=row)
    return any(message["text"] != json.loads(newest.content)["text"] for message in seen[row.key])


def _orphans(database: Database, slack: Slack, rows: Collection[Entry]) -> Iterator[str]:
    """Files that are whole and seen nowhere, but for the one that a held post will show."""
    with database.read() as connection:
        held = {outbox.picture_of(connection, row.id) for row in rows if row.state == outbox.HELD}
    waiting = {picture.file_id for picture in held if picture}
    for file in slack.ask("admin/files")["files"]:
        if file["completed"] and not file["shared_in"] and file["id"] not in waiting:
            yield file["id"]


def _seen(slack: Slack) -> Seen:
    found: defaultdict[str, list[JsonObject]] = defaultdict(list)
    for conversation in slack.conversations():
        for message in slack.messages(conversation):
            payload = message.get("metadata", {}).get("event_payload", {})
            found[payload.get("key", "")].append(message)
    return found
