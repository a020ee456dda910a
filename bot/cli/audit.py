"""`audit verify` and `audit export`: the chain of what happened."""

from __future__ import annotations

from typing import Any

import click

from bot.cli.exits import Exit
from bot.cli.surroundings import current
from bot.cli.verb import Call, misused, verb
from plans.export import instant_text
from storage.audit import Entry, Head, entries
from storage.audit_check import Verdict, parse_anchor
from storage.audit_check import verify as verify_chain


@verb
@click.option(
    "--anchor",
    metavar="SEQ:HASH",
    help="A row's number and hash that were kept elsewhere, such as in the council's channel.",
)
def verify(call: Call, anchor: str | None) -> Exit:
    """Recompute the whole audit log: exit 7 when a row was changed, taken out or moved.

    Without an anchor, a log that was recomputed whole or cut at its end looks sound: keep the head that this verb prints somewhere else.

    \b
        {"ok", "rows", "head": "SEQ:HASH", "erased", "broken": {"seq", "why"} or null}
    """
    kept = _anchor(anchor)
    with current(call) as database, database.read() as connection:
        verdict = verify_chain(connection, kept)
    call.out.result(verdict_json(verdict), verdict_words(verdict, anchored=kept is not None))
    return Exit.DONE if verdict.whole else Exit.DIFFERS


@verb
def export(call: Call) -> None:
    """Print every row of the audit log, oldest first, with what is needed to recompute its hashes. What was erased is gone."""
    with current(call) as database, database.read() as connection:
        if call.out.is_words:
            call.out.items((), map(_line, entries(connection)))
        else:
            call.out.items(map(_as_json, entries(connection)), ())


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    broken = {"seq": verdict.broken[0], "why": verdict.broken[1]} if verdict.broken else None
    head = str(verdict.head) if verdict.head else None
    return {"ok": verdict.whole, "rows": verdict.rows, "head": head, "erased": verdict.erased, "broken": broken}


def verdict_words(verdict: Verdict, *, anchored: bool) -> str:
    if verdict.broken:
        return "Row {} does not hold: {}.".format(*verdict.broken)
    if verdict.head is None:
        return "The log is empty."
    advice = (
        "It holds up to the anchor too." if anchored else "Keep this head elsewhere, as an anchor for the next time."
    )
    return f"The log is whole: {verdict.rows:,} rows, {verdict.erased:,} erased. Head {verdict.head}. {advice}"


def _anchor(text: str | None) -> Head | None:
    try:
        return parse_anchor(text) if text is not None else None
    except ValueError as error:
        misused(str(error))


def _as_json(entry: Entry) -> dict[str, Any]:
    return {**entry._asdict(), "at": instant_text(entry.at)}


def _line(entry: Entry) -> str:
    payload = entry.payload or {}
    said = (
        ", ".join(f"{name}: {value}" for name, value in payload.get("what", {}).items()) if entry.payload else "erased"
    )
    who = f" by {payload['actor']}" if payload.get("actor") else ""
    about = f" about {payload['subject']}" if payload.get("subject") else ""
    return f"{entry.seq}  {instant_text(entry.at)}  {entry.kind}{who}{about}  {said}"
