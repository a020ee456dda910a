"""`statement`: what somebody earned in a period, or what everybody did."""

from __future__ import annotations

import click

from bot.cli.looking import record, record_all, why_you_look
from bot.cli.payees import Found, Wanted, find, find_all, named_so
from bot.cli.reading_aloud import spoken
from bot.cli.surroundings import business_time, current
from bot.cli.values import TEXT
from bot.cli.verb import Call, misused, verb
from bot.clock import real
from commands.world import World
from plans.absence import FINAL, STANDING
from plans.export import statement_json
from plans.tree import Missing
from storage.catalogue import Catalogue
from views.statement import statement_form


@verb
@click.argument("payee", required=False, type=TEXT, metavar="[PAYEE]")
@click.option(
    "--period",
    type=TEXT,
    metavar="P",
    help="Such as 2026-Q4, 2026-10, or a name of the company calendar; without it, the current one.",
)
@click.option("--final", is_flag=True, help="Wait for what is missing, even if the period has not ended.")
@click.option(
    "--standing", is_flag=True, help="Facts so far, with every assumption named, even if the period has ended."
)
@click.option("--all", "everybody", is_flag=True, help="Everybody who has a statement in the period.")
@why_you_look
def statement(
    call: Call, *, payee: str | None, period: str | None, final: bool, standing: bool, everybody: bool, reason: str
) -> None:
    """Print the statement of PAYEE (an id of the people file), or of everybody with --all.

    A period that is over is final, one that is not is standing. The figures are those that /mypay shows. The look is recorded in the
    audit log before anything is printed.

    \b
        {"payee", "period", "mode", "as_of", "signed": DAY or null, "plan": {"name", "version", "hash"}, "registry",
         "calendar", "statement_hash",
         "totals": {"earned", "held", "released", "paid", "vested", "owed": {"minor", "currency"}}, "assumes": [words],
         "waits": [{"metric", "source", "since", "owner"}], "figures": {name: FIGURE},
         "payouts": [{"name", "as", "figure", "minor", "currency", "date", "state"}]}
        FIGURE: {"clause", "title", "op", "value", "words", "parts": [name or FIGURE], "facts": [{"id", "source", "line",
         "observed", "recorded", "value"}]}
        value: {"text", "unit", "minor"}, or {"missing": words}

    `calendar` ({"name", "version", "hash"}) stands there where the plan counts by the company calendar.

    With --all, --jsonl writes one of these a line, as each is computed.
    """
    if final and standing:
        misused("Write --final or --standing, not both.")
    if everybody == (payee is not None):
        misused("Name one payee, or write --all." if not everybody else "Write a payee or --all, not both.")
    if everybody and period is None:
        misused("Say for which period: `--all --period 2026-Q4`.")
    wanted = Wanted(period, FINAL if final else STANDING if standing else "", business_time(call))
    with current(call) as database, database.read() as connection:
        world = World(database, Catalogue(), real)
        if payee is not None:
            one = find(connection, world, payee, wanted)
            record(database, one.statement, reason)
            call.out.result(statement_json(one.statement), _words(one) if call.out.is_words else "")
        elif period is not None:
            periods = named_so(connection, world, period, wanted.as_of)
            record_all(database, periods[0].name, reason)
            every = find_all(connection, world, periods, wanted)
            if call.out.is_words:
                call.out.items((), (_line(each) for each in every))
            else:
                call.out.items((statement_json(each.statement) for each in every), ())


def _words(found: Found) -> str:
    """What the person reads, told of them; and which statement it is."""
    form = statement_form(found.statement, found.reader, "")
    seen_by = form.parts[-1]
    code = found.statement.check_code
    return f"{spoken(part for part in form.parts if part is not seen_by)}\n\nStatement check code: {code}"


def _line(found: Found) -> str:
    statement = found.statement
    earned = statement.earned
    currency = statement.plan.currency
    amount = "waits" if isinstance(earned, Missing) else found.reader.figures.amount(earned, currency)
    return f"{statement.payee}  {found.who.name}  {amount}  {statement.plan.name} {statement.plan.version}"
