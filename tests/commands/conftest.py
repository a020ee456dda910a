"""A small company in a real database: Sam with the facts of the mock-ups, Ines who leads him, and people without a claim on either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.render.plain import plain
from commands import COMMANDS, PRESSES, SUBMISSIONS
from commands.declare import Ask, Handle
from commands.relations import ALL_THAT_IS_KNOWN
from commands.world import World
from plans.document import canonical_bytes
from plans.dossier import Dossier
from plans.plan import Plan
from plans.scheme import Scheme
from plans.statement import text_of
from plans.unit import Sort
from storage.catalogue import Catalogue
from storage.database import Database
from storage.documents import PlanDocument, RegistryDocument, publish_plan, publish_registry
from storage.people import Person, person
from storage.tables import CompletenessRow, FactRow, TermRow, metadata
from tests.storage import recording
from tests.views.northwind import AS_OF, dossier, scheme
from views.effects import Effect, FormFaults, OpenForm, PushForm, Refuse, ReplaceForm, Reply
from views.message import Actions, Button, Form, Message, Paragraph

LOGGED = 1_800_000_000_123_456
"""The real time at which these tests' looks are recorded."""

LONG_AGO = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
HERE: Mapping[str, Any] = {
    "function": "customer-success",
    "entity_id": "northwind-ie",
    "team_id": "cs",
    "currency": "EUR",
}


@dataclass(frozen=True)
class Company:
    """The database with its people, and what each of them can do."""

    world: World

    def who(self, person_id: str, now: int = AS_OF) -> Person:
        with self.world.database.read() as connection:
            day = datetime.fromtimestamp(now // 1_000_000, UTC).date()
            found = person(connection, person_id, day, ALL_THAT_IS_KNOWN)
        assert found is not None
        return found

    def types(self, person_id: str, command: str, text: str = "", now: int = AS_OF) -> Effect:
        handle = next(each.handle for each in COMMANDS if each.name == command)
        return self._asks(handle, person_id, now, text=text)

    def presses(self, person_id: str, button: Button, key: str = "", now: int = AS_OF) -> Effect:
        """A press of a button, in the modal of this key, or in a message."""
        handle = next(each.handle for each in PRESSES if _covers(each.id, button.id))
        return self._asks(handle, person_id, now, action=button.id, value=button.value, key=key)

    def sends(self, person_id: str, form: str, now: int = AS_OF, key: str = "", **answers: str) -> Effect:
        handle = next(each.handle for each in SUBMISSIONS if each.id == form)
        return self._asks(handle, person_id, now, key=key, answers=answers)

    def _asks(self, handle: Handle, person_id: str, now: int, **asked: Any) -> Effect:
        who = self.who(person_id, now)
        with self.world.database.read() as connection:
            return handle(Ask(who, now, connection, **asked), self.world)

    def deeper(self, depth: int) -> Company:
        """The same company, where managers see further down."""
        return Company(replace(self.world, manager_depth=depth))

    def record(self, *rows: Any, at: int = AS_OF - 1_000_000, source: str = "crm") -> None:
        with self.world.database.write() as connection:
            recording.record(connection, *rows, at=at, source=source)


@pytest.fixture
def company(database: Database) -> Company:
    with database.write() as connection:
        publish(connection, scheme())
        recording.record(
            connection,
            recording.person("sam", name="Sam Keller", slack_user_id="U0SAM"),
            recording.stay("sam", date(2024, 3, 1), manager_id="ines", attributes={"role": "manager"}, **HERE),
            recording.person("ines", name="Ines Moreau"),
            recording.stay("ines", date(2020, 1, 1), manager_id="olga", function="leads", team_id="leads"),
            recording.person("olga", name="Olga Brandt"),
            recording.stay("olga", date(2020, 1, 1), function="leads", team_id="leads"),
            recording.person("rival", name="Rae Rival"),
            recording.stay("rival", date(2020, 1, 1), function="leads", team_id="leads"),
            recording.person("pat", name="Pat Long"),
            recording.stay("pat", date(2020, 1, 1), manager_id="rival", function="leads", team_id="leads"),
            at=LONG_AGO,
        )
        fill(connection, dossier())
    return Company(World(database, Catalogue(), lambda: LOGGED))


def publish(connection: Connection, published: Scheme, at: int = LONG_AGO) -> None:
    plan, registry = published.plan, published.registry
    document = canonical_bytes(registry.document).decode()
    publish_registry(connection, RegistryDocument(registry.version, document, "", at, "olga"))
    publish_plan(connection, _plan_document(plan, registry.hash, at))


def _plan_document(plan: Plan, registry_hash: str, at: int) -> PlanDocument:
    document = canonical_bytes(plan.document).decode()
    return PlanDocument(
        plan.name,
        plan.version,
        registry_hash,
        plan.effective_from,
        plan.effective_to,
        document,
        "",
        at,
        "olga",
        plan.rationale,
    )


def fill(connection: Connection, recorded: Dossier) -> None:
    """What a dossier holds about its payee, as rows: a batch a source."""
    by_source: dict[str, list[FactRow]] = {source: [] for source in recorded.completeness}
    for facts in recorded.facts.values():
        for fact in facts:
            by_source[fact.origin.source].append(_fact_row(fact))
    for source, rows in by_source.items():
        declared = CompletenessRow(batch_id=0, source=source, through=recorded.completeness[source].through)
        batch = recording.stage(connection, declared, source=source)
        filled = [
            row.model_dump(exclude={"id"}, warnings=False) | {"batch_id": batch, "line": line}
            for line, row in enumerate(rows, 2)
        ]
        connection.execute(metadata.tables["fact"].insert(), filled)  # at once: a test is run many times
        recording.publish(connection, batch, AS_OF - 1_200_000_000)
    terms = [_term_row(term) for term in recorded.terms]
    recording.record(connection, *terms, at=LONG_AGO, source="hr")


def _fact_row(fact: Any) -> FactRow:
    money = fact.kind is not Sort.YES_NO and fact.kind.currency
    return recording.fact(
        fact.fact_id,
        metric=fact.metric,
        subject_id=fact.subject_id,
        observed=fact.observed,
        unit=str(fact.kind),
        item_id=fact.item_id,
        minor=int(fact.value * 100) if money else None,
        value=None if money else text_of(fact.value),
    )


def _term_row(term: Any) -> TermRow:
    return recording.term(
        term.term, payee_id=term.payee_id, minor=int(term.value * 100), unit=str(term.kind), starts=term.start
    )


def _covers(declared: str, pressed: str) -> bool:
    """As the way in finds a button: by its id, or by all of it but the last part."""
    return declared in {pressed, f"{pressed.rpartition('.')[0]}.*"}


def message_of(effect: Effect) -> Message:
    assert isinstance(effect, Reply), effect
    return effect.message


def form_of(effect: Effect) -> Form:
    assert isinstance(effect, OpenForm | PushForm | ReplaceForm), effect
    return effect.form


def said(effect: Effect) -> str:
    """All words of an answer."""
    assert not isinstance(effect, FormFaults | Refuse), effect
    return plain(effect.message if isinstance(effect, Reply) else effect.form)


def buttons(what: Message | Form) -> dict[str, Button]:
    """Every button of an answer by its id."""
    found = {}
    for part in what.parts:
        if isinstance(part, Actions):
            found.update({button.id: button for button in part.buttons})
        elif isinstance(part, Paragraph) and part.button:
            found[part.button.id] = part.button
    return found
