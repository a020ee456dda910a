"""Parts of items that nobody gets by the rules of a plan: a row names no payee, or who it should be is not recorded for that day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from plans.attribution.parts import Attribution, Unclaimed
from plans.attribution.relations import Relations, links_of
from plans.attribution.who import COLUMN, OWNER, Who, chain_of
from plans.document import from_canonical
from plans.number import ZERO
from plans.plan import Crediting
from plans.reading.attribution import crediting_of
from plans.record import Credit, Link, Origin
from plans.unit import RATIO
from storage.attribution import owners_of
from storage.imports.checks.shares import Saying
from storage.imports.refusal import cut
from storage.reading import newest, number, pairs, rows, streamed
from storage.stays import stays_above, team_stays

_NAMED = 5
_EVER = 2**62  # an instant after all others
_PLANS = (
    "SELECT plan, version, effective_from, effective_to, document FROM plan_version ORDER BY effective_from, published"
)
_KNOWN = (
    "SELECT c.credit_id, c.kind, c.payee_id, c.share, c.enters, c.attributes, 0 FROM credit c"  # noqa: S608 - names of our own tables
    " WHERE c.kind = ? AND c.enters BETWEEN ? AND ? AND " + newest("credit", "c", "credit_id")
)
_REMEDY = (
    "Import who it is for that day (people for managers and teams, links for owners), or correct the credits."
    " Until then nobody gets this part."
)


class Version(NamedTuple):
    """What a version of a plan says of items, and the days on which it is in force."""

    name: str
    crediting: Mapping[str, Crediting]
    since: date
    until: date

    def holds(self, kind: str) -> bool:
        return any(scope.each == kind for scope in self.crediting.values())


def published_versions(connection: Connection) -> list[Version]:
    """Every published version of every plan, in force until another one of the plan begins."""
    found: dict[str, list[Version]] = {}
    for plan, version, since, until, document in rows(connection, _PLANS, ()):
        began, before = date.fromisoformat(since), found.setdefault(plan, [])
        if before:
            before[-1] = before[-1]._replace(until=min(before[-1].until, began - timedelta(days=1)))
        crediting = crediting_of(from_canonical(document.encode(), plan))
        before.append(Version(f"{plan} {version}", crediting, began, date.fromisoformat(until) if until else date.max))
    return [version for versions in found.values() for version in versions]


def known_to_be_unclaimed(connection: Connection, version: Version) -> list[Saying]:
    """What is known already, and nobody gets by this version of a plan in the days for which it holds."""
    days = version.since.isoformat(), version.until.isoformat()
    sayings: list[Saying] = []
    for kind in dict.fromkeys(scope.each for scope in version.crediting.values()):
        known = (map(credit_of, some) for some in streamed(connection, _KNOWN, (kind, *days, _EVER)))
        sayings += unclaimed(connection, version, kind, map(list, known))
    return sayings


def unclaimed(
    connection: Connection, version: Version, kind: str, chunks: Iterable[Sequence[Credit]]
) -> Iterator[Saying]:
    """One saying for each scope of the kind, with the first items by name; the credits come some at a time."""
    counts: dict[str, int] = {}
    first: dict[str, list[Unclaimed]] = {}
    scopes = [scope for scope in version.crediting.values() if scope.each == kind]
    for credits_ in chunks:
        for scope in scopes:
            for found in _of_scope(connection, version.crediting, scope, credits_):
                counts[scope.scope] = counts.get(scope.scope, 0) + 1
                if len(named := first.setdefault(scope.scope, [])) < _NAMED:
                    named.append(found)
    for name, named in first.items():
        shown = "; ".join(map(_said, named)) + ("; …" if counts[name] > len(named) else "")
        parts = "one part" if counts[name] == 1 else f"{counts[name]:,} parts"
        message = f"{version.name}, `{name}` (each {kind}): {parts} that nobody gets: {shown}."
        yield Saying(message, _REMEDY, named[0].credit.origin.line)


def credit_of(row: Sequence[Any]) -> Credit:
    """What attribution reads of a row (id, kind, payee, share, day, attributes, line): its amount does not matter."""
    credit, kind, payee, share, enters, attributes, line = row
    day = date.fromisoformat(enters)
    return Credit(credit, kind, payee, number(share), day, ZERO, RATIO, pairs(attributes), Origin("", line))


def _of_scope(
    connection: Connection, crediting: Mapping[str, Crediting], scope: Crediting, credits_: Sequence[Credit]
) -> Sequence[Unclaimed]:
    below = chain_of(scope, crediting)
    levels, who = sum(each.who.levels for each in below), below[-1].who
    by = Attribution(crediting, credits_, Relations(_links(connection, who, levels, credits_)))
    by.parts(scope.scope)
    return [found for found in by.unclaimed if found.scope == scope.scope]


def _links(connection: Connection, who: Who, levels: int, credits_: Sequence[Credit]) -> list[Link]:
    """Whoever stood at any time in the relations that these credits ask about."""
    named = sorted({name for credit in credits_ if (name := credit.attributes.get(who.of, ""))})
    if who.rule == COLUMN:
        links, people = [], {credit.payee_id for credit in credits_ if credit.payee_id}
    else:
        links = (
            owners_of(connection, who.of, named, _EVER)
            if who.rule == OWNER
            else list(links_of(team_stays(connection, named, date.min, date.max, _EVER)))
        )
        people = {link.payee_id for link in links}
    return [*links, *links_of(stays_above(connection, sorted(people), levels, _EVER))] if levels else links


def _said(found: Unclaimed) -> str:
    line = f" (line {found.credit.origin.line})" if found.credit.origin.line else ""
    return f"{cut(found.item, 30)}: {found.words}{line}"
