"""What keeps sources from being read: noted when a delivery could not be taken, over when the next one of its kind was."""

from __future__ import annotations

from sqlalchemy import Connection, Update, insert, select, update

from storage.database import Database
from storage.tables import SourceTroubleRow, metadata

_TROUBLE = metadata.tables[SourceTroubleRow.__tablename__]


def note_trouble(database: Database, source: str, what: str, at: int, code: str, detail: str) -> None:
    """A delivery of a source could not be taken at `at` (business time). One that is known already lasts on, with what is new of it."""
    with database.write() as connection:
        if open_trouble(connection, source, what):
            connection.execute(_open(source, what).values(code=code, detail=detail))
        else:
            new = {"source": source, "what": what, "since": at, "ended": 0, "code": code, "detail": detail}
            connection.execute(insert(_TROUBLE).values(new))


def end_trouble(database: Database, source: str, what: str, at: int, code: str = "") -> None:
    """A delivery of the source was taken: whatever kept it from that is over; with a code, what is called so."""
    with database.read() as connection:
        known = open_trouble(connection, source, what)
    if known and known == (code or known):
        with database.write() as connection:
            connection.execute(_open(source, what).values(ended=at))


def open_trouble(connection: Connection, source: str, what: str) -> str | None:
    """The code of what keeps the source from being read; None where nothing does."""
    mine = (_TROUBLE.c.source == source, _TROUBLE.c.what == what, _TROUBLE.c.ended == 0)
    found: str | None = connection.execute(select(_TROUBLE.c.code).where(*mine)).scalar()
    return found


def _open(source: str, what: str) -> Update:
    return update(_TROUBLE).where(_TROUBLE.c.source == source, _TROUBLE.c.what == what, _TROUBLE.c.ended == 0)
