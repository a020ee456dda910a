"""What every verb takes besides its own arguments, and what it is handed: where to write, which database, which instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn

import click

from bot.cli.out import Form, Out
from bot.cli.values import INSTANT


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a verb. `database_url` and `as_of` (UTC microseconds) are None where the settings decide."""

    out: Out
    database_url: str | None = None
    as_of: int | None = None


_COMMON = (
    click.option("--json", "as_json", is_flag=True, help="Write one JSON document to standard output."),
    click.option("--jsonl", "as_lines", is_flag=True, help="Write lists as JSON lines, one document a line."),
    click.option("--database", "database_url", metavar="URL", help="The database, instead of DATABASE_URL."),
    click.option(
        "--as-of", type=INSTANT, metavar="INSTANT", help="Business time, such as 2026-11-20T06:00:00Z, instead of now."
    ),
)
COMMON_NAMES = frozenset({"as_json", "as_lines", "database_url", "as_of"})


def verb(function: Callable[..., Any]) -> click.Command:
    """A verb of the command line: its docstring is the help, its first argument the `Call`; it returns an `Exit`, or None for done."""

    @wraps(function)
    def called(*, as_json: bool, as_lines: bool, database_url: str | None, as_of: int | None, **own: Any) -> Any:
        if as_json and as_lines:
            raise click.UsageError("Write --json or --jsonl, not both.", click.get_current_context())
        form = Form.JSON if as_json else Form.LINES if as_lines else Form.WORDS
        return function(Call(Out(form), database_url, as_of), **own)

    for option in reversed(_COMMON):  # click puts the last one first
        called = option(called)
    command = click.command()(called)
    command.params.sort(key=lambda param: param.name in COMMON_NAMES)  # help tells a verb's own options first
    return command


def misused(message: str) -> NoReturn:
    """The options do not go together: exit 2."""
    raise click.UsageError(message, click.get_current_context())
