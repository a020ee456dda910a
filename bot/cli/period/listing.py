"""`period list`: which periods are signed off, and which were reopened."""

from __future__ import annotations

from collections.abc import Iterator

import click

from bot.cli.period.words import sign_off_json
from bot.cli.surroundings import business_time, current
from bot.cli.tables import table_of
from bot.cli.values import TEXT
from bot.cli.verb import Call, verb
from plans.statement import day_of
from storage.ledger import SignOff, sign_offs

_HEAD = ("plan", "period", "state", "on", "by", "people", "postings", "reason")


@verb
@click.argument("plan", required=False, type=TEXT, metavar="[PLAN]")
def periods(call: Call, *, plan: str | None) -> None:
    """List every sign-off and reopening of PLAN, or of all plans: by period, and in order; the last one of a period is how it stands.

    \b
        {"plan", "period", "state": "signed|reopened", "at", "by", "as_of", "payees", "postings", "digest", "reason"}
    """
    with current(call) as database, database.read() as connection:
        found = [each for each in sign_offs(connection, business_time(call)) if plan in {None, each.plan}]
    call.out.items(map(sign_off_json, found), _words(found))


def _words(found: list[SignOff]) -> Iterator[str]:
    if not found:
        yield "No period is signed off."
        return
    yield table_of([_HEAD, *map(_row, found)], indent="")


def _row(each: SignOff) -> tuple[str, ...]:
    counted = (f"{each.payees:,}", f"{each.postings:,}") if each.stands else ("", "")
    return each.plan, each.period, each.what, day_of(each.at).isoformat(), each.by, *counted, each.reason
