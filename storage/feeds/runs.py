"""When the query of a feed was last answered, and who asks now: so that several processes ask once."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from storage.database import Database
from storage.tables import FeedRunRow, metadata
from storage.upserts import insert_into

_RUN = metadata.tables[FeedRunRow.__tablename__]


def newest_run(connection: Connection, feed: str) -> int:
    """The due instant (business time) that was last carried out; 0: none ever."""
    found: int | None = connection.execute(select(_RUN.c.due).where(_RUN.c.feed == feed)).scalar()
    return found or 0


def claim(database: Database, feed: str, due: int, now: int, retry: int) -> bool:
    """Whether this process is the one to ask what fell due at `due`. Nobody else is, until `retry` microseconds of business time later."""
    with database.write() as connection:
        connection.execute(insert_into(connection, _RUN).values(feed=feed, due=0, tried=0).on_conflict_do_nothing())
        free = (_RUN.c.feed == feed, _RUN.c.due < due, _RUN.c.tried <= now - retry)
        return connection.execute(update(_RUN).where(*free).values(tried=now)).rowcount == 1


def finish(database: Database, feed: str, due: int) -> None:
    """What fell due at `due` was taken. The next time may be tried at once."""
    with database.write() as connection:
        connection.execute(update(_RUN).where(_RUN.c.feed == feed).values(due=due, tried=0))
