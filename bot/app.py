"""The one factory of the app: everything is handed in, nothing happens at import."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.delivery.changes import Changes
from bot.desk import Desk
from bot.effects import Charts, Effects
from bot.front import Front
from bot.settings import Settings
from bot.table import Declared, Table
from bot.who import Workspace
from bot.wire import Identity
from bot.workers import Workers
from commands.world import World

_ANY = re.compile(".*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the app runs on: the way to Slack, what Slack said of us, and threads."""

    session: aiohttp.ClientSession
    client: AsyncWebClient
    identity: Identity
    workers: Workers
    charts: Charts = field(default_factory=Charts)


@dataclass(frozen=True, slots=True)
class App:
    """The Bolt app and the listeners behind it."""

    bolt: AsyncApp
    front: Front


def build_app(settings: Settings, world: World, ground: Ground, clock: Clock, declared: Declared | None = None) -> App:
    """Wire the listeners to what is declared. Bolt verifies and dispatches; which command or button it is, the table knows."""
    table = Table(declared or Declared(), settings)
    home = Workspace(str(ground.identity.get("team_id", "")), str(ground.identity.get("enterprise_id") or ""))
    effects = Effects(ground.client, ground.session, settings.slack_api_url, ground.charts)
    changes = Changes(world.database, settings, str(ground.identity.get("user_id", "")))
    front = Front(Desk(world, table, clock, home), effects, ground.workers, changes)
    bolt = AsyncApp(
        name="Fairshare",
        client=ground.client,
        request_verification_enabled=False,  # the door verified; in socket mode there is no signature
        ssl_check_enabled=False,  # answered at the door
        attaching_function_token_enabled=False,  # there are no functions
        authorize=_known(ground.identity, settings.slack_bot_token),
        process_before_response=True,  # else Bolt looks every 10 ms whether there is an acknowledgement
    )
    bolt.command(_ANY)(front.command)
    bolt.action(_ANY)(front.press)
    bolt.view(_ANY)(front.submission)
    bolt.event(_ANY)(front.event)
    return App(bolt, front)


def _known(identity: Identity, token: str) -> Callable[..., Awaitable[AuthorizeResult]]:
    """Authorise with what was asked once: Bolt would ask Slack for each new team, and fail while Slack is down."""
    result = AuthorizeResult(
        enterprise_id=identity.get("enterprise_id"),
        team_id=identity.get("team_id"),
        bot_user_id=identity.get("user_id"),
        bot_id=identity.get("bot_id"),
        bot_token=token,
    )

    async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:  # noqa: ARG001 - Bolt's names
        return result

    return authorize
