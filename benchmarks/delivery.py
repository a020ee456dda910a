"""Posts with a picture, by the real couriers, against the least time that the limits allow, in the local Slack's time: at most 1.05x.

Each picture takes a call of three methods of files.* (Tier 4). The local Slack grants a hundred of each at once, and then a hundred a minute;
a picture can be shown 1.5 s after it has come. So a thousand take 541.5 s at least. FAIRSHARE_POSTS_PER_MIN is 300, which is Slack's own limit
for posts in a workspace: it is the limit of the files that binds, each Retry-After must be kept, and hardly a moment be lost to it. The other
limits leave more: one post a second in each of ten channels, 50 questions a minute about channels. A small number is bound by the 300.

Besides: a post takes no more of the processor while nearly all wait than at the end, when few do (1.5x at most), and memory stays as it is.

Time jumps: where the couriers rest, the local Slack's clock and theirs are moved ahead by as much. The processor's seconds and the memory
are those of this process, which posts; the local Slack is another one.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import aiohttp
from PIL import Image as Drawing
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.neighbours import BOT_TOKEN, URL, JsonObject, ask, local_slack
from bot.delivery.courier import CHANNEL_PACE, Courier, Road
from bot.delivery.frozen import frozen
from bot.serve import COURIERS
from bot.workers import Workers
from storage import outbox
from storage.database import Database
from storage.outbox import Pace, Post
from storage.schema import upgrade
from views.message import Heading, Image, Message

SIZES = {"full": 1_000, "smoke": 40}
_POSTS_A_MINUTE, _FILES_A_MINUTE, _FILES_AT_ONCE, _PROCESSING_S = 300, 100, 100, 1.5
_PACE = Pace(CHANNEL_PACE, 60 * CHANNEL_PACE // _POSTS_A_MINUTE)
_CHANNELS = [f"C{number}" for number in range(10)]
_ON_ITS_WAY_S = 0.1
_SIDE = 100  # pixels; of noise: about 30 KB, as a chart has
_SCOPES = ["chat:write", "channels:read", "channels:history", "files:write", "files:read"]
_MANIFEST = {"display_information": {"name": "Bench"}, "oauth_config": {"scopes": {"bot": _SCOPES}}}


@dataclass
class Leap:
    """The real time, and what was leapt over."""

    seconds: float = 0.0

    def now(self) -> float:
        return time.time() + self.seconds

    def ahead(self, seconds: float) -> None:
        ask("admin/clock", {"advance": seconds})
        self.seconds += seconds


class Mark(NamedTuple):
    """How far it has come: posts sent, bytes held, seconds of the processor."""

    sent: int
    memory: int
    processor: float

    @staticmethod
    def now(sent: int) -> Mark:
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return Mark(sent, pages * os.sysconf("SC_PAGE_SIZE"), time.process_time())


def run(size: str) -> bool:
    posts = SIZES[size]
    with (
        tempfile.TemporaryDirectory() as folder,
        local_slack(Path(folder), _MANIFEST, _CHANNELS, "--rates", "on"),
        closing(Database.open(f"sqlite:///{folder}/bench.db")) as database,
    ):
        upgrade(database)
        _queue(database, posts)
        clock = Leap()
        begun = clock.now()
        marks = asyncio.run(_deliver(database, clock, posts))
        calls = ask("admin/calls")["calls"]
        _check(database, posts)
    taken = max(call["at"] for call in calls if call["method"] == "chat.postMessage") - begun
    by_files, by_posts = (posts - _FILES_AT_ONCE) * 60 / _FILES_A_MINUTE, (posts - 1) * 60 / _POSTS_A_MINUTE
    floor = max(by_files, by_posts) + _PROCESSING_S
    binds = "files.*, Tier 4" if by_files > by_posts else "posts in a workspace"
    refused = sum(call["status"] == 429 for call in calls)
    too_early, crossed = _too_early(calls)
    early, late = marks[1].memory, marks[-1].memory
    many, few = _each(marks[1], marks[2]), _each(marks[-2], marks[-1])
    fine = taken <= 1.05 * floor and late <= 1.1 * early and many <= 1.5 * few and not too_early
    print(
        f"{posts:,} posts with a picture, local Slack's time   taken {taken:.1f} s   floor {floor:.1f} s ({binds})   ratio {taken / floor:.3f}   at most 1.05"
        f"\n  memory after all {late / 2**20:.1f} MiB, after a tenth {early / 2**20:.1f} MiB   ratio {late / early:.3f}   at most 1.1"
        f"\n  processor {_each(marks[0], marks[-1]) * 1e3:.1f} ms a post; while nearly all wait {many * 1e3:.1f}, at the end {few * 1e3:.1f}   ratio {many / few:.2f}   at most 1.5"
        f"\n  {len(calls) / posts:.2f} calls a post; {refused} refused for the rate, {too_early} within a Retry-After ({crossed} more were on their way when it was handed out){'' if fine else '  OVER'}"
    )
    return fine


def _too_early(calls: list[JsonObject]) -> tuple[int, int]:
    """Calls within a window of Retry-After, and of those apart the ones that were under way while the other courier's call was being refused."""
    handed_out: dict[str, float] = {}
    too_early = crossed = 0
    for call in calls:
        if call.get("too_early"):
            on_its_way = call["at"] - handed_out[call["method"]] < _ON_ITS_WAY_S
            too_early, crossed = too_early + (not on_its_way), crossed + on_its_way
        elif call["status"] == 429:
            handed_out[call["method"]] = call["at"]
    return too_early, crossed


