"""A Postgres database of one's own, for as long as it is needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from sqlalchemy import make_url

from storage.database import Database
from storage.schema import upgrade

SERVER = os.environ.get("FAIRSHARE_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
NO_SERVER = f"no Postgres at {make_url(SERVER).render_as_string()}; FAIRSHARE_TEST_POSTGRES names another"


@contextmanager
def postgres(name: str) -> Iterator[str]:
    """The address of a new database with all tables, dropped at the end. Raises psycopg.OperationalError where there is no server."""
    address = make_url(SERVER).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True, connect_timeout=3) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
        server.execute(f"CREATE DATABASE {name}".encode())
        # Nothing here outlives the power going off: waiting for the disk at each commit would take a good part of the suite's time.
        server.execute(f"ALTER DATABASE {name} SET synchronous_commit TO off".encode())
        try:
            url = make_url(SERVER).set(drivername="postgresql+psycopg", database=name)
            shown = url.render_as_string(hide_password=False)
            with closing(Database.open(shown)) as database:
                upgrade(database)
            yield shown
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
