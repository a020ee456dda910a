"""PostgreSQL's own tools, and a database for a moment in which a dump is restored."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from storage.errors import Kind, StorageError, translated
from storage.postgres import CONNECT_S


class ToolError(StorageError):
    """A tool did not do what it was asked. `said` is its own last word."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(Kind.FILE, f"`{name}` failed: {said}.", "See its words.")
        self.said = said


def dump(url: URL, path: Path) -> None:
    """Write everything into the file, in Postgres' own format, without owners and rights."""
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={path.absolute()}"], url)


def tables_in(path: Path) -> set[str]:
    """The tables whose rows a dump holds, by its list."""
    listed = _run("pg_restore", ["--list", str(path.absolute())])
    return {line.split()[6] for line in listed.splitlines() if " TABLE DATA " in line}


def restore(path: Path, url: URL) -> None:
    """Restore a dump into an empty database, all or nothing."""
    _run("pg_restore", ["--single-transaction", "--no-owner", "--no-privileges", str(path.absolute())], url)


@contextmanager
def scratch_database(url: URL) -> Iterator[URL]:
    """A new, empty database on the server of this address, gone afterwards. Raises StorageError where the user may not create one."""
    name = f"fairshare_check_{secrets.token_hex(6)}"
    try:
        with closing(psycopg.connect(**_arguments(url), autocommit=True)) as server:
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            try:
                yield url.set(database=name)
            finally:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege as error:
        raise StorageError(Kind.REFUSED, *_NO_RIGHT) from error
    except psycopg.Error as error:
        raise translated(error) or error from error


_NO_RIGHT = (
    "The user of the database may not create one, so the backup could not be restored to be looked at.",
    "Let somebody grant it (ALTER ROLE … CREATEDB), or name another user or server with --database.",
)


def _run(name: str, arguments: Sequence[str], url: URL | None = None) -> str:
    """What the tool writes. The password goes by the environment, since a command line can be read by everybody on the machine."""
    program = shutil.which(name)
    if program is None:
        raise StorageError(Kind.NO_TOOL, f"`{name}` is not installed.", "Install PostgreSQL's client tools.")
    address = _arguments(url) if url else {}
    secret = {"PGPASSWORD": str(address.pop("password"))} if "password" in address else {}
    where = [f"--dbname={make_conninfo(**address)}"] if address else []
    done = subprocess.run(  # noqa: S603 - a fixed program, its arguments never words of a shell
        [program, *where, *arguments], env={**os.environ, **secret}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise ToolError(name, said[-1] if said else str(done.returncode))
    return done.stdout


def _arguments(url: URL) -> dict[str, Any]:
    """The whole address as libpq has it: how the line is secured stands in it too, and several hosts."""
    _, arguments = url.get_dialect()().create_connect_args(url)
    return {"connect_timeout": CONNECT_S, **arguments}
