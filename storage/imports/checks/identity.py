"""A Slack user is one person: whoever asks in chat is shown the pay of whom their Slack id belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from storage.imports.checks.hierarchy import Known
from storage.imports.kinds.people import PERSON
from storage.imports.refusal import CellError, cut
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.scratch import Scratch
from storage.imports.tables import TargetTable

_SLACK = PERSON.values.index("slack_user_id")
_BY_SLACK = PERSON._replace(by="slack_user_id")
_AT_ONCE = 5_000


class SlackCheck:
    """Refuses a Slack id that two people would have, in the file or with somebody known before."""

    def __init__(self, scratch: Scratch, findings: Findings) -> None:
        self._scratch = scratch
        self._findings = findings
        scratch.run("CREATE TABLE slack (person PRIMARY KEY, id, line INTEGER) WITHOUT ROWID")

    def note(self, rows: Sequence[Row], known: Sequence[Known]) -> None:  # noqa: ARG002 - others than those of the file matter
        people = ((row.records[0].key[0], row.records[0].values[_SLACK], row.line) for row in rows)
        self._scratch.run_many("INSERT OR IGNORE INTO slack VALUES (?, ?, ?)", people)

    def finish(self, connection: Connection) -> None:
        self._scratch.run("CREATE INDEX slack_id ON slack (id)")
        for slack_id, person, line, other, first in self._within():
            self._reject(slack_id, person, line, f"{cut(other, 40)} on line {first}")
        for slack_id, person, line, other in self._beyond(connection):
            self._reject(slack_id, person, line, f"{cut(other, 40)}, who is known already")

    def _within(self) -> Iterator[tuple[str, str, int, str, int]]:
        """Every later row of the file whose Slack id stands on an earlier one, with that one."""
        yield from self._scratch.run(
            "SELECT b.id, b.person, b.line, a.person, a.line FROM slack a JOIN slack b ON b.id = a.id"
            " AND (b.line > a.line OR (b.line = a.line AND b.person > a.person)) WHERE a.id <> '' ORDER BY b.line"
        )

    def _beyond(self, connection: Connection) -> Iterator[tuple[str, str, int, str]]:
        """Every row whose Slack id belongs to somebody known of whom the file does not speak."""
        by_slack, by_person = (
            TargetTable(_BY_SLACK, connection.dialect.name),
            TargetTable(PERSON, connection.dialect.name),
        )
        cursor = self._scratch.run("SELECT id, person, line FROM slack WHERE id <> '' ORDER BY line")
        while rows := cursor.fetchmany(_AT_ONCE):
            once = [key[0] for key in by_slack.newest(connection, [slack_id for slack_id, _, _ in rows])]
            others = [
                name
                for name in once
                if not self._scratch.run("SELECT 1 FROM slack WHERE person = ?", (name,)).fetchone()
            ]
            current = {values[_SLACK]: key[0] for key, (values, *_) in by_person.newest(connection, others).items()}
            for slack_id, person, line in rows:
                if slack_id in current:
                    yield slack_id, person, line, current[slack_id]

    def _reject(self, slack_id: str, person: str, line: int, whose: str) -> None:
        message = f"{cut(slack_id)} would belong to {cut(person, 40)} and to {whose}. Each would see the other's pay."
        remedy = "Copy the member ID of each from their own Slack profile; take it from whoever had it before."
        self._findings.reject(line, "slack_user_id", slack_id, CellError("slack-id-twice", message, remedy))
