"""Who people are on a day, as known at an instant: identity, team, manager and reports, from the database alone."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from plans.record import Stay
from storage.reading import Row, newest, places, rows
from storage.stays import report_stays, stays


class Account(NamedTuple):
    """What Slack's directory says about a person's account. `known` is False while the directory holds no such account."""

    known: bool = False
    deactivated: bool = False
    bot: bool = False
    guest: bool = False
    stranger: bool = False  # of another organisation
    zone: str = ""
    locale: str = ""


class Person(NamedTuple):
    """Somebody on a day. Team, manager and the like are of the stay on that day, else of the last one before; `present` tells which."""

    person_id: str
    name: str
    email: str
    slack_user_id: str
    kind: str  # person, partner, contact
    partner_id: str  # of a contact
    locale: str
    present: bool = False
    team_id: str = ""
    manager_id: str = ""
    function: str = ""
    entity_id: str = ""
    zone: str = "UTC"
    currency: str = ""
    account: Account = Account()


_PERSON = (
    "SELECT p.person_id, p.name, p.email, p.slack_user_id, p.kind, p.partner_id, p.locale,"
    " u.deleted, u.is_bot, u.is_restricted, u.is_ultra_restricted, u.is_stranger, u.tz, u.locale"
    " FROM person p LEFT JOIN slack_user u ON u.slack_user_id = p.slack_user_id WHERE p.{column} {matches} AND "
    + newest("person", "p", "person_id")
)
_BY_ID = _PERSON.format(column="person_id", matches="= ?")
_BY_SLACK = _PERSON.format(column="slack_user_id", matches="= ?")


def person(connection: Connection, person_id: str, on: date, as_of: int) -> Person | None:
    """The person of this id; None when nobody of that id is known."""
    found = rows(connection, _BY_ID, (person_id, as_of))
    return _on(_person(found[0]), stays(connection, person_id, as_of), on) if found else None


def person_by_slack(connection: Connection, slack_user_id: str, on: date, as_of: int) -> Person | None:
    """The person who has this Slack account; None when nobody has, or when it cannot be told who.

    Somebody who came back may stand twice under one account: then the one who is present counts. Two who are present are a mistake
    in the people file, and neither of them is shown the other's pay.
    """
    if not slack_user_id:
        return None
    candidates = [_person(row) for row in rows(connection, _BY_SLACK, (slack_user_id, as_of))]
    found = [_on(candidate, stays(connection, candidate.person_id, as_of), on) for candidate in candidates]
    present = [candidate for candidate in found if candidate.present]
    fitting = present or found
    return fitting[0] if len(fitting) == 1 else None


def people(connection: Connection, person_ids: Sequence[str], on: date, as_of: int) -> list[Person]:
    """The persons of these ids that are known, in the order given."""
    if not person_ids:
        return []
    sql = _PERSON.format(column="person_id", matches=f"IN ({places(len(person_ids))})")
    known = {row[0]: _person(row) for row in rows(connection, sql, (*person_ids, as_of))}
    return [_on(known[name], stays(connection, name, as_of), on) for name in person_ids if name in known]


def direct_reports(connection: Connection, manager_id: str, on: date, as_of: int, depth: int = 1) -> list[str]:
    """The ids of everybody who reports to the manager on that day, down to `depth` levels, sorted; never the manager."""
    seen, level = {manager_id}, [manager_id]
    for _ in range(depth):
        level = sorted({stay.person_id for stay in report_stays(connection, level, on, as_of)} - seen)
        seen.update(level)
    return sorted(seen - {manager_id})


# By code point on both databases: Postgres would else sort by the language that it was set up with.
_PAYEES = f"""
SELECT one.person_id,
  EXISTS (SELECT 1 FROM person p WHERE p.person_id = one.person_id AND p.kind IN ('person', 'partner')
    AND {newest("person", "p", "person_id")})
  AND EXISTS (SELECT 1 FROM stay s WHERE s.person_id = one.person_id AND s.starts <= ?
    AND (s.ends IS NULL OR (s.ends >= ? AND s.ends >= s.starts)) AND {newest("stay", "s", "person_id", "starts")})
FROM (SELECT person_id FROM person WHERE person_id {{order}} > ? GROUP BY person_id ORDER BY person_id {{order}} LIMIT ?) one
ORDER BY one.person_id {{order}}
"""
_AT_ONCE = 5_000  # ids looked at in one go


def payees(connection: Connection, start: date, end: date, as_of: int, at_once: int = _AT_ONCE) -> Iterator[str]:
    """The ids of all persons and partners with a stay that touches the span (both days included), sorted, a page at a time."""
    sql = _PAYEES.format(order="" if connection.dialect.name == "sqlite" else 'COLLATE "C"')
    last, more = "", True
    while more:
        found = rows(connection, sql, (as_of, end.isoformat(), start.isoformat(), as_of, last, at_once))
        yield from (person_id for person_id, is_payee in found if is_payee)
        last, more = (found[-1][0], len(found) == at_once) if found else ("", False)


def _person(row: Row) -> Person:
    *identity, deleted, is_bot, restricted, ultra_restricted, stranger, zone, locale = row
    who = Person(*identity)
    if deleted is None:
        return who
    account = Account(
        known=True,
        deactivated=bool(deleted),
        bot=bool(is_bot),
        guest=bool(restricted or ultra_restricted),
        stranger=bool(stranger),
        zone=zone,
        locale=locale,
    )
    return who._replace(account=account)


def _on(who: Person, theirs: Iterable[Stay], on: date) -> Person:
    begun = [stay for stay in theirs if stay.start <= on]
    if not begun:
        return who
    last = begun[-1]
    return who._replace(
        present=last.holds_on(on),
        team_id=last.team_id,
        manager_id=last.manager_id,
        function=last.function,
        entity_id=last.entity_id,
        zone=last.zone,
        currency=last.currency,
    )
