"""Reading where the rows of a mapping come from by themselves: a watched folder, or a database with a query and a timetable."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from plans.document import Table
from storage.imports.cells import day, zone
from storage.imports.mapping.address import Address, AddressError
from storage.imports.mapping.model import Timetable
from storage.imports.mapping.reader import TreeReader
from storage.imports.refusal import CellError, cut

FILE_KEYS = ("encoding", "separator")  # how a file is written; a query has neither
YESTERDAY = "yesterday"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIMETABLE = "Write `{every: day, at: 06:00, zone: Europe/Dublin}`, or a day of the week in place of `day`."
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


def read_watch(reader: TreeReader) -> str:
    """What stands under `watch`: a folder."""
    folder = reader.text("watch")
    value = reader.table.get("watch")
    if value is None or not folder:
        return ""
    if reader.table.get("database") is not None:
        reader.refuse(
            value.place, "watch", "two-ways", "The mapping watches a folder and reads a database.", "Keep one of both."
        )
    return folder


def read_timetable(reader: TreeReader) -> Timetable | None:
    """What stands under `schedule`: `{every: day, at: 06:00, zone: Europe/Dublin}`."""
    value = reader.table.get("schedule")
    if value is None:
        return None
    if not isinstance(value, Table):
        reader.refuse(value.place, "schedule", "shape", "`schedule` must be a table.", _TIMETABLE)
        return None
    inner = TreeReader(value, reader.at("schedule"), reader.problems)
    inner.only(("every", "at", "zone"))
    if reader.table.get("database") is None:
        inner.refuse(
            value.place, "", "missing-key", "`schedule` is for a query.", "A watched folder is looked at all the time."
        )
    every = inner.one_of("every", ("day", *_WEEKDAYS), "day")
    weekday = _WEEKDAYS.index(every) + 1 if every in _WEEKDAYS else 0
    return Timetable(weekday, _wall_time(inner), _zone(inner))


def _wall_time(reader: TreeReader) -> time:
    text = reader.text("at", required=True)
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - an hour on the wall has no zone
    except ValueError:
        if text:
            reader.refuse(reader.table.place, "at", "hour", f"`{cut(text)}` is no time of day.", "Write it like 06:00.")
        return time()


def _zone(reader: TreeReader) -> str:
    text = reader.text("zone", "UTC")
    try:
        return zone(text)
    except CellError as error:
        reader.refuse(reader.table.place, "zone", error.code, error.message, error.remedy)
        return "UTC"


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
