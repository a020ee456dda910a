"""What people can do, one file a command. These three lists are all that the way in registers, describes and guards."""

from __future__ import annotations

from commands import schedule
from commands.calendar import calendar
from commands.declare import Command, Needs, Press, Submission
from commands.looks import open_looks, turn_looks
from commands.mypay import mypay
from commands.past import open_period, show_past, turn_past
from commands.rows import open_gate_rows, open_rows, turn_rows
from commands.team import look_at, team
from commands.why import all_lines, why
from views.team import PERIOD, REASON, WHOM

COMMANDS: tuple[Command, ...] = (
    Command(
        "mypay",
        "/mypay",
        "[period | last | past | looks | help]",
        "Your variable pay: what you earned, from what, and why.",
        (
            ("", "shows this period"),
            ("2026-Q2", "shows another period; Q2, last and october work as well"),
            ("past", "lists all periods with their totals"),
            ("looks", "shows who looked at your pay, and why"),
        ),
        Needs.PERSON,
        mypay,
    ),
    Command(
        "team",
        "/team",
        "[part of a name | help]",
        "The statement of somebody you lead. It asks why you look, and the person can see that.",
        (("", "asks whom and why"), ("sam", "offers only names that hold these letters")),
        Needs.MANAGER,
        team,
    ),
    Command(
        "calendar",
        "/calendar",
        "[period | last | next | help]",
        "What is coming where you work: the end of the period, pay dates, appraisal, holidays.",
        (
            ("", "shows this period and what lies ahead"),
            ("next", "shows the period after this one; last and a name such as 2026-Q4 work as well"),
        ),
        Needs.PERSON,
        calendar,
    ),
    schedule.SCHEDULE,
)

PRESSES: tuple[Press, ...] = (
    Press("fs.why.*", "How a figure came about, step by step.", Needs.PERSON, why),
    Press("fs.rows.open", "The recorded rows behind a figure.", Needs.PERSON, open_rows),
    Press("fs.rows.page.*", "Another page of the same rows.", Needs.PERSON, turn_rows),
    Press("fs.gate.rows", "The rows that a closed gate waits for.", Needs.PERSON, open_gate_rows),
    Press("fs.mypay.lines", "All lines of a long statement.", Needs.PERSON, all_lines),
    Press("fs.mypay.past", "All periods with their totals.", Needs.PERSON, show_past),
    Press("fs.mypay.past.*", "Older periods, the newest again, and back to the list.", Needs.PERSON, turn_past),
    Press("fs.mypay.open.*", "One period of the list.", Needs.PERSON, open_period),
    Press("fs.mypay.looks", "Who looked at one's own pay.", Needs.PERSON, open_looks),
    Press("fs.mypay.looks.*", "Older looks at one's own pay, and the newest again.", Needs.PERSON, turn_looks),
    *schedule.PRESSES,
)

SUBMISSIONS: tuple[Submission, ...] = (
    Submission(
        "fs.team", "Look at the statement of somebody you lead.", Needs.MANAGER, look_at, (WHOM, PERIOD, REASON)
    ),
    *schedule.SUBMISSIONS,
)
