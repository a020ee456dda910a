"""`tick`, `due` and `outbox`: what falls due, and what became of each post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from bot.cli.environment import local_settings
from bot.cli.surroundings import business_time, current
from bot.cli.tables import table_of
from bot.cli.values import INSTANT
from bot.cli.verb import Call, verb
from bot.delivery.schedules import Scheduling
from jobs import JOBS
from jobs.declare import Due
from jobs.due import coming
from plans.export import instant_text
from storage import outbox
from storage.outbox import Entry
from storage.schedules import Schedule, all_schedules

_NONE = "Nothing is scheduled: set OPERATOR_CHANNEL to have the log's anchor posted every day."


@verb
@click.option("--at", type=INSTANT, metavar="INSTANT", help="The business time to tick at, instead of now.")
def tick(call: Call, at: int | None) -> None:
    """Put what has fallen due into the outbox, once. `run` does so by itself, and posts it.

    \b
        {"at", "queued", "skipped", "expired"}
    """
    now = business_time(call) if at is None else at
    with current(call) as database:
        done = Scheduling(database, local_settings(), drops=False).tick_at(now)
    late = f" {done.expired} had waited there for too long." if done.expired else ""
    words = f"{done.queued} put into the outbox, {done.skipped} left out.{late}"
    call.out.result({"at": instant_text(now), **done._asdict()}, words)


@verb
@click.option("--at", type=INSTANT, required=True, metavar="INSTANT", help="Up to which business time.")
def due(call: Call, at: int) -> None:
    """List what falls due up to an instant, and is not in the outbox yet.

    \b
        {"kind", "scope", "period", "due", "channel"}
    """
    with current(call) as database:
        Scheduling(database, local_settings(), drops=False).arrange(business_time(call))
        with database.read() as connection:
            schedules = [each for each in all_schedules(connection) if each.kind in JOBS]
    listed = [_due_json(*each) for each in coming(schedules, JOBS, at)]
    call.out.items(listed, _due_words(listed, scheduled=bool(schedules)))


@verb
@click.option("--state", "states", multiple=True, type=click.Choice(outbox.STATES), help="Only posts in this state.")
def outbox_(call: Call, states: tuple[str, ...]) -> None:
    """List the posts of the outbox, the newest first, with what became of each. Instants are real time.

    \b
        {"kind", "scope", "period", "state", "key", "channel", "attempt", "not_before", "ts", "reason"}
    """
    with current(call) as database, database.read() as connection:
        listed = [_entry_json(entry) for entry in outbox.entries(connection, states or outbox.STATES)]
    call.out.items(listed, _entry_words(listed))


def _due_json(schedule: Schedule, due: Due) -> dict[str, Any]:
    return {
        "kind": schedule.kind,
        "scope": due.scope,
        "period": due.period,
        "due": instant_text(due.instant),
        "channel": schedule.channel,
    }


def _due_words(listed: list[dict[str, Any]], *, scheduled: bool) -> Iterator[str]:
    if not listed:
        yield "Nothing falls due until then." if scheduled else _NONE
        return
    yield table_of(
        [(each["due"], JOBS[each["kind"]].title, each["period"], each["channel"]) for each in listed], indent=""
    )


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "scope": entry.scope,
        "period": entry.period,
        "state": entry.state,
        "key": entry.key,
        "channel": entry.channel_id,
        "attempt": entry.attempt,
        "not_before": instant_text(entry.not_before) if entry.not_before else None,
        "ts": entry.ts or None,
        "reason": entry.reason or None,
    }


def _entry_words(listed: list[dict[str, Any]]) -> Iterator[str]:
    if not listed:
        yield "The outbox is empty."
        return
    rows = [(each["period"], each["kind"], each["scope"], each["state"], each["reason"] or "") for each in listed]
    yield table_of(rows, indent="")
