"""Postings as rows, and rows as postings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from plans.currency import decimals
from plans.ledger.posting import Posting
from plans.number import canonical, shifted
from plans.record import Origin
from plans.unit import Unit
from storage.reading import day, kind, rows, streamed, value

COLUMNS = "payee_id, plan, version, payout, pays_as, item_id, period, starts, ends, minor, value, unit, due, tree, hash"
_SAID = ", ".join(f"p.{name}" for name in COLUMNS.split(", "))
_OF_PAYEE = (
    f"SELECT {_SAID}, p.batch_id, b.published FROM posting p JOIN batch b ON b.id = p.batch_id"  # noqa: S608 - our own names
    " WHERE p.payee_id = ? AND p.plan = ? AND p.starts <= ? AND b.published <= ? ORDER BY p.starts, p.id"
)
_ALL_OF_PAYEE = (
    f"SELECT {_SAID}, p.batch_id, b.published FROM posting p JOIN batch b ON b.id = p.batch_id"  # noqa: S608 - our own names
    " WHERE p.payee_id = ? AND b.published <= ? ORDER BY p.starts, p.plan, p.id"
)
_OF_BATCH = (
    f"SELECT {_SAID}, p.batch_id, 0 FROM posting p WHERE p.batch_id = ? ORDER BY p.payee_id, p.payout, p.item_id"  # noqa: S608 - as above
)
_POSTED = "SELECT DISTINCT p.payee_id FROM posting p JOIN batch b ON b.id = p.batch_id WHERE p.plan = ? AND p.period = ? AND b.published IS NOT NULL"
_STAGED = "SELECT DISTINCT payee_id FROM posting WHERE batch_id = ?"


def row_of(batch: int, posting: Posting) -> tuple[object, ...]:
    """A posting in the order of COLUMNS, after its batch."""
    minor, text = _stored(posting.value, posting.kind)
    start, end, due = (
        posting.start.isoformat(),
        posting.end.isoformat(),
        posting.due.isoformat() if posting.due else None,
    )
    return (
        batch, posting.payee_id, posting.plan, posting.version, posting.payout, posting.pays_as, posting.item_id, posting.period, start, end,
        minor, text, str(posting.kind), due, posting.tree, posting.hash,
    )  # fmt: skip


def postings_of_payee(connection: Connection, payee_id: str, plan: str, until: date, as_of: int) -> tuple[Posting, ...]:
    """What a plan posted for a payee for periods that begin by a day, as known at an instant: by period, then as it was signed off."""
    found = rows(connection, _OF_PAYEE, (payee_id, plan, until.isoformat(), as_of))
    return tuple(_read(row)[0] for row in found)


def postings_of(connection: Connection, payee_id: str, as_of: int) -> tuple[Posting, ...]:
    """All that was posted for a payee, as known at an instant: by period and plan, then as it was signed off."""
    return tuple(_read(row)[0] for row in rows(connection, _ALL_OF_PAYEE, (payee_id, as_of)))


def postings_of_batch(connection: Connection, batch: int) -> Iterator[tuple[Posting, str]]:
    """The postings of one sign-off with the hash that each was stored with, in the order of its digest."""
    for part in streamed(connection, _OF_BATCH, (batch,)):
        yield from map(_read, part)


def payees_posted(connection: Connection, plan: str, period: str) -> set[str]:
    """Who has postings of a plan for a period."""
    return {row[0] for row in rows(connection, _POSTED, (plan, period))}


def payees_staged(connection: Connection, batch: int) -> set[str]:
    """Whose postings are staged already: all of one payee are staged at once."""
    return {row[0] for row in rows(connection, _STAGED, (batch,))}


def _stored(amount: Decimal, unit: Unit) -> tuple[int | None, str | None]:
    if unit.money is None:
        return None, canonical(amount)
    return int(shifted(amount, decimals(unit.money))), None


def _read(row: tuple[Any, ...]) -> tuple[Posting, str]:
    (
        payee,
        plan,
        version,
        payout,
        pays_as,
        item,
        period,
        start,
        end,
        minor,
        text,
        unit,
        due,
        tree,
        stored_hash,
        batch,
        published,
    ) = row
    amount, of = value(minor, text, unit), kind(unit)
    if not isinstance(amount, Decimal) or not isinstance(of, Unit):
        raise TypeError(f"a posting in {unit} is no amount")
    origin = Origin(f"sign-off {batch}", 0, published)
    since, until = date.fromisoformat(start), date.fromisoformat(end)
    said = Posting(
        payee, plan, version, payout, pays_as, item, period, since, until, amount, of, day(due), tree, origin
    )  # fmt: skip
    return said, stored_hash
