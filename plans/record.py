"""What is recorded about people and their work: immutable rows, each with two times (when true, when known) and its origin.

`recorded` is an instant in UTC microseconds since 1970; `source` and `line` say where the row came from (a file's source and its line).
Money stands as a Decimal in whole units of its currency; storage keeps it in integer minor units.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from plans.literal import Scalar
from plans.unit import Kind

NOTHING: Mapping[str, str] = MappingProxyType({})


class Origin(NamedTuple):
    """Where a row came from, and when it became known."""

    source: str = ""
    line: int = 0
    recorded: int = 0


class Fact(NamedTuple):
    """One observation about a subject: `subject_kind` is person, team, account, partner or company."""

    fact_id: str
    metric: str
    subject_kind: str
    subject_id: str
    observed: date
    value: Scalar
    kind: Kind
    item_id: str = ""
    origin: Origin = Origin()


class Stay(NamedTuple):
    """A dated stay of a person: from `start` to `end` (both included, None: open) all of this holds."""

    person_id: str
    start: date
    end: date | None = None
    team_id: str = ""
    manager_id: str = ""
    function: str = ""
    entity_id: str = ""
    zone: str = "UTC"
    currency: str = ""
    attributes: Mapping[str, str] = NOTHING
    origin: Origin = Origin()

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


class Term(NamedTuple):
    """An agreed term of one payee (target incentive, quota, segment), from a day on; `end` None: open."""

    payee_id: str
    term: str
    value: Scalar
    kind: Kind
    start: date
    end: date | None = None
    origin: Origin = Origin()

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


class Credit(NamedTuple):
    """One payee's share of one item (a deal, an order): `enters` is the day that puts it into a period.

    `whole` is the amount of the item, before the share; `attributes` are the item's further columns, as text.
    """

    credit_id: str
    kind: str
    payee_id: str
    share: Scalar
    enters: date
    whole: Scalar
    unit: Kind
    attributes: Mapping[str, str] = NOTHING
    origin: Origin = Origin()


class Link(NamedTuple):
    """Who stands in which relation to something, from `start` to `end` (both included, None: open): the `owner` of an account.

    The line and teams are such relations too: the `manager` of a person, a `member` of a team.
    """

    object_kind: str
    object_id: str
    relation: str
    payee_id: str
    start: date
    end: date | None = None
    origin: Origin = Origin()

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


class Completeness(NamedTuple):
    """A source's declaration that it holds everything up to and including `through`."""

    source: str
    through: date
    origin: Origin = Origin()


REFUSED, UNREACHABLE = "refused", "unreachable"


class Trouble(NamedTuple):
    """A source that cannot be read, since an instant (UTC microseconds): refused (what it delivered has to be mended) or unreachable."""

    source: str
    code: str
    since: int


Correctable = Fact | Credit | Term


class Correction(NamedTuple):
    """What a row said until another took its place; `was` is None where it was somebody else's. `by` is the origin of what took its place."""

    was: Correctable | None
    by: Origin
    batch: int  # the import that brought it, as `import` names it


class Replaced(NamedTuple):
    """A row as it once was the payee's, and what took its place: `now`, or None where that is somebody else's. `by` is the origin of that."""

    was: Fact | Credit
    now: Fact | Credit | None
    by: Origin
    batch: int  # the import that brought it, as `import` names it


Key = tuple[str, ...]


def key_of(row: Correctable) -> Key:
    """The natural key, by which rows of a later import are told to be about the same thing."""
    if isinstance(row, Fact):
        return "fact", row.fact_id
    if isinstance(row, Credit):
        return "credit", row.credit_id
    return "term", row.payee_id, row.term, row.start.isoformat()
