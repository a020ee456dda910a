"""A schedule as the form of an operator wishes it: all of it holds, or each fault stands at its question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from commands.schedule.when import read_moment, read_wall
from commands.world import Kind
from storage.schedules import Schedule
from views.effects import FormFaults
from views.figures import Figures
from views.schedule.change import CHANNEL, DAY, NEXT, TIME
from views.schedule.times import now_words, time_words

_MICROS = 1_000_000
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
_DAYS = frozenset("1234567")


class Wish(NamedTuple):
    """What was written: the day (0 where there is none to choose), the time of day, the channel, and the moment for the next one alone."""

    day: int
    wall: str
    channel: str
    moment: datetime | None


def wished(of: Schedule, kind: Kind, answers: Mapping[str, str], now: int, figures: Figures) -> Schedule | FormFaults:
    """The schedule with what was written; what equals the usual is no choice, and follows the usual. `now` is business time."""
    wish = _read(of, kind, answers, now)
    if isinstance(wish, FormFaults):
        return wish
    after = of._replace(own_channel="" if wish.channel == of.channel_id else wish.channel)
    if (wish.day, wish.wall) != kind.rhythm(of):
        usual_day, usual_wall = kind.rhythm(of._replace(weekday=0, wall=""))
        day, wall = (0 if wish.day == usual_day else wish.day), ("" if wish.wall == usual_wall else wish.wall)
        after = kind.changed(after, day, wall, now)
    return _moved(after, kind, wish.moment, now, figures) if wish.moment else after


def is_chosen(of: Schedule, kind: Kind, now: int) -> bool:
    """Whether anything of a schedule is an operator's choice, its next time included."""
    return kind.changed(of, 0, "", now)._replace(own_channel="") != of


def _read(of: Schedule, kind: Kind, answers: Mapping[str, str], now: int) -> Wish | FormFaults:
    has_day = bool(kind.rhythm(of)[0])
    day, wall = answers.get(DAY, ""), read_wall(answers.get(TIME, ""))
    channel, written = answers.get(CHANNEL, "").strip(), answers.get(NEXT, "").strip()
    moment = read_moment(written, datetime.fromtimestamp(now // _MICROS, ZoneInfo(of.zone)).date())
    faults = {}
    if has_day and day not in _DAYS:
        faults[DAY] = "Choose one of the days."
    if wall is None:
        faults[TIME] = "That is no time of day. Write hours and minutes, such as 09:00."
    if not _CHANNEL.fullmatch(channel):
        faults[CHANNEL] = "That is no channel id. It begins with C or G, such as C0123456789."
    if written and moment is None:
        faults[NEXT] = "That is no day and time. Write it like this: 27 Nov 15:00."
    if wall is None or faults:
        return FormFaults(faults)
    return Wish(int(day) if has_day else 0, wall, channel, moment)


def _moved(of: Schedule, kind: Kind, moment: datetime, now: int, figures: Figures) -> Schedule | FormFaults:
    """The schedule whose next period falls due at this moment: after now, and before the period that follows."""
    instant, following = kind.instant(of, moment), kind.following(of)
    if instant <= now:
        return FormFaults({NEXT: f"That has passed. It is {now_words(now, of.zone, figures)}."})
    if instant >= following:
        after = time_words(following, of.zone, now, figures)
        return FormFaults({NEXT: f"The one after it is due {after}. Choose a time before that."})
    return of._replace(next_due=instant)
