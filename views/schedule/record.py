"""The record of one post: what it is, where it stands, how often it was tried, and what can still be done. It shows no content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from views.figures import Figures
from views.message import Actions, Bold, Button, Confirm, Form, Heading, Paragraph, Part, Steps
from views.posts import period_words, reason_sentence
from views.schedule.board import ALL, POSTS, STATES
from views.schedule.held import Held, decisions
from views.texts import capital

FORM, RESEND = "fs.job.record", "fs.job.resend"
KEY = "jobs"
"""The key of modals that stand for nothing in particular; it tells a press in a modal from one in a message."""

_STATES = {
    "pending": "It waits for its turn.",
    "sending": "It is on its way.",
    "uncertain": "Slack did not confirm it. The channel is read to find out whether it is there.",
    "sent": "It was sent.",
    "held": "It is held until an operator decides.",
    "skipped": "It was left out.",
}


class Record(NamedTuple):
    """What is on record. `post` says what it is and why it is where it is. Instants are UTC microseconds, 0 where there is none.

    `due` is business time, the others are real. `resend`: whether it can be posted again.
    """

    post: Held
    state: str
    where: str
    due: int
    queued: int
    started: int
    attempts: int
    resend: bool = False
    said: str = ""


def record_form(record: Record, figures: Figures) -> Form:
    """The modal."""
    return Form(FORM, "Record of a post", tuple(_parts(record, figures)), key=KEY)


def _parts(record: Record, figures: Figures) -> Iterator[Part]:
    yield Heading(capital(record.post.name))
    if record.said:
        yield Paragraph(((Bold(record.said),),))
    why = f" {reason_sentence(record.post.reason, record.post.tried)}" if record.post.reason else ""
    yield Paragraph(((Bold(_STATES[record.state]), why),))
    yield Steps(tuple(_facts(record, figures)), ordered=False)
    yield Actions((*_ways_on(record), Button(POSTS, "Earlier posts", ALL)))


def _facts(record: Record, figures: Figures) -> Iterator[tuple[str, str]]:
    yield "Post:", record.post.title
    yield "For:", record.post.scope or "the company"
    if period := period_words(record.post.period):
        yield "Period:", period
    yield "State:", STATES[record.state]
    yield "Where:", record.where
    yield "Due:", figures.instant(record.due)
    yield "Put into the outbox:", figures.instant(record.queued)
    tries = {0: "none yet", 1: "one"}.get(record.attempts, str(record.attempts))
    yield "Attempts:", f"{tries}, the last on {figures.instant(record.started)}" if record.started else tries


def _ways_on(record: Record) -> tuple[Button, ...]:
    if record.state == "held":
        return decisions(record.post)
    if not record.resend:
        return ()
    asked = Confirm(
        "Post it again?",
        "The channel is read first. Where it still shows the post, nothing is posted.",
        "Look, then post",
        "Leave it",
    )
    return (Button(RESEND, "Post it again", record.post.key, confirm=asked),)
