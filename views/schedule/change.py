"""The form in which a schedule is changed: for good its day, time and channel, or once its next time. And the preview of a post."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from views.framing import ONLY_YOU
from views.message import (
    Actions,
    Bold,
    Button,
    Choice,
    Confirm,
    Form,
    Heading,
    Message,
    Note,
    Option,
    Paragraph,
    Part,
    Question,
)
from views.schedule.board import ALL, PAUSE, PICK, PREVIEW, RESUME, SETTINGS
from views.schedule.record import KEY
from views.schedule.times import WEEKDAYS, zone_words

FORM, USUAL = "fs.job.change", "fs.job.usual"
DAY, TIME, CHANNEL, NEXT = "day", "time", "channel", "next"
_LONGEST_TIME, _LONGEST_NEXT, _LONGEST_CHANNEL = 10, 40, 60


class Changing(NamedTuple):
    """A schedule as it is, in words; `fields` is what its questions begin with: a day (`1` for Monday) only where there is one to choose.

    `key` is what the form and its buttons carry; `chosen`: whether anything of it was chosen by an operator; `said` stands on top.
    """

    name: str
    words: str
    fields: Mapping[str, str]
    zone: str
    key: str
    paused: bool = False
    chosen: bool = False
    said: str = ""


def change_form(of: Changing) -> Form:
    """The modal."""
    clocks = f"By the clocks of {zone_words(of.zone).removesuffix(' time')}."
    parts: list[Part] = [Heading(of.name)]
    if of.said:
        parts.append(Paragraph(((Bold(of.said),),)))
    parts.append(Paragraph(((of.words,),)))
    if of.fields[DAY]:
        days = tuple(Option(str(number), day) for number, day in enumerate(WEEKDAYS, 1))
        parts.append(Choice(DAY, "On which day?", days, initial=of.fields[DAY]))
    parts += [
        Question(TIME, "At what time?", f"Such as 09:00. {clocks}", most=_LONGEST_TIME, initial=of.fields[TIME]),
        Question(
            CHANNEL,
            "In which channel?",
            "Its id, such as C0123456789. It stands at the end of the channel's details in Slack. Invite Fairshare there.",
            most=_LONGEST_CHANNEL,
            initial=of.fields[CHANNEL],
        ),
        Question(
            NEXT,
            "Only the next one: when?",
            f"Such as 27 Nov 15:00. {clocks} Left empty, it stays as it is.",
            most=_LONGEST_NEXT,
            optional=True,
            initial=of.fields[NEXT],
        ),
        Actions(tuple(_buttons(of))),
        Note(
            (
                "Whether Fairshare may post in the channel is found out at the first post. If not, it is held, and you are told.",
            )
        ),
    ]
    return Form(FORM, "Times and channels", tuple(parts), submit="Save", close="Cancel", key=of.key)


def preview_form(name: str, content: Message | str) -> Form:
    """What would be posted, or why nothing would be. A picture stands in it as its words, and buttons are left out."""
    if isinstance(content, str):
        shown: tuple[Part, ...] = (Paragraph(((Bold("Nothing would be posted now."), f" The reason: {content}."),)),)
    else:
        shown = tuple(_without_buttons(part) for part in content.parts if not isinstance(part, Actions))
    back = Actions((Button(PREVIEW, "Preview another", PICK),))
    lead = Note((f"{name}, as it would be posted now. {ONLY_YOU}",))
    return Form("fs.job.preview", "Preview", (lead, *shown, back), key=KEY)


def _buttons(of: Changing) -> list[Button]:
    pause = Confirm(
        "Pause this post?",
        "It is not posted until you resume it. What falls due waits, and is posted late or skipped with a reason.",
        "Pause",
        "Go back",
    )
    first = (
        Button(RESUME, "Resume this post", of.key)
        if of.paused
        else Button(PAUSE, "Pause this post", of.key, danger=True, confirm=pause)
    )
    usual = [Button(USUAL, "Back to the usual", of.key)] if of.chosen else []
    return [first, *usual, Button(SETTINGS, "Back to the list", ALL)]


def _without_buttons(part: Part) -> Part:
    return Paragraph(part.lines) if isinstance(part, Paragraph) else part
