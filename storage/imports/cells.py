"""How one cell is read: text in, the value as it is stored out, or a CellError that says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from zoneinfo import available_timezones

from storage.imports.refusal import CellError, cut, did_you_mean, listed

LONGEST_ID = 120
LONGEST_TEXT = 2_000
FIRST_YEAR, LAST_YEAR = 1900, 2199

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_ISO_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}", re.ASCII)
_SLASHED = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})\Z", re.ASCII)
_DAY_NUMBER = re.compile(r"\d{5}(\.\d+)?\Z", re.ASCII)
_WORD = re.compile(r"[^\W\d][\w-]*\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_SLACK_USER = re.compile(r"[UW][A-Z0-9]{2,}\Z", re.ASCII)
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}\Z", re.ASCII)
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?\Z", re.ASCII)


@lru_cache(maxsize=20_000)
def day(text: str) -> str:
    """A day as `YYYY-MM-DD`. No other order is read: 03/04/2026 has two meanings."""
    if not _ISO.match(text):
        raise _no_iso_day(text)
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise CellError(
            "date", f"`{text}` is no day of the calendar.", "Write an existing day, like 2026-10-01."
        ) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CellError(
            "date",
            f"`{text}` lies outside the years {FIRST_YEAR} to {LAST_YEAR}.",
            "Leave the cell empty where something has no end.",
        )
    return text


def _no_iso_day(text: str) -> CellError:
    timed = _ISO_WITH_TIME.match(text)
    if timed:
        return CellError("date", f"`{cut(text)}` is a day with a time.", f"Write the day alone: {timed[1]}.")
    if _SLASHED.match(text):
        return CellError(
            "date",
            f"`{text}` can be read in more than one order, so it is not read at all.",
            "Write YYYY-MM-DD, like 2026-04-03, or give the order in a mapping: `dates: D/M/YYYY`.",
        )
    if _DAY_NUMBER.match(text):
        return CellError(
            "date",
            f"`{text}` looks like a spreadsheet's day number.",
            "Format the column as a date, YYYY-MM-DD, before you save the file.",
        )
    return CellError("date", f"`{cut(text)}` is no date.", "Write YYYY-MM-DD, like 2026-10-01.")


def identifier(text: str) -> str:
    """An id: any text of one line, at most 120 characters."""
    if len(text) > LONGEST_ID:
        raise CellError(
            "too-long", f"An id has at most {LONGEST_ID} characters; this one has {len(text)}.", "Use a shorter id."
        )
    return text


def plain(text: str) -> str:
    """Free text, at most 2,000 characters."""
    if len(text) > LONGEST_TEXT:
        raise CellError(
            "too-long", f"A text has at most {LONGEST_TEXT:,} characters; this one has {len(text):,}.", "Shorten it."
        )
    return text


@lru_cache(maxsize=20_000)
def word(text: str) -> str:
    """A name that a plan can write: letters, digits, hyphens and underscores, a letter first."""
    if not _WORD.match(text) or len(text) > LONGEST_ID:
        raise CellError(
            "name",
            f"`{cut(text)}` is no name that a plan can write.",
            f"Start with a letter; use letters, digits and hyphens{_suggested(text)}.",
        )
    return text


def _suggested(text: str) -> str:
    name = slug(text)
    return f", like {cut(name, 40)}" if _WORD.match(name) else ", like net-revenue"


def slug(text: str) -> str:
    """A name made into an id: `Mei-Mei Johns` becomes `mei-mei-johns`. Accents go, letters of every script stay."""
    plain_letters = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain_letters)).strip("-")


def one_of(*known: str) -> Callable[[str], str]:
    """A reader that takes these words only."""

    def read(text: str) -> str:
        if text in known:
            return text
        raise CellError(
            "unknown-word", f"`{cut(text)}` is not known here.", did_you_mean(text, known) or f"Write {listed(known)}."
        )

    return read


def _shaped(pattern: re.Pattern[str], code: str, what: str, remedy: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if pattern.match(text) and len(text) <= LONGEST_ID:
            return text
        raise CellError(code, f"`{cut(text)}` is no {what}.", remedy)

    return read


email = _shaped(_EMAIL, "email", "e-mail address", "Write one address, like mara@example.com.")
slack_user = _shaped(
    _SLACK_USER, "slack-id", "Slack user id", "Copy the member ID from the Slack profile; it starts with U or W."
)
channel = _shaped(
    _CHANNEL, "slack-id", "Slack channel id", "Copy the channel ID from the channel's details; it starts with C or G."
)
locale = _shaped(_LOCALE, "locale", "locale", "Write a language and a country, like en-IE or de-DE.")


@lru_cache(maxsize=1_000)
def zone(text: str) -> str:
    """A time zone by its name in the tz database, like `Europe/Dublin`."""
    known = _zones()
    if text in known:
        return text
    raise CellError(
        "zone",
        f"`{cut(text)}` is no time zone.",
        did_you_mean(text, sorted(known)) or "Write a name like Europe/Dublin.",
    )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
