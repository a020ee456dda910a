"""The mirror of Slack's directory: filled by a sync job, one event at a time or a page of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from storage.tables import SlackUserRow, metadata
from storage.upserts import insert_into

_TABLE = metadata.tables[SlackUserRow.__tablename__]


class SlackUser(NamedTuple):
    """One account as Slack describes it; `updated` is Slack's own instant in UTC microseconds."""

    slack_user_id: str
    name: str
    updated: int
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    tz: str = ""
    locale: str = ""


def upsert_slack_users(connection: Connection, users: Sequence[SlackUser]) -> None:
    """Store these accounts; an older description than the stored one changes nothing, so pages and events may come in any order."""
    if not users:
        return
    statement = insert_into(connection, _TABLE)
    new = {column.name: statement.excluded[column.name] for column in _TABLE.columns if not column.primary_key}
    statement = statement.on_conflict_do_update(
        index_elements=["slack_user_id"], set_=new, where=_TABLE.c.updated <= statement.excluded.updated
    )
    connection.execute(statement, [user._asdict() for user in users])


def slack_user(connection: Connection, slack_user_id: str) -> SlackUser | None:
    """The account as last described; None when the directory does not hold it."""
    row = connection.execute(_TABLE.select().where(_TABLE.c.slack_user_id == slack_user_id)).mappings().first()
    return SlackUser(**row) if row else None
