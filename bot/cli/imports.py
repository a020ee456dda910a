"""`import`: files of people, teams, roles, terms, facts, credits, links and benchmarks; all of a file or nothing of it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from bot.cli.environment import written
from bot.cli.exits import Exit
from bot.cli.import_words import told
from bot.cli.progress import bar
from bot.cli.surroundings import business_time, current, operator
from bot.cli.values import DAY
from bot.cli.verb import Call, misused, verb
from storage.imports import import_file

KINDS = ("people", "teams", "roles", "terms", "facts", "credits", "links", "benchmarks")


@verb
@click.argument("what", type=click.Choice(KINDS), metavar="|".join(KINDS))
@click.argument("file", type=Path, required=False, metavar="[FILE]")
@click.option("--mapping", type=Path, metavar="FILE", help="How the file's own columns become the canonical ones.")
@click.option(
    "--source", metavar="NAME", help="Where the rows come from; without it, the mapping's source or the file's name."
)
@click.option(
    "--complete-through", type=DAY, metavar="DATE", help="The source holds everything up to and including this day."
)
@click.option("--dry-run", is_flag=True, help="Check everything, publish nothing.")
def import_(
    call: Call,
    *,
    what: str,
    file: Path | None,
    mapping: Path | None,
    source: str | None,
    complete_through: date | None,
    dry_run: bool,
) -> Exit:
    """Import a file of rows: all of it, or, when a row is refused, nothing of it (exit 3).

    Without --mapping the header is canonical. FILE is left out where the mapping names a database and a query. Importing the same file again changes nothing; a row that says something else about the
    same thing is a correction, and the earlier one is kept.

    \b
        {"batch", "source", "rows", "accepted", "unchanged", "corrected", "published",
         "rejected": [{"line", "column", "value", "code", "message", "remedy"}], "warnings": [the same]}
    """
    if file is None and mapping is None:
        misused("Name a file, or with --mapping a mapping that names a database.")
    recorded = business_time(call)
    with current(call) as database, bar(f"Importing {file.name if file else what}") as progress:
        report = import_file(
            database,
            what,
            file,
            mapping,
            source,
            complete_through,
            dry_run=dry_run,
            recorded=recorded,
            by=operator(),
            environment={**written(), **os.environ},
            progress=progress,
        )
    return told(call, report, dry_run=dry_run)
