"""`calendar clock`: until when something may wait for a person, in the working days of where that person works."""

from __future__ import annotations

from datetime import time
from typing import Any

import click

from bot.cli.calendar.holding import Held, entity_named, held
from bot.cli.exits import Exit
from bot.cli.failures import VerbError
from bot.cli.values import HOUR, INSTANT, PAUSE, TEXT
from bot.cli.verb import Call, verb
from plans.company.calendar import Entity
from plans.company.clock import CLOSES, Clock, Pause, Reading
from plans.export import instant_text

_MOST_DAYS = 1000


@verb
@click.option("--from", "began", type=INSTANT, required=True, metavar="INSTANT", help="When it began to wait.")
@click.option(
    "--days", type=click.IntRange(1, _MOST_DAYS), required=True, metavar="N", help="How many working days it may take."
)
@click.option("--entity", type=TEXT, required=True, metavar="E", help="Whose working days: the id of an entity.")
@click.option("--closes", type=HOUR, default=CLOSES, metavar="HH:MM", help="When a working day ends there; 17:00.")
@click.option(
    "--pause",
    "pauses",
    type=PAUSE,
    multiple=True,
    metavar="FROM/TO",
    help="A span in which it waited for somebody else; without TO, it still does. May be given several times.",
)
def clock(call: Call, *, began: int, days: int, entity: str, closes: time, pauses: tuple[Pause, ...]) -> None:
    """Say when something is due that began to wait at an instant, and how many working days are left as of now (--as-of).

    The day on which it began does not count, in the zone of the entity. A working day is used up when its closing hour passes, unless
    it then waits for somebody else. The last day that counts is named, and due is its closing hour.

    \b
        {"calendar", "version", "hash", "entity", "zone", "from", "days", "closes", "pauses": [{"from", "to"}], "as_of",
         "last_day", "due", "used", "left", "over", "stopped", "late", "listed_through", "beyond"}

    `last_day` and `due` are null while it waits for somebody else. `beyond` says that the day lies after the last one of which the
    calendar lists the holidays.
    """
    now = held(call)
    where = entity_named(now.calendar, entity)
    asked = Clock(where, began, days, pauses, closes)
    try:
        reading = asked.reading(now.now)
    except OverflowError as error:
        message = "That many working days from there, no calendar counts any more."
        raise VerbError(Exit.USAGE, "too-far", message, "Name an earlier instant.") from error
    document = _as_json(now, asked, reading)
    call.out.result(document, " ".join(_words(asked.entity, reading, document)))


def _as_json(now: Held, asked: Clock, reading: Reading) -> dict[str, Any]:
    through = asked.entity.days.through
    return {
        "calendar": now.calendar.name,
        "version": now.calendar.version,
        "hash": now.calendar.hash,
        "entity": asked.entity.id,
        "zone": asked.entity.zone,
        "from": instant_text(asked.began),
        "days": asked.allowance,
        "closes": f"{asked.closes:%H:%M}",
        "pauses": [
            {"from": instant_text(each.start), "to": None if each.end is None else instant_text(each.end)}
            for each in asked.pauses
        ],
        "as_of": instant_text(now.now),
        "last_day": str(reading.last_day) if reading.last_day else None,
        "due": None if reading.due is None else instant_text(reading.due),
        "used": reading.used,
        "left": reading.left,
        "over": reading.over,
        "stopped": reading.stopped,
        "late": reading.late,
        "listed_through": str(through) if through else None,
        "beyond": bool(through and reading.last_day and reading.last_day > through),
    }


def _words(entity: Entity, reading: Reading, shown: dict[str, Any]) -> list[str]:
    if reading.last_day is None:
        said = [
            "It waits for somebody else, so no day is named.",
            f"{reading.left} of {shown['days']} working days are left.",
        ]
    else:
        said = [
            f"Due on {reading.last_day:%A}, {reading.last_day}, {shown['closes']} in {entity.zone} ({shown['due']})."
        ]
        said.append(_left(reading))
    if reading.stopped and reading.last_day is not None:
        said.append("It waits for somebody else.")
    if shown["beyond"]:
        said.append(
            f"Holidays are listed by date through {shown['listed_through']} only: the day may still come later."
        )
    return said


def _left(reading: Reading) -> str:
    if not reading.late:
        return f"Working days left: {reading.left}."
    days = "1 working day" if reading.over == 1 else f"{reading.over} working days"
    return f"Overdue by {days if reading.over else 'less than a working day'}."
