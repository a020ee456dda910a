"""Lines of a statement that has many: the largest and what the rest comes to, and all of them on asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from plans.number import ZERO, exactly
from plans.statement import Statement
from plans.tree import Missing
from plans.unit import Kind
from views.detail import line_parts
from views.framing import as_of
from views.lines import Line
from views.message import Button, Form, Heading, Paragraph, Part
from views.reader import Reader
from views.settled import lines_shown
from views.texts import joined

ALL = "fs.mypay.lines"
MOST = 6  # of more lines the largest are shown
LARGEST = 3
_MOST_IN_FORM = 40


def some_lines(
    lines: Sequence[Line], statement: Statement, reader: Reader, tails: dict[str, str] | None = None
) -> Iterator[Part]:
    """All lines of a few; of many the largest, and a button for the rest. `tails` as in `line_parts`."""
    if len(lines) <= MOST:
        yield from line_parts(lines, statement, reader, tails)
        return
    largest = sorted(lines, key=_size, reverse=True)[:LARGEST]
    yield from line_parts(largest, statement, reader, tails)
    rest = [line for line in lines if line not in largest]
    yield Paragraph(
        ((_rest(rest, reader),),),
        Button(ALL, "Show all", reader.key, f"Show all {reader.figures.count(len(lines), 'line')}"),
    )


def lines_form(statement: Statement, reader: Reader, key: str) -> Form:
    """Every line, in the plan's order."""
    lines = lines_shown(statement)
    head = Heading(f"All {reader.figures.count(len(lines), 'line')}")
    parts: list[Part] = [head, as_of(statement, reader), *line_parts(lines[:_MOST_IN_FORM], statement, reader)]
    if left := lines[_MOST_IN_FORM:]:
        parts.append(Paragraph(((_rest(left, reader),),)))
    return Form("fs.lines", "All lines", tuple(parts), key=key)


def sums_of(amounts: Iterable[tuple[Kind, Decimal | Missing]]) -> dict[Kind, Decimal]:
    """What the known amounts come to, each kind by itself."""
    sums: dict[Kind, Decimal] = {}
    with exactly():
        for kind, amount in amounts:
            if isinstance(amount, Decimal):
                sums[kind] = sums.get(kind, ZERO) + amount
    return sums


def _rest(lines: Sequence[Line], reader: Reader) -> str:
    sums = sums_of((line.kind, line.amount) for line in lines)
    count = reader.figures.count(len(lines), "more line")
    return f"{count} {'comes' if len(lines) == 1 else 'come'} to {joined(reader.figures.quantity(amount, kind) for kind, amount in sums.items())} together."


def _size(line: Line) -> Decimal:
    return abs(line.amount) if isinstance(line.amount, Decimal) else ZERO
