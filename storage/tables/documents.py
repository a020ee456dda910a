"""Published plans and registries: canonical bytes under their SHA-256, never edited."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel

from storage.columns import Day, WholeNumber


class PlanVersion(SQLModel, table=True):
    __tablename__ = "plan_version"

    hash: str = Field(primary_key=True)  # SHA-256 of `document`, in hex
    plan: str = Field(index=True)
    version: str
    registry_hash: str = Field(foreign_key="registry_version.hash")
    effective_from: date = Field(sa_type=Day)
    effective_to: date | None = Field(default=None, sa_type=Day)
    document: str  # canonical JSON, in the order written
    text: str  # the author's text, for people
    published: int = Field(sa_type=WholeNumber)  # business time, UTC microseconds
    published_by: str
    rationale: str


class RegistryVersion(SQLModel, table=True):
    __tablename__ = "registry_version"

    hash: str = Field(primary_key=True)
    version: str
    document: str
    text: str
    published: int = Field(sa_type=WholeNumber)
    published_by: str
