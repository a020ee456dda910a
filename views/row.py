"""One recorded row in words: what it is about, its day, what it says, and where it came from."""

from __future__ import annotations

from datetime import date

from plans.record import Correctable, Credit, Fact
from plans.unit import Unit
from plans.words import Shown
from views.names import in_words
from views.reader import Reader
from views.texts import capital

Recorded = Fact | Credit  # what a list of rows holds; agreed terms stand in the steps


def row_name(row: Correctable) -> str:
    """What the row is about: an account, a deal, an agreed term."""
    if isinstance(row, Fact):
        return row.item_id or row.fact_id
    return row.credit_id if isinstance(row, Credit) else capital(in_words(row.term))


def row_day(row: Correctable) -> date:
    """The day that decides in which period the row counts."""
    if isinstance(row, Fact):
        return row.observed
    return row.enters if isinstance(row, Credit) else row.start


def row_value(row: Correctable, reader: Reader) -> str:
    """`€900.00`, `yes`, `50% of €900.00`."""
    if not isinstance(row, Credit):
        return reader.figures.value(Shown(row.value, row.kind))
    whole = reader.figures.value(Shown(row.whole, row.unit))
    share = reader.figures.value(Shown(row.share, Unit()))
    return whole if row.share == 1 else f"{share} of {whole}"


def row_kind(row: Correctable) -> str:
    """What it measures or is, as the files call it: `revenue year ago`, `deal`."""
    name = row.metric if isinstance(row, Fact) else row.kind if isinstance(row, Credit) else row.term
    return in_words(name)
