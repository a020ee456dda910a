"""A lock that the operating system releases when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from storage.errors import Kind, StorageError, trouble


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Hold the lock of this file, or raise StorageError `running` with the holder's process number. The file stays behind, empty."""
    with _opened(file) as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held.seek(0)
            holder = held.read().strip() or "unknown"
            raise StorageError(
                Kind.RUNNING,
                f"Another `run` serves this database file (process {holder}).",
                "End it first, or move to Postgres, which any number may share.",
            ) from None
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        try:
            yield
        finally:
            held.truncate(0)


@contextmanager
def tried(file: Path) -> Iterator[bool]:
    """Whether the lock of this file is held now, without waiting for who holds it. Raises OSError where there can be no such file."""
    with file.open("a", encoding="ascii") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _opened(file: Path) -> TextIO:
    try:
        return file.open("a+", encoding="ascii")
    except PermissionError:
        raise trouble(Kind.READ_ONLY) from None
    except FileNotFoundError:
        raise trouble(Kind.MISSING) from None
