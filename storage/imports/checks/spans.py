"""Who stands below whom, and when: what a file says over what was known, in a scratch table, however many people there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from storage.imports.scratch import Scratch

DEEPEST = 100  # levels; no organisation has more
_AT_ONCE = 5_000
_ASKED = (
    "SELECT DISTINCT above FROM span WHERE above > ? AND above NOT IN (SELECT below FROM span) ORDER BY above LIMIT ?"
)


class Span(NamedTuple):
    """Both days are ISO text. `ends` None: until the next span of the same one. `line` 0: known before this file."""

    below: str
    starts: str
    ends: str | None
    above: str
    line: int


class Spans:
    """A span that ends before it starts was withdrawn, and counts for nothing."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        scratch.run(
            "CREATE TABLE span (below, starts, ends, above, line INTEGER, PRIMARY KEY (below, starts)) WITHOUT ROWID"
        )

    def stated(self, spans: Iterable[Span]) -> None:
        """Adds what the file says; it replaces what was known."""
        self._scratch.run_many("INSERT OR REPLACE INTO span VALUES (?, ?, ?, ?, ?)", spans)

    def known(self, spans: Iterable[Span]) -> int:
        """Adds what was known before, unless the file says otherwise; how many spans that were."""
        return self._scratch.run_many("INSERT OR IGNORE INTO span VALUES (?, ?, ?, ?, ?)", spans)

    def overlapping(self) -> Iterator[tuple[Span, Span]]:
        """Spans of the same one of which the first has an end on or after the start of the next; only where the file has a part."""
        cursor = self._scratch.run(
            "SELECT * FROM (SELECT below, starts, ends, above, line, below, LEAD(starts) OVER next AS after, LEAD(ends) OVER next,"
            " LEAD(above) OVER next, LEAD(line) OVER next AS after_line FROM span WHERE ends IS NULL OR ends >= starts"
            " WINDOW next AS (PARTITION BY below ORDER BY starts)) WHERE ends >= after AND line + after_line > 0"
        )
        for row in cursor:
            yield Span(*row[:5]), Span(*row[5:])

    def complete(self, fetch: Callable[[Sequence[str]], Iterable[Span]]) -> None:
        """Adds what was known of those above, up to the top."""
        for _ in range(DEEPEST):
            added, last = 0, ""
            while asked := [row[0] for row in self._scratch.run(_ASKED, (last, _AT_ONCE))]:
                last = asked[-1]
                added += self.known(fetch(asked))
            if not added:
                return

    def entangled(self) -> list[Span]:
        """The spans of all who stand in a circle, or between two, if days are left aside: mostly none.

        Whoever has nobody above, or nobody below, stands in no circle; taking them away again and again leaves the rest.
        """
        self._scratch.run(
            "CREATE TEMP TABLE edge AS SELECT DISTINCT below, above FROM span WHERE above <> '' AND (ends IS NULL OR ends >= starts)"
        )
        self._scratch.run("CREATE INDEX temp.edge_below ON edge (below)")
        self._scratch.run("CREATE INDEX temp.edge_above ON edge (above)")
        for _ in range(DEEPEST):
            loose = self._scratch.run(
                "DELETE FROM edge WHERE NOT EXISTS (SELECT 1 FROM edge e WHERE e.below = edge.above)"
                " OR NOT EXISTS (SELECT 1 FROM edge e WHERE e.above = edge.below)"
            )
            if not loose.rowcount:
                break
        found = self._scratch.run(
            "SELECT * FROM span WHERE below IN (SELECT below FROM edge) AND (ends IS NULL OR ends >= starts) ORDER BY below, starts"
        )
        return [Span(*row) for row in found]
