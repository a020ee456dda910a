"""`registry check` and `registry publish`: the registry of metrics, which plans name and which is published before them."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.exits import Exit
from bot.cli.files import read_text
from bot.cli.plan.documents import Draft, read_draft
from bot.cli.plan.meaning import affected, affected_words
from bot.cli.plan.publishing import Publication, publish_registry
from bot.cli.plan.words import refused
from bot.cli.surroundings import business_time, current, operator
from bot.cli.values import TEXT
from bot.cli.verb import Call, verb
from plans.export import instant_text
from plans.problem import Problems
from plans.statement import day_of
from storage.catalogue import Catalogue


@verb
@click.argument("file", type=Path, metavar="FILE")
def check(call: Call, file: Path) -> Exit:
    """List every problem of a registry, each with its place and what to write instead."""
    draft = read_registry_draft(file)
    ok = draft.problems.ok
    document = {key: value for key, value in draft.as_json().items() if key != "file"}
    verdict = f"{draft.file}: no problems. Hash {draft.hash}." if ok else f"{draft.file} cannot be published yet."
    call.out.diagnosis(document, [*map(str, draft.problems), verdict])
    return Exit.DONE if ok else Exit.PROBLEMS


@verb
@click.argument("file", type=Path, metavar="FILE")
@click.option("--by", type=TEXT, default="", metavar="NAME", help="Who publishes; without it, who is logged in.")
def publish(call: Call, file: Path, by: str) -> Exit:
    """Publish a registry: store its text under its hash, for good.

    Publishing the same text again changes nothing; another text needs another version. What a published plan reads stays as it was for that
    plan. Where it means something else in this registry, a note says what changed and which plans read it.

    \b
        {"registry", "hash", "published", "published_by", "new",
         "changed": [{"name", "fields": {FIELD: {"old", "new"}}, "plans": ["name@version"], "registry"}]}
    """
    draft = read_registry_draft(file)
    registry = draft.registry
    if registry is None or not draft.problems.ok:
        return refused(call, draft)
    text = read_text(file, Problems()) or ""
    with current(call) as database, database.write() as connection:
        what = Publication(text, business_time(call), by or operator())
        document, new = publish_registry(connection, registry, what)
    with current(call) as database, database.read() as connection:
        found = affected(connection, Catalogue(), registry, day_of(what.published), what.published) if new else []
    result = {
        "registry": document.version,
        "hash": document.hash,
        "published": instant_text(document.published),
        "published_by": document.published_by,
        "new": new,
        "changed": [each.as_json() for each in found],
    }
    call.out.tell(*(affected_words(each, document.version) for each in found))
    words = f"Registry {document.version} is published. Hash {document.hash}."
    call.out.result(
        result, words if new else f"Registry {document.version} was published already, with this text. Nothing changed."
    )
    return Exit.DONE


def read_registry_draft(file: Path) -> Draft:
    """The registry of a file; of another document, that it is none."""
    draft = read_draft(file)
    if draft.table is not None and not draft.is_registry:
        remedy = "A registry starts with `registry: its-version`; a plan is checked by `plan check`."
        draft.problems.add(draft.table.place, "registry", "no-registry", "This is no registry.", remedy)
    return draft
