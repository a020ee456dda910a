"""`run` takes what comes by itself: a query that is due at the start, by the real program; and its log holds nothing of it."""

from __future__ import annotations

from pathlib import Path

from storage.database import Database
from tests.bot.process import local_slack, program
from tests.feeds.mappings import DAILY
from tests.imports.other_database import deals
from tests.imports.read_back import published


async def test_a_query_that_is_due_is_asked_at_the_start(company: Database, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "deals.yaml").write_text(DAILY, encoding="utf-8")
    (tmp_path / "sources" / "wrong.yaml").write_text("mapping: wrong\n", encoding="utf-8")
    with deals(tmp_path, "") as crm:
        more = {"FAIRSHARE_SOURCES": str(tmp_path / "sources"), "CRM": crm}
        async with local_slack() as slack, program(slack.api_url, company, tmp_path, **more) as running:
            assert await running.stop() == 0
    assert {"D-1", "D-2", "D-3"} <= {fact for (fact,) in published(company, "fact", "fact_id")}
    assert "source=crm delivery: taken" in running.log
    assert "problems in the mappings" in running.log
    for private in ("1250.5", "crm.db", "D-1"):
        assert private not in running.log, private
