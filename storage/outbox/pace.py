"""How fast deliveries may follow each other, and until when none may go out: kept in the database, for all processes and over restarts."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Select, select

from storage.tables import PaceRow, metadata
from storage.upserts import insert_into

PACE = metadata.tables[PaceRow.__tablename__]

WORKSPACE = "workspace"
"""The bucket of everything that is posted."""

HOME = "home"
"""The bucket of Home tabs, which Slack counts apart."""

_LIMITED = "limited"  # beside a bucket's name: Slack asked to wait
_PAUSED = "paused"  # no bucket of Slack's: an operator lets nothing out
_FOR_EVER = 2**62


class Pace(NamedTuple):
    """Microseconds between two messages in one channel, two messages in the workspace, and two Home tabs."""

    channel: int
    workspace: int
    home: int = 600_000  # a hundred a minute, as Slack's Tier 4 has it


def closed(now: int) -> Select[tuple[str]]:
    """The buckets through which nothing may go now."""
    return select(PACE.c.bucket).where(PACE.c.not_before > now)


def is_closed(connection: Connection, bucket: str, now: int) -> bool:
    """Whether nothing may go through this bucket now: its own pace, Slack's wish, or a pause."""
    any_of = (bucket, f"{_LIMITED} {bucket}", _PAUSED)
    return connection.execute(closed(now).where(PACE.c.bucket.in_(any_of))).first() is not None


def is_limited(connection: Connection, bucket: str, now: int) -> bool:
    """Whether Slack asked to wait, or an operator did."""
    any_of = (f"{_LIMITED} {bucket}", _PAUSED)
    return connection.execute(closed(now).where(PACE.c.bucket.in_(any_of))).first() is not None


def slow_down(connection: Connection, bucket: str, now: int, until: int) -> bool:
    """Close the bucket until then; False when another worker did so first."""
    statement = insert_into(connection, PACE).values(bucket=bucket, not_before=until)
    shut = statement.on_conflict_do_update(
        index_elements=["bucket"], set_={"not_before": until}, where=PACE.c.not_before <= now
    )
    return connection.execute(shut.returning(PACE.c.bucket)).first() is not None


def wait_until(connection: Connection, bucket: str, instant: int) -> None:
    """Slack asked to wait: nothing goes through the bucket before this instant, in any process and after any restart."""
    _put(connection, f"{_LIMITED} {bucket}", instant)


def limited_until(connection: Connection) -> int:
    """The latest instant up to which Slack asked us to wait, past or to come; 0: it never did."""
    return _latest(connection, PACE.c.bucket.like(f"{_LIMITED} %"))


def pause(connection: Connection) -> bool:
    """Let nothing out until `resume`, in the caller's write transaction; False when somebody paused already."""
    paused = insert_into(connection, PACE).values(bucket=_PAUSED, not_before=_FOR_EVER)
    new = paused.on_conflict_do_nothing(index_elements=["bucket"]).returning(PACE.c.bucket)
    return connection.execute(new).first() is not None


def resume(connection: Connection) -> bool:
    """End a pause, in the caller's write transaction; False when there is none (any more)."""
    return connection.execute(PACE.delete().where(PACE.c.bucket == _PAUSED)).rowcount == 1


def is_paused(connection: Connection) -> bool:
    """Whether an operator lets nothing out."""
    return _latest(connection, PACE.c.bucket == _PAUSED) > 0


def _latest(connection: Connection, which: object) -> int:
    found = connection.execute(select(PACE.c.not_before).where(which).order_by(PACE.c.not_before.desc()).limit(1))  # type: ignore[arg-type]  # a condition
    return int(found.scalar() or 0)


def _put(connection: Connection, bucket: str, instant: int) -> None:
    statement = insert_into(connection, PACE).values(bucket=bucket, not_before=instant)
    later = {"not_before": statement.excluded.not_before}
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["bucket"], set_=later, where=PACE.c.not_before < statement.excluded.not_before
        )
    )
