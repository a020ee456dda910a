"""What an operator decides about a post, or about all of them: recorded in the log with the change itself, and then shown as it is now.

Two may press at once: then one decides, and the other reads what came of it.
"""

from __future__ import annotations

from collections.abc import Callable

from commands.declare import Ask
from commands.schedule.answer import anew
from commands.schedule.change import pause_one, resume_one
from commands.schedule.keys import NOT_OURS, read_post
from commands.schedule.logged import log
from commands.schedule.names import described
from commands.schedule.record import record_anew
from commands.world import World
from storage import outbox
from storage.channels import ask_anew
from storage.database import Connection
from storage.outbox import PENDING, Action, Entry
from storage.outbox.deciding import DROPPED
from views.effects import Effect
from views.schedule.board import ALL

Decide = Callable[[Connection, Entry], str]

_NOW = {
    "pending": "it is on its way already",
    "sending": "it is on its way already",
    "uncertain": "it is being looked for",
    "sent": "it was sent meanwhile",
    "held": "it was tried again meanwhile, and is held again",
    "skipped": "it was left out meanwhile",
}


def release(ask: Ask, world: World) -> Effect:
    """`Post it now`: a held post goes out after all."""
    return _decided(ask, world, "release", _release)


def drop(ask: Ask, world: World) -> Effect:
    """`Drop it`: a held post never appears."""
    return _decided(ask, world, "drop", _drop)


def resend(ask: Ask, world: World) -> Effect:
    """`Post it again`: what was sent is looked for, and posted once more where the channel does not show it."""
    return _decided(ask, world, "resend", _resend)


def pause(ask: Ask, world: World) -> Effect:
    """`Pause all posts`, or of a schedule's form this one alone."""
    if ask.value != ALL:
        return pause_one(ask, world)
    with world.database.write() as connection:
        decided = outbox.pause(connection)
        if decided:
            log(connection, ask, world, "pause")
    return anew(ask, world, "" if decided else "Posts were paused already.")


def resume(ask: Ask, world: World) -> Effect:
    """`Resume posts`, or this one alone. What waited until it helps nobody any more is left out before anything goes out."""
    if ask.value != ALL:
        return resume_one(ask, world)
    with world.database.write() as connection:
        if not outbox.resume(connection):
            said = "Posts were resumed already."
        else:
            late = sum(iter(lambda: outbox.expire(connection, ask.now, world.log_time()), 0))
            log(connection, ask, world, "resume", left_out=late)
            said = "Resumed. What waits goes out now." + (
                f" Left out, because it came too late: {late}." if late else ""
            )
    return anew(ask, world, said)


def _decided(ask: Ask, world: World, what: str, decide: Decide) -> Effect:
    """Decide about the post that the button names, if it is still as the button says."""
    ref = read_post(ask.value)
    if ref is None:
        return NOT_OURS
    with world.database.write() as connection:
        entry = outbox.entry(connection, ref.id)
        if entry is None:
            return NOT_OURS
        said = decide(connection, entry) if entry.attempt == ref.attempt else ""
        if said:
            log(connection, ask, world, what, kind=entry.kind, scope=entry.scope, period=entry.period)
            said = f"{said} {described(connection, world, entry).name}."
        else:
            said = f"Nothing was changed: {_how_it_is(connection, ref.id)}."
    return record_anew(ask, world, ref.id, said) if ask.key else anew(ask, world, said)


def _how_it_is(connection: Connection, outbox_id: int) -> str:
    """How a post stands that somebody else was quicker with: read again, since on Postgres that may have been this very moment."""
    entry = outbox.entry(connection, outbox_id)
    if entry is None or entry.reason == DROPPED:
        return "it was dropped a moment ago"
    return _NOW[entry.state]


def _release(connection: Connection, entry: Entry) -> str:
    state = outbox.release(connection, entry)
    ask_anew(connection, entry.channel_id)  # who invited Fairshare a moment ago need not wait
    if state == PENDING:
        return "It waits until posts are resumed:" if outbox.is_paused(connection) else "It goes out now:"
    return "Left out, since a newer one took its place:" if state else ""


def _drop(connection: Connection, entry: Entry) -> str:
    return "Dropped:" if outbox.drop(connection, entry) else ""


def _resend(connection: Connection, entry: Entry) -> str:
    """Of a channel alone it can be seen whether a post is still there."""
    wanted = entry.action == Action.POST and outbox.resend(connection, entry)
    return "The channel is read, and where it does not show the post it is posted again:" if wanted else ""
