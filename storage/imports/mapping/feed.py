"""Reading where the rows of a mapping come from, when that is no file: the address of a database, and a query."""

from __future__ import annotations

import re
from datetime import date

from storage.imports.cells import day
from storage.imports.mapping.address import Address, AddressError
from storage.imports.mapping.reader import TreeReader
from storage.imports.refusal import CellError

FILE_KEYS = ("encoding", "separator")  # how a file is written; a query has neither
YESTERDAY = "yesterday"
_READS = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:select|with|values)\b", re.IGNORECASE | re.DOTALL)


def read_address(reader: TreeReader) -> Address | None:
    """What stands under `database`."""
    text = reader.text("database")
    value = reader.table.get("database")
    if value is None or not text:
        return None
    for key in FILE_KEYS:
        if (written := reader.table.get(key)) is not None:
            reader.refuse(
                written.place,
                key,
                "unknown-key",
                f"`{key}` says how a file is written.",
                "Remove it: a query has none.",
            )
    if reader.table.get("query") is None:
        reader.refuse(
            value.place, "query", "missing-key", "`query` is missing.", "Write the query that gives the rows."
        )
    try:
        return Address.read(text)
    except AddressError as error:
        reader.refuse(value.place, "database", error.code, str(error), error.remedy)
        return None


def read_query(reader: TreeReader) -> str:
    """What stands under `query`: one query, which reads."""
    query = reader.text("query").strip().removesuffix(";")
    value = reader.table.get("query")
    if value is None or not query:
        return ""
    if reader.table.get("database") is None:
        reader.refuse(
            value.place, "database", "missing-key", "`database` is missing.", "Write the address of the database."
        )
    if ";" in query:
        reader.refuse(
            value.place, "query", "several", "`query` holds a `;`, which would end it.", "Write one query alone."
        )
    elif not _READS.match(query):
        reader.refuse(
            value.place, "query", "no-query", "`query` does not read.", "Begin it with SELECT, WITH or VALUES."
        )
    return query


def read_through(reader: TreeReader) -> date | str | None:
    """What stands under `complete-through`: a day, or the day before the one on which the rows are read."""
    text = reader.text("complete-through")
    value = reader.table.get("complete-through")
    if value is None or not text or text == YESTERDAY:
        return text or None
    try:
        return date.fromisoformat(day(text))
    except CellError as error:
        reader.refuse(value.place, "complete-through", error.code, error.message, error.remedy)
        return None
