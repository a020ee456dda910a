"""A mirror of Slack's directory, so that a command knows from the database alone who is a guest and who has gone."""

from __future__ import annotations

from sqlmodel import Field

from storage.columns import WholeNumber
from storage.tables.base import Table


class SlackUserRow(Table, table=True):
    """One account as Slack last described it; the only table of people that is overwritten. People join it by slack_user_id."""

    __tablename__ = "slack_user"

    slack_user_id: str = Field(primary_key=True)
    name: str
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False  # a guest of several channels
    is_ultra_restricted: bool = False  # a guest of one channel
    is_stranger: bool = False  # of another organisation, met in a shared channel
    tz: str = ""
    locale: str = ""
    updated: int = Field(
        sa_type=WholeNumber
    )  # Slack's own instant, UTC microseconds; an older description does not overwrite
