"""`explain`: how one figure came about, down to the recorded rows."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from bot.cli.derivation import derivation
from bot.cli.earlier import correctable, history_json, history_words
from bot.cli.failures import unknown
from bot.cli.looking import record, why_you_look
from bot.cli.payees import Wanted, find
from bot.cli.picture import draw
from bot.cli.surroundings import business_time, current
from bot.cli.values import TEXT
from bot.cli.verb import Call, verb
from bot.clock import real
from commands.history import history
from commands.world import World
from plans.export import figure_json, statement_json
from plans.statement import Statement, node_name
from plans.tree import Node, walk
from storage.catalogue import Catalogue

_HEAD = ("payee", "period", "mode", "as_of", "plan", "registry", "statement_hash", "assumes")


@verb
@click.argument("payee", type=TEXT, metavar="PAYEE")
@click.argument("figure", type=TEXT, metavar="FIGURE")
@click.option(
    "--period",
    type=TEXT,
    metavar="P",
    help="Such as 2026-Q4, 2026-10, or a name of the company calendar; without it, the current one.",
)
@why_you_look
@click.option(
    "--picture", type=Path, metavar="FILE", help="Draw the figure's curve into a new PNG that you alone can read."
)
def explain(call: Call, *, payee: str, figure: str, period: str | None, reason: str, picture: Path | None) -> None:
    """Print how a figure of a statement came about: every step, down to the recorded rows with their source and line.

    FIGURE is a name of the plan (`bonus`), one of an item (`commission[D-17]`), an input (`metric.nrr`), or the number of a clause.
    Rows behind it that were corrected say what they said before, and rows that no longer count are named, as *Why?* does in the chat.

    \b
        --json prints the figure as `statement` does, with everything below it in place, and
        "corrections": [{"id", "was": ROW or null, "now": ROW, "source", "line", "recorded", "batch"}], the newest of a row first,
        "no_longer": [the same]; null is what was, or is now, somebody else's.
        ROW: {"id", "source", "line", "observed", "recorded", "value", "of", "share", "attributes"}

    --picture draws a figure whose verb is `curve` or `lookup`: what each result pays, and where the payee stands. The same in words goes to
    standard error. The picture is private, like the figure: hand it to nobody but the payee.
    """
    wanted = Wanted(period, "", business_time(call))
    with current(call) as database, database.read() as connection:
        found = find(connection, World(database, Catalogue(), real), payee, wanted)
        record(database, found.statement, reason)
        node = _node(found.statement, figure)
        rows = correctable(node)
        known = history(connection, rows, node, found.statement)
    if picture is not None:
        call.out.tell(draw(found, node, picture))
    whole = statement_json(found.statement)
    head = {**{key: whole[key] for key in _HEAD}, "figure": node_name(node)}
    document = {**head, **figure_json(found.statement, node), **history_json(rows, known)}
    said = "\n".join(derivation(node))
    call.out.result(document, "\n\n".join(filter(None, [said, history_words(rows, known, found)])))


def _node(statement: Statement, name: str) -> Node:
    """The node of this name or clause. Raises VerbError with what was probably meant."""
    nodes = {node_name(node): node for node in walk(*statement.evaluation.every()) if node.made.name}
    clauses = {node.made.clause: node for node in nodes.values() if node.made.clause}
    node = nodes.get(name) or clauses.get(name)
    if node is not None:
        return node
    near = get_close_matches(name, nodes, n=1)
    remedy = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(statement.plan.figures)}."
    raise unknown("figure", f"`{name[:60]}` is no figure of {statement.plan.title}.", remedy)
