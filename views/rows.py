"""The recorded rows behind a figure: what each is, when it happened, what it says, and where it came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from plans.record import Credit, Fact
from plans.registry import Registry
from plans.statement import Statement
from plans.tree import Node
from plans.unit import Unit
from plans.words import Shown
from views.framing import as_of
from views.measure import counting_parts
from views.message import Actions, Button, Form, Heading, Paragraph, Part, Steps
from views.reader import Reader
from views.texts import joined

ROWS = "fs.rows"
OPEN = "fs.rows.open"
_ROW = "row"  # what a row is called that nobody named
_MOST = 60  # rows in one modal
_A_LIST = 20  # rows in one list of it

Recorded = Fact | Credit


def rows_of(node: Node) -> tuple[Recorded, ...]:
    """The facts and credits that a figure was counted from, each once, by day."""
    found: dict[tuple[str, str], Recorded] = {}
    seen: set[Node] = set()
    waiting = [node]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        for row in at.rows:
            if isinstance(row, Fact):
                found[row.metric, row.fact_id] = row
            elif isinstance(row, Credit):
                found[row.kind, row.credit_id] = row
        waiting.extend(counting_parts(at))
    return tuple(sorted(found.values(), key=lambda row: (_day(row), _name(row))))


def counted(rows: Sequence[Recorded], registry: Registry, reader: Reader) -> str:
    """`14 accounts`, `3 deals`, `112 rows`: how many there are, by what they are. Two rows about one account are one account."""
    noun = noun_of(rows, registry)
    return reader.figures.count(len(rows) if noun == _ROW else len(set(map(_name, rows))), noun)


def rows_form(
    title: str, rows: Sequence[Recorded], statement: Statement, reader: Reader, key: str, back: Button | None = None
) -> Form:
    """A modal with the rows, oldest first; of very many the first, and how many more."""
    shown = rows[:_MOST]
    names = Counter(map(_name, rows))
    parts: list[Part] = [Heading(title)]
    for start in range(0, len(shown), _A_LIST):
        items = tuple(
            _item(row, statement.scheme.registry, reader, alone=names[_name(row)] == 1)
            for row in shown[start : start + _A_LIST]
        )
        parts.append(Steps(items, ordered=False))
    if left := len(rows) - len(shown):
        parts.append(Paragraph(((f"{left} more {'is' if left == 1 else 'are'} not shown here.",),)))
    if back is not None:
        parts.append(Actions((back,)))
    parts.append(as_of(statement, reader))
    return Form(ROWS, "Rows behind it", tuple(parts), key=key)


def source_titles(rows: Sequence[Recorded], registry: Registry) -> str:
    """Where the rows came from, in words."""
    names = dict.fromkeys(row.origin.source for row in rows if row.origin.source)
    return joined(_source(name, registry) for name in names) if names else ""


def _source(name: str, registry: Registry) -> str:
    source = registry.sources.get(name)
    return source.title if source and source.title else name.replace("-", " ")


def _item(row: Recorded, registry: Registry, reader: Reader, *, alone: bool) -> tuple[str, str]:
    """Of several rows about one thing, each says which of its measures it holds."""
    origin = ""
    if row.origin.source:
        line = f", line {row.origin.line}" if row.origin.line else ""
        origin = f" From {_source(row.origin.source, registry)}{line}."
    which = "" if alone or isinstance(row, Credit) else f", {row.metric.replace('-', ' ')}"
    return f"{_name(row)}{which}.", f"{reader.figures.day(_day(row))}: {_value(row, reader)}.{origin}"


def _value(row: Recorded, reader: Reader) -> str:
    if isinstance(row, Fact):
        return reader.figures.value(Shown(row.value, row.kind))
    whole = reader.figures.value(Shown(row.whole, row.unit))
    share = reader.figures.value(Shown(row.share, Unit()))
    return whole if row.share == 1 else f"{share} of {whole}"


def _name(row: Recorded) -> str:
    return (row.item_id or row.fact_id) if isinstance(row, Fact) else row.credit_id


def _day(row: Recorded) -> date:
    return row.observed if isinstance(row, Fact) else row.enters


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
