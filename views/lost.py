"""Rows that counted for a figure until a correction took them elsewhere: what they said, since when they do not count, and by which import.

Of what is somebody else's now, nothing is told but that it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from plans.dossier import Dossier
from plans.record import Credit, Fact, Key, Replaced, key_of
from plans.registry import Registry
from plans.statement import Statement, node_name, state
from plans.tree import Node, walk
from views.behind import behind, rows_of
from views.corrected import changes, import_words
from views.message import Bold, Paragraph, Part, Steps
from views.reader import Reader
from views.row import row_day, row_name, row_value
from views.texts import joined, small, together

MOST = 20  # rows in a list; of more it is said how many


def lost_rows(node: Node, statement: Statement, candidates: Sequence[Replaced]) -> tuple[Replaced, ...]:
    """Those of the candidates that would count for a figure of the statement if nothing had taken their place, by day."""
    counted = {key_of(row) for row in behind(node)}
    gone = {key: each for each in candidates if (key := key_of(each.was)) not in counted}
    if not gone:
        return ()
    before = _named(node_name(node), _as_if_still_there(statement, gone))
    return tuple(gone[key] for row in rows_of(before) if (key := key_of(row)) in gone) if before is not None else ()


def lost_parts(lost: Sequence[Replaced], registry: Registry, reader: Reader) -> Iterator[Part]:
    """`One row no longer counts here.`, and each in a list."""
    if not lost:
        return
    one = len(lost) == 1
    many = together(small(len(lost)).capitalize(), "row no longer counts" if one else "rows no longer count")
    yield Paragraph(((Bold(f"{many} here."),),))
    yield Steps(
        tuple((f"{row_name(each.was)}.", _words(each, registry, reader)) for each in lost[:MOST]), ordered=False
    )
    if more := lost[MOST:]:
        yield Paragraph(((f"And {reader.figures.count(len(more), 'more row')}.",),))


def _words(lost: Replaced, registry: Registry, reader: Reader) -> str:
    """`2 Oct 2026: 20 days. Since 20 Nov 2026, 05:50 UTC (onboarding tracker, batch 29), it is recorded for somebody else.`"""
    said = f"{reader.figures.day(row_day(lost.was))}: {row_value(lost.was, reader)}."
    when = reader.figures.instant(lost.by.recorded)
    return f"{said} Since {when} ({import_words(lost.by, lost.batch, registry)}), it {_now(lost, reader)}."


def _now(lost: Replaced, reader: Reader) -> str:
    if lost.now is None:
        return "is recorded for somebody else"
    others = list(changes(lost.now, lost.was, reader))
    return f"says {joined(others)}" if others else "is another in what is not shown here"


def _as_if_still_there(statement: Statement, gone: Mapping[Key, Replaced]) -> Statement:
    known = _with(statement.dossier, gone, [each.was for each in gone.values()])
    return state(statement.scheme, known, statement.period, statement.as_of, statement.mode, statement.past)


def _with(known: Dossier, gone: Mapping[Key, Replaced], rows: Sequence[Fact | Credit]) -> Dossier:
    """The dossier with these rows in place of what their keys hold now."""
    facts = {
        (metric, per): [fact for fact in found if key_of(fact) not in gone]
        + [row for row in rows if isinstance(row, Fact) and row.metric == metric and _counts_for(row, per)]
        for (metric, per), found in known.facts.items()
    }
    credited = {
        kind: [credit for credit in found if key_of(credit) not in gone]
        + [row for row in rows if isinstance(row, Credit) and row.kind == kind]
        for kind, found in known.credits.items()
    }
    return replace(
        known,
        facts={key: tuple(sorted(found, key=attrgetter("observed", "fact_id"))) for key, found in facts.items()},
        credits={key: tuple(sorted(found, key=attrgetter("enters", "credit_id"))) for key, found in credited.items()},
    )


def _counts_for(fact: Fact, per: str) -> bool:
    """What is a team's own counts for no person; what is a person's counts for their team as well."""
    return per == "team" or (per == "person" and fact.subject_kind != "team")


def _named(name: str, statement: Statement) -> Node | None:
    nodes = walk(*statement.evaluation.every(), *(paid.node for paid in statement.payouts))
    return next((node for node in nodes if node.made.name and node_name(node) == name), None)
