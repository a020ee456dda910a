"""Who looked at one's own pay."""

from __future__ import annotations

from commands.declare import Ask
from commands.gathering import current_period, payee_of, today_of
from commands.keys import ModalKey, Own
from commands.modals import shown
from commands.readers import figures_of
from commands.relations import ALL_THAT_IS_KNOWN
from commands.world import World
from plans.calendar import parse_period
from storage.database import Connection
from storage.looks import OPERATOR, looks_at
from storage.people import people
from views.effects import Effect, Reply
from views.looks import MOST, Glance, looks_form, looks_message
from views.reader import Reader


def show_looks(ask: Ask) -> Reply:
    """The private answer to `/mypay looks`."""
    return Reply(looks_message(_glances(ask.connection, ask), _reader(ask)))


def open_looks(ask: Ask, world: World) -> Effect:
    """The button `Who looked`."""
    glances = _glances(ask.connection, ask)
    period = current_period(ask.connection, world, payee_of(ask.who), today_of(ask.who, ask.now), ask.now)
    return shown(ask, lambda depth: looks_form(glances, _reader(ask), str(ModalKey(depth, Own(period, ask.now)))))


def _reader(ask: Ask) -> Reader:
    return Reader(figures_of(ask.who), today=today_of(ask.who, ask.now))


def _glances(connection: Connection, ask: Ask) -> list[Glance]:
    found = looks_at(connection, payee_of(ask.who), MOST)
    viewers = dict.fromkeys(look.viewer for look in found)
    known = people(connection, list(viewers), today_of(ask.who, ask.now), ALL_THAT_IS_KNOWN)
    names = {person.person_id: person.name for person in known}
    return [
        Glance(names.get(look.viewer) or _unnamed(look.viewer), look.now, parse_period(look.period), look.reason)
        for look in found
    ]


def _unnamed(viewer: str) -> str:
    """Who looked, where the people file knows no name."""
    return "An operator, on the command line," if viewer.startswith(OPERATOR) else "Somebody"
