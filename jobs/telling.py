"""What the operators are told by themselves: what is held, and what came too late. Once, and as soon as it is known."""

from __future__ import annotations

from collections.abc import Mapping

from jobs.due import Freeze
from storage.database import Database
from storage.outbox import HELD, Post, Priority, enqueue, mark_told, untold
from storage.teams import team_name
from views.held import MOST, Told, held_message

NOTICE = "notice"
_SCOPE = "outbox"


def tell(database: Database, titles: Mapping[str, str], channel: str, freeze: Freeze, now: int, real: int) -> bool:
    """Put a notice of everything that the operators do not know of yet into the outbox; whether there was any.

    `titles` says what each kind of post is called; `now` is business time, `real` the real one, in UTC microseconds.
    """
    with database.read() as connection:
        if not untold(connection, 1, NOTICE):
            return False
    with database.write() as connection:
        found = untold(connection, MOST, NOTICE, to_tell=True)
        if not found:  # somebody was quicker
            return False
        count = mark_told(connection, NOTICE)
        shown = [
            Told(
                titles.get(each.kind, each.kind),
                team_name(connection, each.scope),
                each.period,
                each.reason,
                held=each.state == HELD,
            )
            for each in found
        ]
        message = freeze(held_message(shown, count))
        notice = Post(
            NOTICE, _SCOPE, f"{found[0].id} {real}", channel, message.content, now, Priority.NOTICE, again=True
        )
        return bool(enqueue(connection, notice, real))
