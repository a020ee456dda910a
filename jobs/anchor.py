"""The anchor: once a day the newest row of the audit log goes to the operators' channel, where nobody can edit it unnoticed.

A log that was recomputed whole, or cut at its end, looks sound to whoever holds nothing older. `audit verify --anchor` compares.
"""

from __future__ import annotations

from datetime import time

from jobs.declare import Due, Job, Nothing
from jobs.rhythm import Daily
from storage.audit import head
from storage.database import Connection
from storage.outbox import Priority
from views.anchor import anchor_message
from views.message import Message


def compose(connection: Connection, due: Due) -> Message | Nothing:
    newest = head(connection)
    return Nothing("nothing is in the log yet") if newest is None else anchor_message(newest.seq, str(newest), due.day)


ANCHOR = Job("anchor", "Anchor of the log", Daily(time(7)), compose, Priority.LAST, again=True)
