"""Links: who stands in which relation to an object (the owner of an account), from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from storage.imports.cells import day, identifier, word
from storage.imports.kinds.kind import Column, Kind, Record, Target, check_span

_COLUMNS = (
    Column("object_kind", word, required=True),
    Column("object_id", identifier, required=True),
    Column("relation", word, required=True),
    Column("payee_id", identifier, required=True),
    Column("from", day, required=True, holds="day"),
    Column("to", day, default=None, holds="day"),
)
LINK = Target(
    "link", ("object_kind", "object_id", "relation", "payee_id", "starts"), ("ends",), by="payee_id", dated=True
)


def _records(values: Sequence[Any], attributes: str) -> tuple[Record, ...]:  # noqa: ARG001 - links have no attributes
    *key, ends = values
    check_span(key[-1], ends)
    return (Record(tuple(key), (ends,)),)


def _mentions(values: Sequence[Any]) -> Iterable[tuple[str, str]]:
    return (("payee", values[3]),)


LINKS = Kind("links", _COLUMNS, (LINK,), _records, _mentions)
