"""The recorded rows behind a figure: what each is, when it happened, what it says, and where it came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from plans.record import Credit, Link, Replaced, key_of
from plans.registry import Registry
from plans.statement import Statement
from views.corrected import NOT_CORRECTED, Corrections, corrected_words
from views.deciding import deciding_parts
from views.framing import as_of
from views.lost import lost_parts
from views.message import Actions, Button, Form, Heading, Paragraph, Part, Steps
from views.names import source_title
from views.reader import Reader
from views.row import Recorded, row_day, row_kind, row_name, row_value
from views.texts import joined

ROWS = "fs.rows"
OPEN = "fs.rows.open"
PAGE = "fs.rows.page"
_ROW = "row"  # what a row is called that nobody named
MOST = 60  # rows in one modal
_A_LIST = 20  # rows in one list of it


def counted(rows: Sequence[Recorded], registry: Registry) -> tuple[int, str]:
    """How many there are, by what they are: 14 of `account`, 112 of `row`. Two rows about one account are one account."""
    noun = noun_of(rows, registry)
    return len(rows) if noun == _ROW else len(set(map(row_name, rows))), noun


class Listed(NamedTuple):
    """All rows behind something, of which a modal shows a page: those from place `first` (counted from 0) on.

    `corrected` are the corrections of those shown; `lost` are rows that no longer count, `decided` the links that decided for whom these do: both told on the first page. `page` gives what the button to the page that begins at a place carries.
    """

    title: str
    rows: Sequence[Recorded]
    page: Callable[[int], str]
    first: int = 0
    corrected: Corrections = NOT_CORRECTED
    lost: Sequence[Replaced] = ()
    decided: Sequence[Link] = ()
    back: Button | None = None

    @property
    def shown(self) -> Sequence[Recorded]:
        """The rows of this page."""
        return self.rows[self.first : self.first + MOST]


def is_page(first: int, count: int) -> bool:
    """Whether a page of so many rows begins at this place."""
    return first % MOST == 0 and first < max(count, 1)


def rows_form(listed: Listed, statement: Statement, reader: Reader, key: str) -> Form:
    """A modal with a page of the rows, the oldest first; of very many with the ways to the other pages."""
    names = Counter(map(row_name, listed.rows))
    parts: list[Part] = [Heading(listed.title), *_where(listed, reader)]
    for start in range(0, len(listed.shown), _A_LIST):
        items = tuple(
            _item(row, listed, statement.scheme.registry, reader, alone=names[row_name(row)] == 1)
            for row in listed.shown[start : start + _A_LIST]
        )
        parts.append(Steps(items, ordered=False))
    if listed.first == 0:
        parts += deciding_parts(listed.decided, statement.scheme.registry, reader)
        parts += lost_parts(listed.lost, statement.scheme.registry, reader)
    if pages := tuple(_pages(listed, reader)):
        parts.append(Actions(pages))
    if listed.back is not None:
        parts.append(Actions((listed.back,)))
    parts.append(as_of(statement, reader))
    return Form(ROWS, "Rows behind it", tuple(parts), key=key)


def _where(listed: Listed, reader: Reader) -> Iterator[Paragraph]:
    """`Rows 61 to 120 of 300, the oldest first.`"""
    if len(listed.rows) > MOST:
        whole = _number(len(listed.rows), reader)
        yield Paragraph(((f"{_span(listed.first, listed, reader)} of {whole}, the oldest first.",),))


def _pages(listed: Listed, reader: Reader) -> Iterator[Button]:
    """To the next page and the one before; to the last and the first, where those are others."""
    first, last = listed.first, (len(listed.rows) - 1) // MOST * MOST
    ways = {
        "next": (first + MOST, first < last),
        "before": (first - MOST, first > 0),
        "last": (last, first + MOST < last),
        "first": (0, first - MOST > 0),
    }
    for way, (place, there) in ways.items():
        if there:
            count = min(MOST, len(listed.rows) - place)
            text = f"Show the {count} before" if way == "before" else f"Show the {way} {count}"
            yield Button(f"{PAGE}.{way}", text, listed.page(place), f"Show {_span(place, listed, reader).lower()}")


def _span(first: int, listed: Listed, reader: Reader) -> str:
    """`Rows 61 to 120`."""
    last = min(first + MOST, len(listed.rows))
    return f"Rows {_number(first + 1, reader)} to {_number(last, reader)}"


def _number(count: int, reader: Reader) -> str:
    return reader.figures.number(Decimal(count))


def source_titles(rows: Sequence[Recorded], registry: Registry) -> str:
    """Where the rows came from, in words."""
    names = dict.fromkeys(row.origin.source for row in rows if row.origin.source)
    return joined(source_title(name, registry) for name in names) if names else ""


def _item(row: Recorded, listed: Listed, registry: Registry, reader: Reader, *, alone: bool) -> tuple[str, str]:
    """Of several rows about one thing, each says which of its measures it holds."""
    origin = ""
    if row.origin.source:
        line = f", line {row.origin.line}" if row.origin.line else ""
        origin = f" From {source_title(row.origin.source, registry)}{line}."
    which = "" if alone or isinstance(row, Credit) else f", {row_kind(row)}"
    corrected = corrected_words(row, listed.corrected.get(key_of(row), ()), registry, reader)
    said = f"{reader.figures.day(row_day(row))}: {row_value(row, reader)}.{origin}{corrected}"
    return f"{row_name(row)}{which}.", said


def noun_of(rows: Sequence[Recorded], registry: Registry) -> str:
    """The one noun for all rows: the item of credits, or what the registry calls a row of the metric."""
    nouns = set()
    for row in rows:
        if isinstance(row, Credit):
            item = registry.items.get(row.kind)
            nouns.add(item.title.lower() if item and item.title else row.kind)
        else:
            nouns.add(registry.nouns.get(row.metric, _ROW))
    return nouns.pop() if len(nouns) == 1 else _ROW
