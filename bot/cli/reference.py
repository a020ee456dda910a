"""The reference page of the command line, made from the declarations: `python -m bot.cli.reference` writes docs/cli.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from inspect import cleandoc
from pathlib import Path

import click

from bot.cli.exits import MEANINGS
from bot.cli.program import NAME, Group
from bot.cli.verb import COMMON_NAMES
from bot.cli.verbs import PROGRAM

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
_INTRODUCTION = f"""
# Command line

This page is made from the program's own declarations; `{NAME} VERB --help` shows the same.

What was asked for goes to standard output, words about it to standard error. Every verb takes these options:
"""
_EXITS = """
## Exit codes

The same everywhere.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines()).strip() + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION.strip()
    yield ""
    verbs = list(_verbs(PROGRAM, ()))
    first = verbs[0][1]
    yield from _options([param for param in first.params if param.name in COMMON_NAMES])
    yield _EXITS
    yield from _table(("code", "meaning"), [(str(int(code)), meaning) for code, meaning in MEANINGS.items()])
    yield ""
    yield "A verb that is interrupted ends by that signal, as its caller expects."
    for path, command in verbs:
        yield from _verb(path, command)


def _verbs(group: Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, Group):
            yield from _verbs(command, (*path, name))
        elif command is not None:
            yield (*path, name), command


def _verb(path: tuple[str, ...], command: click.Command) -> Iterator[str]:
    own = [param for param in command.params if isinstance(param, click.Option) and param.name not in COMMON_NAMES]
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    usage = " ".join([NAME, *path, *(["[OPTIONS]"] if own else []), *(_written(argument) for argument in arguments)])
    yield from ("", f"## {' '.join(path)}", "", f"    {usage}", "")
    yield cleandoc(command.help or "").replace("\b\n", "")
    if own:
        yield ""
        yield from _options(own)


def _written(argument: click.Argument) -> str:
    return argument.make_metavar(click.Context(click.Command("verb")))


def _options(options: Sequence[click.Parameter]) -> Iterator[str]:
    rows = []
    for option in options:
        if isinstance(option, click.Option):
            value = "" if option.is_flag else f" {option.make_metavar(click.Context(click.Command('verb')))}"
            needed = " Required." if option.required else ""
            rows.append((f"`{option.opts[0]}{value}`", f"{option.help}{needed}"))
    yield from _table(("option", "meaning"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
