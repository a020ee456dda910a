"""A batch in the making: staged in short transactions, published in one small one, or taken away without a trace."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from storage import audit
from storage.batches import newest_published
from storage.database import Database
from storage.imports.kinds import KINDS, Kind
from storage.imports.kinds.kind import Stored
from storage.imports.refusal import FileError
from storage.imports.tables import TargetTable
from storage.tables import Batch, CompletenessRow

AN_HOUR = 3_600_000_000  # microseconds
_PUBLISHING = 0x7075626C  # the key of Postgres' advisory lock: one batch is published at a time
_DEAD = -1  # `rows` of a batch that is being taken away
_AT_ONCE = 5_000  # rows deleted in one transaction

_batch = Batch.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_completeness = CompletenessRow.__table__  # type: ignore[attr-defined]


class Closing(NamedTuple):
    """What is known of a batch once its file is read."""

    recorded: int  # business time from which its rows are known, UTC microseconds
    file_hash: str
    rows: int  # that are new or corrected
    read: int  # in the whole file
    through: date | None  # the day of a new declaration of completeness
    by: str  # who imports
    noted: Mapping[str, str]  # what the audit log keeps besides


class Staging:
    """The rows of one import. The batch comes into being with its first row."""

    def __init__(self, database: Database, kind: Kind, source: str, started: int) -> None:
        self._database = database
        self._kind = kind
        self._source = source
        self._started = started
        self.batch: int | None = None
        self.tables = tables_of(database, kind)
        with database.read() as connection:
            self._published_before = _published(connection, kind.name)

    def add(self, rows: Sequence[Sequence[Stored]]) -> None:
        """Stages rows, for each target a list of (line, key…, values…), in one transaction."""
        with self._database.write() as connection:
            batch = self._begun(connection)
            for table, lines in zip(self.tables, rows, strict=True):
                table.insert(connection, [(batch, *line) for line in lines])

    def publish(self, closing: Closing) -> int:
        """Makes all rows visible at once, and records who did it in the audit log, both or neither; the number of the batch.

        Raises FileError when business time would run backwards, or another import of the kind came first.
        """
        recorded, through = closing.recorded, closing.through
        with self._database.write() as connection:
            if connection.dialect.name != "sqlite":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_PUBLISHING,))
            refuse_the_past(connection, recorded)
            if _published(connection, self._kind.name) != self._published_before:
                raise FileError(
                    "meanwhile",
                    f"Another import of {self._kind.name} was published while this one ran.",
                    "Import the file again.",
                )
            batch = self._begun(connection)
            if through is not None:
                connection.execute(insert(_completeness).values(batch_id=batch, source=self._source, through=through))
            closed = {"rows": closing.rows, "file_hash": closing.file_hash, "published": recorded}
            connection.execute(update(_batch).where(_batch.c.id == batch).values(closed))
            said = {
                "what": self._kind.name,
                "source": self._source,
                "batch": batch,
                "rows": closing.read,
                **closing.noted,
            }
            audit.append(connection, time.time_ns() // 1_000, "import", said, actor=closing.by)
        return batch

    def discard(self) -> None:
        """Takes away everything that was staged."""
        if self.batch is not None:
            _take_away(self._database, self.batch, self.tables)
            self.batch = None

    def _begun(self, connection: Connection) -> int:
        if self.batch is not None:
            # Shared with other rows of the batch, not with whoever takes it away.
            mine = select(_batch.c.id).where(_batch.c.id == self.batch, _batch.c.rows == 0).with_for_update(read=True)
            if connection.execute(mine).first() is None:
                raise FileError(
                    "meanwhile", "The staged rows were taken away while this import ran.", "Import the file again."
                )
        else:
            new = insert(_batch).values(
                what=self._kind.name, source=self._source, file_hash="", rows=0, started=self._started
            )
            self.batch = int(connection.execute(new.returning(_batch.c.id)).scalar_one())
        return self.batch


def tables_of(database: Database, kind: Kind) -> tuple[TargetTable, ...]:
    dialect = "sqlite" if database.is_sqlite else "postgresql"
    return tuple(TargetTable(target, dialect) for target in kind.targets)


def refuse_the_past(connection: Connection, recorded: int) -> None:
    """Raises FileError when something was published later than `recorded`: what was known at an instant must stay as it was."""
    if newest_published(connection) > recorded:
        raise FileError(
            "time-runs-forward",
            "An import with a later instant is already published, and what was known then must not change.",
            "Check the clock (FAIRSHARE_CLOCK, --as-of), or wait until it has passed that instant.",
        )


def known_through(connection: Connection, source: str) -> date | None:
    """The day through which a source declared itself complete, by its newest declaration."""
    newest = (
        select(_completeness.c.through)
        .join(_batch, _batch.c.id == _completeness.c.batch_id)
        .where(_completeness.c.source == source, _batch.c.published.is_not(None))
        .order_by(_batch.c.published.desc(), _completeness.c.id.desc())
        .limit(1)
    )
    found: date | None = connection.execute(newest).scalar()
    return found


def clean_up(database: Database, now: int, older_than: int = AN_HOUR) -> int:
    """Takes away what imports left behind that ended in the middle, unpublished batches: at once those that their own import gave up and
    could not take away, for want of room on the disk; of the others, which may still run, those that began more than an hour before
    `now` (real time, UTC microseconds). Nobody ever saw their rows. How many batches it were."""
    with database.read() as connection:
        dead = or_(_batch.c.rows == _DEAD, _batch.c.started < now - older_than)
        found = connection.execute(select(_batch.c.id, _batch.c.what).where(_batch.c.published.is_(None), dead)).all()
    ours = [(batch, KINDS[what]) for batch, what in found if what in KINDS]
    for batch, kind in ours:
        _take_away(database, batch, tables_of(database, kind))
    return len(ours)


def _take_away(database: Database, batch: int, tables: Sequence[TargetTable]) -> None:
    unpublished = (_batch.c.id == batch, _batch.c.published.is_(None))
    with database.write() as connection:
        connection.execute(update(_batch).where(*unpublished).values(rows=_DEAD))
    for table in tables:
        deleted = _AT_ONCE
        while deleted == _AT_ONCE:
            with database.write() as connection:
                deleted = table.delete(connection, batch, _AT_ONCE)
    with database.write() as connection:
        connection.execute(delete(_batch).where(*unpublished))


def _published(connection: Connection, what: str) -> int:
    counted = select(func.count()).select_from(_batch).where(_batch.c.what == what, _batch.c.published.is_not(None))
    return int(connection.execute(counted).scalar_one())
