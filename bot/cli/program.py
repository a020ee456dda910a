"""The program: its verbs by name, loaded when they are called, so that no verb waits for what another one needs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import click

from bot.cli.exits import Exit
from bot.cli.failures import VerbError, told
from bot.cli.out import flush, plain, pretty
from bot.logs import set_up

NAME = "python -m bot"
_BY_SIGNAL = 128  # added to the number of the signal that ended a verb, as shells do


class Entry(NamedTuple):
    """Where a verb is declared (`module:function`), and the line that lists it."""

    where: str
    summary: str


class Group(click.Group):
    """Verbs that are imported when they are called; listing them imports none."""

    def __init__(self, name: str, summary: str, entries: Mapping[str, Entry | click.Group]) -> None:
        super().__init__(
            name, help=summary, short_help=summary, context_settings={"help_option_names": ["-h", "--help"]}
        )
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        entry = self.entries.get(cmd_name)
        if entry is None or isinstance(entry, click.Group):
            return entry
        module, _, function = entry.where.partition(":")
        command: click.Command = getattr(import_module(module), function)
        command.name, command.short_help = cmd_name, entry.summary
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.entries and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.entries, n=1)
            remedy = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(self.entries)}."
            raise click.UsageError(f"`{args[0][:40]}` is no verb here. {remedy}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        lines = [
            (name, entry.summary if isinstance(entry, Entry) else entry.short_help or "")
            for name, entry in self.entries.items()
        ]
        with formatter.section("Verbs"):
            formatter.write_dl(lines)


class Program(Group):
    """The root: every way to end passes here, and becomes words and an exit code."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        """Ends the process, as click's own does; of its arguments only the first one is used."""
        sys.exit(self.ended(sys.argv[1:] if args is None else list(args)))

    def ended(self, arguments: list[str]) -> int:
        """Calls a verb; the exit code, after telling what went wrong."""
        try:
            with self.make_context(NAME, arguments.copy()) as context:
                code = self.invoke(context)
            flush()
        except click.exceptions.Exit as ending:
            return ending.exit_code
        except click.exceptions.NoArgsIsHelpError as ending:
            click.echo(ending.format_message(), err=True)
            return Exit.USAGE
        except (click.Abort, KeyboardInterrupt):
            click.echo("Stopped.", err=True)
            return _BY_SIGNAL + signal.SIGINT
        except BrokenPipeError:
            return _BY_SIGNAL + signal.SIGPIPE
        except Exception as error:  # noqa: BLE001 - the outermost place: nothing passes it but words and a code
            failure = told(error)
            if "--json" in arguments:
                click.echo(pretty(failure.as_json()))
            click.echo(plain(str(failure)), err=True)
            return failure.code
        return Exit(code or Exit.DONE)


def run(program: Program) -> NoReturn:
    """Runs as a process: a verb that was interrupted ends by that signal, as its caller expects."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # whoever called closed it
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - open for as long as the process lives
        getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
    set_up("warning")  # what libraries say to themselves may hold data
    code = program.ended(sys.argv[1:])
    try:
        flush()
    except (OSError, VerbError):  # told already; what is left unwritten has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if code > _BY_SIGNAL:
        signal.signal(code - _BY_SIGNAL, signal.SIG_DFL)
        os.kill(os.getpid(), code - _BY_SIGNAL)
    sys.exit(code)
