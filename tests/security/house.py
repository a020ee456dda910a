"""The real program before a company with secrets: everybody has pay, and every account is of a kind of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from aiohttp.test_utils import TestServer

from bot.app import Ground, build_app
from bot.desk import Desk
from bot.door import door
from bot.effects import Charts
from bot.table import Declared, Table
from bot.who import Caller, Workspace
from bot.wire import Identity, new_client, new_session
from bot.workers import Workers
from plans.dossier import Dossier
from storage.slack_users import SlackUser, upsert_slack_users
from tests.bot.house import Door, settings, well
from tests.bot.knock import SECRET, TEAM
from tests.commands.conftest import HERE, LONG_AGO, Company, fill
from tests.storage.recording import person, stay, term
from tests.views.northwind import AS_OF, dossier

SAM, INES, PAT, RAE, OLGA = "U0SAM", "U0INES", "U0PAT", "U0RAE", "U0OLGA"
"""Sam reports to Ines, and she to Olga; Pat, who has the same plan as Sam, reports to Rae."""

GUEST, GONE, ROBOT, STRANGER, ENDED, EARLY, TWICE = (
    "U0GUEST",
    "U0GONE",
    "U0BOT",
    "U0STRANGE",
    "U0ENDED",
    "U0EARLY",
    "U0TWICE",
)
LEFT, CONTACT, NOBODY = "U0LEFT", "U0CONTACT", "U0NOBODY"
"""A contact whose enrolment ended, one whose has not begun, an account that two people share; a manager who left; a contact of Pat's."""

REFUSED = (GUEST, GONE, ROBOT, STRANGER, ENDED, EARLY, TWICE, NOBODY)
NOW = "2026-11-20T06:00:00Z"
REASON = "zanzibar talk with quillfeather"

CANARIES = ("98765", "98,765", "zanzibar", "quillfeather", "Quillfeather")
"""Sam's target pay as it is written, words of a reason, and a name: they stand in answers, and in no log."""


def enrol(company: Company) -> None:
    """Accounts for the company of the commands' tests, pay for Pat too, and everybody else who might knock."""
    company.record(
        person("sam", name="Sam Quillfeather", slack_user_id=SAM),
        term("target", payee_id="sam", minor=9_876_500, unit="EUR"),
        person("ines", name="Ines Moreau", slack_user_id=INES),
        person("olga", name="Olga Brandt", slack_user_id=OLGA),
        person("rival", name="Rae Rival", slack_user_id=RAE),
        person("pat", name="Pat Long", slack_user_id=PAT),
        stay("pat", date(2020, 1, 1), manager_id="rival", attributes={"role": "manager"}, **HERE),
        term("target", payee_id="pat", minor=4_321_000, unit="EUR"),
        *(row for each in (GUEST, GONE, ROBOT, STRANGER) for row in (person(each, slack_user_id=each), stay(each))),
        *(row for each in ("first", "second") for row in (person(each, slack_user_id=TWICE), stay(each))),
        person("contact", slack_user_id=CONTACT, kind="contact", partner_id="pat"),
        stay("contact"),
        person("ended", slack_user_id=ENDED, kind="contact", partner_id="pat"),
        stay("ended", ends=date(2026, 11, 19)),
        person("early", slack_user_id=EARLY, kind="contact", partner_id="pat"),
        stay("early", date(2026, 11, 21)),
        person("left", slack_user_id=LEFT),
        stay("left", ends=date(2026, 11, 19)),
        person("orphan"),
        stay("orphan", manager_id="left"),
        at=LONG_AGO + 1,
    )
    with company.world.database.write() as connection:
        fill(connection, _pats(dossier()))
        upsert_slack_users(
            connection,
            [
                *(SlackUser(each, each.lower(), 1) for each in (SAM, INES, OLGA, RAE, PAT, TWICE, LEFT)),
                SlackUser(GUEST, "guest", 1, is_restricted=True),
                SlackUser(GONE, "gone", 1, deleted=True),
                SlackUser(ROBOT, "robot", 1, is_bot=True),
                SlackUser(STRANGER, "stranger", 1, is_stranger=True),
                *(SlackUser(each, each.lower(), 1, is_ultra_restricted=True) for each in (CONTACT, ENDED, EARLY)),
            ],
        )


def _pats(recorded: Dossier) -> Dossier:
    """The same facts again, of Pat."""
    facts = {
        key: tuple(each._replace(fact_id=f"{each.fact_id}-pat", subject_id="pat") for each in some)
        for key, some in recorded.facts.items()
    }
    return replace(recorded, payee_id="pat", facts=facts, terms=())


def desk_of(company: Company, now: int = AS_OF) -> Desk:
    """The real way in, without a server before it."""
    return Desk(company.world, Table(Declared(), settings()), lambda: now, Workspace(TEAM))


def caller(account: str) -> Caller:
    return Caller((account,), TEAM)


@dataclass
class Knocker(Door):
    """A door of this process with the real commands behind it."""

    answers: list[str] = field(default_factory=list)

    async def press(self, action: str, value: str, who: str, key: str = "", **more: Any) -> str:
        """A button, in a modal where a key is given."""
        payload = _interaction("block_actions", who) | {
            "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value}]
        }
        if key:
            payload["view"] = {"id": "V1", "type": "modal", "hash": "h", "private_metadata": key}
        return await self._kept(payload | more)

    async def send(self, who: str, whom: str, reason: str = REASON, form: str = "fs.team") -> str:
        """The form of `/team`, whether or not it was ever opened."""
        answers = {
            "whom": {"selected_option": {"value": whom}},
            "period": {"selected_option": {"value": "this"}},
            "reason": {"value": reason},
        }
        view = {
            "id": "V1",
            "type": "modal",
            "callback_id": form,
            "private_metadata": "",
            "blocks": [{"type": "input", "block_id": each} for each in answers],
            "state": {"values": {each: {each: answer} for each, answer in answers.items()}},
        }
        return await self._kept(_interaction("view_submission", who) | {"view": view})

    async def _kept(self, payload: dict[str, Any]) -> str:
        answered = await self.interact(payload)
        assert answered.status == 200, answered.text
        self.answers.append(answered.text)
        return answered.text


def _interaction(kind: str, who: str) -> dict[str, Any]:
    here = {"team": {"id": TEAM}, "user": {"id": who, "team_id": TEAM}, "api_app_id": "A0LOCAL0001"}
    return {"type": kind, "trigger_id": "1.2.abc", "response_url": "", **here}


@asynccontextmanager
async def real_door(company: Company, api: str = "", port: int = 0) -> AsyncIterator[Knocker]:
    """The app with the commands that people have on a port (a free one by default), its Web API at `api` (nowhere by default)."""
    given = settings(**({"SLACK_API_URL": api} if api else {}))
    async with new_session() as session:
        workers = Workers(2, "answer")
        identity = Identity(team_id=TEAM, user_id="U0BOT000001", bot_id="B0BOT000001")
        ground = Ground(session, new_client(given, session), identity, workers, Charts())
        app = build_app(given, company.world, ground, lambda: AS_OF)
        app.front.deadline_s = 60  # a busy machine must not turn answers into promises
        async with TestServer(door(well, app.bolt, SECRET), port=port) as server:
            yield Knocker(str(server.make_url("")).rstrip("/"), session, app)
        await app.front.finish(5)
        workers.close()
