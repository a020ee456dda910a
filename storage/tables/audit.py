"""The append-only, hash-chained log. The chain holds salted digests; what happened stands in a payload that can be erased without breaking the chain."""

from __future__ import annotations

from sqlmodel import Field

from storage.columns import Counter, WholeNumber
from storage.tables.base import Table


class AuditRow(Table, table=True):
    """`row_hash` is SHA-256 over prev_hash and the canonical JSON of (seq, at, kind, digest). UNIQUE(prev_hash) forbids a fork."""

    __tablename__ = "audit"

    seq: int = Field(primary_key=True, sa_type=Counter, sa_column_kwargs={"autoincrement": False})
    at: int = Field(sa_type=WholeNumber)  # real time, UTC microseconds
    kind: str = Field(index=True)  # look, refused, import, publish …
    digest: str  # SHA-256 over salt and payload
    prev_hash: str = Field(unique=True)
    row_hash: str = Field(unique=True)


class AuditPayload(Table, table=True):
    """What happened, as canonical JSON, and the salt without which a guess cannot be tested. Erasing both leaves the chain whole."""

    __tablename__ = "audit_payload"

    seq: int = Field(primary_key=True, foreign_key="audit.seq", sa_type=Counter)
    salt: str
    payload: str
    actor: str = Field(default="", index=True)
    subject: str = Field(default="", index=True)