def _each(first: Mark, last: Mark) -> float:
    """The processor's seconds a post, between two marks."""
    return (last.processor - first.processor) / (last.sent - first.sent)


async def _deliver(database: Database, clock: Leap, posts: int) -> list[Mark]:
    """Everything, by as many couriers as a process has; a mark at the start and after each tenth."""
    marks = [Mark.now(0)]
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(BOT_TOKEN, f"{URL}api/", session=session, retry_handlers=[])
        client.proxy = None
        with closing(Workers(1, "post")) as thread:
            road = Road(client, session, f"{URL}api/", database, thread, lambda: int(clock.now() * 1e6))
            couriers = [Courier(road, _PACE) for _ in range(COURIERS)]
            while marks[-1].sent < posts:
                while any(await asyncio.gather(*(courier.one() for courier in couriers))):
                    pass
                clock.ahead(min([await courier.rest_s() for courier in couriers]))
                if (sent := _sent(database)) >= len(marks) * posts // 10:
                    marks.append(Mark.now(sent))
    return marks


def _queue(database: Database, posts: int) -> None:
    dice = random.Random(5)  # noqa: S311 - the noise of pictures
    with database.write() as connection:
        for number in range(posts):
            out = BytesIO()
            Drawing.frombytes("RGB", (_SIDE, _SIDE), dice.randbytes(3 * _SIDE**2)).save(out, "PNG")
            name = f"Scorecard {number}"
            image = Image(f"{number}.png", name, "Three of five measures are on track.", out.getvalue())
            content = frozen(Message((Heading(name), image)))
            channel = _CHANNELS[number % len(_CHANNELS)]
            outbox.enqueue(connection, Post("bench", "company", name, channel, **content._asdict(), due=0), 0)


def _check(database: Database, posts: int) -> None:
    """It is no speed where something is missing."""
    files = [file for file in ask("admin/files")["files"] if file["completed"]]
    if _sent(database) != posts or len(files) != posts or any(len(file["shared_in"]) != 1 for file in files):
        raise ValueError("not every post is there once, with its picture")


def _sent(database: Database) -> int:
    with database.read() as connection:
        return outbox.counts(connection)[outbox.SENT]
