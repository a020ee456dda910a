"""`run`: everything is opened in order, served until a signal or a dead socket, and closed in the opposite order."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import partial

from aiohttp import web
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot import logs
from bot.app import App, Ground, build_app
from bot.cli.environment import written
from bot.cli.exits import Exit
from bot.clock import Clock, clock_of, real
from bot.delivery.courier import CHANNEL_PACE, TIMES, Courier, Road, Times
from bot.delivery.schedules import Scheduling
from bot.directory import sync_people
from bot.door import door
from bot.effects import Charts
from bot.feeds import Feeding
from bot.health import Health
from bot.line import DEAD_S, Handler, Line, until_dead
from bot.native_charts import takes_charts
from bot.settings import Problem, Settings, SettingsError
from bot.table import Declared
from bot.tick import Chore, Tick, scheduled
from bot.wire import FAILURES, Identity, new_client, new_session, who_we_are
from bot.workers import Workers
from commands.world import World
from jobs.board import board
from storage.catalogue import Catalogue
from storage.database import REQUEST_PATIENCE_S, Database
from storage.outbox import Pace
from storage.schema import require_current

log = logging.getLogger(__name__)

THREADS = 8
COURIERS = 2  # one waits for Slack while the other goes on; the pace is kept in the database
FIRST_TICK_S = 10.0  # a large directory goes on being read while people are served
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
KEEP_ALIVE_S = 75.0  # aiohttp's own hour would let idle and half-sent connections pile up
ENDING_S = 3.0  # for each of three steps; a supervisor grants ten seconds


class SlackUnreachableError(SlackClientError):
    """Slack gave no usable answer at the start."""


def run(settings: Settings, declared: Declared | None = None, *, dead_s: float = DEAD_S, times: Times = TIMES) -> Exit:
    """Serve until SIGTERM (DONE) or until nothing was heard on the socket for `dead_s` seconds (SOCKET_DEAD).

    Raises StorageError when the database is of another version or served by another `run`, SettingsError when the address to listen on is
    taken, SlackClientError when Slack refuses the tokens or cannot be reached.
    """
    logs.set_up(settings.log_level)
    with closing(Database.open(settings.database_url, patience_s=REQUEST_PATIENCE_S)) as database:
        require_current(database)
        with database.run_lock():
            return asyncio.run(_serve(settings, database, declared, dead_s, times))


async def _serve(
    settings: Settings, database: Database, declared: Declared | None, dead_s: float, times: Times
) -> Exit:
    _cancel_on_signals()
    try:
        async with _ground(settings, times) as ground, _apart() as apart:
            clock = clock_of(settings.fairshare_clock)
            tick = Tick(_chores(settings, database, ground, apart, clock))
            world = World(database, Catalogue(), real, settings.manager_depth, board(), lambda: tick.last)
            app = build_app(settings, world, ground, clock, declared)
            async with (
                _ticking(tick, settings),
                _connected(app, settings) as line,
                _delivering(settings, database, ground, times),
            ):
                with closing(Workers(1, "health")) as thread:
                    health = Health(settings, database, thread, tick, line.age_s if line else None)
                    async with _listening(app, settings, health) as address:
                        _say_ready(settings, address)
                        await (until_dead(line, dead_s) if line else asyncio.Event().wait())
    except asyncio.CancelledError:
        return Exit.DONE  # a signal; everything was closed on the way here
    except TimeoutError:
        log.exception("no socket could be opened in time")
    return Exit.SOCKET_DEAD


def _cancel_on_signals() -> None:
    """The first SIGTERM or SIGINT ends the serving; a second one does not disturb the ending."""
    loop, serving = asyncio.get_running_loop(), asyncio.current_task()

    def end(number: int) -> None:
        log.info("signal=%d: ending", number)
        for each in _SIGNALS:
            loop.add_signal_handler(each, log.info, "already ending")
        if serving is not None:
            serving.cancel()

    for number in _SIGNALS:
        loop.add_signal_handler(number, end, number)


@asynccontextmanager
async def _ground(settings: Settings, times: Times) -> AsyncIterator[Ground]:
    workers = Workers(THREADS, "answer")
    async with new_session(times.patience / 1_000_000) as session:
        client = new_client(settings, session)
        charts = Charts(native=settings.native_charts == "on")
        yield Ground(session, client, await _identity(client), workers, charts)
    workers.close()


@asynccontextmanager
async def _apart() -> AsyncIterator[Workers]:
    """A thread for what takes long, so that nobody waits for an answer meanwhile."""
    with closing(Workers(1, "sources")) as thread:
        yield thread


async def _identity(client: AsyncWebClient) -> Identity:
    try:
        return await who_we_are(client)
    except FAILURES as error:
        raise _unreachable(error) from None


def _unreachable(error: Exception) -> SlackClientError:
    """Slack's own refusals as they are; a line that is down as the same kind, so that one exit code tells of both."""
    return error if isinstance(error, SlackClientError) else SlackUnreachableError(type(error).__name__)


