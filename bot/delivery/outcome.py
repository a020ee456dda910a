"""What became of one call to Slack, judged by its answer: stored, certainly not stored, refused for good, or unknown."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.delivery.answers import UnusableAnswerError

_SECOND = 1_000_000
_UNKNOWN = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"})
"""Slack's own words for `some aspect of the operation may have succeeded`."""

_LATER = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_LOCKED_OUT = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
"""No fault of what was sent: once somebody has mended the token, all of it can go out."""

_MENDED = 300 * _SECOND
_LONGEST_S = 24 * 60 * 60  # nothing that Slack means
_TOO_MANY_REQUESTS, _OUR_FAULT, _THEIR_FAULT = 429, 400, 500


@dataclass(frozen=True, slots=True)
class Later:
    """Certainly not stored; try again after so many microseconds (0: Slack names no time). `paced`: nothing else may be sent meanwhile either."""

    reason: str
    wait: int = 0
    paced: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Certainly not stored, and another try would end the same way."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps stored: only the channel's history can tell."""

    reason: str


Failure = Later | Refused | Unknown


def judged(error: BaseException) -> Failure:
    """What an exception of a call that may store something says. `reason` is a fixed word, never a text that could quote a message."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, aiohttp.ClientConnectorError):
        return Later("no connection")  # nothing was sent
    if isinstance(error, UnusableAnswerError):
        return Unknown("an answer that does not say what was asked")
    if isinstance(error, asyncio.TimeoutError):
        return Unknown("no answer in time")
    return Unknown(f"no answer: {type(error).__name__}")


def limited(headers: Mapping[str, str]) -> Later:
    """Slack asks to wait: for as long as the answer's headers say."""
    return Later("rate limited", _retry_after(headers), paced=True)


def _answered(error: SlackApiError) -> Failure:
    response = error.response
    data = getattr(response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    status = getattr(response, "status_code", 0)
    if status == _TOO_MANY_REQUESTS or code in _LATER:
        return limited(getattr(response, "headers", None) or {})
    if code in _LOCKED_OUT:
        return Later(f"Slack does not take the app's token: {code}", _MENDED, paced=True)
    if status >= _THEIR_FAULT or not isinstance(code, str) or code in _UNKNOWN:
        return Unknown(code if isinstance(code, str) and code in _UNKNOWN else f"status {status}")
    return Refused(code if code.replace("_", "").isalnum() and len(code) < 60 else "refused")  # noqa: PLR2004 - longer is no word


def _retry_after(headers: Mapping[str, str]) -> int:
    """Never shorter than it says; 0 where it says nothing."""
    named = {str(name).lower(): value for name, value in headers.items()}
    try:
        return math.ceil(min(max(1.0, float(named["retry-after"])), _LONGEST_S)) * _SECOND
    except (KeyError, TypeError, ValueError):
        return 0
