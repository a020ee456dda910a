"""A small company, commands of these tests' own, and the real app behind its real door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.app import App, Ground, build_app
from bot.clock import clock_of, real
from bot.door import Health, door
from bot.settings import Settings, read_settings
from bot.table import Declared
from bot.wire import Identity, new_client, new_session
from bot.workers import Workers
from commands.declare import Ask, Command, Needs, Press, Submission
from commands.world import World
from storage.catalogue import Catalogue
from storage.database import Database
from storage.slack_users import SlackUser, upsert_slack_users
from tests.bot.knock import ANA, CORA, GREG, GUS, MIA, ROB, SECRET, TEAM, Knock
from tests.bot.sayings import mypay, why_line
from tests.storage.recording import person, record, stay
from views.effects import Effect, FormFaults, OpenForm, PushForm, Refuse, ReplaceForm, Reply
from views.message import Actions, Bold, Button, Choice, Code, Form, Message, Option, Paragraph, Question

JsonObject = dict[str, Any]

NOW = "2026-11-20T06:00:00Z"
CANARY = "98765.43"
"""An amount that stands in every answer here and may stand in no log."""


def people(database: Database) -> None:
    """Enrol them all, and mirror their accounts."""
    with database.write() as connection:
        record(
            connection,
            person("ana", name="Ana Alves", slack_user_id=ANA),
            stay("ana", manager_id="mia", zone="Europe/Dublin"),
            person("mia", name="Mia Moss", slack_user_id=MIA),
            stay("mia"),
            person("gus", slack_user_id=GUS),
            stay("gus"),
            person("cora", slack_user_id=CORA, kind="contact", partner_id="acme"),
            stay("cora"),
            person("greg", slack_user_id=GREG),
            stay("greg"),
            person("rob", slack_user_id=ROB),
            stay("rob"),
            at=1,
        )
        upsert_slack_users(
            connection,
            [
                SlackUser(ANA, "ana", 1),
                SlackUser(MIA, "mia", 1),
                SlackUser(GUS, "gus", 1, is_restricted=True),
                SlackUser(CORA, "cora", 1, is_ultra_restricted=True),
                SlackUser(GREG, "greg", 1, deleted=True),
                SlackUser(ROB, "rob", 1, is_bot=True),
            ],
        )


@dataclass
class Commands:
    """Use cases of these tests; `may_go_on` holds `/slow` back, `asked` keeps what was asked."""

    may_go_on: Event = field(default_factory=Event)
    asked: list[Ask] = field(default_factory=list)

    def declared(self) -> Declared:
        anybody, manager = Needs.PERSON, Needs.MANAGER
        return Declared(
            commands=(
                Command(
                    "mypay",
                    "/mypay",
                    "[period | help]",
                    "Where you stand.",
                    (("Q3", "an earlier quarter"),),
                    anybody,
                    self.mypay,
                ),
                Command(
                    "team", "/team", "[name]", "How your reports stand.", (), manager, self.mypay, takes_people=True
                ),
                Command("boom", "/boom", "", "Fails.", (), anybody, self.boom),
                Command("slow", "/slow", "", "Takes its time.", (), anybody, self.slow),
                Command("whose", "/whose", "", "Asks for another's.", (), anybody, self.whose),
                Command("echo", "/echo", "", "Repeats.", (), anybody, self.echo),
                Command(
                    "old", "/old", "", "Shows a button that is gone.", (), anybody, lambda _ask, _world: Reply(old())
                ),
                Command("modal", "/modal", "", "Opens a modal.", (), anybody, lambda _ask, _world: OpenForm(modal())),
                Command("form", "/form", "", "Opens a form.", (), anybody, self.form),
            ),
            presses=(
                Press("fs.why.*", "Why a figure is what it is.", anybody, self.why),
                Press("fs.past", "An earlier period.", anybody, self.mypay),
                Press("fs.more", "A modal on top.", anybody, lambda _ask, _world: PushForm(why_line())),
                Press("fs.other", "Another modal instead.", anybody, lambda _ask, _world: ReplaceForm(note("Changed"))),
                Press("fs.team", "For managers.", manager, self.mypay),
                Press("fs.boom", "Fails.", anybody, self.boom),
            ),
            submissions=(Submission("fs.ask", "A question.", anybody, self.sent, ("words", "line")),),
        )

    def mypay(self, ask: Ask, _world: World) -> Effect:
        self.asked.append(ask)
        return Reply(mypay())

    def boom(self, ask: Ask, _world: World) -> Effect:
        raise ValueError(f"could not convert {CANARY} of {ask.who.name}: {ask.text}")

    def slow(self, ask: Ask, _world: World) -> Effect:
        assert self.may_go_on.wait(20)
        return Reply(said(f"At last: {ask.who.name} has {CANARY}"))

    def whose(self, _ask: Ask, _world: World) -> Effect:
        return Refuse("not a report of theirs")

    def echo(self, ask: Ask, _world: World) -> Effect:
        self.asked.append(ask)
        return Reply(said(ask.text))

    def why(self, ask: Ask, _world: World) -> Effect:
        self.asked.append(ask)
        return OpenForm(why_line())

    def form(self, _ask: Ask, _world: World) -> Effect:
        return OpenForm(question_form())

    def sent(self, ask: Ask, _world: World) -> Effect:
        self.asked.append(ask)
        if ask.answers.get("words") == "boom":
            raise ValueError(CANARY)
        if len(ask.answers.get("words", "")) < 10:
            return FormFaults({"words": "Please say a little more."})
        return ReplaceForm(note("Your case is C-2026-031."))


def said(text: str) -> Message:
    return Message(
        (Paragraph(((Bold(text),),)), Actions((Button("fs.past", "Earlier", "v1"), Button("fs.why.nrr", "Why?", "v2"))))
    )


def note(text: str) -> Form:
    return Form("fs.note", "Thank you", (Paragraph(((text, " Write down ", Code("C-2026-031")),)),))


def old() -> Message:
    return Message((Actions((Button("fs.gone", "Press me", "v"),)),))


def modal() -> Form:
    """A modal with a button of each kind."""
    buttons = tuple(Button(f"fs.{name}", name.title(), "v") for name in ("more", "other", "past", "boom", "team"))
    return Form("fs.modal", "A modal", (Actions(buttons),))


def question_form() -> Form:
    """A form with a question and a choice."""
    return Form(
        "fs.ask",
        "Something looks wrong",
        (
            Question("words", "What looks wrong?", hint="One example is enough.", lines=4),
            Choice("line", "Which line?", (Option("nrr", "Retention"), Option("ttv", "First value")), initial="ttv"),
        ),
        submit="Send to council",
        close="Cancel",
        key="opaque",
    )


def settings(**more: str) -> Settings:
    """Settings for tests; names are those of the environment."""
    usual = {
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "FAIRSHARE_CLOCK": NOW,
        "FAIRSHARE_HTTP": "127.0.0.1:0",
    }
    return read_settings(usual | more, commands=("mypay", "team"), serving=True)


@dataclass
class Door(Knock):
    """The same before a door of this process, with the app behind it."""

    app: App


async def well() -> JsonObject:
    return {"ok": True}


@asynccontextmanager
async def open_door(
    database: Database,
    commands: Commands,
    api: str = "",
    *,
    deadline_s: float = 60,
    port: int = 0,
    health: Health = well,
    **more: str,
) -> AsyncIterator[Door]:
    """The app in http mode on a port (a free one by default), its Web API at `api` (nowhere by default)."""
    given = settings(**({"SLACK_API_URL": api} if api else {}), **more)
    async with new_session() as session:
        identity = Identity(team_id=TEAM, user_id="U0BOT000001", bot_id="B0BOT000001")
        workers = Workers(4, "answer")
        ground = Ground(session, new_client(given, session), identity, workers)
        world = World(database, Catalogue(), real)
        app = build_app(given, world, ground, clock_of(given.fairshare_clock), commands.declared())
        app.front.deadline_s = deadline_s  # a busy machine must not turn answers into promises; tests of those say less
        async with TestServer(door(health, app.bolt, SECRET), port=port) as server:
            yield Door(str(server.make_url("")).rstrip("/"), session, app)
        await app.front.finish(5)
        workers.close()


@asynccontextmanager
async def broken_api(handler: Any) -> AsyncIterator[tuple[str, list[str]]]:
    """A Web API that answers as `handler` does; the list fills with the paths that were asked."""
    asked: list[str] = []

    async def receive(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        answered: web.StreamResponse = await handler(request)
        return answered

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", receive)
    async with TestServer(app) as server:
        yield str(server.make_url("/api/")), asked
