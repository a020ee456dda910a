"""When a post is due, in words: its rhythm, its next time, how long ago something was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from views.figures import Figures
from views.texts import together

_MICROS = 1_000_000
_MINUTE_S = 60
_PATIENT_S = 120  # from here on seconds tell nobody anything
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Coming(NamedTuple):
    """The next time (business time, UTC microseconds) of one schedule, by the clocks of its zone."""

    instant: int
    zone: str
    paused: bool = False


def zone_words(zone: str) -> str:
    """Whose clocks: `UTC`, `Dublin time`."""
    return zone if zone == "UTC" else f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def rhythm_words(weekday: int, wall: str, zone: str) -> str:
    """`Every Monday at 09:00 Dublin time`; `weekday` is 1 for Monday to 7, 0 for every day."""
    return f"Every {WEEKDAYS[weekday - 1] if weekday else 'day'} at {wall} {zone_words(zone)}"


def time_words(instant: int, zone: str, now: int, figures: Figures) -> str:
    """`Today, 16:00 UTC`, `Mon 30 Nov, 09:00 Dublin time`."""
    return f"{_moment(instant, zone, now, figures)} {zone_words(zone)}"


def now_words(now: int, zone: str, figures: Figures) -> str:
    """What the clocks of a zone say: `Fri 20 Nov, 06:00 Dublin time`."""
    local = _local(now, zone)
    return f"{figures.weekday(local.date())}, {local:%H:%M} {zone_words(zone)}"


def next_words(coming: Sequence[Coming], now: int, figures: Figures) -> str:
    """When a kind of post is due next; of schedules in several zones the first, by its local time."""
    active = sorted(each for each in coming if not each.paused)
    if not active:
        return "Paused"
    first = active[0]
    local = len({each.zone for each in active}) > 1
    zone = "local" if local else zone_words(first.zone)
    paused = len(coming) - len(active)
    return f"{_moment(first.instant, first.zone, now, figures)} {zone}{f', {paused} paused' if paused else ''}"


def ago_words(seconds: int) -> str:
    """`20 seconds ago`, `7 minutes ago`."""
    number, unit = (seconds, "second") if seconds < _PATIENT_S else (seconds // _MINUTE_S, "minute")
    return f"{together(str(number), unit if number == 1 else f'{unit}s')} ago"


def limit_words(until: int, now: int, figures: Figures) -> str:
    """What is said of Slack's limit of posts; `until` is when Slack last let us go on, `now` is real time (UTC microseconds)."""
    if until > now:
        return f"reached, so posts wait until {figures.instant(until)}"
    return "reached today" if _local(until, "UTC").date() == _local(now, "UTC").date() else "not reached today"


def _moment(instant: int, zone: str, now: int, figures: Figures) -> str:
    local = _local(instant, zone)
    day = "Today" if local.date() == _local(now, zone).date() else figures.weekday(local.date())
    return f"{day}, {local:%H:%M}"


def _local(instant: int, zone: str) -> datetime:
    return datetime.fromtimestamp(instant // _MICROS, ZoneInfo(zone))
