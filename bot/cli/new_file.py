"""A new file that its owner alone can read: what stands in it is somebody's pay or work. It is written whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.cli.exits import Exit
from bot.cli.failures import VerbError


@contextmanager
def new_file(file: Path) -> Iterator[BinaryIO]:
    """A file of mode 0600 to write into; gone again after any exception. Raises VerbError where it exists or cannot be written."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        remedy = "Name another file; no file is overwritten."
        raise VerbError(Exit.USAGE, "file", f"{file} exists already.", remedy) from None
    except (OSError, ValueError) as error:
        raise _unwritable(file, error) from error
    try:
        with os.fdopen(descriptor, "wb") as out:
            yield out
    except OSError as error:
        file.unlink(missing_ok=True)
        raise _unwritable(file, error) from error
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _unwritable(file: Path, error: Exception) -> VerbError:
    why = (getattr(error, "strerror", None) or "it is no name for a file").lower()
    return VerbError(
        Exit.USAGE, "file", f"{file} cannot be written: {why}.", "Nothing was left behind. Name another place."
    )
