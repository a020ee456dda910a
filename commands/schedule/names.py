"""What posts and schedules are called here: titles of kinds, names of teams and channels."""

from __future__ import annotations

from datetime import UTC, datetime

from commands.schedule.keys import ref_of_post
from commands.world import World
from storage.channels import channel
from storage.database import Connection
from storage.outbox import Action, Entry
from storage.schedules import Schedule
from storage.teams import team_name
from views.names import in_words
from views.schedule.held import Held
from views.texts import capital

_MICROS = 1_000_000
_OF_A_PERSON = {Action.DIRECT: "a direct message to one person", Action.HOME: "the Home tab of one person"}


def described(connection: Connection, world: World, entry: Entry) -> Held:
    """A post as operators read of it."""
    tried = f"{datetime.fromtimestamp(entry.started // _MICROS, UTC):%H:%M} UTC" if entry.started else ""
    return Held(
        title_of(world, entry.kind),
        team_name(connection, entry.scope),
        entry.period,
        entry.reason,
        str(ref_of_post(entry)),
        tried,
        entry.looked,
    )


def title_of(world: World, kind: str) -> str:
    """What a kind of post is called; of one that is not scheduled its name in words."""
    known = world.posts.get(kind)
    return known.title if known else capital(in_words(kind))


def name_of(connection: Connection, world: World, of: Schedule) -> str:
    """`Scorecards, Support`: what is posted, and for which team, where it is for one."""
    return ", ".join(part for part in (title_of(world, of.kind), team_name(connection, of.scope)) if part)


def where(connection: Connection, entry: Entry) -> str:
    """Where a post goes. Whom a message to one person is for, is nobody else's business."""
    return _OF_A_PERSON.get(Action(entry.action)) or channel_words(connection, entry.channel_id)


def channel_words(connection: Connection, channel_id: str) -> str:
    """`#support (C0123456789)`, and what is known to be in the way there."""
    known = channel(connection, channel_id)
    named = f"#{known.name} ({channel_id})" if known and known.name else f"channel {channel_id}"
    return f"{named}; {known.trouble}" if known and known.trouble else named
