"""What people can do, one file a command. These three lists are all that the way in registers, describes and guards."""

from __future__ import annotations

from commands.declare import Command, Press, Submission

COMMANDS: tuple[Command, ...] = ()
PRESSES: tuple[Press, ...] = ()
SUBMISSIONS: tuple[Submission, ...] = ()
