"""Looks at another person's pay: rows of the audit log that say who looked, at whose, and why; never an amount."""

from __future__ import annotations

import json
from typing import NamedTuple

from sqlalchemy import Connection, Row, Select, func, select

from storage.audit import append
from storage.tables import AuditPayload, AuditRow, metadata

LOOK = "look"
LAST = 2**63 - 1  # a place in the log that is never reached
OPERATOR = "os:"  # before the name of a viewer who used the command line, as the operating system knows them
_AUDIT = metadata.tables[AuditRow.__tablename__]
_PAYLOAD = metadata.tables[AuditPayload.__tablename__]


class Look(NamedTuple):
    """One look. `now` is business time (UTC microseconds): what the statement was as of; `seq` its place in the log."""

    seq: int
    viewer: str
    payee: str
    period: str
    reason: str
    now: int


def record_look(connection: Connection, look: Look, at: int) -> Look:
    """Record a look before anything is shown, in the caller's write transaction, at the real instant `at`. Returns it with its `seq`."""
    what = {"period": look.period, "reason": look.reason, "now": look.now}
    head = append(connection, at, LOOK, what, actor=look.viewer, subject=look.payee)
    return look._replace(seq=head.seq)


def look(connection: Connection, seq: int) -> Look | None:
    """The look of this place in the log; None where there is no look there, or what it says was erased."""
    row = connection.execute(_looks().where(_AUDIT.c.seq == seq)).first()
    return _look(row) if row else None


def looks_at(connection: Connection, payee_id: str, most: int, before: int = LAST) -> list[Look]:
    """Who looked at this person's pay, the newest first: so many of the looks whose place in the log is before that one."""
    asked = _looks().where(_PAYLOAD.c.subject == payee_id, _AUDIT.c.seq < before)
    return [_look(row) for row in connection.execute(asked.order_by(_AUDIT.c.seq.desc()).limit(most))]


def count_looks(connection: Connection, payee_id: str) -> int:
    """How many looks at this person's pay are on record."""
    return connection.execute(
        select(func.count()).select_from(_looks().where(_PAYLOAD.c.subject == payee_id).subquery())
    ).scalar_one()


def _looks() -> Select[tuple[int, str, str, str]]:
    columns = (_AUDIT.c.seq, _PAYLOAD.c.actor, _PAYLOAD.c.subject, _PAYLOAD.c.payload)
    return select(*columns).join(_PAYLOAD, _PAYLOAD.c.seq == _AUDIT.c.seq).where(_AUDIT.c.kind == LOOK)


def _look(row: Row[tuple[int, str, str, str]]) -> Look:
    what = json.loads(row.payload)["what"]
    return Look(row.seq, row.actor, row.subject, what["period"], what["reason"], what["now"])
