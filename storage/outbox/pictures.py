"""The picture of a post on its way to Slack: first its id is on record, then its bytes are sent, then the post shows it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, select

from storage.tables import OutboxFileRow, metadata

FILE = metadata.tables[OutboxFileRow.__tablename__]


class Step(StrEnum):
    """How far a picture has come."""

    WANTED = "wanted"  # nothing was sent
    BEGUN = "begun"  # Slack gave it an id; whether it has arrived must be asked
    UPLOADED = "uploaded"  # Slack has it, and may still be at work on it
    READY = "ready"  # it can be shown
    KEPT = "kept"  # its post shows it; of its bytes nothing is kept here


class Picture(NamedTuple):
    """PNG bytes with a file name, a title, and what it shows in words."""

    name: str
    title: str
    alt: str
    data: bytes
    step: Step = Step.WANTED
    file_id: str = ""


def picture_of(connection: Connection, outbox_id: int) -> Picture | None:
    """The picture that a delivery shows; None where it shows none, or was sent."""
    found = connection.execute(select(*(FILE.c[name] for name in Picture._fields)).where(FILE.c.outbox_id == outbox_id))
    row = found.first()
    return Picture(*row)._replace(step=Step(row.step)) if row else None


def add_picture(connection: Connection, outbox_id: int, picture: Picture) -> None:
    connection.execute(FILE.insert().values(outbox_id=outbox_id, **picture._asdict() | {"step": str(picture.step)}))


def begin_upload(connection: Connection, outbox_id: int, file_id: str) -> None:
    """Put on record the id that Slack gave, before the bytes are sent; in the caller's write transaction."""
    _set(connection, outbox_id, {"step": str(Step.BEGUN), "file_id": file_id})


def step_to(connection: Connection, outbox_id: int, step: Step) -> None:
    """Put on record how far the picture has come; in the caller's write transaction."""
    _set(connection, outbox_id, {"step": str(step)})


def ask_anew(connection: Connection, outbox_id: int) -> None:
    """A while has passed: whether Slack still has the picture must be asked again."""
    sent = (FILE.c.outbox_id == outbox_id) & (FILE.c.step != Step.WANTED)
    connection.execute(FILE.update().where(sent).values(step=str(Step.BEGUN)))


def keep_id(connection: Connection, outbox_id: int) -> None:
    """The bytes are not needed any more; the id is, should the post be sent once more."""
    connection.execute(FILE.update().where(FILE.c.outbox_id == outbox_id).values(step=str(Step.KEPT), data=b""))


def forget_picture(connection: Connection, outbox_id: int) -> None:
    """No post will show it."""
    connection.execute(FILE.delete().where(FILE.c.outbox_id == outbox_id))


def _set(connection: Connection, outbox_id: int, values: dict[str, str]) -> None:
    connection.execute(FILE.update().where(FILE.c.outbox_id == outbox_id).values(values))
