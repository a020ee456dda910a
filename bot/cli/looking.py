"""Looks on the command line are recorded like any other, before anything is shown: by whom, at whose pay, why."""

from __future__ import annotations

import click

from bot.cli.surroundings import operator
from bot.cli.values import TEXT
from bot.clock import real
from plans.statement import Statement
from storage import audit
from storage.database import Database
from storage.looks import OPERATOR, Look, record_look

REASON = "on the command line"

why_you_look = click.option(
    "--reason",
    type=TEXT,
    default=REASON,
    show_default=True,
    help="Why you look: it is recorded, and the person can read it.",
)


def record(database: Database, statement: Statement, reason: str) -> None:
    """One look at one person's statement."""
    look = Look(0, f"{OPERATOR}{operator()}", statement.payee, statement.period.name, reason, statement.as_of)
    with database.write() as connection:
        record_look(connection, look, real())


def record_ledger(database: Database, payee: str, reason: str, now: int) -> None:
    """One look at all that was posted for one person."""
    with database.write() as connection:
        record_look(connection, Look(0, f"{OPERATOR}{operator()}", payee, "", reason, now), real())


def record_all(database: Database, period: str, reason: str) -> None:
    """One entry for a look at everybody's: it is about the period, not about one person."""
    with database.write() as connection:
        audit.append(
            connection, real(), "look-at-all", {"period": period, "reason": reason}, actor=f"{OPERATOR}{operator()}"
        )


def record_metric(database: Database, metric: str, period: str, reason: str) -> None:
    """One entry for a look at one metric of everybody."""
    found = {"metric": metric, "period": period, "reason": reason}
    with database.write() as connection:
        audit.append(connection, real(), "look-at-metric", found, actor=f"{OPERATOR}{operator()}")
