"""Published documents stand under their hash, and no version means two texts."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from plans.calendar import parse_period
from storage.catalogue import Catalogue
from storage.database import Database
from storage.documents import (
    CalendarDocument,
    PlanDocument,
    PublicationError,
    RegistryDocument,
    calendars,
    plan_by_hash,
    plan_version,
    plans,
    publish_calendar,
    publish_plan,
    publish_registry,
    registries,
    registry,
    registry_version,
)

REGISTRY = RegistryDocument("2026-07", '{"demos":{}}', "demos:", 10, "anna")
PLAN = PlanDocument(
    "sales", "1", REGISTRY.hash, date(2026, 1, 1), date(2026, 12, 31), '{"plan":"sales"}', "plan: sales", 20, "anna", "Because."
)  # fmt: skip


def test_documents_stand_under_their_hash(database: Database) -> None:
    with database.write() as connection:
        assert publish_registry(connection, REGISTRY) == hashlib.sha256(b'{"demos":{}}').hexdigest()
        assert publish_plan(connection, PLAN) == PLAN.hash
    with database.read() as connection:
        assert registry(connection, REGISTRY.hash) == registry_version(connection, "2026-07") == REGISTRY
        assert plan_by_hash(connection, PLAN.hash) == plan_version(connection, "sales", "1") == PLAN
        assert registry(connection, "0" * 64) is None
        assert plan_version(connection, "sales", "2") is None


CALENDAR = CalendarDocument("northwind", "2026-1", '{"calendar":"northwind"}', "calendar: northwind", 15, "anna")


def test_a_calendar_stands_beside_the_registries_and_is_none_of_them(database: Database) -> None:
    with database.write() as connection:
        publish_registry(connection, REGISTRY)
        assert publish_calendar(connection, CALENDAR) == CALENDAR.hash
        publish_calendar(connection, replace(CALENDAR, published=99))
        assert calendars(connection, 99) == [CALENDAR]
        assert calendars(connection, 14) == []
        assert registries(connection, 99) == [REGISTRY]
        assert registry(connection, CALENDAR.hash) is None
        with pytest.raises(PublicationError, match="another text"):
            publish_calendar(connection, replace(CALENDAR, document="{}"))
        with pytest.raises(PublicationError, match="called `northwind`, and there is one"):
            publish_calendar(connection, replace(CALENDAR, calendar="other", document="{}"))


def test_the_same_again_changes_nothing(database: Database) -> None:
    with database.write() as connection:
        publish_registry(connection, REGISTRY)
        publish_plan(connection, PLAN)
        publish_registry(connection, replace(REGISTRY, published=99))
        publish_plan(connection, replace(PLAN, published=99, published_by="ben"))
        assert plans(connection, 99) == [PLAN]
        assert registries(connection, 99) == [REGISTRY]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (replace(PLAN, document='{"plan":"sales","cap":1}'), "published with another text"),
        (replace(PLAN, effective_from=date(2026, 2, 1)), "published already, effective 2026-01-01"),
        (
            replace(PLAN, document="{}", version="2", registry_hash="0" * 64),
            "registry that this plan reads is not published",
        ),
        (replace(REGISTRY, document="{}"), "published with another text"),
        (replace(REGISTRY, version="2026-08"), "published already, as version 2026-07"),
    ],
)
def test_what_would_make_a_version_mean_two_things_is_refused(
    database: Database, document: PlanDocument | RegistryDocument, words: str
) -> None:
    with database.write() as connection:
        publish_registry(connection, REGISTRY)
        publish_plan(connection, PLAN)
        with pytest.raises(PublicationError, match=words):
            _ = (
                publish_plan(connection, document)
                if isinstance(document, PlanDocument)
                else publish_registry(connection, document)
            )


def test_the_version_that_starts_last_is_met_first_and_of_two_the_one_published_last(database: Database) -> None:
    versions = [
        PLAN,
        replace(PLAN, version="2", document="2", effective_from=date(2026, 7, 1), effective_to=None, published=30),
        replace(
            PLAN,
            version="3",
            document="3",
            effective_from=date(2026, 7, 1),
            effective_to=date(2026, 9, 30),
            published=40,
        ),
        replace(PLAN, plan="success", document="4", effective_to=None, published=25),
    ]
    with database.write() as connection:
        publish_registry(connection, REGISTRY)
        for version in versions:
            publish_plan(connection, version)

    def taken(quarter: str, as_of: int = 99) -> list[tuple[str, str]]:
        period = parse_period(quarter)
        assert period is not None
        with database.read() as connection:
            heads = Catalogue().heads(connection, as_of)
        return [(head.plan, head.version) for head in heads if head.covers(period)]

    assert taken("2025-Q4") == []
    assert taken("2026-Q2") == [("success", "1"), ("sales", "1")]
    assert taken("2026-Q3") == [("sales", "3"), ("sales", "2"), ("success", "1"), ("sales", "1")]
    assert taken("2026-Q3", as_of=30) == [("sales", "2"), ("success", "1"), ("sales", "1")]
    assert taken("2026-Q4") == [("sales", "2"), ("success", "1"), ("sales", "1")]
    assert taken("2026-Q3", as_of=19) == []
