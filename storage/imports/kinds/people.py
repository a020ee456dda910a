"""People: one row a dated stay. The person and the stay are two rows of tables, since a stay changes and the person does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from storage.imports.cells import day, email, identifier, locale, one_of, plain, slack_user, word, zone
from storage.imports.kinds.kind import Column, Kind, Record, Target, check_span
from storage.imports.refusal import CellError
from storage.imports.values import currency

_COLUMNS = (
    Column("person_id", identifier, required=True),
    Column("name", plain, required=True),
    Column("email", email),
    Column("team_id", identifier),
    Column("slack_user_id", slack_user),
    Column("manager_id", identifier),
    Column("function", word),
    Column("start", day, required=True, holds="day"),
    Column("end", day, default=None, holds="day"),
    Column("locale", locale, default="en-IE"),
    Column("zone", zone, default="UTC"),
    Column("currency", currency),
    Column("kind", one_of("person", "partner", "contact"), default="person"),
    Column("partner_id", identifier),
    Column("entity_id", identifier),
    Column("from", day, holds="day"),
)
PERSON = Target(
    "person",
    ("person_id",),
    ("name", "email", "slack_user_id", "kind", "partner_id", "locale"),
    by="person_id",
    repeats=True,
)
STAY = Target(
    "stay",
    ("person_id", "starts"),
    ("ends", "joined", "team_id", "manager_id", "function", "entity_id", "zone", "currency", "attributes"),
    by="person_id",
    dated=True,
)


def _records(values: Sequence[Any], attributes: str) -> tuple[Record, ...]:
    (
        person_id,
        name,
        address,
        team_id,
        slack,
        manager_id,
        function,
        joined,
        ends,
        tongue,
        place,
        money,
        kind,
        partner_id,
        entity,
        begins,
    ) = values
    starts = begins or joined
    if starts < joined:
        raise CellError(
            "end-before-start",
            f"The stay begins on {starts}, before the first day, {joined}.",
            "Correct `from` or `start`.",
            "from",
        )
    check_span(starts, ends, "end")
    if (kind == "contact") != bool(partner_id):
        raise CellError(
            "partner",
            "A contact has no partner." if kind == "contact" else f"A {kind} has no `partner_id`.",
            "Write the partner's person_id."
            if kind == "contact"
            else "Leave it empty, or write `contact` as the kind.",
            "partner_id",
        )
    if manager_id == person_id:
        raise CellError(
            "manager-cycle", f"{person_id} is their own manager.", "Leave the manager empty at the top.", "manager_id"
        )
    return (
        Record((person_id,), (name, address, slack, kind, partner_id, tongue)),
        Record((person_id, starts), (ends, joined, team_id, manager_id, function, entity, place, money, attributes)),
    )


def _mentions(values: Sequence[Any]) -> Iterable[tuple[str, str]]:
    return ("team", values[3]), ("person", values[5]), ("person", values[13])


PEOPLE = Kind("people", _COLUMNS, (PERSON, STAY), _records, _mentions, attributes=True)
