"""Roles: who may do what, from when, given by whom and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from storage.imports.cells import day, identifier, one_of, plain
from storage.imports.kinds.kind import Column, Kind, Record, Target, check_span

ROLES = ("council-member", "compensation-analyst", "plan-publisher", "approver", "operator", "moderator")

_COLUMNS = (
    Column("person_id", identifier, required=True),
    Column("role", one_of(*ROLES), required=True),
    Column("scope", identifier),
    Column("from", day, required=True, holds="day"),
    Column("to", day, default=None, holds="day"),
    Column("given_by", identifier, required=True),
    Column("reason", plain, required=True, holds="prose"),
)
ROLE = Target(
    "role", ("person_id", "role", "scope", "starts"), ("ends", "given_by", "reason"), by="person_id", dated=True
)


def _records(values: Sequence[Any], attributes: str) -> tuple[Record, ...]:  # noqa: ARG001 - roles have no attributes
    person_id, role, scope, starts, ends, given_by, reason = values
    check_span(starts, ends)
    return (Record((person_id, role, scope, starts), (ends, given_by, reason)),)


def _mentions(values: Sequence[Any]) -> Iterable[tuple[str, str]]:
    return ("person", values[0]), ("person", values[5])


ROLE_FILE = Kind("roles", _COLUMNS, (ROLE,), _records, _mentions)
