"""Kinds of values on the command line: instants, hours, days and spans, each refused with words that show how to write it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any

import click

from bot.clock import micros
from plans.company.clock import Pause

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})\Z")
_NOT_TEXT = {"Cc", "Cs"}  # control characters, and halves of characters that no encoding has
_FIRST, _LAST = micros("1970-01-01T00:00:00Z"), micros("9999-01-01T00:00:00Z")


class InstantType(click.ParamType[int]):
    """An instant of RFC 3339, as UTC microseconds since 1970."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        micros = parse_instant(str(value))
        if micros is None:
            self.fail(f"`{str(value)[:40]}` is no instant. Write it like 2026-11-20T06:00:00Z.", param, ctx)
        return micros


class DayType(click.ParamType[date]):
    """A day of the calendar."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(f"`{str(value)[:40]}` is no day. Write it like 2026-07-01.", param, ctx)


class HourType(click.ParamType[time]):
    """An hour of the day, such as that at which a working day ends."""

    name = "hour"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        if isinstance(value, time):
            return value
        try:
            return datetime.strptime(str(value), "%H:%M").time()  # noqa: DTZ007 - an hour on the wall has no zone
        except ValueError:
            self.fail(f"`{str(value)[:40]}` is no hour. Write it like 17:00.", param, ctx)


class PauseType(click.ParamType[Pause]):
    """A span between two instants; without the second it goes on."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Pause:
        if isinstance(value, Pause):
            return value
        start, _, end = str(value).partition("/")
        since, until = parse_instant(start), parse_instant(end)
        if since is None or (until is None and end):
            words = "Write it like 2026-11-20T09:00:00Z/2026-11-24T15:30:00Z."
            self.fail(f"`{str(value)[:80]}` is no span of time. {words}", param, ctx)
        if until is not None and until <= since:
            self.fail("The span ends before it starts. Swap the two instants.", param, ctx)
        return Pause(since, until)


class TextType(click.ParamType[str]):
    """A name or a sentence that can be stored: Unicode without control characters."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).strip()
        if any(unicodedata.category(letter) in _NOT_TEXT for letter in text):
            self.fail("This holds characters that are no text.", param, ctx)
        return text


INSTANT, DAY, TEXT, HOUR, PAUSE = InstantType(), DayType(), TextType(), HourType(), PauseType()


def parse_instant(text: str) -> int | None:
    """UTC microseconds of an instant with its offset (`Z` or `+02:00`); None when the text is none."""
    if not _INSTANT.match(text):
        return None
    try:
        instant = micros(text.upper())
    except (ValueError, OverflowError):
        return None
    return instant if _FIRST <= instant < _LAST else None
