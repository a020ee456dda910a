"""`db upgrade` and `db check`: the state of the tables."""

from __future__ import annotations

from bot.cli.exits import Exit
from bot.cli.surroundings import opened
from bot.cli.verb import Call, verb
from storage.database import Database
from storage.schema import State, check, revisions, upgrade, version


@verb
def db_upgrade(call: Call) -> None:
    """Bring the tables up to date, all or nothing. A database that is up to date stays as it is."""
    with opened(call) as database:
        before = check(database)
        now = upgrade(database)
    words = f"The tables were {before.value} already." if before is State.CURRENT else "The tables are up to date."
    call.out.result({"before": before.value, "schema": now}, f"{words} Schema {now}.")


@verb
def db_check(call: Call) -> Exit:
    """Say whether the tables are what this program needs: exit 5 when they are not."""
    with opened(call) as database:
        state, found = check(database), schema_of(database)
    ok = state is State.CURRENT
    document = {"ok": ok, "state": state.value, "schema": found, "needed": revisions()[-1]}
    remedy = {
        State.OLDER: " Run `db upgrade`.",
        State.EMPTY: " Run `init`.",
        State.NEWER: " Start the version that upgraded it.",
        State.FOREIGN: " Its tables are not Fairshare's: give it a database of its own.",
    }
    call.out.result(document, f"The database is {state.value}.{remedy.get(state, '')}")
    return Exit.DONE if ok else Exit.DATABASE


def schema_of(database: Database) -> str | None:
    """The version of the tables; None where there are none of ours."""
    if check(database) in {State.EMPTY, State.FOREIGN}:
        return None
    with database.read() as connection:
        return version(connection)
