"""Business time: the real one, a fixed instant, or what an address says. Signatures, leases and timeouts never ask here."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

log = logging.getLogger(__name__)

Clock = Callable[[], int]
"""The business instant in UTC microseconds."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FRESH_S = 0.2  # a moved clock shows at once, a burst of questions asks once
_PATIENCE_S = 1.0
_REST_S = 5.0  # after a failure, or every answer would wait for the next one


def clock_of(setting: str) -> Clock:
    """The clock that `FAIRSHARE_CLOCK` names."""
    if not setting:
        return real
    if setting.startswith(("http://", "https://")):
        return RemoteClock(setting)
    instant = micros(setting)
    return lambda: instant


def real() -> int:
    """The machine's own time."""
    return time.time_ns() // 1000


def micros(instant: str) -> int:
    """UTC microseconds of an RFC 3339 instant. Raises ValueError where it names no offset."""
    parsed = datetime.fromisoformat(instant)
    if parsed.tzinfo is None:
        raise ValueError("an instant needs its offset, such as the Z in 2026-11-23T08:00:00Z")
    return (parsed - _EPOCH) // timedelta(microseconds=1)


def rfc3339(instant: int) -> str:
    """`2026-11-23T08:00:00Z`; seconds are enough for people and health checks."""
    return (_EPOCH + timedelta(microseconds=instant)).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class RemoteClock:
    """What an address answers. When it is silent, the real time with the last known offset, and one warning."""

    address: str
    _now: int = 0
    _offset: int = 0
    _asked: float = field(default=float("-inf"))
    _silent: bool = False
    _lock: Lock = field(default_factory=Lock)

    def __call__(self) -> int:
        with self._lock:
            since = time.monotonic() - self._asked
            if since > (_REST_S if self._silent else _FRESH_S):
                self._ask()
            return real() + self._offset if self._silent else self._now

    def _ask(self) -> None:
        try:
            self._now = self._read()
        except (OSError, URLError, ValueError, KeyError, TypeError) as error:
            if not self._silent:
                log.warning(
                    "FAIRSHARE_CLOCK does not answer (%s); going on from the last known time", type(error).__name__
                )
            self._silent = True
        else:
            self._offset = self._now - real()
            self._silent = False
        self._asked = time.monotonic()

    def _read(self) -> int:
        # The setting was checked to be http(s); no proxy, since a clock for trials is a neighbour.
        opener = build_opener(ProxyHandler({}))
        with opener.open(Request(self.address), timeout=_PATIENCE_S) as answer:  # noqa: S310 - see above
            return micros(json.loads(answer.read(10_000))["now"])
