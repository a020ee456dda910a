"""Something to post: two kinds of post on schedules, Olga who operates it, and an outbox to decide about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from commands.world import World
from jobs.anchor import ANCHOR
from jobs.board import board
from jobs.declare import Due, Job, Wanted
from jobs.due import arrange, tick
from jobs.rhythm import Weekly
from storage import outbox
from storage.audit import entries
from storage.catalogue import Catalogue
from storage.database import Connection, Database
from storage.outbox import Entry, Frozen, Pace, Post
from storage.schedules import Schedule, all_schedules
from storage.tables import RoleRow, TeamRow
from tests.commands.conftest import LOGGED, LONG_AGO, Company
from tests.storage.recording import person, record, stay
from tests.views.northwind import AS_OF
from views.effects import Effect
from views.message import Button, Heading, Image, Message, Paragraph

SECOND = 1_000_000
DAY = 86_400 * SECOND
CARD = "C0SUPPORT1"
OPERATORS = "C0OPERATE1"


def compose(_connection: Connection, due: Due) -> Message:
    picture = Image("card.png", "Scorecard", "Three of five measures are on track.", b"png")
    return Message((Heading(f"Scorecard, {due.period}"), picture, Paragraph((("A story.",),), Button("fs.x", "Read"))))


JOBS = {
    "card": Job("card", "Scorecard", Weekly(1, time(9)), compose),
    "anchor": ANCHOR,
}
WANTED = [Wanted("card", "support", "Europe/Dublin", CARD), Wanted("anchor", "company", "UTC", OPERATORS)]


def role(person_id: str, name: str = "operator", **more: Any) -> RoleRow:
    usual = {"starts": date(2026, 1, 1), "given_by": "ines", "reason": "runs it"}
    return RoleRow(batch_id=0, line=0, person_id=person_id, role=name, **(usual | more))


@dataclass
class Operating:
    """What tests do with the posts of a company. Business time begins at AS_OF, a Friday at 06:00 UTC."""

    company: Company

    @property
    def database(self) -> Database:
        return self.company.world.database

    def queue(self, period: str = "2026-W47", kind: str = "card", scope: str = "support", **more: Any) -> Entry:
        post = Post(kind, scope, period, CARD, "{}", AS_OF - DAY)._replace(**more)
        with self.database.write() as connection:
            found = outbox.enqueue(connection, post, LOGGED - 60 * SECOND)
            made = outbox.entry(connection, found)
        assert made
        return made

    def hold(
        self, period: str = "2026-W47", reason: str = "the channel is archived", looked: int = 0, **more: Any
    ) -> Entry:
        """A post that was tried and is held."""
        return self.ended(self.queue(period, **more), outbox.HELD, reason=reason, looked=looked)

    def sent(self, period: str = "2026-W47", **more: Any) -> Entry:
        return self.ended(self.queue(period, **more), outbox.SENT, ts="1795.1", conversation=CARD)

    def ended(self, entry: Entry, state: str, **changes: Any) -> Entry:
        """A post that was tried, and what became of it."""
        with self.database.write() as connection:
            now = LOGGED - 30 * SECOND
            claimed = outbox.claim(connection, "me", now, now + SECOND, Pace(0, 0, 0))
            assert claimed
            assert claimed.id == entry.id
            assert outbox.finish(connection, claimed, state, **changes)
        return self.row(entry)

    def row(self, entry: Entry) -> Entry:
        with self.database.read() as connection:
            found = outbox.entry(connection, entry.id)
        assert found
        return found

    def schedule(self, kind: str = "card") -> Schedule:
        with self.database.read() as connection:
            return next(each for each in all_schedules(connection) if each.kind == kind)

    def ticks(self, now: int) -> None:
        tick(self.database, JOBS, lambda message: Frozen(str(message.parts[0])), lambda _, kind: kind, now, LOGGED)

    def logged(self) -> list[tuple[str, Any]]:
        """Who decided what, by the audit log."""
        with self.database.read() as connection:
            found = [each.payload for each in entries(connection) if each.kind == "schedule" and each.payload]
        return [(each["actor"], each["what"]) for each in found]

    def types(self, who: str = "olga", now: int = AS_OF) -> Effect:
        return self.company.types(who, "/schedule", now=now)

    def presses(self, button: Button, key: str = "", now: int = AS_OF, who: str = "olga") -> Effect:
        return self.company.presses(who, button, key, now)


def operating(database: Database, wanted: Sequence[Wanted] = WANTED) -> Operating:
    """Olga, who is its operator, and these schedules."""
    with database.write() as connection:
        team = TeamRow(batch_id=0, line=0, team_id="support", name="Support")
        record(connection, person("olga"), stay("olga"), role("olga"), team, at=LONG_AGO)
    arrange(database, JOBS, wanted, AS_OF)
    last_tick = LOGGED - 20 * SECOND
    return Operating(Company(World(database, Catalogue(), lambda: LOGGED, 1, board(JOBS), lambda: last_tick)))


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * SECOND
