"""Verify the audit chain: every link, every payload that still stands, every erasure, and an anchor kept elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from storage.audit import ERASE, GENESIS, Head
from storage.canonical import canonical_json, sha256
from storage.tables import AuditPayload, AuditRow, metadata

_AUDIT = metadata.tables[AuditRow.__tablename__]
_PAYLOAD = metadata.tables[AuditPayload.__tablename__]
_BEFORE = Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found. `broken` is the first row that does not hold and why; None: the log is whole."""

    rows: int
    head: Head | None
    erased: int
    broken: tuple[int, str] | None = None

    @property
    def whole(self) -> bool:
        return self.broken is None


def verify(connection: Connection, anchor: Head | None = None) -> Verdict:
    """Recompute the whole chain; with an anchor, also that its row still stands unchanged."""
    check = _Check()
    statement = select(_AUDIT, _PAYLOAD.c.salt, _PAYLOAD.c.payload, _PAYLOAD.c.actor, _PAYLOAD.c.subject)
    found = connection.execute(
        statement.join(_PAYLOAD, isouter=True).order_by(_AUDIT.c.seq).execution_options(yield_per=1000)
    )
    for row in found.mappings():
        broken = check.follow(dict(row)) or _off(anchor, check.head)
        if broken:
            found.close()
            return check.verdict((check.rows, broken))
    if anchor and anchor.seq > check.rows:
        return check.verdict(
            (check.rows + 1, f"the log ends here, but the anchor is of row {anchor.seq}: its end was cut off")
        )
    gone = check.unexplained()
    if gone:
        return check.verdict((gone, "what happened is gone, and no erasure says so"))
    return check.verdict(None)


def parse_anchor(text: str) -> Head:
    """An anchor as people keep it, `SEQ:HASH`. Raises ValueError for anything else."""
    seq, _, row_hash = text.strip().partition(":")
    if not seq.isdecimal() or int(seq) < 1 or len(row_hash) != len(GENESIS) or set(row_hash) - set("0123456789abcdef"):
        raise ValueError("An anchor is a row's number and its hash: `1234:` and 64 hexadecimal digits.")
    return Head(int(seq), row_hash)


def _off(anchor: Head | None, head: Head) -> str | None:
    if anchor and anchor.seq == head.seq and anchor.row_hash != head.row_hash:
        return "the row is not the one that the anchor names: the log was rewritten up to here"
    return None


@dataclass(slots=True)
class _Check:
    """The walk along the chain: where it stands, what is missing, what erasures have explained."""

    head: Head = _BEFORE
    missing: set[int] = field(default_factory=set)
    explained: set[int] = field(default_factory=set)

    @property
    def rows(self) -> int:
        return self.head.seq

    def follow(self, row: dict[str, object]) -> str | None:
        """Take the next row; why it does not hold, if it does not."""
        expected, before = self.head.seq + 1, self.head.row_hash
        self.head = Head(expected, str(row["row_hash"]))
        if row["seq"] != expected:
            return f"the row is missing; the next one is row {row['seq']}"
        if row["prev_hash"] != before:
            return "the row does not follow the one before it"
        signed = canonical_json({name: row[name] for name in ("seq", "at", "kind", "digest")})
        if sha256(before, signed) != row["row_hash"]:
            return "the row was changed"
        if row["payload"] is None:
            self.missing.add(expected)
            return None
        return self._payload(row)

    def _payload(self, row: dict[str, object]) -> str | None:
        if sha256(str(row["salt"]), str(row["payload"])) != row["digest"]:
            return "what happened was changed"
        told = json.loads(str(row["payload"]))
        if (row["actor"], row["subject"]) != (told["actor"], told["subject"]):
            return "the row is filed under another person than it speaks of"
        if row["kind"] == ERASE:
            # Of rows before it alone: an erasure excuses nothing that is still to come.
            self.explained.update(seq for seq in told["what"]["seqs"] if seq < self.head.seq)
        return None

    def unexplained(self) -> int | None:
        return min(self.missing - self.explained, default=None)

    def verdict(self, broken: tuple[int, str] | None) -> Verdict:
        return Verdict(self.rows, self.head if self.rows else None, len(self.missing & self.explained), broken)
