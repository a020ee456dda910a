"""The one shape of a scheduled post: what it is called, when it falls due, and how its content comes about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from jobs.rhythm import Rhythm
from storage.database import Connection
from storage.outbox import Priority
from views.message import Message


class Due(NamedTuple):
    """One period of a job for one scope. `instant` is business time, in UTC microseconds."""

    scope: str
    period: str
    day: date
    instant: int


class Nothing(NamedTuple):
    """There is nothing to post this time, and why; `late` where it would have been posted, had it not come too late."""

    reason: str
    late: bool = False


Compose = Callable[[Connection, Due], Message | Nothing]


@dataclass(frozen=True, slots=True)
class Job:
    """A scheduled post. `again`: sent once more when Slack shows that it is nowhere; else it is held."""

    kind: str
    title: str
    rhythm: Rhythm
    compose: Compose
    priority: Priority = Priority.SCORECARD
    again: bool = False


class Wanted(NamedTuple):
    """That a job is done for a scope: by the clocks of which zone, into which channel."""

    kind: str
    scope: str
    zone: str
    channel_id: str
