"""Credits: one payee's share of one item (a deal, an order), with the item's further columns as attributes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from plans.currency import decimals
from storage.imports.cells import day, identifier, word
from storage.imports.kinds.kind import Column, Kind, Record, Target
from storage.imports.refusal import CellError
from storage.imports.values import currency, minor_units, share

_COLUMNS = (
    Column("credit_id", identifier, required=True),
    Column("kind", word, required=True),
    Column("payee_id", identifier, required=True),
    Column("share", share, required=True, holds="number"),
    Column("enters", day, required=True, holds="day"),
    Column("amount", str, required=True, holds="number"),
    Column("currency", currency, required=True),
)
CREDIT = Target(
    "credit", ("credit_id",), ("kind", "payee_id", "share", "enters", "minor", "unit", "attributes"), by="credit_id"
)


def _records(values: Sequence[Any], attributes: str) -> tuple[Record, ...]:
    credit_id, kind, payee_id, part, enters, text, code = values
    try:
        minor = minor_units(text, decimals(code), code)
    except CellError as error:
        error.column = "amount"
        raise
    return (Record((credit_id,), (kind, payee_id, part, enters, minor, code, attributes)),)


def _mentions(values: Sequence[Any]) -> Iterable[tuple[str, str]]:
    return (("payee", values[2]),)


CREDITS = Kind("credits", _COLUMNS, (CREDIT,), _records, _mentions, attributes=True, dated=4)
