"""`backup` and `restore-check`: one file that holds everything, and the proof that it can be restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli.audit import verdict_json, verdict_words
from bot.cli.exits import Exit
from bot.cli.failures import VerbError
from bot.cli.surroundings import address, current
from bot.cli.verb import Call, verb
from storage import backup as storage_backup
from storage import restore
from storage.restore import RestoreReport


@verb
@click.argument("file", type=Path, metavar="FILE")
def backup(call: Call, file: Path) -> None:
    """Write the whole database into a new file, while it is in use. An existing file is never overwritten."""
    with current(call) as database:
        try:
            storage_backup.backup(database, file)
        except OSError as error:
            message = f"{file} cannot be written: {(error.strerror or 'it failed').lower()}."
            raise VerbError(Exit.DATABASE, "file", message, "Nothing was left behind. Name another place.") from error
    size = file.stat().st_size
    call.out.result(
        {"file": str(file), "bytes": size},
        f"{file} holds everything: {size:,} bytes. Check it with `restore-check {file}`.",
    )


@verb
@click.argument("file", type=Path, metavar="FILE")
def restore_check(call: Call, file: Path) -> Exit:
    """Restore a backup and look at everything in it: exit 7 when something does not hold. The backup is not touched.

    A file of SQLite is copied. A dump of Postgres is restored on the server of --database (else of DATABASE_URL), into a database of its
    own that is dropped again; the user there needs the right to create one. A dump can do there what its user may: check only your own.

    \b
        {"ok", "kind", "schema", "rows": {table: count}, "audit", "problems": [words]}
    """
    report = restore.restore_check(file, address(call))
    document = {
        "ok": report.ok,
        "kind": report.kind,
        "schema": report.schema,
        "rows": dict(report.rows) if report.rows is not None else None,
        "audit": verdict_json(report.audit) if report.audit else None,
        "problems": list(report.problems),
    }
    call.out.result(document, "\n".join(_lines(report, file)))
    return Exit.DONE if report.ok else Exit.DIFFERS


def _lines(report: RestoreReport, file: Path) -> Iterator[str]:
    yield f"{file} can be restored." if report.ok else f"{file} cannot be trusted."
    yield from (f"  {problem}" for problem in report.problems)
    if report.rows is not None:
        yield f"It holds {sum(report.rows.values()):,} rows in {len(report.rows)} tables, schema {report.schema}."
    if report.audit is not None and report.ok:
        yield verdict_words(report.audit, anchored=False)
