"""`plan check`: every problem of plans, registries and calendars at once, before anything is published."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.calendar.check import read_calendar
from bot.cli.exits import Exit
from bot.cli.plan.documents import read_draft
from bot.cli.plan.registries import registries
from bot.cli.plan.verdict import judged
from bot.cli.verb import Call, verb


@verb
@click.argument("files", nargs=-1, required=True, type=Path, metavar="FILE…")
@click.option("--registry", type=Path, metavar="FILE", help="The registry to read the plans with.")
@click.option("--calendar", type=Path, metavar="FILE", help="The company calendar, for plans that count by it.")
def check(call: Call, files: tuple[Path, ...], registry: Path | None, calendar: Path | None) -> Exit:
    """List every problem of plans, registries and calendars, each with its place and what to write instead.

    A plan is read with the registry that it names: the file of --registry, a registry among the files, the published one, or the file
    registry.yaml beside the plan; and so with its calendar: --calendar, a calendar among the files, the published one, or calendar.yaml. Exit 3 when anything is to mend; warnings do not count.

    \b
        {"ok", "hash", "problems": [{"file", "line", "column", "path", "code", "message", "remedy"}],
         "files": [{"file", "ok", "hash"}]}

    With --jsonl there is one line a file: {"file", "ok", "hash", "problems"}.
    """
    drafts = [read_draft(path) for path in files]
    dates = read_calendar(calendar) if calendar else None
    known = registries(call, registry, drafts, dates)
    for draft in drafts:
        if not (draft.is_registry or draft.is_calendar):
            known.complete(draft)
    named = [known.named] if known.named and registry not in files else []
    if dates is not None and calendar not in files:
        named.append(dates)
    read = [*named, *drafts]
    return judged(call, drafts, read)
