"""How the text of a setting becomes its value. Each reader raises ValueError with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

Reader = Callable[[str], object]
_LAST_PORT = 65_535
SLACK = "https://slack.com/api/"


def words(text: str) -> str:
    return text


def token(prefix: str) -> Reader:
    """A token of Slack's; what was written is not repeated in the complaint."""

    def read(text: str) -> str:
        if text and not text.startswith(prefix):
            raise ValueError(f"is a token that starts with `{prefix}`")
        return text

    return read


def base_url(text: str) -> str:
    """An http(s) address, with a slash at its end."""
    if not _is_web(text):
        raise ValueError(f"is an http or https address, such as {SLACK}")
    return text.rstrip("/") + "/"


def database(text: str) -> str:
    """The form of an address alone; a password in it is not repeated in the complaint."""
    if not re.match(r"(sqlite(\+pysqlite)?|postgres|postgresql(\+psycopg)?)://", text):
        raise ValueError(
            "is an address of SQLite or Postgres: sqlite:///fairshare.db or postgresql+psycopg://user@host/name"
        )
    return text


def one_of(*known: str) -> Reader:
    def read(text: str) -> str:
        if text.lower() not in known:
            raise ValueError(f"is one of: {', '.join(filter(None, known))}")
        return text.lower()

    return read


def whole(least: int, most: int) -> Reader:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"is a whole number from {least} to {most}")
        return int(text)

    return read


def host_and_port(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not re.fullmatch(r"\d{1,5}", port) or int(port) > _LAST_PORT:
        raise ValueError("is a host and a port, such as 127.0.0.1:3000")
    return host.strip("[]"), int(port)


def clock(text: str) -> str:
    """Empty, an instant with its offset, or an address."""
    if text and not _is_web(text):
        try:
            offset = datetime.fromisoformat(text).utcoffset()
        except ValueError:
            offset = None
        if offset is None:
            raise ValueError("is an instant such as 2026-11-23T08:00:00Z, or an http address")
    return text


def channel(text: str) -> str:
    if text and not re.fullmatch(r"[CG][A-Z0-9]{2,}", text):
        raise ValueError("is a channel id such as C0123456789 (in Slack: channel details, at the end)")
    return text


def folder(text: str) -> Path | None:
    return Path(text).expanduser() if text else None


def command_name(text: str) -> str:
    if not re.fullmatch(r"/[a-z0-9_-]{1,31}", text):
        raise ValueError("is a slash and up to 31 small letters, digits, - or _, such as /mypay")
    return text


def _is_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)
