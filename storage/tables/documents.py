"""Published plans, registries and calendars: canonical bytes under their SHA-256, never edited."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, UniqueConstraint

from storage.columns import Day, WholeNumber
from storage.tables.base import Table


class PlanVersion(Table, table=True):
    """One published version of a plan. Nobody publishes another text under the same version."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan", "version"),)

    hash: str = Field(primary_key=True)  # SHA-256 of `document`, in hex
    plan: str
    version: str
    registry_hash: str = Field(foreign_key="registry_version.hash")
    effective_from: date = Field(sa_type=Day)
    effective_to: date | None = Field(default=None, sa_type=Day)
    document: str  # canonical JSON, in the order written
    text: str  # the author's text, for people
    published: int = Field(sa_type=WholeNumber)  # business time, UTC microseconds
    published_by: str
    rationale: str


class RegistryVersion(Table, table=True):
    """One published version of the registry of metrics."""

    __tablename__ = "registry_version"

    hash: str = Field(primary_key=True)
    version: str = Field(unique=True)
    document: str
    text: str
    published: int = Field(sa_type=WholeNumber)
    published_by: str


class CalendarVersion(Table, table=True):
    """One published version of the company calendar. It says in its own text from when it holds."""

    __tablename__ = "calendar_version"
    __table_args__ = (UniqueConstraint("calendar", "version"),)

    hash: str = Field(primary_key=True)
    calendar: str
    version: str
    document: str
    text: str
    published: int = Field(sa_type=WholeNumber)
    published_by: str
