"""Plans, registries and calendars as an author has them: files, each with everything that is wrong in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.cli.files import read_table
from plans.company.calendar import CompanyCalendar
from plans.company.versions import CalendarVersions
from plans.document import Table, Text, canonical_bytes
from plans.load import plan_from
from plans.plan import Plan
from plans.problem import NOWHERE, Problems
from plans.reading.company.calendar import calendar_from
from plans.reading.figures import read_figures
from plans.reading.form import Form
from plans.reading.header import read_head
from plans.reading.registry import registry_from
from plans.registry import Registry

NO_REGISTRY = Registry("", Table((), NOWHERE))
NOT_FOUND = "unknown-registry"


@dataclass(slots=True)
class Draft:
    """A file that holds a plan, a registry or a calendar; of these, what stands in the way of stays None."""

    file: str
    problems: Problems = field(default_factory=Problems)
    table: Table | None = None
    plan: Plan | None = None
    registry: Registry | None = None  # of a plan: the one it was read with
    calendar: CompanyCalendar | None = None

    @property
    def is_registry(self) -> bool:
        return self._starts("registry")

    @property
    def is_calendar(self) -> bool:
        return self._starts("calendar") and not self.is_registry

    @property
    def names_registry(self) -> str:
        """The version of the registry that the plan reads; empty when it names none."""
        tree = self.table.get("metrics") if self.table else None
        return tree.text.removeprefix("registry").strip() if isinstance(tree, Text) else ""

    @property
    def names_calendar(self) -> str:
        """The company calendar by which the plan counts; empty when it names none."""
        tree = self.table.get("calendar") if self.table else None
        return tree.text.strip() if isinstance(tree, Text) else ""

    @property
    def hash(self) -> str | None:
        """SHA-256 of the canonical bytes, the name under which it is published; None while something stands in the way."""
        if self.table is None or not self.problems.ok:
            return None
        return hashlib.sha256(canonical_bytes(self.table)).hexdigest()

    def _starts(self, kind: str) -> bool:
        """Whether it names itself one; a plan names the calendar and the registry that it reads."""
        return self.table is not None and self.table.get(kind) is not None and self.table.get("plan") is None

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "ok": self.problems.ok,
            "hash": self.hash,
            "problems": [problem.as_json() for problem in self.problems],
        }


def read_draft(path: Path) -> Draft:
    """The document of a file. A registry and a calendar are checked at once; a plan waits for its registry (`complete`)."""
    draft = Draft(str(path))
    draft.table = read_table(path, draft.problems)
    if draft.table is not None and draft.is_registry:
        draft.registry = registry_from(draft.table, draft.problems).registry
    elif draft.table is not None and draft.is_calendar:
        draft.calendar = calendar_from(draft.table, draft.problems).calendar
    return draft


def complete(draft: Draft, registry: Registry | None, calendar: CalendarVersions | None) -> None:
    """Checks a plan against its registry and the company calendar. Without a registry, the rest of the plan is checked, and the registry is asked for."""
    if draft.table is None:
        return
    if registry is not None:
        draft.registry = registry
        draft.plan = plan_from(draft.table, registry, draft.problems, calendar).plan
        return
    draft.plan = _sketch(draft.table, draft.problems, calendar)
    tree = draft.table.get("metrics")
    draft.problems.add(
        tree.place if tree else draft.table.place,
        "metrics",
        NOT_FOUND,
        f"The plan reads registry {draft.names_registry}, which is neither published nor at hand.",
        "Publish it first (`registry publish FILE`), or name its file: `--registry FILE`.",
    )


def _sketch(table: Table, problems: Problems, calendar: CalendarVersions | None) -> Plan | None:
    """The plan as far as it can be read without its registry: enough for its words, not for computing."""
    head = read_head(table, problems, calendar)
    figures = read_figures(Form(table, "", problems), problems, complete=True)
    starts = head["effective_from"]
    return Plan(document=table, figures=figures, **head) if problems.ok and isinstance(starts, date) else None
