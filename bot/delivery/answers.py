"""Reading what Slack answers: a call that went well and does not say what was asked is no answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse


class UnusableAnswerError(SlackClientError):
    """It came, and does not say what it should."""


def word(answer: AsyncSlackResponse | Mapping[str, Any], name: str) -> str:
    """A text of an answer, or of a part of it. Raises UnusableAnswerError where it has none."""
    found = answer.get(name)
    if not isinstance(found, str) or not found:
        raise UnusableAnswerError
    return found


def part(answer: AsyncSlackResponse, name: str) -> Mapping[str, Any]:
    """What an answer describes under this name. Raises UnusableAnswerError where it describes nothing."""
    found = answer.get(name)
    if not isinstance(found, dict) or not found:
        raise UnusableAnswerError
    return found
