"""`/team`: a manager looks at the statement of somebody whom they lead. Every look has a reason, and is recorded before anything is shown."""

from __future__ import annotations

from dataclasses import replace

from commands.declare import Ask
from commands.keys import Looked, ModalKey
from commands.opening import open_look
from commands.periods import current_period, last_period
from commands.relations import ALL_THAT_IS_KNOWN, may_look, reports_of
from commands.world import World
from storage.database import Connection
from storage.looks import Look, record_look
from storage.people import people
from views.effects import Effect, FormFaults, OpenForm, Refuse, ReplaceForm
from views.team import BEFORE, LEAST_REASON, MOST_PEOPLE, MOST_REASON, PERIOD, REASON, WHOM, team_form

_FEW_WORDS = 2


def team(ask: Ask, world: World) -> Effect:
    """The form that asks whom, and why. Words after the command narrow the list to names that hold them."""
    ids = reports_of(ask.connection, world, ask.who, ask.today)
    known = people(ask.connection, ids, ask.today, ALL_THAT_IS_KNOWN)
    if not known:
        return Refuse("leads nobody")
    part = ask.text.casefold().strip()
    everybody = sorted(((person.person_id, person.name) for person in known), key=lambda entry: entry[1].casefold())
    listed = [entry for entry in everybody if part in entry[1].casefold()] or everybody
    return OpenForm(team_form(listed[:MOST_PEOPLE], len(listed[MOST_PEOPLE:]), ""))


def look_at(ask: Ask, world: World) -> Effect:
    """The form was sent: check the relation again, record the look, and only then show the statement."""
    reason = _visible(ask.answers.get(REASON, ""))
    if len(reason) < LEAST_REASON or sum(map(_is_word, reason.split())) < _FEW_WORDS:
        return FormFaults({REASON: "A few words, please: the person will read them."})
    with world.database.write() as connection:
        look = _look(connection, ask, world, reason)
        if isinstance(look, Refuse):
            return look
        recorded = record_look(connection, look, world.log_time())
    ref = Looked(recorded.seq)
    with world.database.read() as connection:  # one that sees the look just recorded
        opened = open_look(replace(ask, connection=connection), world, ref)
    return opened if isinstance(opened, Refuse) else ReplaceForm(opened.form(str(ModalKey(1, ref)), ask.now))


def _visible(text: str) -> str:
    """What the person will be able to read of a reason: its visible characters, as many as the form takes."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(shown.split())[:MOST_REASON]


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def _look(connection: Connection, ask: Ask, world: World, reason: str) -> Look | Refuse:
    payee = ask.answers.get(WHOM, "")
    if not payee or not may_look(connection, world, ask.who, payee, ask.today):
        return Refuse("not the viewer's report")
    of_time = last_period if ask.answers.get(PERIOD) == BEFORE else current_period
    asked = of_time(connection, world, payee, ask.today, ask.now)
    return Look(0, ask.who.person_id, payee, asked.name, reason, ask.now)
