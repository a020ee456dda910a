"""`/mypay` by signed HTTP on loopback, against a bare listener that does the same SQL by the driver: at most 3x at the median.

Besides: how many answers a second and how long the slowest hundredth takes, with 32 connections. Prints, and judges the bounds.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Pair, report
from benchmarks.neighbours import BOT_TOKEN, SECRET, URL, local_slack, process
from benchmarks.population import populate, slack_id
from benchmarks.recording import statements_of

SIZES = {
    "full": (100_000, 20, 400, 2_000),
    "smoke": (500, 20, 20, 100),
}  # people, facts each, requests in turn, requests in a burst
_CONNECTIONS = 32
OURS, BARE = 8962, 8963
_CLOCK = "2026-11-20T06:00:00Z"


class Answer(NamedTuple):
    seconds: float
    body: bytes


def run(size: str) -> bool:
    people, facts_each, rounds, burst = SIZES[size]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "company.db"
        with closing(populate(file, people, facts_each)) as database:
            recorded = Path(folder) / "statements.json"
            recorded.write_text(json.dumps(statements_of(database, 1)), encoding="utf-8")
        with (
            slack(Path(folder), environment(file)),
            process("-m", "bot", "run", env=environment(file)),
            process("-m", "benchmarks.bare_listener", str(file), str(recorded), str(BARE)),
        ):
            return asyncio.run(_measure(people, rounds, burst))


async def _measure(people: int, rounds: int, burst: int) -> bool:
    dice = random.Random(3)  # noqa: S311 - who asks
    ours, bare = await Line.open(OURS), await Line.open(BARE)
    mine, other = [], []
    for number in range(rounds + 20):
        asker = dice.randrange(people)
        first, second = await ours.ask(asker), await bare.ask(asker)
        if b"earned so far" not in first.body:
            raise ValueError(first.body[:300])
        if number >= 20:
            mine.append(first.seconds)
            other.append(second.seconds)
    fine = report(f"/mypay by signed HTTP among {people:,} / bare listener", Pair(mine, other), at_most=3)
    lines = [await Line.open(OURS) for _ in range(_CONNECTIONS)]
    start = time.perf_counter()
    answers = await asyncio.gather(*(_many(line, burst // _CONNECTIONS, dice.randrange(people)) for line in lines))
    took = time.perf_counter() - start
    times = sorted(answer.seconds for found in answers for answer in found)
    rate, slowest = len(times) / took, times[int(len(times) * 0.99)]
    enough = rate >= 100 and slowest < 1
    print(
        f"  {_CONNECTIONS} connections: {rate:.0f} answers a second, median {statistics.median(times) * 1e3:.0f} ms, p99 {slowest * 1e3:.0f} ms{'' if enough else '  OVER'}"
    )
    return fine and enough


async def _many(line: Line, count: int, first: int) -> list[Answer]:
    return [await line.ask(first) for _ in range(count)]


class Line:
    """One kept-alive connection that sends signed slash commands."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @staticmethod
    async def open(port: int) -> Line:
        return Line(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, number: int) -> Answer:
        request = _request(number)
        start = time.perf_counter()
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.partition(":")[2]) for line in head.split("\r\n") if line.lower().startswith("content-length")
        )
        body = await self.reader.readexactly(length)
        if " 200 " not in head.partition("\r\n")[0]:
            raise ValueError(head)
        return Answer(time.perf_counter() - start, body)


def _request(number: int) -> bytes:
    fields = {
        "token": "t", "team_id": "T1", "team_domain": "bench", "channel_id": "C1", "channel_name": "general", "user_id": slack_id(number), "user_name": "somebody",
        "command": "/mypay", "text": "", "api_app_id": "A1", "is_enterprise_install": "false", "response_url": "http://127.0.0.1:1/none", "trigger_id": f"{number}.1",
    }  # fmt: skip
    body = urllib.parse.urlencode(fields).encode()
    stamp = str(int(time.time()))
    signature = "v0=" + hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\n\r\n"
    )
    return head.encode() + body


def environment(file: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{file}", "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SECRET, "FAIRSHARE_MODE": "http",
        "SLACK_API_URL": f"{URL}api/", "FAIRSHARE_HTTP": f"127.0.0.1:{OURS}", "FAIRSHARE_CLOCK": _CLOCK, "NATIVE_CHARTS": "off",
    }  # fmt: skip


@contextmanager
def slack(folder: Path, env: dict[str, str]) -> Iterator[None]:
    """A local Slack that knows the app by the manifest that the app itself makes with these settings."""
    made = subprocess.run(
        [sys.executable, "-m", "bot", "manifest", "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, **env},
    ).stdout
    with local_slack(folder, json.loads(made)):
        yield
