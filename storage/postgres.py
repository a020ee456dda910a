"""How a Postgres database is opened: reads see one snapshot and cannot write, writes wait only so long."""

from __future__ import annotations

from sqlalchemy import URL, Engine, create_engine

CONNECT_S = 5
_KEPT, _MORE = 5, 10  # connections of each engine: kept open, and opened in a burst


def reader(url: URL, patience_s: float) -> Engine:
    """Connections whose transactions are read-only and see one state from their first statement on."""
    return _engine(url, patience_s).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writer(url: URL, patience_s: float) -> Engine:
    """Connections to write with."""
    return _engine(url, patience_s)


def _engine(url: URL, patience_s: float) -> Engine:
    options = f"-c lock_timeout={round(patience_s * 1000)} -c TimeZone=UTC -c jit=off"
    given = url.query.get("options")
    return create_engine(
        url,
        pool_size=_KEPT,
        max_overflow=_MORE,
        pool_timeout=patience_s,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_S, "options": f"{given} {options}" if given else options},
    )
