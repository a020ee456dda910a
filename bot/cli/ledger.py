"""`ledger show` and `ledger check`: what was posted, and whether it still says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from bot.cli.exits import Exit
from bot.cli.looking import record_ledger, why_you_look
from bot.cli.surroundings import business_time, current
from bot.cli.tables import table_of
from bot.cli.values import TEXT
from bot.cli.verb import Call, verb
from plans.export import instant_text, value_json
from plans.ledger.posting import Posting
from plans.literal import show
from storage.ledger import Edited, edited, postings_of

_HEAD = ("period", "plan", "payout", "item", "amount", "posted by")


@verb
@click.argument("payee", type=TEXT, metavar="PAYEE")
@why_you_look
def ledger(call: Call, *, payee: str, reason: str) -> None:
    """List what was posted for PAYEE: one line a payout and period, or item; of a period that was signed again, each difference as well.

    \b
        {"payee", "plan", "version", "period", "payout", "as", "item", "amount": {"text", "unit", "minor"}, "due", "tree", "hash", "posted"}
    """
    now = business_time(call)
    with current(call) as database:
        record_ledger(database, payee, reason, now)
        with database.read() as connection:
            found = postings_of(connection, payee, now)
    call.out.items(map(_json, found), _words(payee, found))


@verb
def check(call: Call) -> Exit:
    """Recompute the hashes of all postings: exit 7 when a row of the ledger was edited, added or taken out, naming it.

    \b
        {"ok", "edited": [{"plan", "period", "posting": "payee: payout" or null}]}
    """
    with current(call) as database, database.read() as connection:
        found = list(edited(connection))
    document = {"ok": not found, "edited": [_edited_json(each) for each in found]}
    said = "\n".join(map(_edited_words, found)) or "The ledger says what was signed."
    call.out.result(document, said)
    return Exit.DIFFERS if found else Exit.DONE


def _json(each: Posting) -> dict[str, Any]:
    return {
        "payee": each.payee_id,
        "plan": each.plan,
        "version": each.version,
        "period": each.period,
        "payout": each.payout,
        "as": each.pays_as,
        "item": each.item_id or None,
        "amount": value_json(each.value, each.kind),
        "due": each.due.isoformat() if each.due else None,
        "tree": each.tree,
        "hash": each.hash,
        "posted": instant_text(each.origin.recorded),
    }


def _words(payee: str, found: tuple[Posting, ...]) -> Iterator[str]:
    if not found:
        yield f"Nothing was posted for {payee}."
        return
    rows = [
        (each.period, each.plan, each.payout, each.item_id, show(each.value, each.kind), each.origin.source)
        for each in found
    ]
    yield table_of([_HEAD, *rows], indent="")


def _edited_json(each: Edited) -> dict[str, Any]:
    return {"plan": each.sign_off.plan, "period": each.sign_off.period, "posting": each.line or None}


def _edited_words(each: Edited) -> str:
    where = f"{each.sign_off.plan} {each.sign_off.period}"
    if each.line:
        return f"{where}: the posting of {each.line} does not say what was signed."
    return f"{where}: postings were added, taken out, or given another hash since it was signed."
