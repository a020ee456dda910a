"""Terms: what was agreed with one payee (target incentive, quota, segment), from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from storage.imports.cells import day, identifier, word
from storage.imports.kinds.kind import Column, Kind, Record, Target, check_span
from storage.imports.refusal import CellError
from storage.imports.values import measure, stored

_COLUMNS = (
    Column("payee_id", identifier, required=True),
    Column("term", word, required=True),
    Column("value", str, required=True, holds="number"),
    Column("unit", measure, required=True),
    Column("from", day, required=True, holds="day"),
    Column("to", day, default=None, holds="day"),
)
TERM = Target("term", ("payee_id", "term", "starts"), ("minor", "value", "unit", "ends"), by="payee_id", dated=True)


def _records(values: Sequence[Any], attributes: str) -> tuple[Record, ...]:  # noqa: ARG001 - terms have no attributes
    payee_id, term, text, unit, starts, ends = values
    check_span(starts, ends)
    try:
        minor, value = stored(text, unit)
    except CellError as error:
        error.column = "value"
        raise
    return (Record((payee_id, term, starts), (minor, value, unit.name, ends)),)


def _mentions(values: Sequence[Any]) -> Iterable[tuple[str, str]]:
    return (("payee", values[0]),)


TERMS = Kind("terms", _COLUMNS, (TERM,), _records, _mentions)
