"""Business time: what day and hour it is for the people of the workspace and for the app. It runs on, and can be moved ahead.

It is apart from the local Slack's own clock, by which messages are stamped and triggers expire: a quarter that is skipped makes
no message old.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

OPENING_HOUR = 9
MOVES = ("hour", "monday", "quarter")


class BadInstantError(ValueError):
    """No instant, or one that cannot be gone to; the words say why."""


def instant(words: str) -> datetime:
    """The instant that RFC 3339 words name, in UTC. Raises BadInstantError."""
    try:
        parsed = datetime.fromisoformat(words)
    except ValueError as error:
        raise BadInstantError(f"{words!r} is no instant such as 2026-11-20T09:30:00Z") from error
    if parsed.tzinfo is None:
        raise BadInstantError(f"{words!r} needs its offset, such as the Z in 2026-11-20T09:30:00Z")
    return parsed.astimezone(UTC)


def rfc3339(moment: datetime) -> str:
    """`2026-11-20T09:30:00Z`: whole seconds, as messages show them."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class BusinessClock:
    """The machine's time plus an offset. `zone` is the workspace's: by it a Monday and a quarter begin."""

    zone: ZoneInfo
    offset_s: float = 0.0

    @classmethod
    def starting(cls, at: str, zone: str) -> "BusinessClock":
        """A clock that shows `at` now; empty: the real time. Raises BadInstantError."""
        clock = cls(ZoneInfo(zone))
        if at:
            clock.offset_s = instant(at).timestamp() - time.time()
        return clock

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset_s, UTC)

    def go_to(self, moment: datetime) -> None:
        """Ahead, never back. Raises BadInstantError."""
        ahead = (moment - self.now()).total_seconds()
        if ahead < 0:
            raise BadInstantError(f"It is {rfc3339(self.now())} already, and time does not go back.")
        self.offset_s += ahead

    def move(self, step: str) -> None:
        """An hour on, to the next Monday's opening, or to that of the first day after this quarter. Raises BadInstantError."""
        here = self.now().astimezone(self.zone)
        if step == "hour":
            self.offset_s += timedelta(hours=1).total_seconds()
        elif step == "monday":
            days = 7 - here.weekday()
            today = self._opening(here)
            self.go_to(today if here.weekday() == 0 and here < today else self._opening(here + timedelta(days=days)))
        elif step == "quarter":
            month = (here.month - 1) // 3 * 3 + 4
            first = here.replace(year=here.year + month // 13, month=(month - 1) % 12 + 1, day=1)
            self.go_to(self._opening(first))
        else:
            raise BadInstantError(f"move must be one of: {', '.join(MOVES)}")

    def _opening(self, day: datetime) -> datetime:
        """Nine o'clock there on this day, whatever the offset is by then."""
        return datetime(day.year, day.month, day.day, OPENING_HOUR, tzinfo=self.zone)
