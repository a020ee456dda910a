"""`plan publish`: a plan counts from here on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from bot.cli.exits import Exit
from bot.cli.files import read_text
from bot.cli.plan.documents import Draft, complete, read_draft
from bot.cli.plan.meaning import since, since_json, since_words
from bot.cli.plan.parents import published_parent
from bot.cli.plan.published import calendar_published, registry_named
from bot.cli.plan.publishing import ANY_INSTANT, Publication, publish_plan
from bot.cli.plan.words import refused
from bot.cli.surroundings import business_time, current, operator
from bot.cli.values import DAY, TEXT
from bot.cli.verb import Call, misused, verb
from plans.checking.past import check_past
from plans.export import instant_text
from plans.plan import Plan
from plans.problem import Problems
from storage.catalogue import Catalogue
from storage.database import Connection
from storage.imports.checks.shares import known_to_break
from storage.imports.checks.sums import rules_of
from storage.imports.checks.unclaimed import Version, known_to_be_unclaimed


@verb
@click.argument("file", type=Path, metavar="FILE")
@click.option(
    "--effective",
    type=DAY,
    required=True,
    metavar="DATE",
    help="The first day on which it holds: the same as in the document.",
)
@click.option(
    "--rationale", type=TEXT, required=True, metavar="TEXT", help="Why it is published, for those whom it pays."
)
@click.option("--by", type=TEXT, default="", metavar="NAME", help="Who publishes; without it, who is logged in.")
def publish(call: Call, *, file: Path, effective: date, rationale: str, by: str) -> Exit:
    """Publish a plan: store its text under its hash, for good.

    Its registry, and the calendar that it names, must be published first. --effective repeats the day that the document names, so that nobody publishes another day than
    they meant. Publishing the same text again changes nothing; another text needs another version.

    \b
        {"plan", "version", "hash", "registry": {"version", "hash"}, "effective": {"from", "to"}, "published",
         "published_by", "rationale", "new", "changed": [{"name", "fields": {FIELD: {"old", "new"}}}]}

    Credits that are imported already, and whose shares do not add up to what the plan asks for, are named in a note; so is each metric
    that it reads and that means something else than in the version of the plan that was published before: these are `changed`.
    """
    if not rationale:
        misused("--rationale is empty: say in a sentence why this plan is published.")
    draft = read_draft(file)
    _complete(call, draft)
    _agree(draft, effective)
    plan, registry = draft.plan, draft.registry
    if plan is None or registry is None or not draft.problems.ok:
        return refused(call, draft)
    text = read_text(file, Problems()) or ""
    with current(call) as database:
        with database.read() as connection:
            check_past(plan, _older(connection, plan), draft.problems)
        if not draft.problems.ok:
            return refused(call, draft)
        with database.write() as connection:
            what = Publication(text, business_time(call), by or operator(), rationale)
            document, new = publish_plan(connection, plan, registry, what)
        asked = rules_of(plan.name, plan.version, plan.crediting.values(), plan.effective_from, plan.effective_to)
        with database.read() as connection:  # on its own: it may take a while, and nobody's writing waits for it
            uneven = known_to_break(connection, list(asked)) if new else []
            held = Version(
                f"{plan.name} {plan.version}", plan.crediting, plan.effective_from, plan.effective_to or date.max
            )
            nobodys = known_to_be_unclaimed(connection, held) if new else []
            meant = since(connection, Catalogue(), plan, registry, what.published) if new else []
    call.out.tell(
        *map(str, draft.problems), *(f"Note: {saying.message} {saying.remedy}" for saying in (*uneven, *nobodys))
    )
    call.out.tell(*map(since_words, meant))
    result = {
        "plan": document.plan,
        "version": document.version,
        "hash": document.hash,
        "registry": {"version": registry.version, "hash": registry.hash},
        "effective": {
            "from": str(document.effective_from),
            "to": str(document.effective_to) if document.effective_to else None,
        },
        "published": instant_text(document.published),
        "published_by": document.published_by,
        "rationale": document.rationale,
        "new": new,
        "changed": since_json(meant),
    }
    said = (
        f"{document.plan} {document.version} is published, effective {document.effective_from}. Hash {document.hash}."
    )
    call.out.result(
        result,
        said if new else f"{document.plan} {document.version} was published already, with this text. Nothing changed.",
    )
    return Exit.DONE


def _complete(call: Call, draft: Draft) -> None:
    """Checks the plan against its published registry; a draft of one does not count."""
    if draft.table is None:
        return
    if not (draft.is_registry or draft.is_calendar):
        draft.table = published_parent(call, draft.table, draft.problems)
    if draft.table is None:
        return
    if draft.is_registry:
        draft.problems.add(draft.table.place, "plan", "registry", "This is a registry.", "Use `registry publish FILE`.")
    elif draft.is_calendar:
        draft.problems.add(draft.table.place, "plan", "calendar", "This is a calendar.", "Use `calendar publish FILE`.")
    elif not draft.names_registry:
        complete(draft, None, calendar_published(call))
    else:
        registry = registry_named(call, draft.names_registry, needed=True)
        complete(draft, registry, calendar_published(call, needed=True))


def _older(connection: Connection, plan: Plan) -> Iterator[Plan]:
    """The versions of the plan that are published already."""
    catalogue = Catalogue()
    for head in catalogue.heads(connection, ANY_INSTANT):
        if head.plan == plan.name and head.version != plan.version:
            yield catalogue.scheme(connection, head).plan


def _agree(draft: Draft, effective: date) -> None:
    if draft.plan is None or draft.plan.effective_from == effective:
        return
    start = draft.plan.effective_from
    table = draft.plan.document
    tree = table.get("effective")
    message = f"The document says `from: {start}`, and --effective says {effective}."
    remedy = f"Write `from: {effective}` into the document, or publish it with --effective {start}."
    draft.problems.add(tree.place if tree else table.place, "effective.from", "effective", message, remedy)
