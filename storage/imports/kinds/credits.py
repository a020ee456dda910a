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
    Column("payee_id", identifier),
    Column("share", share, default=None, holds="number"),
    Column("enters", day, required=True, holds="day"),
    Column("amount", str, required=True, holds="number"),
    Column("currency", currency, required=True),
)
CREDIT = Target(
    "credit", ("credit_id",), ("kind", "payee_id", "share", "enters", "minor", "unit", "attributes"), by="credit_id"
)


def _records(values: Sequence[Any], attributes: str) -> tuple[Record, ...]:
    credit_id, kind, payee_id, part, enters, text, code = values
    part = _part(payee_id, part)
    try:
        minor = minor_units(text, decimals(code), code)
    except CellError as error:
        error.column = "amount"
        raise
    return (Record((credit_id,), (kind, payee_id, part, enters, minor, code, attributes)),)


def _part(payee_id: str, part: str | None) -> str:
    """The share as stored. A row without a payee is the whole item, for a rule of a plan to say whose it is; with a share of 0 it is taken back."""
    if payee_id and part is None:
        raise CellError("empty", f"The share of {payee_id} is empty.", "Fill it in.", "share")
    if payee_id or part in {None, "0", "1"}:
        return part or "1"
    raise CellError(
        "no-payee",
        "The row has a share and names no payee.",
        "Name the payee; or leave the share empty as well, where a plan says by a rule who gets the item.",
        "payee_id",
    )


def _mentions(values: Sequence[Any]) -> Iterable[tuple[str, str]]:
    return (("payee", values[2]),)


CREDITS = Kind("credits", _COLUMNS, (CREDIT,), _records, _mentions, attributes=True, dated=4)
