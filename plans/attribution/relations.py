"""Who stood in which relation to what on a day: owners of objects, managers of people, members of teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from plans.record import Link, Stay

OWNER, MANAGER, MEMBER = "owner", "manager", "member"
_Key = tuple[str, str, str]  # object kind, object id, relation


class Relations:
    """Links by what they are about."""

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._known: dict[_Key, list[Link]] = defaultdict(list)
        for link in links:
            self._known[link.object_kind, link.object_id, link.relation].append(link)

    def on(self, kind: str, name: str, relation: str, day: date) -> Sequence[Link]:
        """One link for each payee who stood in the relation on the day, in the order in which they are known."""
        held = (link for link in self._known.get((kind, name, relation), ()) if link.holds_on(day))
        return tuple({link.payee_id: link for link in held}.values())

    def managers(self, person: str, day: date, levels: int) -> tuple[Link, ...]:
        """The line up from a person on the day, level by level; shorter than `levels` where it is not recorded any further."""
        line: list[Link] = []
        while len(line) < levels:
            above = self.on("person", line[-1].payee_id if line else person, MANAGER, day)
            if len(above) != 1:
                break
            line.append(above[0])
        return tuple(line)


def links_of(stays: Iterable[Stay]) -> Iterator[Link]:
    """What stays say of the line and of teams, and nothing else that they hold."""
    for stay in stays:
        span = stay.start, stay.end, stay.origin
        if stay.manager_id:
            yield Link("person", stay.person_id, MANAGER, stay.manager_id, *span)
        if stay.team_id:
            yield Link("team", stay.team_id, MEMBER, stay.person_id, *span)
