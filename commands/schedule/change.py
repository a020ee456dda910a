"""Schedules: their list, and the form in which one is changed, paused, or moved once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from commands.declare import Ask
from commands.modals import placed
from commands.readers import figures_of
from commands.schedule.keys import NOT_OURS, read_number, read_schedule, ref_of_schedule
from commands.schedule.logged import log
from commands.schedule.names import channel_words, name_of
from commands.schedule.wished import is_chosen, wished
from commands.world import Kind, World
from storage.database import Connection
from storage.schedules import Schedule, all_schedules, put_schedule, schedule
from views.effects import Effect, FormFaults, ReplaceForm
from views.message import Form
from views.schedule.board import ALL
from views.schedule.change import CHANNEL, DAY, NEXT, TIME, Changing, change_form
from views.schedule.listed import MOST, Page, Planned, settings_form
from views.schedule.times import rhythm_words, time_words

_MEANWHILE = "Nothing was changed by this: somebody else was quicker, or it fell due. This is how it is now."
_STILL_HERE = "What you wrote still stands here."

Change = Callable[[Schedule, Kind], Schedule]


class Found(NamedTuple):
    """A schedule with its kind; `same`: whether it is as the button or the form showed it."""

    of: Schedule
    kind: Kind
    same: bool


def list_settings(ask: Ask, world: World) -> Effect:
    """`Times and channels`: every schedule, a page at a time."""
    first = 0 if ask.value == ALL else read_number(ask.value)
    return NOT_OURS if first is None else placed(ask, _list(ask, world, ask.connection, first))


def open_change(ask: Ask, world: World) -> Effect:
    """The form of one schedule."""
    found = find_schedule(ask.connection, world, ask.value)
    return placed(ask, _form(ask, world, ask.connection, found.of)) if found else NOT_OURS


def pause_one(ask: Ask, world: World) -> Effect:
    """`Pause this post`."""
    return _changed(ask, world, "pause", lambda of, _: of._replace(paused=True))


def resume_one(ask: Ask, world: World) -> Effect:
    """`Resume this post`: what fell due meanwhile is posted late, or left out, by the next tick."""
    return _changed(ask, world, "resume", lambda of, _: of._replace(paused=False))


def back_to_usual(ask: Ask, world: World) -> Effect:
    """`Back to the usual`: day, time and channel as they are without an operator's choice."""

    def usual(of: Schedule, kind: Kind) -> Schedule:
        return kind.changed(of, 0, "", ask.now)._replace(own_channel="")

    return _changed(ask, world, "usual", usual)


def save(ask: Ask, world: World) -> Effect:
    """The form was sent: all of it holds, or each fault stands at its question."""
    with world.database.write() as connection:
        found = find_schedule(connection, world, ask.key, to_change=True)
        if found is None:
            return NOT_OURS
        if not found.same:
            return ReplaceForm(_form(ask, world, connection, found.of, f"{_MEANWHILE} {_STILL_HERE}", ask.answers))
        after = wished(found.of, found.kind, ask.answers, ask.now, figures_of(ask.who))
        if isinstance(after, FormFaults):
            return after
        if after != found.of:
            put_schedule(connection, after)
            log(connection, ask, world, "change", **_told(found.of, after))
        name = name_of(connection, world, after)
        said = f"Saved: {name}." if after != found.of else f"Nothing was changed: {name}."
        return ReplaceForm(_list(ask, world, connection, 0, said))


def find_schedule(connection: Connection, world: World, text: str, *, to_change: bool = False) -> Found | None:
    """The schedule that a button or a form names, as it is now; None where there is none."""
    ref = read_schedule(text)
    of = schedule(connection, ref.kind, ref.scope, to_change=to_change) if ref else None
    kind = world.posts.get(of.kind) if of else None
    return Found(of, kind, ref_of_schedule(of) == ref) if of and kind else None


def planned(ask: Ask, world: World, connection: Connection, first: int) -> tuple[list[Planned], Page]:
    """The schedules from a place on (counted from 0), and the ways to those before and after them."""
    every = [each for each in all_schedules(connection) if each.kind in world.posts]
    some, rest = every[first : first + MOST], every[first + MOST :]
    rows = [
        Planned(name_of(connection, world, each), _words(ask, world, connection, each), str(ref_of_schedule(each)))
        for each in some
    ]
    return rows, Page(older=str(first + MOST) if rest else "", newest="0" if first else "")


def _changed(ask: Ask, world: World, did: str, change: Change) -> Effect:
    """Change the schedule that a button names, if it is still as it was shown, and show its form anew."""
    with world.database.write() as connection:
        found = find_schedule(connection, world, ask.value, to_change=True)
        if found is None:
            return NOT_OURS
        if not found.same:
            return placed(ask, _form(ask, world, connection, found.of, _MEANWHILE))
        after = change(found.of, found.kind)
        put_schedule(connection, after)
        log(connection, ask, world, did, **_told(found.of, after))
        return placed(ask, _form(ask, world, connection, after))


def _told(before: Schedule, after: Schedule) -> Mapping[str, object]:
    """What the log says of a change: which schedule, and each thing that is another now."""
    was, now = before._asdict(), after._asdict()
    changes = {name: str(value) if name == "next_day" else value for name, value in now.items() if was[name] != value}
    return {"kind": after.kind, "scope": after.scope, "now": changes}


def _list(ask: Ask, world: World, connection: Connection, first: int, said: str = "") -> Form:
    rows, page = planned(ask, world, connection, first)
    return settings_form(rows, page, said)


def _form(
    ask: Ask,
    world: World,
    connection: Connection,
    of: Schedule,
    said: str = "",
    written: Mapping[str, str] | None = None,
) -> Form:
    """The form as the schedule is; its fields begin with what was written, where something was."""
    weekday, wall = world.posts[of.kind].rhythm(of)
    changing = Changing(
        name_of(connection, world, of),
        _words(ask, world, connection, of),
        {DAY: str(weekday or ""), TIME: wall, CHANNEL: of.channel, NEXT: ""} | dict(written or {}),
        of.zone,
        str(ref_of_schedule(of)),
        of.paused,
        chosen=is_chosen(of, world.posts[of.kind], ask.now),
        said=said,
    )
    return change_form(changing)


def _words(ask: Ask, world: World, connection: Connection, of: Schedule) -> str:
    """`Every Monday at 09:00 Dublin time, in #support (C0123456789). Next: Mon 30 Nov, 09:00 Dublin time.`"""
    rhythm = rhythm_words(*world.posts[of.kind].rhythm(of), of.zone)
    coming = "Paused" if of.paused else f"Next: {time_words(of.next_due, of.zone, ask.now, figures_of(ask.who))}"
    return f"{rhythm}, in {channel_words(connection, of.channel)}. {coming}."
