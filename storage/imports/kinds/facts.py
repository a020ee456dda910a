"""Facts: one observation a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from storage.imports.cells import day, identifier, one_of, word
from storage.imports.kinds.kind import Column, Kind, Record, Target
from storage.imports.refusal import CellError
from storage.imports.values import measure, stored

SUBJECTS = ("person", "team", "account", "segment", "partner", "company")

_COLUMNS = (
    Column("fact_id", identifier, required=True),
    Column("metric", word, required=True),
    Column("subject_kind", one_of(*SUBJECTS), required=True),
    Column("subject_id", identifier, required=True),
    Column("observed", day, required=True, holds="day"),
    Column("value", str, required=True, holds="number"),
    Column("unit", measure, required=True),
    Column("item_id", identifier),
)
FACT = Target(
    "fact",
    ("fact_id",),
    ("metric", "subject_kind", "subject_id", "observed", "minor", "value", "unit", "item_id"),
    by="fact_id",
)


def _records(values: Sequence[Any], attributes: str) -> tuple[Record, ...]:  # noqa: ARG001 - facts have no attributes
    fact_id, metric, subject_kind, subject_id, observed, text, unit, item_id = values
    try:
        minor, value = stored(text, unit)
    except CellError as error:
        error.column = "value"
        raise
    return (Record((fact_id,), (metric, subject_kind, subject_id, observed, minor, value, unit.name, item_id)),)


def _mentions(values: Sequence[Any]) -> Iterable[tuple[str, str]]:
    kind, subject_id = values[2], values[3]
    return (("team" if kind == "team" else "person", subject_id),) if kind in {"person", "partner", "team"} else ()


FACTS = Kind("facts", _COLUMNS, (FACT,), _records, _mentions, dated=4)
