"""What the operators are told about a channel: that nothing can be posted there any more, or that it has another id."""

from __future__ import annotations

from collections.abc import Sequence

from views.message import Bold, Code, Heading, Message, Note, Paragraph
from views.texts import joined


def trouble_message(channel_id: str, trouble: str, titles: Sequence[str]) -> Message:
    """`trouble` says why, in words; `titles` are the posts that go there."""
    return Message(
        (
            Heading("A channel cannot be posted in"),
            Paragraph(
                ((Bold("Channel "), Code(channel_id), Bold(f": {trouble}."), f" {joined(titles)} would go there."),)
            ),
            Paragraph(
                (
                    (
                        "Until that changes, what falls due is held. Nothing of it is lost, and nothing is posted anywhere else.",
                    ),
                )
            ),
            Note(("You are told once.",)),
        )
    )


def moved_message(old: str, new: str, titles: Sequence[str], setting: str) -> Message:
    """`setting` is the one that still names the old id, if any."""
    follows = f" {joined(titles)} will be posted there." if titles else ""
    write = (
        [Paragraph((("Write the new id into the setting ", Code(setting), ", so that it is found without this."),))]
        if setting
        else []
    )
    return Message(
        (
            Heading("A channel has another id"),
            Paragraph(
                ((Bold("Channel "), Code(old), Bold(" is now "), Code(new), f".{follows} You need to do nothing now."),)
            ),
            *write,
            Note(("You are told once.",)),
        )
    )
