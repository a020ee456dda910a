"""Who looked at one's own pay: the newest looks, and page by page the older ones."""

from __future__ import annotations

from commands.declare import Ask
from commands.keys import NOT_OURS, Looked, ModalKey, read_ref
from commands.modals import shown, turned
from commands.opening import own_names, own_now
from commands.readers import figures_of
from commands.relations import ALL_THAT_IS_KNOWN
from commands.world import World
from storage.looks import LAST, OPERATOR, Look, count_looks, looks_at
from storage.people import people
from views.effects import Effect, Reply
from views.looks import MOST, Glance, Looks, looks_form, looks_message
from views.reader import Reader


def show_looks(ask: Ask, world: World) -> Reply:
    """The private answer to `/mypay looks`."""
    return Reply(looks_message(_looks(ask, world, LAST), _reader(ask)))


def open_looks(ask: Ask, world: World) -> Effect:
    """The button `Who looked`."""
    looks, key = _looks(ask, world, LAST), own_now(ask, world)
    return shown(ask, lambda depth: looks_form(looks, _reader(ask), str(ModalKey(depth, key))))


def turn_looks(ask: Ask, world: World) -> Effect:
    """The looks before the one that the button names, or the newest again. Whose, no button says: always those at the presser's own pay."""
    before = read_ref(ask.value, own_names(ask, world)) if ask.value else Looked(LAST)
    if not isinstance(before, Looked):
        return NOT_OURS
    looks, key = _looks(ask, world, before.seq), own_now(ask, world)
    return turned(ask, lambda depth: looks_form(looks, _reader(ask), str(ModalKey(depth, key))))


def _looks(ask: Ask, world: World, before: int) -> Looks:
    found = looks_at(ask.connection, ask.payee, MOST + 1, before)
    some = found[:MOST]
    return Looks(
        _glances(ask, world, some),
        count_looks(ask.connection, ask.payee),
        older=str(Looked(some[-1].seq)) if len(found) > MOST else "",
        newest=before == LAST,
    )


def _glances(ask: Ask, world: World, looks: list[Look]) -> list[Glance]:
    viewers = dict.fromkeys(look.viewer for look in looks)
    known = people(ask.connection, list(viewers), ask.today, ALL_THAT_IS_KNOWN)
    names = {person.person_id: person.name for person in known}
    named = own_names(ask, world)
    periods = {look.period: named(look.period, look.now) for look in reversed(looks)}
    return [
        Glance(names.get(look.viewer) or _unnamed(look.viewer), look.now, periods[look.period], look.reason)
        for look in looks
    ]


def _unnamed(viewer: str) -> str:
    """Who looked, where the people file knows no name."""
    return "An operator, on the command line," if viewer.startswith(OPERATOR) else "Somebody"


def _reader(ask: Ask) -> Reader:
    return Reader(figures_of(ask.who), today=ask.today)
