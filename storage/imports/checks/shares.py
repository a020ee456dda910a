"""Shares of one item that do not add up to the whole. What they must add up to is the plan's rule; here it is worth a word."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Connection

from plans.number import canonical, shifted
from storage.imports.checks.hierarchy import Known
from storage.imports.kinds.credits import CREDIT
from storage.imports.refusal import cut
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.scratch import Scratch

ITEM = "item_id"  # the attribute by which credits of one item are known
_SHARE, _KIND = CREDIT.values.index("share"), CREDIT.values.index("kind")
_NAMED = 5


class ShareCheck:
    """Adds the shares of the file's credits by kind and item, where they have an attribute `item_id`."""

    def __init__(self, scratch: Scratch, findings: Findings) -> None:
        self._scratch = scratch
        self._findings = findings
        scratch.run("CREATE TABLE part (kind, item, share, line INTEGER)")

    def note(self, rows: Sequence[Row], known: Sequence[Known]) -> None:  # noqa: ARG002 - what this file says adds up or does not
        parts = []
        for row in rows:
            values = row.records[0].values
            item = json.loads(values[-1]).get(ITEM) if f'"{ITEM}"' in values[-1] else None
            if item:
                parts.append((values[_KIND], item, values[_SHARE], row.line))
        self._scratch.run_many("INSERT INTO part VALUES (?, ?, ?, ?)", parts)

    def finish(self, connection: Connection) -> None:  # noqa: ARG002 - the scratch knows all
        found = self._scratch.run(
            "SELECT kind, item, group_concat(share, ' '), min(line) FROM part GROUP BY kind, item ORDER BY min(line)"
        )
        count = 0
        examples: list[tuple[str, int]] = []
        for _, item, shares, line in found:
            total = sum(map(Decimal, shares.split()), Decimal(0))
            if total != 1:
                count += 1
                if len(examples) < _NAMED:
                    examples.append((f"{cut(item, 30)}: {canonical(shifted(total, 2))}% (line {line})", line))
        if count:
            shown = "; ".join(text for text, _ in examples) + ("; …" if count > len(examples) else "")
            what = "one item" if count == 1 else f"{count:,} items"
            message = f"In this file the shares of {what} do not add up to 100%: {shown}."
            self._findings.warn(
                "shares", message, "The plan says what they must add up to; check the rows.", examples[0][1], "share"
            )
