"""The daily anchor of the audit log, for the operators' channel."""

from __future__ import annotations

from datetime import date

from views.figures import HOME, figures_for
from views.message import Bold, Code, Heading, Message, Note, Paragraph


def anchor_message(rows: int, anchor: str, day: date) -> Message:
    """How many rows the log had, and the head by which a later check sees whether any of them was changed."""
    when, count = figures_for(HOME).day(day), figures_for(HOME).count(rows, "row")
    return Message(
        (
            Heading(f"Anchor of the audit log, {when}"),
            Paragraph(
                (
                    (
                        Bold(f"The log has {count}."),
                        " Up to here, nothing can be changed unnoticed while this message stands.",
                    ),
                )
            ),
            Paragraph((("To check, run ", Code(f"python -m bot audit verify --anchor {anchor}")),)),
            Note(("Posted once a day. It names nobody and holds no amounts.",)),
        )
    )
