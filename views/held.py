"""What the operators are told by themselves: which posts are held or came too late, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from views.figures import HOME, figures_for
from views.message import Actions, Bold, Button, Heading, Message, Note, Paragraph
from views.posts import post_name, reason_sentence
from views.texts import inside

OPEN = "fs.job.open"
MOST = 8
"""Posts that are named one by one."""


class Told(NamedTuple):
    """A post by its title, its team's name (may be empty) and its period; held, or else left out."""

    title: str
    scope: str
    period: str
    reason: str
    held: bool


def held_message(posts: Sequence[Told], count: int) -> Message:
    """These posts, of `count` in all. Says neither amounts nor names of people: it stays in a channel."""
    figures = figures_for(HOME)
    held = any(each.held for each in posts)
    heading = (
        f"{figures.count(count, 'post')} {'needs' if count == 1 else 'need'} you"
        if held
        else f"{figures.count(count, 'post')} left out"
    )
    lines = [
        Paragraph(
            (
                (
                    Bold(
                        f"{'Held' if each.held else 'Left out'}: {inside(post_name(each.title, each.scope, each.period))}."
                    ),
                    f" {reason_sentence(each.reason)}",
                ),
            )
        )
        for each in posts
    ]
    more = count - len(posts)
    rest = [Paragraph(((f"And {figures.count(more, 'more post')}.",),))] if more else []
    what_now = "A held post waits until an operator decides. " if held else ""
    see = [Actions((Button(OPEN, "See what waits"),))] if held else []
    return Message((Heading(heading), *lines, *rest, *see, Note((f"{what_now}You are told once.",))))
