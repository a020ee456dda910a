"""The audit log: an append-only chain of hashes that nobody edits unnoticed who does not also hold every anchor.

A row holds the digest of what happened, under a salt of its own; what happened stands beside it and can be erased with its salt. The
chain then still holds, and a guess at what was erased cannot be tested. An *anchor* is a number and a hash of an earlier head, kept
elsewhere: without one, a chain that was recomputed whole, or cut at its end, looks sound.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, text

from storage.canonical import canonical_json, sha256
from storage.tables import AuditPayload, AuditRow, metadata

_AUDIT = metadata.tables[AuditRow.__tablename__]
_PAYLOAD = metadata.tables[AuditPayload.__tablename__]

GENESIS = "0" * 64  # what the first row follows
ERASE = "erase"  # the kind of a row that records an erasure
_SALT_BYTES = 16
_CHAIN = 0x61756469  # the key of Postgres' advisory lock: one append at a time


class Head(NamedTuple):
    """The newest row: an anchor, when it is kept elsewhere."""

    seq: int
    row_hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.row_hash}"


class Entry(NamedTuple):
    """One row of the log. `payload` and `salt` are None once erased; `at` is real time in UTC microseconds."""

    seq: int
    at: int
    kind: str
    digest: str
    prev_hash: str
    row_hash: str
    salt: str | None
    payload: Mapping[str, Any] | None


def append(
    connection: Connection, at: int, kind: str, what: Mapping[str, object], *, actor: str = "", subject: str = ""
) -> Head:
    """Add a row, in the caller's write transaction: `what` happened, by whom, about whom (ids; no amounts). Returns the new head."""
    if connection.dialect.name != "sqlite":  # there BEGIN IMMEDIATE has taken the lock already
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN})
    before = head(connection) or Head(0, GENESIS)
    payload = canonical_json({"actor": actor, "subject": subject, "what": what})
    salt = secrets.token_hex(_SALT_BYTES)
    row = {"seq": before.seq + 1, "at": at, "kind": kind, "digest": sha256(salt, payload)}
    new = Head(before.seq + 1, _row_hash(before.row_hash, row))
    connection.execute(_AUDIT.insert().values(**row, prev_hash=before.row_hash, row_hash=new.row_hash))
    connection.execute(_PAYLOAD.insert().values(seq=new.seq, salt=salt, payload=payload, actor=actor, subject=subject))
    return new


def head(connection: Connection) -> Head | None:
    """The newest row; None while the log is empty."""
    found = connection.execute(select(_AUDIT.c.seq, _AUDIT.c.row_hash).order_by(_AUDIT.c.seq.desc()).limit(1)).first()
    return Head(*found) if found else None


def entries(connection: Connection) -> Iterator[Entry]:
    """The whole log, oldest first, without holding it in memory."""
    statement = select(_AUDIT, _PAYLOAD.c.salt, _PAYLOAD.c.payload).join(_PAYLOAD, isouter=True).order_by(_AUDIT.c.seq)
    for row in connection.execute(statement.execution_options(yield_per=1000)).mappings():
        payload = None if row["payload"] is None else json.loads(row["payload"])
        yield Entry(**{**row, "payload": payload})


def erase(connection: Connection, seqs: Sequence[int], at: int, *, actor: str, reason: str) -> Head | None:
    """Erase what these rows say, with their salts, and record that it was done. Records of erasures stay. None: nothing was there."""
    erasable = select(_AUDIT.c.seq).join(_PAYLOAD).where(_AUDIT.c.seq.in_(seqs), _AUDIT.c.kind != ERASE)
    found = sorted(connection.execute(erasable).scalars())
    if not found:
        return None
    connection.execute(_PAYLOAD.delete().where(_PAYLOAD.c.seq.in_(found)))
    return append(connection, at, ERASE, {"seqs": found, "reason": reason}, actor=actor)


def about(connection: Connection, person_id: str) -> list[int]:
    """The rows that this person is the subject or the actor of: what an export shows, and an erasure names."""
    mine = (_PAYLOAD.c.subject == person_id) | (_PAYLOAD.c.actor == person_id)
    return sorted(connection.execute(select(_PAYLOAD.c.seq).where(mine)).scalars())


def _row_hash(prev_hash: str, row: Mapping[str, object]) -> str:
    return sha256(prev_hash, canonical_json({name: row[name] for name in ("seq", "at", "kind", "digest")}))
