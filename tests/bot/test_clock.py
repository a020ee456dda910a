"""Business time: real, fixed, or asked for."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Thread
from typing import ClassVar

import pytest

from bot.clock import RemoteClock, clock_of, micros, rfc3339

MONDAY = "2026-11-23T08:00:00Z"


class Says(BaseHTTPRequestHandler):
    """Answers with the class's words."""

    words: ClassVar[str] = json.dumps({"now": MONDAY})
    asked: ClassVar[int] = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.words.encode())

    def log_message(self, *_: object) -> None:
        """Be silent."""


@contextmanager
def saying(words: str) -> Iterator[str]:
    Says.words, Says.asked = words, 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Says)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/now"
    finally:
        server.shutdown()
        server.server_close()


def test_real_time_is_the_default() -> None:
    assert abs(clock_of("")() - time.time_ns() // 1000) < 1_000_000


def test_an_instant_stands_still() -> None:
    clock = clock_of("2026-11-23T09:00:00+01:00")
    assert clock() == clock() == micros(MONDAY)
    assert rfc3339(clock()) == MONDAY


def test_an_address_is_asked_and_may_move_the_time() -> None:
    with saying(json.dumps({"now": MONDAY})) as address:
        clock = clock_of(address)
        assert clock() == micros(MONDAY)
        Says.words = json.dumps({"now": "2026-11-30T08:00:00Z"})
        assert isinstance(clock, RemoteClock)
        clock._asked = float("-inf")
        assert clock() == micros("2026-11-30T08:00:00Z")


def test_a_burst_of_questions_asks_once() -> None:
    with saying(json.dumps({"now": MONDAY})) as address:
        clock = clock_of(address)
        assert {clock() for _ in range(50)} == {micros(MONDAY)}
        assert Says.asked == 1


@pytest.mark.parametrize(
    "nonsense", ["", "[]", "{}", '{"now": "soon"}', '{"now": 5}', '{"now": "2026-11-23T08:00:00"}']
)
def test_a_silent_address_is_told_once_and_the_last_offset_kept(nonsense: str, logged: StringIO) -> None:
    with saying(json.dumps({"now": MONDAY})) as address:
        clock = RemoteClock(address)
        clock()
        Says.words = nonsense
        for _ in range(3):
            clock._asked = float("-inf")
            assert 0 <= clock() - micros(MONDAY) < 60_000_000
        assert logged.getvalue().count("FAIRSHARE_CLOCK does not answer") == 1


def test_an_address_that_never_answered_gives_the_real_time() -> None:
    assert abs(clock_of("http://127.0.0.1:9/now")() - time.time_ns() // 1000) < 5_000_000
