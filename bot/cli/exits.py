"""Exit codes: the same everywhere, as other programs rely on them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a verb ended."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    PROBLEMS = 3
    SETTINGS = 4
    DATABASE = 5
    SLACK = 6
    DIFFERS = 7
    UNKNOWN = 8
    GATE_SHUT = 9
    SOCKET_DEAD = 75


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "Done.",
    Exit.FAULT: "The fault is on our side; a reference is printed that leads to its record.",
    Exit.USAGE: "The command was not understood: an unknown verb, option or value.",
    Exit.PROBLEMS: "An input has problems; all of them are listed, and nothing of it was taken.",
    Exit.SETTINGS: "Settings are missing or wrong; all of them are listed.",
    Exit.DATABASE: "The database cannot do what it was asked: absent, busy, full, of another version.",
    Exit.SLACK: "Slack refused, or cannot be reached.",
    Exit.DIFFERS: "A verification found a difference.",
    Exit.UNKNOWN: "There is no such thing: payee, figure, plan or case.",
    Exit.GATE_SHUT: "A gate is shut.",
    Exit.SOCKET_DEAD: "`run` lost its socket to Slack for 60 seconds; a supervisor starts it again.",
}
