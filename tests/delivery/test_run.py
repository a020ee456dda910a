"""The whole way: the program finds that the anchor is due, and posts it once; a second start finds nothing to do."""

from pathlib import Path

from bot.cli.exits import Exit
from bot.clock import micros
from bot.delivery.schedules import Scheduling
from bot.manifest import manifest
from sandbox import LocalSlack
from storage import outbox
from storage.audit import append
from storage.database import Database
from tests.bot.house import Commands, settings
from tests.bot.process import WORKSPACE, program, somebody

OPERATORS = "C001"


async def test_the_anchor_is_posted_once(sqlite_database: Database, tmp_path: Path) -> None:
    given = settings(SLACK_APP_TOKEN="xapp-local", OPERATOR_CHANNEL=OPERATORS)
    with sqlite_database.write() as connection:
        append(connection, 1, "look", {"period": "2026-Q4"}, actor="mia", subject="ana")
    Scheduling(sqlite_database, given).tick_at(micros("2026-11-20T06:00:00Z"))  # from now on it is scheduled
    late = {"FAIRSHARE_CLOCK": "2026-11-20T07:30:00Z", "OPERATOR_CHANNEL": OPERATORS}
    async with (
        LocalSlack.start(WORKSPACE, manifest(given, Commands().declared())) as slack,
        somebody(slack) as ana,
    ):
        async with program(slack.api_url, sqlite_database, tmp_path, **late) as running:
            shown = await ana.until_said("Anchor of the audit log, 20 Nov 2026")
            age = (await running.health())[1]["oldest_due_age_s"]
            assert (age or 0) < 30 * 60  # waits since it was queued, and not since its hour
            assert await running.stop() == Exit.DONE
        async with program(slack.api_url, sqlite_database, tmp_path, **late) as running:
            assert await running.stop() == Exit.DONE
        assert len([message for message in await ana.history() if "Anchor" in str(message)]) == 1
        assert await ana.refusals() == []
    with sqlite_database.read() as connection:
        (entry,) = outbox.entries(connection)
    assert (entry.state, entry.ts, entry.period) == ("sent", shown["ts"], "2026-11-20")
