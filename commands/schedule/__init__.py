"""`/schedule`, for operators: what is posted when, what became of it, and what they decide about it."""

from __future__ import annotations

from commands.declare import Command, Needs, Press, Submission
from commands.schedule.answer import schedule
from commands.schedule.change import back_to_usual, list_settings, open_change, save
from commands.schedule.decisions import drop, pause, release, resend, resume
from commands.schedule.preview import list_previews, preview
from commands.schedule.record import list_posts, show_record
from views.schedule.change import CHANNEL, DAY, FORM, NEXT, TIME

_OPERATOR = Needs.OPERATOR

SCHEDULE = Command(
    "schedule",
    "/schedule",
    "[help]",
    "What is posted when, what became of it, and what waits for an operator.",
    (("", "shows held posts, what is next, and the way to pause, move and preview"),),
    _OPERATOR,
    schedule,
)

PRESSES: tuple[Press, ...] = (
    Press("fs.job.open", "The same answer as /schedule, from a notice to the operators.", _OPERATOR, schedule),
    Press("fs.job.release", "Post a held post after all.", _OPERATOR, release),
    Press("fs.job.drop", "Leave a held post out for good.", _OPERATOR, drop),
    Press("fs.job.record", "The record of a held post.", _OPERATOR, show_record),
    Press("fs.job.record.*", "The record of a post of a list.", _OPERATOR, show_record),
    Press("fs.job.resend", "Post what was sent once more, where it is not there.", _OPERATOR, resend),
    Press("fs.job.posts", "The posts there were.", _OPERATOR, list_posts),
    Press("fs.job.posts.*", "More of them, or those alone that are held.", _OPERATOR, list_posts),
    Press("fs.job.pause", "Pause all posts, or one.", _OPERATOR, pause),
    Press("fs.job.resume", "Resume all posts, or one.", _OPERATOR, resume),
    Press("fs.job.preview", "Which post to preview.", _OPERATOR, list_previews),
    Press("fs.job.preview.*", "More of them.", _OPERATOR, list_previews),
    Press("fs.job.show.*", "What would be posted now.", _OPERATOR, preview),
    Press("fs.job.settings", "When and where each post appears.", _OPERATOR, list_settings),
    Press("fs.job.settings.*", "More of them.", _OPERATOR, list_settings),
    Press("fs.job.change.*", "The form of one schedule.", _OPERATOR, open_change),
    Press("fs.job.usual", "Give one schedule its usual day, time and channel again.", _OPERATOR, back_to_usual),
)

SUBMISSIONS: tuple[Submission, ...] = (
    Submission(FORM, "Change when and where a post appears.", _OPERATOR, save, (DAY, TIME, CHANNEL, NEXT)),
)
