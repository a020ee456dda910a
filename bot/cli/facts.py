"""`fact add`: one fact that somebody enters by hand, where no file brings it."""

from __future__ import annotations

import click

from bot.cli.exits import Exit
from bot.cli.import_words import told
from bot.cli.surroundings import business_time, current, operator
from bot.cli.values import TEXT
from bot.cli.verb import Call, misused, verb
from storage.catalogue import Catalogue
from storage.imports import add_fact
from storage.imports.kinds.facts import SUBJECTS


@verb
@click.argument("fact_id", type=TEXT, metavar="FACT_ID")
@click.option("--metric", type=TEXT, required=True, metavar="NAME", help="What was observed, as files call it.")
@click.option("--subject", "subject_id", type=TEXT, required=True, metavar="ID", help="Whom or what it is about.")
@click.option(
    "--subject-kind", type=click.Choice(SUBJECTS), default="person", show_default=True, help="What the subject is."
)
@click.option("--observed", type=TEXT, required=True, metavar="DATE", help="The day on which it was so.")
@click.option("--value", type=TEXT, required=True, metavar="VALUE", help="As in a file: 1234.50, 92.5%, yes.")
@click.option("--unit", type=TEXT, required=True, metavar="UNIT", help="As in a file: EUR, demos, ratio, yes/no.")
@click.option("--item", "item_id", type=TEXT, default="", metavar="ID", help="The item that it belongs to.")
@click.option(
    "--source", type=TEXT, required=True, metavar="NAME", help="The source of the registry that it stands for."
)
@click.option("--reason", type=TEXT, required=True, metavar="TEXT", help="Why it is entered by hand: it is recorded.")
@click.option("--by", type=TEXT, default="", metavar="NAME", help="Who enters it; without it, who is logged in.")
@click.option("--dry-run", is_flag=True, help="Check everything, publish nothing.")
def add(call: Call, *, source: str, reason: str, by: str, dry_run: bool, **cells: str) -> Exit:
    """Enter one fact by hand, under an id of its own; the report is that of `import`.

    The published registry must know the metric's facts and the source. The same again changes nothing; another value under the same id is
    a correction, and the earlier one is kept. By whom and why stand in the audit log.
    """
    if not reason:
        misused("Say why: `--reason TEXT`.")
    recorded = business_time(call)
    with current(call) as database:
        with database.read() as connection:
            registry = Catalogue().registry(connection, recorded)
        report = add_fact(
            database, registry, cells, source, reason, recorded=recorded, by=by or operator(), dry_run=dry_run
        )
    return told(call, report, dry_run=dry_run)
