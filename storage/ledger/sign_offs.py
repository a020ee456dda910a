"""Which periods of a plan are signed off, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from storage.reading import rows

SIGNED, REOPENED = "signed", "reopened"


class SignOff(NamedTuple):
    """A period of a plan was signed off or reopened. Instants are business time in UTC microseconds: `as_of` is the one as of which its
    statements were computed, `at` the one from which it holds."""

    id: int
    plan: str
    period: str
    start: date
    end: date
    what: str
    batch_id: int
    as_of: int
    at: int
    by: str
    reason: str
    payees: int
    postings: int
    digest: str

    @property
    def stands(self) -> bool:
        return self.what == SIGNED


_COLUMNS = "s.id, s.plan, s.period, s.starts, s.ends, s.what, s.batch_id, s.as_of, s.at, s.by, s.reason, s.payees, s.postings, s.digest"
_OF_PERIOD = (
    f"SELECT {_COLUMNS} FROM sign_off s WHERE s.plan = ? AND s.period = ? AND s.at <= ? ORDER BY s.id DESC LIMIT 1"  # noqa: S608 - our own names
)
_ALL = f"SELECT {_COLUMNS} FROM sign_off s WHERE s.at <= ? ORDER BY s.plan, s.starts, s.id"  # noqa: S608 - as above


def newest_sign_off(connection: Connection, plan: str, period: str, as_of: int) -> SignOff | None:
    """What was done last with a period of a plan by then: signed off, or reopened; None where it never was."""
    found = rows(connection, _OF_PERIOD, (plan, period, as_of))
    return _read(found[0]) if found else None


def sign_offs(connection: Connection, as_of: int) -> Iterator[SignOff]:
    """Everything that was signed off or reopened by then: by plan, period, and in order."""
    return map(_read, rows(connection, _ALL, (as_of,)))


def closed(connection: Connection, as_of: int) -> list[SignOff]:
    """The periods that are signed off, by plan and in order."""
    newest = {(each.plan, each.period): each for each in sign_offs(connection, as_of)}
    return [each for each in newest.values() if each.stands]


def _read(row: tuple[object, ...]) -> SignOff:
    found = SignOff(*row)  # type: ignore[arg-type]  # the driver's columns
    return found._replace(start=date.fromisoformat(str(found.start)), end=date.fromisoformat(str(found.end)))
