"""Whom a file refers to without anybody knowing them yet. Files may come in any order, so this is worth a word, not a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from storage.imports.checks.hierarchy import Known
from storage.imports.kinds import Kind
from storage.imports.kinds.people import PERSON
from storage.imports.kinds.teams import TEAM
from storage.imports.refusal import cut, listed
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.scratch import Scratch
from storage.imports.tables import TargetTable

_AT_ONCE = 5_000
_NAMED = 5


class _Sort(NamedTuple):
    one: str
    many: str
    tables: tuple[str, ...]
    remedy: str


_SORTS = {
    "person": _Sort("person", "people", ("person",), "Import the people as well, or correct the ids."),
    "team": _Sort("team", "teams", ("team",), "Import the teams as well, or correct the ids."),
    "payee": _Sort("payee", "payees", ("person", "team"), "Import the people as well, or correct the ids."),
}


class Mentions:
    """Gathers the ids a file refers to and, at its end, warns of those that are in neither the file nor the database."""

    def __init__(self, kind: Kind, scratch: Scratch, findings: Findings) -> None:
        self._kind = kind
        self._scratch = scratch
        self._findings = findings
        scratch.run("CREATE TABLE mention (sort, id, line INTEGER, PRIMARY KEY (sort, id)) WITHOUT ROWID")

    def note(self, rows: Sequence[Row], known: Sequence[Known]) -> None:  # noqa: ARG002 - what is published is asked for at the end
        first: dict[tuple[str, str], int] = {}
        for row in rows:
            for mention in self._kind.mentions(row.values):
                if mention not in first and mention[1]:
                    first[mention] = row.line
        self._scratch.run_many(
            "INSERT OR IGNORE INTO mention VALUES (?, ?, ?)", ((*key, line) for key, line in first.items())
        )

    def finish(self, connection: Connection) -> None:
        dialect = connection.dialect.name
        tables = {target.table: TargetTable(target, dialect) for target in (PERSON, TEAM)}
        for name, sort in _SORTS.items():
            count = 0
            examples: list[tuple[str, int]] = []
            cursor = self._scratch.run(
                "SELECT id, line FROM mention m WHERE sort = ? AND NOT EXISTS"
                " (SELECT 1 FROM seen s WHERE s.key = m.id AND s.kind IN (?, ?)) ORDER BY id",
                (name, sort.tables[0], sort.tables[-1]),
            )
            while found := cursor.fetchmany(_AT_ONCE):
                ids = [each for each, _ in found]
                known = set().union(*(tables[table].known(connection, ids) for table in sort.tables))
                unknown = [(each, line) for each, line in found if each not in known]
                count += len(unknown)
                examples += unknown[: _NAMED - len(examples)]
            if count:
                self._warn(sort, count, examples)

    def _warn(self, sort: _Sort, count: int, examples: Sequence[tuple[str, int]]) -> None:
        names = [f"{cut(each, 30)} (line {line})" for each, line in examples]
        rest = [f"{count - len(names):,} more"] if count > len(names) else []
        what = f"One {sort.one} is" if count == 1 else f"{count:,} {sort.many} are"
        words = listed([*names, *rest]).replace(" or ", " and ")
        self._findings.warn(
            f"unknown-{sort.one}", f"{what} not known yet: {words}.", sort.remedy, min(line for _, line in examples)
        )
