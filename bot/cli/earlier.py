"""What the rows below a figure said before, and which no longer count: as the chat says it, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.cli.payees import Found
from bot.cli.reading_aloud import spoken
from commands.history import History
from plans.export import instant_text, row_json
from plans.record import Correctable, Correction, Credit, Fact, Replaced, Term, key_of
from plans.statement import text_of
from plans.tree import Node, walk
from views.corrected import corrected_part
from views.lost import lost_parts

Json = dict[str, Any]


def correctable(node: Node) -> list[Correctable]:
    """The facts, credits and agreed terms below a node, each once."""
    rows = [row for below in walk(node) for row in below.rows if isinstance(row, Fact | Credit | Term)]
    return list({key_of(row): row for row in rows}.values())


def history_words(rows: Sequence[Correctable], known: History, found: Found) -> str:
    """All of it, in the words of the chat; empty where there is nothing to tell."""
    registry = found.statement.scheme.registry
    corrected = corrected_part(rows, known.corrected, registry, found.reader, most=len(rows))
    return spoken([*corrected, *lost_parts(known.lost, registry, found.reader)])


def history_json(rows: Sequence[Correctable], known: History) -> Json:
    """The same as lists."""
    corrected = [row for row in rows if key_of(row) in known.corrected]
    return {
        "corrections": [each for row in corrected for each in _chain(row, known.corrected[key_of(row)])],
        "no_longer": [_change(each.was, each.was, each.now, each) for each in known.lost],
    }


def _chain(row: Correctable, corrections: Sequence[Correction]) -> Iterator[Json]:
    """Each correction of a row, with what took the place of what it said."""
    now: Correctable | None = row
    for each in corrections:
        yield _change(row, each.was, now, each)
        now = each.was


def _change(row: Correctable, was: Correctable | None, now: Correctable | None, by: Correction | Replaced) -> Json:
    source, line, recorded = by.by
    return {
        "id": row_json(row)["id"],
        "was": _row(was),
        "now": _row(now),
        "source": source,
        "line": line,
        "recorded": instant_text(recorded),
        "batch": by.batch,
    }


def _row(row: Correctable | None) -> Json | None:
    if row is None:
        return None
    if isinstance(row, Credit):
        return {**row_json(row), "of": row.kind, "share": text_of(row.share), "attributes": dict(row.attributes)}
    return {**row_json(row), "of": row.metric if isinstance(row, Fact) else row.term}
