"""Published plans, registries and company calendars, by the hash of their canonical text. Files are drafts; statements read only what stands here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from storage.canonical import sha256
from storage.tables import CalendarVersion, PlanVersion, RegistryVersion, metadata

_PLAN = metadata.tables[PlanVersion.__tablename__]
_REGISTRY = metadata.tables[RegistryVersion.__tablename__]
_CALENDAR = metadata.tables[CalendarVersion.__tablename__]
_EVER = 2**62  # UTC microseconds


@dataclass(frozen=True, slots=True)
class RegistryDocument:
    """A version of the registry: `document` is the canonical JSON, `text` what its author wrote, `published` UTC microseconds."""

    version: str
    document: str
    text: str
    published: int
    published_by: str

    @property
    def hash(self) -> str:
        """SHA-256 of `document`, in hex."""
        return sha256(self.document)


@dataclass(frozen=True, slots=True)
class CalendarDocument:
    """A version of the company calendar; `published` as above."""

    calendar: str
    version: str
    document: str
    text: str
    published: int
    published_by: str

    @property
    def hash(self) -> str:
        """SHA-256 of `document`, in hex."""
        return sha256(self.document)


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A version of a plan, in force from `effective_from` to `effective_to` (included; None: open)."""

    plan: str
    version: str
    registry_hash: str
    effective_from: date
    effective_to: date | None
    document: str
    text: str
    published: int
    published_by: str
    rationale: str

    @property
    def hash(self) -> str:
        """SHA-256 of `document`, in hex."""
        return sha256(self.document)


class PublicationError(ValueError):
    """The document cannot be published as it is; the message says why, and what to do."""


def publish_registry(connection: Connection, document: RegistryDocument) -> str:
    """Store the registry under its hash, which is returned. The same text again changes nothing; another one needs a new version."""
    known = registry(connection, document.hash)
    if known and known.version == document.version:
        return document.hash
    if known:
        raise PublicationError(f"This registry is published already, as version {known.version}.")
    if registry_version(connection, document.version):
        raise PublicationError(
            f"Registry {document.version} is published with another text. Give this one a new version."
        )
    connection.execute(_REGISTRY.insert().values(hash=document.hash, **_columns(document)))
    return document.hash


def publish_calendar(connection: Connection, document: CalendarDocument) -> str:
    """Store the calendar under its hash, which is returned. The same text again changes nothing; another one needs a new version.

    There is one company calendar: raises PublicationError for one of another name as well.
    """
    known = calendars(connection, _EVER)
    if any(each.hash == document.hash for each in known):
        return document.hash
    if known and known[-1].calendar != document.calendar:
        raise PublicationError(
            f"The company calendar is called `{known[-1].calendar}`, and there is one. Publish this as its next version."
        )
    if any(each.version == document.version for each in known):
        raise PublicationError(
            f"{document.calendar} {document.version} is published with another text. Give this one a new version."
        )
    connection.execute(_CALENDAR.insert().values(hash=document.hash, **_columns(document)))
    return document.hash


def publish_plan(connection: Connection, document: PlanDocument) -> str:
    """Store the plan under its hash, which is returned. The same text for the same days again changes nothing.

    Raises PublicationError for another text under a version that is published, for other days, and for an unknown registry.
    """
    known = plan_by_hash(connection, document.hash)
    if known:
        if (known.effective_from, known.effective_to) == (document.effective_from, document.effective_to):
            return document.hash
        raise PublicationError(
            f"This text is published already, effective {known.effective_from}. Give it a new version to change its days."
        )
    if plan_version(connection, document.plan, document.version):
        raise PublicationError(
            f"{document.plan} {document.version} is published with another text. Give this one a new version."
        )
    if registry(connection, document.registry_hash) is None:
        raise PublicationError("The registry that this plan reads is not published. Publish it first.")
    connection.execute(_PLAN.insert().values(hash=document.hash, **_columns(document)))
    return document.hash


def registry(connection: Connection, hash_: str) -> RegistryDocument | None:
    """The registry of this hash."""
    return _registry(connection, _REGISTRY.c.hash == hash_)


def registry_version(connection: Connection, version: str) -> RegistryDocument | None:
    """The registry of this version."""
    return _registry(connection, _REGISTRY.c.version == version)


def plan_by_hash(connection: Connection, hash_: str) -> PlanDocument | None:
    """The plan version of this hash."""
    return _plan(connection, _PLAN.c.hash == hash_)


def plan_version(connection: Connection, plan: str, version: str) -> PlanDocument | None:
    """This version of this plan."""
    return _plan(connection, (_PLAN.c.plan == plan) & (_PLAN.c.version == version))


def plans(connection: Connection, as_of: int) -> list[PlanDocument]:
    """Every plan version published up to `as_of`, by plan, first day and publication."""
    found = connection.execute(select(_PLAN).where(_PLAN.c.published <= as_of)).mappings()
    return sorted(
        map(_plan_document, found), key=lambda plan: (plan.plan, plan.effective_from, plan.published, plan.version)
    )


def registries(connection: Connection, as_of: int) -> list[RegistryDocument]:
    """Every registry published up to `as_of`, oldest first."""
    found = connection.execute(select(_REGISTRY).where(_REGISTRY.c.published <= as_of)).mappings()
    return sorted(map(_registry_document, found), key=lambda registry: (registry.published, registry.version))


def calendars(connection: Connection, as_of: int) -> list[CalendarDocument]:
    """Every calendar published up to `as_of`, oldest first."""
    found = connection.execute(select(_CALENDAR).where(_CALENDAR.c.published <= as_of)).mappings()
    return sorted(map(_calendar_document, found), key=lambda calendar: (calendar.published, calendar.version))


def _columns(document: RegistryDocument | CalendarDocument | PlanDocument) -> dict[str, object]:
    return {name: getattr(document, name) for name in document.__slots__}


def _registry(connection: Connection, where: ColumnElement[bool]) -> RegistryDocument | None:
    row = connection.execute(select(_REGISTRY).where(where)).mappings().first()
    return _registry_document(row) if row else None


def _plan(connection: Connection, where: ColumnElement[bool]) -> PlanDocument | None:
    row = connection.execute(select(_PLAN).where(where)).mappings().first()
    return _plan_document(row) if row else None


def _registry_document(row: RowMapping) -> RegistryDocument:
    return RegistryDocument(**{name: row[name] for name in RegistryDocument.__slots__})


def _plan_document(row: RowMapping) -> PlanDocument:
    return PlanDocument(**{name: row[name] for name in PlanDocument.__slots__})


def _calendar_document(row: RowMapping) -> CalendarDocument:
    return CalendarDocument(**{name: row[name] for name in CalendarDocument.__slots__})
