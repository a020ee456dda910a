"""Channels as Slack last described them: what they are called, whether anything may be posted there, and which id they have now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from storage.outbox.entry import OUTBOX
from storage.schedules import rename_channel
from storage.tables import SlackChannelRow, metadata
from storage.upserts import insert_into

_CHANNEL = metadata.tables[SlackChannelRow.__tablename__]


class Channel(NamedTuple):
    """One channel. `trouble` says in words why nothing may be posted there; `moved_to` the id that it has now; `seen` is real time."""

    channel_id: str
    seen: int
    name: str = ""
    trouble: str = ""
    moved_to: str = ""


def see(connection: Connection, channel_id: str, now: int, **changes: str) -> Channel | None:
    """Note what Slack says of a channel (`name`, `trouble`), in the caller's write transaction. What was known before, or None."""
    before = channel(connection, channel_id)
    statement = insert_into(connection, _CHANNEL).values(Channel(channel_id, now)._asdict() | changes)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["channel_id"], set_={"seen": now} | dict(changes))
    )
    return before


def ask_anew(connection: Connection, channel_id: str) -> None:
    """What is known of a channel does not hold any more, for somebody says so: Slack is asked before the next post; in the caller's write transaction."""
    connection.execute(_CHANNEL.update().where(_CHANNEL.c.channel_id == channel_id).values(seen=0))


def hear(connection: Connection, channel_id: str, trouble: str) -> Channel | None:
    """Note what an event says of a channel, as `see` does. An event may be late: Slack is asked before the next post there."""
    return see(connection, channel_id, 0, trouble=trouble)


def move(connection: Connection, old: str, new: str, now: int) -> None:
    """A channel has another id: schedules, what waits for it, and what was posted in it follow, in the caller's write transaction."""
    see(connection, old, now, moved_to=new)
    see(connection, new, 0, moved_to="")  # it may have had this id before
    rename_channel(connection, old, new)
    for name in ("channel_id", "conversation"):
        connection.execute(OUTBOX.update().where(OUTBOX.c[name] == old).values({name: new}))


def channel(connection: Connection, channel_id: str) -> Channel | None:
    """The channel as last described; None when Slack never did."""
    row = connection.execute(_CHANNEL.select().where(_CHANNEL.c.channel_id == channel_id)).mappings().first()
    return Channel(**row) if row else None


def channels(connection: Connection, ids: Sequence[str]) -> dict[str, Channel]:
    """Those of these channels that Slack has described, by id."""
    found = connection.execute(_CHANNEL.select().where(_CHANNEL.c.channel_id.in_(ids))).mappings()
    return {row["channel_id"]: Channel(**row) for row in found}


def present_id(connection: Connection, channel_id: str) -> str:
    """The id that a channel has now, however often it changed."""
    seen = {channel_id}
    while True:
        found = connection.execute(select(_CHANNEL.c.moved_to).where(_CHANNEL.c.channel_id == channel_id)).scalar()
        if not found or found in seen:
            return channel_id
        channel_id = found
        seen.add(found)
