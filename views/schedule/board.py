"""The answer to `/schedule`: what needs an operator, what is posted when, and how it stands with the queue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from views.figures import Figures
from views.message import Actions, Bold, Button, Code, Confirm, Grid, Heading, Message, Note, Paragraph, Part, Stamp
from views.posts import period_words
from views.schedule.held import Held, held_in_a_line, held_in_full
from views.schedule.times import ago_words

PAUSE, RESUME, PREVIEW, SETTINGS, POSTS = (
    "fs.job.pause",
    "fs.job.resume",
    "fs.job.preview",
    "fs.job.settings",
    "fs.job.posts",
)
ALL, PICK, HELD = "all", "pick", "held"
"""What buttons carry that are about no post and no schedule of their own."""

MOST_HELD = 4
"""Held posts that are shown one by one."""

STATES = {
    "pending": "waiting",
    "sending": "on its way",
    "uncertain": "being looked for",
    "sent": "sent",
    "held": "held",
    "skipped": "left out",
}


class Line(NamedTuple):
    """One kind of post: when it is posted next, and what became of it last."""

    title: str
    next: str
    last: str


class Queue(NamedTuple):
    """How many posts wait for their turn and how many for a decision; whether nothing is let out; and what is said of Slack's limit."""

    waiting: int
    held: int
    paused: bool
    limit: str


class Board(NamedTuple):
    """All that the answer says: `held` are those held longest, `as_of` is business time (UTC microseconds), `said` what was decided just now.

    `tick_s` is for how many seconds it has not been looked what is due; None where another process does that.
    """

    held: Sequence[Held]
    lines: Sequence[Line]
    queue: Queue
    as_of: int
    tick_s: int | None = None
    said: str = ""


def board_message(board: Board, figures: Figures) -> Message:
    """The private answer."""
    return Message(tuple(_parts(board, figures)))


def last_words(period: str, counts: Mapping[str, int]) -> str:
    """What became of the last period of a kind: `Sent, week 47 of 2026`, or of several posts `11 of 12 sent, 1 held`."""
    states = [(STATES[state], counts[state]) for state in STATES if state in counts]
    total = sum(counts.values())
    if total == 1:
        return ", ".join(part for part in (states[0][0].capitalize(), period_words(period)) if part)
    sent = counts.get("sent", 0)
    return ", ".join([f"{sent} of {total} sent", *(f"{count} {word}" for word, count in states if word != "sent")])


def _parts(board: Board, figures: Figures) -> Iterator[Part]:
    count = board.queue.held
    yield Heading(f"Scheduled posts: {count} need{'s' if count == 1 else ''} you" if count else "Scheduled posts")
    if board.said:
        yield Paragraph(((Bold(board.said),),))
    if board.queue.paused:
        rest = " What falls due waits. What waits for longer than two days is left out, with the reason."
        yield Paragraph(((Bold("All posts are paused."), rest),))
    yield from _held(board, figures)
    if board.lines:
        yield Grid(("Post", "Next", "Last"), tuple(board.lines))
    else:
        yield Paragraph(
            (("Nothing is scheduled. Set ", Code("OPERATOR_CHANNEL"), " to have the log's anchor posted."),)
        )
    yield _menu(board)
    yield _note(board, figures)


def _held(board: Board, figures: Figures) -> Iterator[Part]:
    if not board.held:
        if not board.said and not board.queue.paused:
            yield Paragraph(((Bold("Nothing needs you."), " No post is held."),))
        return
    first, *others = board.held
    yield from held_in_full(first)
    yield from held_in_a_line(others)
    if more := board.queue.held - len(board.held):
        see_all = Button(f"{POSTS}.{HELD}", "See all", HELD, "See all held posts")
        yield Paragraph(((f"And {figures.count(more, 'more post')} {'is' if more == 1 else 'are'} held.",),), see_all)


def _menu(board: Board) -> Actions:
    pause = Confirm(
        "Pause all posts?",
        "Nothing is posted until you resume. What falls due waits, and is posted late or skipped with a reason.",
        "Pause",
        "Go back",
    )
    first = (
        Button(RESUME, "Resume posts", ALL)
        if board.queue.paused
        else Button(PAUSE, "Pause all posts", ALL, danger=True, confirm=pause)
    )
    of_schedules = (Button(PREVIEW, "Preview a post", PICK), Button(SETTINGS, "Times and channels", ALL))
    return Actions((first, *(of_schedules if board.lines else ()), Button(POSTS, "Earlier posts", ALL)), "jobs_menu")


def _note(board: Board, figures: Figures) -> Note:
    tick = f" Last tick {ago_words(board.tick_s)}." if board.tick_s is not None else ""
    queue = f" Queue: {board.queue.waiting} waiting, {board.queue.held} held. Slack limit: {board.queue.limit}."
    return Note(("As of ", Stamp(board.as_of, figures.instant(board.as_of)), f".{tick}{queue}"))
