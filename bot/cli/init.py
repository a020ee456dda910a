"""`init`: a database with its tables, and on asking a sample company in it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bot.cli.exits import Exit
from bot.cli.failures import VerbError
from bot.cli.sampling import fill, is_empty
from bot.cli.surroundings import opened
from bot.cli.verb import Call, verb
from bot.sample import make_sample
from storage.schema import State, check, upgrade


@verb
@click.option("--sample", is_flag=True, help="Fill it with a sample company: people, plans, six quarters of facts.")
def init(call: Call, *, sample: bool) -> None:
    """Create the database, or bring its tables up to date. What is in it stays.

    --sample wants an empty database, since its company has a past.
    """
    with opened(call) as database:
        before = check(database)
        schema = upgrade(database)
        if sample and not is_empty(database):
            remedy = "Name another one: `init --sample --database sqlite:///sample.db`."
            raise VerbError(
                Exit.DATABASE, "not-empty", "The database holds data already; the sample needs an empty one.", remedy
            )
        made: dict[str, Any] | None = None
        if sample:
            with TemporaryDirectory() as folder:
                made = fill(database, make_sample(Path(folder)))
    words = {State.EMPTY: "The database is created.", State.CURRENT: "The database was up to date already."}
    said = [words.get(before, "The database is up to date."), f"Schema {schema}."]
    if made:
        said.append(
            f"It holds the sample company: {made['rows']:,} rows of {len(made['imports'])} files, {len(made['plans'])} plans."
        )
    call.out.result({"before": before.value, "schema": schema, "sample": made}, " ".join(said))
