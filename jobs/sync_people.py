"""Slack's directory, mirrored: who is a guest, deactivated, a bot or a stranger, so that no command has to ask Slack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from storage.database import Database
from storage.slack_users import SlackUser, upsert_slack_users

JsonObject = Mapping[str, Any]


def store(database: Database, members: Sequence[JsonObject]) -> int:
    """Mirror these accounts, as `users.list` pages and `user_change` / `team_join` events describe them; how many there were."""
    found = [account for member in members for account in accounts(member)]
    with database.write() as connection:
        upsert_slack_users(connection, found)
    return len(found)


def accounts(member: JsonObject) -> Iterator[SlackUser]:
    """One account as Slack describes it, under each id it has: the workspace's, and the organisation's where that differs."""
    ids = (member.get("id"), (member.get("enterprise_user") or {}).get("id"))
    for slack_user_id in dict.fromkeys(each for each in ids if each):
        yield SlackUser(
            slack_user_id=slack_user_id,
            name=_storable(member.get("name")),
            updated=int(member.get("updated") or 0) * 1_000_000,
            deleted=bool(member.get("deleted")),
            is_bot=bool(member.get("is_bot")),
            is_restricted=bool(member.get("is_restricted")),
            is_ultra_restricted=bool(member.get("is_ultra_restricted")),
            is_stranger=bool(member.get("is_stranger")),
            tz=_storable(member.get("tz")),
            locale=_storable(member.get("locale")),
        )


def _storable(text: object) -> str:
    """The text without what a database refuses, so that an odd name does not keep somebody from being known as a guest, or as gone."""
    return str(text or "").replace("\0", "").encode(errors="replace").decode()
