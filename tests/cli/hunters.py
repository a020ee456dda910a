"""Three people of the small plan of `papers`, with their terms and facts: in a database, as the verbs put them there."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.papers import papers, write

AT = ("--as-of", "2026-04-02T08:00:00Z")  # the first quarter is over
DURING = ("--as-of", "2026-03-20T08:00:00Z")
PEOPLE = """person_id,name,email,team_id,slack_user_id,manager_id,function,start,end,locale,zone,currency,kind,partner_id,entity_id,from
P-1,Ana Alves,ana@example.com,north,U001,,sales,2025-01-01,,en-IE,Europe/Dublin,EUR,person,,,
P-2,Ben Brandt,ben@example.com,north,U002,P-1,sales,2025-01-01,,de-DE,Europe/Berlin,EUR,person,,,
P-3,Cleo Caron,cleo@example.com,north,U003,P-1,support,2025-01-01,,fr-FR,Europe/Paris,EUR,person,,,
"""
TEAMS = "team_id,name,channel_id,zone,parent_id,entity_id\nnorth,North,C001,Europe/Dublin,,\n"
TERMS = """payee_id,term,value,unit,from,to
P-1,base,1000.50,EUR,2026-01-01,
P-2,base,2000.00,EUR,2026-01-01,
"""
FACTS = """fact_id,metric,subject_kind,subject_id,observed,value,unit
F-1,accounts-won,person,P-1,2026-01-20,yes,yes/no
F-2,accounts-won,person,P-1,2026-02-20,yes,yes/no
F-3,accounts-won,person,P-2,2026-02-21,yes,yes/no
"""


@pytest.fixture
def at(call: Call, database: Database, empty_folder: Path) -> tuple[str, str]:
    """A database with the plan, three people, their terms and facts; what to add to a call for it."""
    papers(empty_folder)
    url = ("--database", database.url.render_as_string(hide_password=False))
    published = ("--as-of", "2025-12-01T00:00:00Z")
    why = ("--effective", "2026-01-01", "--rationale", "A year of its own.")
    assert call("registry", "publish", "registry.yaml", *published, *url).code == 0
    assert call("plan", "publish", "plan.yaml", *why, *published, *url).code == 0
    for what, text in (("teams", TEAMS), ("people", PEOPLE), ("terms", TERMS)):
        done = call(
            "import", what, write(empty_folder, f"{what}.csv", text), "--source", "hr", *published, *url, "--json"
        )
        assert done.code == 0, done.out
    facts = write(empty_folder, "facts.csv", FACTS)
    read = ("--as-of", "2026-03-10T08:00:00Z")
    assert call("import", "facts", facts, "--source", "crm", "--complete-through", "2026-03-09", *read, *url).code == 0
    return url
