"""How often each method may be called, and the windows of Retry-After that were handed out.

Slack publishes tiers ("20+ per minute") and no algorithm. Here a limit is a store of calls that refills steadily: `burst` calls at
once, then one each time a call's share of a minute has passed.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from sandbox.clock import Clock
from sandbox.limits import platform, published

MINUTE = 60.0
ROUNDING_S = 0.001


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `burst` calls at once, and `per_s` in the long run."""

    burst: int
    per_s: float


def per_minute(calls: int) -> Limit:
    return Limit(calls, calls / MINUTE)


POST_TO_A_CHANNEL = Limit(3, platform("postMessage.per_channel_per_s"))
"""Slack: one a second, "short bursts" allowed. Three are a short burst here."""
POSTS = per_minute(300)
"""Slack: "several hundred messages per minute" in a workspace, whatever the channel."""
AUTH_TEST = per_minute(200)
"""Slack: "hundreds of requests per minute"."""


@cache
def limit_of(method: str) -> Limit | None:
    """A method's own limit: its tier's, or one of the special ones above; none where Slack publishes no figure."""
    if method in ("chat.postMessage", "auth.test"):
        return POSTS if method == "chat.postMessage" else AUTH_TEST
    tier = re.match(r"Tier (\d)", published()["methods"].get(method, {}).get("tier_docs_2026_05", ""))
    return per_minute(int(published()["rate_tiers"][f"Tier{tier[1]}"].partition("+")[0])) if tier else None


@dataclass(slots=True)
class Rates:
    """Counts calls while `counted`. Windows are remembered in any case: a call within one is too early."""

    clock: Clock
    counted: bool = False
    _full_at: dict[str, float] = field(default_factory=dict)
    """By store: when it is full again; one that is full is forgotten."""
    _closed_until: dict[str, float] = field(default_factory=dict)
    """By method, or method and channel: the end of the Retry-After that was handed out."""

    def left_of_window(self, method: str, channel: str = "") -> float:
        """Seconds that are left of a Retry-After for this call; 0: none."""
        now = self.clock.now()
        self._closed_until = {key: end for key, end in self._closed_until.items() if end > now}
        return max(
            (self._closed_until[key] - now for key in _keys(method, channel) if key in self._closed_until), default=0.0
        )

    def hand_out(self, key: str, seconds: float) -> None:
        """A Retry-After goes to the app: until it has passed, calls of this method (and channel) are too early."""
        end = self.clock.now() + seconds
        self._closed_until[key] = max(end, self._closed_until.get(key, end))

    def take(self, method: str, channel: str = "") -> int:
        """Count one call: 0, or the seconds of a Retry-After that is handed out instead. A refused call does not count."""
        now = self.clock.now()
        self._full_at = {key: at for key, at in self._full_at.items() if at > now}
        after: dict[str, float] = {}
        for key, limit in _limits(method, channel):
            after[key] = max(now, self._full_at.get(key, now)) + 1 / limit.per_s
            missing = after[key] - now - limit.burst / limit.per_s
            if missing > ROUNDING_S:
                wait = math.ceil(missing)
                self.hand_out(key, wait)
                return wait
        self._full_at |= after
        return 0


def _keys(method: str, channel: str) -> list[str]:
    return [method, f"{method} {channel}"] if channel else [method]


def _limits(method: str, channel: str) -> Iterator[tuple[str, Limit]]:
    """The stores that a call takes from."""
    limit = limit_of(method)
    if limit is not None:
        yield method, limit
    if method == "chat.postMessage" and channel:
        yield f"{method} {channel}", POST_TO_A_CHANNEL
