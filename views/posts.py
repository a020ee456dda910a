"""How a post is spoken of: what it is, for whom, for which period, and why it did not appear."""

from __future__ import annotations

import re
from datetime import date

from views.figures import HOME, figures_for

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = {
    "channel_not_found": "Slack knows no such channel",
    "not_in_channel": "Fairshare is not in the channel",
    "is_archived": "the channel is archived",
    "missing_scope": "the app lacks a right that this needs; install it again with the present manifest",
    "message_not_found": "the message that it changes is not there any more",
    "user_not_found": "Slack knows no such person",
    "user_disabled": "the person's account is deactivated",
    "invalid_blocks": "Slack does not take its content",
    "msg_too_long": "it is longer than Slack takes",
}
_UNCONFIRMED = "Slack did not confirm it"
_UNREAD = "the channel cannot be read"


def post_name(title: str, scope: str, period: str) -> str:
    """`Scorecard, Support, week 47 of 2026`: the title, the team's name (may be empty), the period as it is stored."""
    return ", ".join(part for part in (title, scope, period_words(period)) if part)


def period_words(period: str) -> str:
    """A period in words; empty for one that is a number of ours and tells nobody anything."""
    if found := _WEEK.fullmatch(period):
        return f"week {int(found[2])} of {found[1]}"
    return figures_for(HOME).day(date.fromisoformat(period)) if _DAY.fullmatch(period) else ""


def may_be_there(reason: str) -> bool:
    """Whether a post that is held for this reason may have appeared all the same."""
    return reason.startswith((_UNCONFIRMED, _UNREAD))


def reason_sentence(reason: str, tried: str = "") -> str:
    """Why a post did not appear, as a sentence; what could appear twice says that it cannot. `tried` is the time of the try, `07:00 UTC`."""
    lead, _, code = reason.rpartition(": ")
    words = _WORDS.get(code, "Slack answered " + code if "_" in code else code)
    said = f"{lead}: {words}" if lead else words
    if tried and reason.startswith(_UNCONFIRMED):
        said = said.replace(_UNCONFIRMED, f"Slack did not confirm the post at {tried}")
    sentence = said[:1].upper() + said[1:] + "."
    return f"{sentence} It was not sent again, so it cannot appear twice." if may_be_there(reason) else sentence
