"""`registry check` and `registry publish`: the registry of metrics, which plans name and which is published before them."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.exits import Exit
from bot.cli.files import read_text
from bot.cli.plan.documents import Draft, read_draft
from bot.cli.plan.publishing import Publication, publish_registry
from bot.cli.plan.words import refused
from bot.cli.surroundings import business_time, current, operator
from bot.cli.values import TEXT
from bot.cli.verb import Call, verb
from plans.export import instant_text
from plans.problem import Problems


@verb
@click.argument("file", type=Path, metavar="FILE")
def check(call: Call, file: Path) -> Exit:
    """List every problem of a registry, each with its place and what to write instead."""
    draft = _registry(file)
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

    Publishing the same text again changes nothing; another text needs another version.
    """
    draft = _registry(file)
    registry = draft.registry
    if registry is None or not draft.problems.ok:
        return refused(call, draft)
    text = read_text(file, Problems()) or ""
    with current(call) as database, database.write() as connection:
        what = Publication(text, business_time(call), by or operator())
        document, new = publish_registry(connection, registry, what)
    result = {
        "registry": document.version,
        "hash": document.hash,
        "published": instant_text(document.published),
        "published_by": document.published_by,
        "new": new,
    }
    words = f"Registry {document.version} is published. Hash {document.hash}."
    call.out.result(
        result, words if new else f"Registry {document.version} was published already, with this text. Nothing changed."
    )
    return Exit.DONE


def _registry(file: Path) -> Draft:
    draft = read_draft(file)
    if draft.table is not None and not draft.is_registry:
        remedy = "A registry starts with `registry: its-version`; a plan is checked by `plan check`."
        draft.problems.add(draft.table.place, "registry", "no-registry", "This is no registry.", remedy)
    return draft
