"""Items of a file that nobody gets, as far as it is known by now who stood where. It is worth a word: the rest may be imported later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from plans.record import Credit
from storage.imports.checks.hierarchy import Known
from storage.imports.checks.unclaimed import Version, credit_of, published_versions, unclaimed
from storage.imports.kinds.credits import CREDIT
from storage.imports.refusal import cut
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.scratch import Scratch

_PLACES = tuple(CREDIT.values.index(name) for name in ("kind", "payee_id", "share", "enters", "attributes"))
_AT_ONCE = 2_000
_NAMED = 5
_STATED = "SELECT * FROM claim WHERE kind = ? AND enters BETWEEN ? AND ? ORDER BY line"
_OF_NOBODY = "SELECT credit, line FROM claim WHERE kind = ? AND payee = '' AND share <> '0' ORDER BY line LIMIT ?"
_NO_PLAN = "Name the payee, or publish a plan whose `attribution` says by a rule who gets each {kind}."


class ClaimCheck:
    """Looks whether somebody gets each part of the items of the file, by the published plans."""

    def __init__(self, scratch: Scratch, findings: Findings) -> None:
        self._scratch = scratch
        self._findings = findings
        scratch.run(
            "CREATE TABLE claim (credit PRIMARY KEY, kind, payee, share, enters, attributes, line INTEGER) WITHOUT ROWID"
        )

    def note(self, rows: Sequence[Row], known: Sequence[Known]) -> None:  # noqa: ARG002 - what was known stands as it did
        records = ((row.records[0], row.line) for row in rows)
        stated = ((record.key[0], *(record.values[place] for place in _PLACES), line) for record, line in records)
        self._scratch.run_many("INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?)", stated)

    def finish(self, connection: Connection) -> None:
        versions = published_versions(connection)
        for (kind,) in self._scratch.run("SELECT DISTINCT kind FROM claim ORDER BY kind").fetchall():
            held = [version for version in versions if version.holds(kind)]
            for version in held:
                for saying in unclaimed(connection, version, kind, self._stated(kind, version)):
                    self._findings.warn("unclaimed", saying.message, saying.remedy, saying.line, "payee_id")
            if not held:
                self._of_nobody(kind)

    def _stated(self, kind: str, version: Version) -> Iterator[list[Credit]]:
        found = self._scratch.run(_STATED, (kind, version.since.isoformat(), version.until.isoformat()))
        while some := found.fetchmany(_AT_ONCE):
            yield list(map(credit_of, some))

    def _of_nobody(self, kind: str) -> None:
        found = self._scratch.run(_OF_NOBODY, (kind, _NAMED + 1)).fetchall()
        if found:
            shown = "; ".join(f"{cut(credit, 30)} (line {line})" for credit, line in found[:_NAMED])
            more = "; …" if len(found) > _NAMED else ""
            message = (
                f"Credits of the kind `{kind}` name no payee, and no published plan says whose they are: {shown}{more}."
            )
            self._findings.warn("unclaimed", message, _NO_PLAN.format(kind=kind), found[0][1], "payee_id")
