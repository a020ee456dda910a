"""Publishing: the one way by which a document comes to count. Stored by its hash, never edited, recorded in the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from bot.cli.exits import Exit
from bot.cli.failures import VerbError
from bot.clock import real
from plans.company.calendar import CompanyCalendar
from plans.document import canonical_bytes
from plans.plan import Plan
from plans.registry import Registry
from storage import audit, documents
from storage.database import Connection
from storage.documents import CalendarDocument, PlanDocument, PublicationError, RegistryDocument
from storage.imports.refusal import FileError
from storage.imports.staging import refuse_the_past

ANY_INSTANT = 2**62


class Publication(NamedTuple):
    """Who publishes, when (business time, UTC microseconds), from which text, and why."""

    text: str
    published: int
    by: str
    rationale: str = ""


def publish_registry(connection: Connection, registry: Registry, what: Publication) -> tuple[RegistryDocument, bool]:
    """Publishes a registry; whether it is new. Raises VerbError for a changed text under a published version."""
    known = documents.registry(connection, registry.hash)
    if known is not None:
        return known, False
    canonical = canonical_bytes(registry.document).decode()
    document = RegistryDocument(registry.version, canonical, what.text, what.published, what.by)
    with _refusing():
        _only_forward(connection, what.published)
        documents.publish_registry(connection, document)
    audit.append(connection, real(), "publish", {"registry": registry.version, "hash": document.hash}, actor=what.by)
    return document, True


def publish_calendar(
    connection: Connection, calendar: CompanyCalendar, what: Publication
) -> tuple[CalendarDocument, bool]:
    """Publishes the company calendar; whether it is new. Raises VerbError for a changed text under a published version, and for another name."""
    known = {document.hash: document for document in documents.calendars(connection, ANY_INSTANT)}
    if calendar.hash in known:
        return known[calendar.hash], False
    canonical = canonical_bytes(calendar.document).decode()
    document = CalendarDocument(calendar.name, calendar.version, canonical, what.text, what.published, what.by)
    with _refusing():
        _only_forward(connection, what.published)
        documents.publish_calendar(connection, document)
    said = {
        "calendar": calendar.name,
        "version": calendar.version,
        "hash": document.hash,
        "effective": calendar.effective_from,
    }
    audit.append(connection, real(), "publish", {**said, "rationale": what.rationale}, actor=what.by)
    return document, True


def publish_plan(
    connection: Connection, plan: Plan, registry: Registry, what: Publication
) -> tuple[PlanDocument, bool]:
    """Publishes a plan; whether it is new. Raises VerbError for a changed text under a published version."""
    known = documents.plan_by_hash(connection, plan.hash)
    if known is not None:
        return known, False
    document = PlanDocument(
        plan=plan.name,
        version=plan.version,
        registry_hash=registry.hash,
        effective_from=plan.effective_from,
        effective_to=plan.effective_to,
        document=canonical_bytes(plan.document).decode(),
        text=what.text,
        published=what.published,
        published_by=what.by,
        rationale=what.rationale,
    )
    with _refusing():
        _only_forward(connection, what.published)
        documents.publish_plan(connection, document)
    said = {"plan": plan.name, "version": plan.version, "hash": document.hash, "effective": plan.effective_from}
    audit.append(connection, real(), "publish", said, actor=what.by)
    return document, True


def _only_forward(connection: Connection, published: int) -> None:
    """What was known at an instant stays as it was: nothing is published before something that already is."""
    refuse_the_past(connection, published)
    newest = [plan.published for plan in documents.plans(connection, ANY_INSTANT)]
    newest += [calendar.published for calendar in documents.calendars(connection, ANY_INSTANT)]
    newest += [registry.published for registry in documents.registries(connection, ANY_INSTANT)]
    if max(newest, default=published) > published:
        raise PublicationError(
            "A document with a later instant is already published, and what was known then must not change."
            " Check the clock (FAIRSHARE_CLOCK, --as-of), or wait until it has passed that instant."
        )


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except PublicationError as error:
        raise VerbError(Exit.PROBLEMS, "publication", str(error)) from None
    except FileError as error:
        raise VerbError(Exit.PROBLEMS, error.code, error.message, error.remedy) from None