def _chores(settings: Settings, database: Database, ground: Ground, apart: Workers, clock: Clock) -> list[Chore]:
    due = partial(ground.workers.run, Scheduling(database, settings).tick_now, clock)
    chores = [
        Chore("sync_people", partial(sync_people, ground.client, database, ground.workers)),
        Chore("due", due, every_s=0, retry_s=0, vital=True),
    ]
    if settings.fairshare_sources:
        feeding = Feeding(database, settings.fairshare_sources, {**written(), **os.environ})
        chores.append(Chore("sources", partial(apart.run, feeding.take_now, clock), every_s=0))
    if settings.native_charts == "auto":
        chores.append(Chore("native_charts", partial(_learn, ground)))
    return chores


async def _learn(ground: Ground) -> None:
    ground.charts.native = await takes_charts(ground.client)


@asynccontextmanager
async def _delivering(settings: Settings, database: Database, ground: Ground, times: Times) -> AsyncIterator[None]:
    """The couriers at work. On leaving, what each of them holds is given time to end; else it is found out later what became of it."""
    with closing(Workers(1, "post")) as thread:
        road = Road(ground.client, ground.session, settings.slack_api_url, database, thread, real, times)
        pace = Pace(CHANNEL_PACE, 60 * CHANNEL_PACE // settings.fairshare_posts_per_min)
        couriers = [Courier(road, pace) for _ in range(COURIERS)]
        work = {asyncio.create_task(courier.work()) for courier in couriers}
        try:
            yield
        finally:
            for courier in couriers:
                courier.ending.set()
            await asyncio.wait(work, timeout=ENDING_S)
            for each in work:
                each.cancel()
            await asyncio.gather(*work, return_exceptions=True)


@asynccontextmanager
async def _ticking(tick: Tick, settings: Settings) -> AsyncIterator[None]:
    scheduler = scheduled(tick, settings.fairshare_tick_s)
    try:
        await tick.first(FIRST_TICK_S)
        yield
    finally:
        scheduler.shutdown(wait=False)
        await tick.end()


@asynccontextmanager
async def _connected(app: App, settings: Settings) -> AsyncIterator[Line | None]:
    """The socket, in socket mode. On leaving, owed acknowledgements and promised answers go out first."""
    line = await Line.new(app.bolt, settings) if settings.fairshare_mode == "socket" else None
    handler = Handler(app.bolt, line) if line else None
    try:
        if line:
            try:
                line.wss_uri = await line.issue_new_wss_url()  # asked here once, since `connect` would ask without end
            except FAILURES as error:
                raise _unreachable(error) from None
            await asyncio.wait_for(line.connect(), DEAD_S)  # type: ignore[no-untyped-call]  # slack_sdk's own
        yield line
    finally:
        if handler:
            await handler.end(ENDING_S)
        await app.front.finish(ENDING_S)


@asynccontextmanager
async def _listening(app: App, settings: Settings, health: Health) -> AsyncIterator[tuple[str, int]]:
    by_http = settings.fairshare_mode == "http"
    web_app = door(health, app.bolt if by_http else None, settings.slack_signing_secret)
    runner = web.AppRunner(web_app, access_log=None, shutdown_timeout=ENDING_S, keepalive_timeout=KEEP_ALIVE_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, *settings.fairshare_http).start()
        except OSError as error:
            words = f"cannot be listened on ({os.strerror(error.errno or 0)}); choose another host or port"
            raise SettingsError((Problem("FAIRSHARE_HTTP", words),)) from None
        host, port, *_ = runner.addresses[0]
        yield host, port
    finally:
        await runner.cleanup()


def _say_ready(settings: Settings, address: tuple[str, int]) -> None:
    ready = {"event": "ready", "mode": settings.fairshare_mode, "http": "{}:{}".format(*address), "pid": os.getpid()}
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
