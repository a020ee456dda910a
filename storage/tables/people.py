"""People, their dated stays, teams and roles. A correction is a new row: of rows with the same natural key the one recorded last holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import Field, Index

from storage.columns import Counter, Day, Pairs, WholeNumber
from storage.tables.base import Table


class PersonRow(Table, table=True):
    """Who somebody is: what does not change with a stay. Natural key: person_id."""

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", index=True, sa_type=Counter)
    line: int = Field(sa_type=WholeNumber)
    person_id: str = Field(index=True)
    name: str
    email: str = ""
    slack_user_id: str = Field(default="", index=True)
    kind: str = "person"  # person, partner, contact
    partner_id: str = ""  # of a contact: the partner whose statement they may see
    locale: str = "en-IE"


class StayRow(Table, table=True):
    """A dated stay. Natural key: person_id and start. `ends` None: open."""

    __tablename__ = "stay"
    __table_args__ = (
        Index("ix_stay_person_id_starts", "person_id", "starts"),
        Index("ix_stay_team_id_starts", "team_id", "starts"),
        Index("ix_stay_manager_id_starts", "manager_id", "starts"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", index=True, sa_type=Counter)
    line: int = Field(sa_type=WholeNumber)
    person_id: str
    starts: date = Field(sa_type=Day)
    ends: date | None = Field(default=None, sa_type=Day)
    joined: date = Field(sa_type=Day)  # the first day of the whole employment
    team_id: str = ""
    manager_id: str = ""
    function: str = ""
    entity_id: str = ""
    zone: str = "UTC"
    currency: str = ""
    attributes: Mapping[str, str] = Field(default_factory=dict, sa_type=Pairs)


class TeamRow(Table, table=True):
    """A team. Natural key: team_id."""

    __tablename__ = "team"

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", index=True, sa_type=Counter)
    line: int = Field(sa_type=WholeNumber)
    team_id: str = Field(index=True)
    name: str
    channel_id: str = ""
    zone: str = "UTC"
    parent_id: str = ""
    entity_id: str = ""


class RoleRow(Table, table=True):
    """A role that somebody holds for a scope, with giver and reason. Natural key: person_id, role, scope, starts."""

    __tablename__ = "role"
    __table_args__ = (Index("ix_role_person_id_role", "person_id", "role"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", index=True, sa_type=Counter)
    line: int = Field(sa_type=WholeNumber)
    person_id: str
    role: str  # council-member, compensation-analyst, plan-publisher, approver, operator, moderator …
    scope: str = ""
    starts: date = Field(sa_type=Day)
    ends: date | None = Field(default=None, sa_type=Day)
    given_by: str
    reason: str
