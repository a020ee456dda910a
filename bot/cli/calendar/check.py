"""`calendar check`: every problem of calendars at once, before one is published."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.exits import Exit
from bot.cli.plan.documents import Draft, read_draft
from bot.cli.plan.verdict import judged
from bot.cli.verb import Call, verb


@verb
@click.argument("files", nargs=-1, required=True, type=Path, metavar="FILE…")
def check(call: Call, files: tuple[Path, ...]) -> Exit:
    """List every problem of calendars, each with its place and what to write instead.

    Exit 3 when anything is to mend; warnings do not count.

    \b
        {"ok", "hash", "problems": [{"file", "line", "column", "path", "code", "message", "remedy"}],
         "files": [{"file", "ok", "hash"}]}
    """
    drafts = [read_calendar(path) for path in files]
    return judged(call, drafts, drafts)


def read_calendar(path: Path) -> Draft:
    """The calendar in a file, with everything that is wrong in it."""
    draft = read_draft(path)
    if draft.table is not None and not draft.is_calendar:
        remedy = "A calendar starts with `calendar: its-name`; plans and registries have verbs of their own."
        draft.problems.add(draft.table.place, "calendar", "no-calendar", "This is no calendar.", remedy)
    return draft
