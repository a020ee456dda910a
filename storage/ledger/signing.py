"""A sign-off in the making: staged payee by payee in short transactions, published at once, or taken away.

Whoever is killed in the middle leaves its header and what was staged. The next one to sign the same period goes on with it, as of the same
instant, and so does another who signs it at the same time: a payee's postings are staged once, whoever computes them.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from plans.calendar import Period
from plans.ledger.posting import Posting, digest_of
from storage import audit
from storage.batches import newest_published
from storage.database import Database
from storage.ledger.postings import COLUMNS, payees_staged, postings_of_batch, row_of
from storage.ledger.sign_offs import REOPENED, SIGNED, SignOff, newest_sign_off
from storage.tables import Batch, SigningRow, SignOffRow, metadata
from storage.upserts import insert_into

_BATCH, _SIGNING, _SIGN_OFF, _POSTING = (metadata.tables[name] for name in ("batch", "signing", "sign_off", "posting"))
_AT_ONCE = 5_000  # rows deleted in one transaction
_WHAT = "sign-off"  # what its batch is


class MeanwhileError(Exception):
    """Somebody else was there first: published the same sign-off, gave it up, or published something known later."""


class Signing(NamedTuple):
    """A sign-off that has begun: its batch, and the instant as of which its statements are computed (UTC microseconds)."""

    plan: str
    period: Period
    batch: int
    as_of: int


def begin(database: Database, plan: str, period: Period, as_of: int, by: str) -> Signing:
    """Begins to sign a period off, or goes on with what somebody began. Raises MeanwhileError where something became known later."""
    with database.write() as connection:
        _refuse_the_past(connection, as_of)
        known = _header(connection, plan, period)
        if known is None:
            new = insert(Batch).values(what=_WHAT, source=f"{plan} {period.name}", file_hash="", rows=0, started=_now())
            batch = int(connection.execute(new.returning(_BATCH.c.id)).scalar_one())
            header = {"plan": plan, "period": period.name, "batch_id": batch, "as_of": as_of, "by": by}
            made = connection.execute(insert_into(connection, _SIGNING).values(header).on_conflict_do_nothing())
            if made.rowcount:
                return Signing(plan, period, batch, as_of)
            connection.execute(delete(_BATCH).where(_BATCH.c.id == batch))
            known = _header(connection, plan, period)
        if known is None:
            raise MeanwhileError
        return known


def stage(database: Database, signing: Signing, postings: Sequence[Posting]) -> None:
    """Stages what was computed for some payees, all of each; of those whom another has staged meanwhile, nothing."""
    with database.write() as connection:
        _still_open(connection, signing)
        there = payees_staged(connection, signing.batch)
        new = [row_of(signing.batch, posting) for posting in postings if posting.payee_id not in there]
        if new:
            mark = "?" if connection.dialect.name == "sqlite" else "%s"
            marks = ", ".join([mark] * (len(COLUMNS.split(", ")) + 1))
            connection.exec_driver_sql(f"INSERT INTO posting (batch_id, {COLUMNS}) VALUES ({marks})", new)  # noqa: S608 - our own names


def publish(database: Database, signing: Signing, at: int, by: str, reason: str = "") -> SignOff:
    """Makes all postings stand at once, with who signed in the audit log. `at` is business time (UTC microseconds).

    Raises MeanwhileError where it is over already, or something was published that became known later.
    """
    with database.write() as connection:
        _still_open(connection, signing)
        _refuse_the_past(connection, at)
        hashes, payees = [], set[str]()
        for posting, stored in postings_of_batch(connection, signing.batch):
            hashes.append(stored)
            payees.add(posting.payee_id)
        done = _record(
            connection, signing.plan, signing.period, what=SIGNED, batch_id=signing.batch, as_of=signing.as_of, at=at, by=by, reason=reason,
            payees=len(payees), postings=len(hashes), digest=digest_of(hashes),
        )  # fmt: skip
        closed = {"rows": len(hashes), "file_hash": done.digest, "published": at}
        connection.execute(update(_BATCH).where(_BATCH.c.id == signing.batch).values(closed))
        _forget(connection, signing)
        return done


def reopen(database: Database, last: SignOff, period: Period, at: int, by: str, reason: str) -> SignOff:
    """Reopens a period: what is known from here on counts in it again, and what was posted stands until it is signed off anew.

    Raises MeanwhileError where something else was done with it since `last`.
    """
    with database.write() as connection:
        if newest_sign_off(connection, last.plan, last.period, at) != last:
            raise MeanwhileError
        return _record(
            connection, last.plan, period, what=REOPENED, batch_id=0, as_of=at, at=at, by=by, reason=reason, payees=0, postings=0, digest=""
        )  # fmt: skip


def give_up(database: Database, signing: Signing) -> None:
    """Takes away all that was staged."""
    with database.write() as connection:
        if _header(connection, signing.plan, signing.period) != signing:
            return
        _forget(connection, signing)
    some = select(_POSTING.c.id).where(_POSTING.c.batch_id == signing.batch).limit(_AT_ONCE)
    deleted = _AT_ONCE
    while deleted == _AT_ONCE:
        with database.write() as connection:
            deleted = connection.execute(delete(_POSTING).where(_POSTING.c.id.in_(some))).rowcount
    with database.write() as connection:
        connection.execute(delete(_BATCH).where(_BATCH.c.id == signing.batch, _BATCH.c.published.is_(None)))


def _record(connection: Connection, plan: str, period: Period, **said: object) -> SignOff:
    row = {"plan": plan, "period": period.name, "starts": period.start, "ends": period.end, **said}
    connection.execute(insert(SignOffRow).values(row))
    told = {
        "plan": plan,
        "period": period.name,
        "postings": said["postings"],
        "digest": said["digest"],
        "reason": said["reason"],
    }
    audit.append(connection, _now(), str(said["what"]), told, actor=str(said["by"]))
    done = newest_sign_off(connection, plan, period.name, 2**62)
    if done is None:
        raise LookupError(f"{plan} {period.name}")  # it was written a moment ago
    return done


def _header(connection: Connection, plan: str, period: Period) -> Signing | None:
    asked = select(_SIGNING.c.batch_id, _SIGNING.c.as_of).where(
        _SIGNING.c.plan == plan, _SIGNING.c.period == period.name
    )
    found = connection.execute(asked.with_for_update()).first()
    return Signing(plan, period, *found) if found else None


def _still_open(connection: Connection, signing: Signing) -> None:
    if _header(connection, signing.plan, signing.period) != signing:
        raise MeanwhileError


def _forget(connection: Connection, signing: Signing) -> None:
    gone = (_SIGNING.c.plan == signing.plan, _SIGNING.c.period == signing.period.name)
    connection.execute(delete(SigningRow).where(*gone))


def _refuse_the_past(connection: Connection, at: int) -> None:
    if newest_published(connection) > at:
        raise MeanwhileError


def _now() -> int:
    return time.time_ns() // 1_000
