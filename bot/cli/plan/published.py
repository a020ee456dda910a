"""Plans and registries that were published, read back from the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.cli.surroundings import business_time, current
from bot.cli.verb import Call
from plans.company.versions import CalendarVersions
from plans.document import from_canonical
from plans.load import plan_from
from plans.plan import Plan
from plans.problem import Problems
from plans.reading.registry import registry_from
from plans.registry import Registry
from storage import documents
from storage.catalogue import Catalogue
from storage.documents import PlanDocument
from storage.errors import Kind, StorageError

_SHORTEST_HASH = 8


class PublishedPlan(NamedTuple):
    plan: Plan
    registry: Registry


def registry_named(call: Call, version: str, *, needed: bool = False) -> Registry | None:
    """The published registry of this version; None when there is none, or, unless a database is needed, no database yet."""
    try:
        with current(call) as database, database.read() as connection:
            found = documents.registry_version(connection, version)
    except StorageError as error:
        if error.kind in {Kind.MISSING, Kind.EMPTY} and not needed:
            return None
        raise
    return read_registry(found.document, version) if found else None


def calendar_published(call: Call, *, needed: bool = False) -> CalendarVersions | None:
    """The company calendar with all its versions; None when there is none, or, unless a database is needed, no database yet."""
    try:
        with current(call) as database, database.read() as connection:
            return Catalogue().calendars(connection, business_time(call))
    except StorageError as error:
        if error.kind in {Kind.MISSING, Kind.EMPTY} and not needed:
            return None
        raise


def document_named(call: Call, plan: str, version: str) -> PlanDocument | None:
    """The published plan of this name and version; None when there is none, or no database yet."""
    try:
        with current(call) as database, database.read() as connection:
            return documents.plan_version(connection, plan, version)
    except StorageError as error:
        if error.kind in {Kind.MISSING, Kind.EMPTY}:
            return None
        raise


def plans_named(call: Call, name: str) -> list[PlanDocument]:
    """The published plans that `plan@version`, or the first digits of a hash, can mean."""
    plan, _, version = name.rpartition("@")
    with current(call) as database, database.read() as connection:
        known = documents.plans(connection, business_time(call))
    return [found for found in known if (found.plan, found.version) == (plan, version) or _starts(found.hash, name)]


def read_plan(call: Call, found: PlanDocument) -> PublishedPlan:
    """A published plan with its registry, ready to be told in words."""
    with current(call) as database, database.read() as connection:
        registry = documents.registry(connection, found.registry_hash)
        calendar = Catalogue().calendars(connection, business_time(call))
    if registry is None:
        raise LookupError("a published plan has a published registry")
    known = read_registry(registry.document, registry.version)
    loaded = plan_from(
        from_canonical(found.document.encode(), f"{found.plan}@{found.version}"), known, Problems(), calendar
    )
    if loaded.plan is None:
        raise LookupError("a published plan can be read")
    return PublishedPlan(loaded.plan, known)


def read_registry(document: str, version: str) -> Registry:
    loaded = registry_from(from_canonical(document.encode(), f"registry {version}"), Problems())
    if loaded.registry is None:
        raise LookupError("a published registry can be read")
    return loaded.registry


def hashes(found: Sequence[PlanDocument]) -> str:
    return ", ".join(f"{plan.plan}@{plan.version} ({plan.hash[:12]})" for plan in found)


def _starts(digest: str, name: str) -> bool:
    return len(name) >= _SHORTEST_HASH and digest.startswith(name.lower())
