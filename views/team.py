"""`/team`: whose statement, and why. It lists nobody's pay; looking at one is recorded, and the person sees who looked."""

from __future__ import annotations

from collections.abc import Sequence

from views.message import Choice, Form, Note, Option, Paragraph, Part, Question

TEAM = "fs.team"
WHOM, PERIOD, REASON = "whom", "period", "reason"
THIS, BEFORE = "this", "before"
LEAST_REASON, MOST_REASON = 12, 300  # characters: a few words at least
MOST_PEOPLE = 100  # Slack's limit of options


def team_form(people: Sequence[tuple[str, str]], left_out: int, key: str) -> Form:
    """The form; `people` are ids with names, `left_out` how many more there are than can be offered."""
    hint = f"{left_out} more are not in the list: add part of a name after the command." if left_out else ""
    parts: tuple[Part, ...] = (
        Paragraph((("Nobody's pay stands here. You see one statement, after you say why you look.",),)),
        Choice(WHOM, "Whose statement?", tuple(Option(person_id, name) for person_id, name in people), hint),
        Choice(
            PERIOD, "Which period?", (Option(THIS, "The current one"), Option(BEFORE, "The one before")), initial=THIS
        ),
        Question(
            REASON,
            "Why do you look?",
            "For example: preparing the quarterly talk. Leave out health and private life.",
            lines=2,
            most=MOST_REASON,
            least=LEAST_REASON,
        ),
        Note(("The look is recorded with your reason, without amounts. The person can read who looked, and why.",)),
    )
    return Form(TEAM, "A statement", parts, submit="Show statement", close="Cancel", key=key)
