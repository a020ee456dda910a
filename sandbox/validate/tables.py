"""`table` and `data_table`."""

from typing import Any

from sandbox.limits import limit
from sandbox.validate.composition import BLOCK_ID
from sandbox.validate.problem import Place
from sandbox.validate.rich_text import CELL
from sandbox.validate.rules import (
    JsonObject,
    by_type,
    choice,
    flag,
    integer,
    listing,
    number,
    record,
    text,
    typed,
)

TABLE_CELL = by_type({"raw_text": typed("raw_text", {"text": text()}), "rich_text": CELL}, "cell")
_SETTING = record({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})


def _column_setting(value: Any, place: Place) -> None:
    """Settings of a column, or `null` to leave it as it is."""
    if value is not None:
        _SETTING(value, place)


def _even_rows(table: JsonObject, place: Place) -> None:
    """Every row has as many cells as the first."""
    width = len(table["rows"][0])
    for index, row in enumerate(table["rows"]):
        if len(row) != width:
            place.at("rows").at(index).refuse(f"must have {width} cells, as the first row", type="even_rows")


def _settings_fit(table: JsonObject, place: Place) -> None:
    if len(table.get("column_settings", [])) > len(table["rows"][0]):
        place.at("column_settings").refuse("must not have more items than the table has columns")


TABLE = typed(
    "table",
    {"rows": listing(listing(TABLE_CELL, 1, "table.columns.max_items"), 1, "table.rows.max_items")},
    {
        "block_id": BLOCK_ID,
        "column_settings": listing(_column_setting, 0, "table.column_settings.max_items"),
    },
    _even_rows,
    _settings_fit,
)

DATA_CELL = by_type(
    {
        "raw_text": typed("raw_text", {"text": text(least=limit("data_table.cell_text.min_length"))}),
        "raw_number": typed("raw_number", {"value": number(), "text": text()}),
        "rich_text": CELL,
    },
    "cell",
)


def _plain_head(table: JsonObject, place: Place) -> None:
    for index, cell in enumerate(table["rows"][0]):
        if cell["type"] == "rich_text":
            place.at("rows").at(0).at(index).at("type").refuse("unsupported type: rich_text", "unsupported_type")


def _row_header_exists(table: JsonObject, place: Place) -> None:
    if table.get("row_header_column_index", 0) >= len(table["rows"][0]):
        place.at("row_header_column_index").refuse("must be the index of a column", type="max")


def characters(value: Any) -> int:
    """Characters of every text inside a value; the measure of a table's content."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(characters(entry) for entry in value.values())
    if isinstance(value, list):
        return sum(characters(entry) for entry in value)
    return 0


def _content_fits(table: JsonObject, place: Place) -> None:
    most = limit("data_table.content.max_length")
    if characters(table["rows"]) > most:
        place.at("rows").refuse(f"must be less than {most + 1} characters in all", type="max_length", max=most)


DATA_TABLE = typed(
    "data_table",
    {
        "caption": text(),
        "rows": listing(
            listing(DATA_CELL, limit("data_table.columns.min_items"), "data_table.columns.max_items"),
            limit("data_table.rows.min_items"),
            "data_table.rows.max_items",
        ),
    },
    {
        "block_id": BLOCK_ID,
        "page_size": integer(limit("data_table.page_size.min"), limit("data_table.page_size.max")),
        "row_header_column_index": integer(limit("data_table.row_header_column_index.min")),
    },
    _even_rows,
    _plain_head,
    _row_header_exists,
    _content_fits,
)
