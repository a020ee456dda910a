"""A mapping for these tests to bend, and what came of its facts."""

from __future__ import annotations

from collections.abc import Callable

from storage.database import Database
from storage.imports import ImportReport
from tests.imports.read_back import published

HEAD = "mapping: test\noutputs:\n"
FACTS = """
  - import: facts
    columns:
      fact_id: id
      metric: {is: revenue}
      subject_kind: {is: person}
      subject_id: {column: who, as: slug}
      observed: when
      value: amount
      unit: {is: EUR}
"""

Take = Callable[..., ImportReport]


def facts(database: Database) -> list[tuple[object, ...]]:
    return published(database, "fact", "fact_id", "subject_id", "observed", "minor")
