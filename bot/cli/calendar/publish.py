"""`calendar publish`: periods, pay dates and working days count by it from here on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import click

from bot.cli.calendar.check import read_calendar
from bot.cli.calendar.using import check_in_use
from bot.cli.exits import Exit
from bot.cli.files import read_text
from bot.cli.plan.documents import Draft
from bot.cli.plan.publishing import Publication, publish_calendar
from bot.cli.plan.words import refused
from bot.cli.surroundings import business_time, current, operator
from bot.cli.values import DAY, TEXT
from bot.cli.verb import Call, misused, verb
from plans.company.calendar import Entity
from plans.export import instant_text
from plans.problem import Problems
from storage.stays import entities


@verb
@click.argument("file", type=Path, metavar="FILE")
@click.option(
    "--effective",
    type=DAY,
    required=True,
    metavar="DATE",
    help="The first day on which it holds: the same as in the document.",
)
@click.option("--rationale", type=TEXT, required=True, metavar="TEXT", help="Why it is published, for the audit log.")
@click.option("--by", type=TEXT, default="", metavar="NAME", help="Who publishes; without it, who is logged in.")
def publish(call: Call, *, file: Path, effective: date, rationale: str, by: str) -> Exit:
    """Publish the company calendar: store its text under its hash, for good.

    There is one calendar, by one name; a new version takes the place of the one before from its first day on. --effective repeats that
    day. Publishing the same text again changes nothing. Entities that the people file does not know, or that the calendar does not, are
    named in a note. While plans count by it, no version changes a period that has begun, or takes away what such a plan needs.

    \b
        {"calendar", "version", "hash", "effective": {"from"}, "published", "published_by", "rationale", "new"}
    """
    if not rationale:
        misused("--rationale is empty: say in a sentence why this calendar is published.")
    draft = read_calendar(file)
    _agree(draft, effective)
    calendar = draft.calendar
    if calendar is None or not draft.problems.ok:
        return refused(call, draft)
    text = read_text(file, Problems()) or ""
    with current(call) as database:
        now = business_time(call)
        with database.read() as connection:
            check_in_use(connection, calendar, now, draft.problems)
        if not draft.problems.ok:
            return refused(call, draft)
        with database.write() as connection:
            document, new = publish_calendar(connection, calendar, Publication(text, now, by or operator(), rationale))
        with database.read() as connection:
            known = entities(connection, now)
    call.out.tell(*map(str, draft.problems), *(f"Note: {note}" for note in _strangers(calendar.entities, known)))
    result = {
        "calendar": document.calendar,
        "version": document.version,
        "hash": document.hash,
        "effective": {"from": str(calendar.effective_from)},
        "published": instant_text(document.published),
        "published_by": document.published_by,
        "rationale": rationale,
        "new": new,
    }
    named = f"{document.calendar} {document.version}"
    said = f"{named} is published, effective {calendar.effective_from}. Hash {document.hash}."
    call.out.result(result, said if new else f"{named} was published already, with this text. Nothing changed.")
    return Exit.DONE


def _agree(draft: Draft, effective: date) -> None:
    if draft.calendar is None or draft.calendar.effective_from == effective:
        return
    start, table = draft.calendar.effective_from, draft.calendar.document
    tree = table.get("effective")
    message = f"The document says `from: {start}`, and --effective says {effective}."
    remedy = f"Write `from: {effective}` into the document, or publish it with --effective {start}."
    draft.problems.add(tree.place if tree else table.place, "effective.from", "effective", message, remedy)


def _strangers(named: Mapping[str, Entity], known: list[str]) -> Iterator[str]:
    """What is spelt in two ways, or forgotten in one of the two; nothing while nobody is imported."""
    for entity in named if known else ():
        if entity not in known:
            near = get_close_matches(entity, known, n=1)
            meant = f" Did you mean `{near[0]}`?" if near else ""
            yield f"nobody in the people file is in the entity `{entity}`.{meant}"
    for entity in known:
        if entity not in named:
            yield f"people are in the entity `{entity}`, of which the calendar says nothing."
