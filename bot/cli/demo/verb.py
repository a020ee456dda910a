"""The verb itself: prepare, start both, say one address, and end both when told to."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from bot.cli.demo.children import Child, start
from bot.cli.demo.folder import Folder, prepared
from bot.cli.exits import Exit
from bot.cli.failures import VerbError
from bot.cli.verb import Call, verb
from bot.sample import CLOCK

HOST = "127.0.0.1"
PORT = 8910
_HIGHEST = 65_535
_TRIED = 20  # ports after one that is taken
_TRY = "You are Ana Alves: type /mypay, and press Why? beside a line. Then be her manager, Ines Moreau, and type /team."


@verb
@click.option(
    "--port",
    type=click.IntRange(0, _HIGHEST),
    default=PORT,
    show_default=True,
    metavar="N",
    help="Where the page is; 0 takes a free port.",
)
@click.option("--keep", is_flag=True, help="Go on with the last demonstration's database.")
@click.option(
    "--folder", type=Path, default=Path(".demo"), metavar="PATH", help="Where its files are, instead of .demo."
)
def demo(call: Call, *, port: int, keep: bool, folder: Path) -> Exit:
    """Try everything on this machine alone: a local Slack in the browser, a sample company, and the bot connected to it.

    Nothing leaves this machine, and no setting of a real workspace is read. Ctrl-C ends it.
    """
    _refuse_taken(port)
    call.out.tell("Making the sample company …")
    with _ended_by_ctrl_c():
        made = prepared(folder, keep=keep)
    call.out.tell("Starting the local Slack and the bot …")
    asyncio.run(_show(call, made, port))
    call.out.tell(f"Ended. Its files stay in {made.path}.")
    return Exit.DONE


@contextmanager
def _ended_by_ctrl_c() -> Iterator[None]:
    """Within, Ctrl-C ends the process there and then. As an exception it would now and then come upon a place that swallows all of them."""

    def end(number: int, _frame: object) -> None:
        os.write(sys.stderr.fileno(), b"Stopped.\n")
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    before = signal.signal(signal.SIGINT, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


async def _show(call: Call, folder: Folder, port: int) -> None:
    """Both processes, until a signal. Raises VerbError when one of them does not start, or ends by itself."""
    showing = asyncio.ensure_future(_both(call, folder, port))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, showing.cancel)
    await asyncio.wait({showing})
    if not showing.cancelled():
        showing.result()


async def _both(call: Call, folder: Folder, port: int) -> None:
    children: list[Child] = []
    try:
        children.append(await _slack(folder, port))
        page = await children[0].ready()
        children.append(await _bot(folder, page))
        ready = await children[1].ready()
        document = _ready(folder, children, page, ready)
        call.out.result(document, f"\n    {page['url']}\n\n{_TRY}\nNobody's real pay is in it. Ctrl-C ends it.")
        await _until_one_dies(children)
    finally:
        await asyncio.gather(*(child.end() for child in reversed(children)))


def _ready(folder: Folder, children: list[Child], page: dict[str, Any], ready: dict[str, Any]) -> dict[str, Any]:
    return {
        "event": "ready",
        "url": page["url"],
        "api": page["api"],
        "health": f"http://{ready['http']}/health",
        "folder": str(folder.path),
        "processes": {"slack": children[0].process.pid, "bot": children[1].process.pid},
    }


async def _slack(folder: Folder, port: int) -> Child:
    arguments = [
        "sandbox",
        "--workspace",
        str(folder.workspace),
        "--manifest",
        str(folder.manifest),
        "--port",
        str(port),
        "--clock",
        CLOCK,
    ]
    return await start("The local Slack", arguments, folder.log("local-slack"), {}, Exit.SLACK)


async def _bot(folder: Folder, page: dict[str, Any]) -> Child:
    """Its business time is that of the page, where a person can move it."""
    return await start(
        "The bot", ["bot", "run"], folder.log("bot"), folder.environment(page["api"], page["url"] + "clock"), Exit.FAULT
    )


async def _until_one_dies(children: list[Child]) -> None:
    deaths = [asyncio.ensure_future(child.died()) for child in children]
    try:
        done, _ = await asyncio.wait(deaths, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for death in deaths:
            death.cancel()
    raise done.pop().result()


def _refuse_taken(port: int) -> None:
    if port and not _is_free(port):
        free = next((near for near in range(port + 1, min(port + _TRIED, _HIGHEST)) if _is_free(near)), 0)
        raise VerbError(
            Exit.SETTINGS, "port-in-use", f"Port {port} is in use by another program.", f"Try `demo --port {free}`."
        )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what a server has just left is free
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
