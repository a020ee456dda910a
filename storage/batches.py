"""What is known of all batches, of imports and of sign-offs alike."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from storage.tables import Batch, metadata

_PUBLISHED = metadata.tables[Batch.__tablename__].c.published
_NEVER = -(2**62)


def newest_published(connection: Connection) -> int:
    """The instant (business time, UTC microseconds) of what was published last: nothing may become known before it any more."""
    found: int | None = connection.execute(select(func.max(_PUBLISHED))).scalar()
    return _NEVER if found is None else found
