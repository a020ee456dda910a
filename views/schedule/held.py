"""A post that waits for an operator's decision: what it is, why it is held, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from views.message import Actions, Bold, Button, Confirm, Paragraph, Part
from views.posts import may_be_there, period_words, post_name, reason_sentence
from views.texts import capital, distinct, inside

RELEASE, DROP, RECORD = "fs.job.release", "fs.job.drop", "fs.job.record"
CHECKED = 2  # times that a channel was read before its post was held
_LONGEST_NAME = 75  # characters of a button's name for a screen reader


class Held(NamedTuple):
    """A held post: its title, its team's name (may be empty), its period, and why.

    `key` is what its buttons carry, `tried` the time of the last try (`07:00 UTC`), `looked` how often the channel was read since.
    """

    title: str
    scope: str
    period: str
    reason: str
    key: str
    tried: str = ""
    looked: int = 0

    @property
    def name(self) -> str:
        """`scorecard, Support, week 47 of 2026`."""
        return inside(post_name(self.title, self.scope, self.period))


def held_in_full(held: Held) -> tuple[Part, ...]:
    """The post that has waited longest, with all that can be done."""
    return (
        Paragraph((_says(held),)),
        Actions((*decisions(held), Button(RECORD, "Show the record", held.key))),
    )


def held_in_a_line(others: Sequence[Held]) -> list[Paragraph]:
    """The next ones, each with the way to its record, where it is decided."""
    names = distinct((f"Decide: {each.name}" for each in others), _LONGEST_NAME)
    return [
        Paragraph((_says(each),), Button(f"{RECORD}.{place}", "Decide", each.key, name))
        for place, (each, name) in enumerate(zip(others, names, strict=True), 2)
    ]


def decisions(held: Held) -> tuple[Button, Button]:
    """The two ways on, each asked for once more."""
    release = Confirm(_release_title(held), _release_text(held), "Post it", "Leave it")
    drop = Confirm("Drop this post?", _drop_text(held), "Drop it", "Keep it")
    return (
        Button(RELEASE, "Post it now", held.key, primary=True, confirm=release),
        Button(DROP, "Drop it", held.key, confirm=drop),
    )


def _says(held: Held) -> tuple[Bold | str, ...]:
    return Bold(f"Held: {held.name}."), f" {reason_sentence(held.reason, held.tried)}"


def _release_title(held: Held) -> str:
    period = period_words(held.period)
    return f"Post {period} to {held.scope} now?" if period and held.scope else "Post it now?"


def _release_text(held: Held) -> str:
    if held.looked >= CHECKED:
        return "Two checks of the channel, 30 seconds apart, did not find it."
    if may_be_there(held.reason):
        return "Nobody can tell whether it is there already. If it is, it appears twice."
    return f"It was held for this reason: {reason_sentence(held.reason)} Where that still holds, it is held again."


def _drop_text(held: Held) -> str:
    period = period_words(held.period)
    if period and held.scope:
        return f"{capital(period)} will not appear in the {held.scope} channel."
    return f"{capital(held.name)}, will not appear."
