"""The picture of a figure, written into a new file that its owner alone can read: it shows what somebody is paid."""

from __future__ import annotations

import os
from pathlib import Path

from bot.cli.exits import Exit
from bot.cli.failures import VerbError, unknown
from bot.cli.payees import Found
from plans.statement import Statement, day_of, node_name
from plans.tree import Node


def draw(found: Found, node: Node, file: Path) -> str:
    """Writes the curve of a figure into a new file; returns its description in words.

    Raises VerbError where the figure has no curve, where the file exists, and where it cannot be written.
    """
    from charts.payout_curve import payout_curve  # noqa: PLC0415 - drawing takes a second to load, and few ask for it
    from charts.reading import has_curve  # noqa: PLC0415 - as above

    if not has_curve(node):
        drawable = [each for each in found.statement.evaluation.every() if has_curve(each)]
        raise _no_curve(found.statement, node, drawable)
    figures = found.reader.figures
    picture = payout_curve(node, figures, f"As of {figures.day(day_of(found.statement.as_of))}")
    _write_new(file, picture.png)
    return picture.description


def _no_curve(statement: Statement, node: Node, drawable: list[Node]) -> VerbError:
    names = ", ".join(node_name(each) for each in drawable)
    remedy = f"These have one: {names}." if names else f"No figure of {statement.plan.title} has one."
    return unknown("picture", f"`{node_name(node)}` has no curve to draw.", remedy)


def _write_new(file: Path, data: bytes) -> None:
    """A file of mode 0600 with these bytes, or none at all."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        remedy = "Name another file; pictures are not overwritten."
        raise VerbError(Exit.USAGE, "file", f"{file} exists already.", remedy) from None
    except (OSError, ValueError) as error:
        raise _unwritable(file, error) from error
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise _unwritable(file, error) from error


def _unwritable(file: Path, error: Exception) -> VerbError:
    why = (getattr(error, "strerror", None) or "it is no name for a file").lower()
    return VerbError(
        Exit.USAGE, "file", f"{file} cannot be written: {why}.", "Nothing was left behind. Name another place."
    )
