"""Corrections in words: what a row said before, when that was put right, and by which import. No blame: what happened, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from plans.record import Correctable, Correction, Credit, Key, Origin, Term, key_of
from plans.registry import Registry
from views.message import Bold, Paragraph, Words
from views.names import in_words, source_title
from views.reader import Reader
from views.row import row_day, row_kind, row_name, row_value
from views.texts import joined, small, together

Corrections = Mapping[
    Key, tuple[Correction, ...]
]  # by row, the newest first; rows that were never corrected are not in it
NOT_CORRECTED: Corrections = MappingProxyType({})
_TOLD = 2  # corrections of one row that are told, the newest
_ROWS = 3  # rows of which a figure's reason tells
_TIMES = {1: "once", 2: "twice"}


def corrected_words(row: Correctable, corrections: Sequence[Correction], registry: Registry, reader: Reader) -> str:
    """` Corrected on 20 Nov 2026, 05:50 UTC (CRM, batch 29): before, it was €45,000.00.` Empty for a row as it was recorded first."""
    said = ""
    after: Correctable | None = row
    for correction in corrections[:_TOLD]:
        when = reader.figures.instant(correction.by.recorded)
        where = import_words(correction.by, correction.batch, registry)
        said += f" Corrected on {when} ({where}): before, it {_before(correction.was, after, reader)}."
        after = correction.was
    older = len(corrections[_TOLD:])
    return said + (f" And {_TIMES.get(older, f'{small(older)} times')} before that." if older else "")


def corrected_part(
    rows: Sequence[Correctable], corrections: Corrections, registry: Registry, reader: Reader, most: int = _ROWS
) -> Iterator[Paragraph]:
    """Below the steps of a figure: that rows behind it were corrected, and what the first of them (`most`) said before."""
    changed = [row for row in rows if key_of(row) in corrections]
    if not changed:
        return
    one = len(changed) == 1
    many = together(small(len(changed)).capitalize(), "row" if one else "rows")
    lines: list[Words] = [(Bold(f"{many} behind it {'was' if one else 'were'} corrected."),)]
    for row in changed[:most]:
        words = corrected_words(row, corrections[key_of(row)], registry, reader)
        lines.append((f"{row_name(row)}: now {row_value(row, reader)}.{words}",))
    if len(changed) > most:
        lines.append(("Each of them says so where the rows are shown.",))
    yield Paragraph(tuple(lines))


def import_words(by: Origin, batch: int, registry: Registry) -> str:
    """`CRM, batch 29`: by which import a row came."""
    return f"{source_title(by.source, registry)}, batch {batch}"


def _before(was: Correctable | None, after: Correctable | None, reader: Reader) -> str:
    """`was €45,000.00`: whatever of it is another now."""
    if was is None:
        return "was recorded for somebody else"
    if after is None:
        return f"was {row_value(was, reader)} on {reader.figures.day(row_day(was))}"
    others = list(changes(was, after, reader))
    return f"was {joined(others)}" if others else "was the same in all that is shown here"


def changes(was: Correctable, after: Correctable, reader: Reader) -> Iterator[str]:
    """What of a row is another than in the other: `€45,000.00`, `2 Oct 2026`."""
    if row_value(was, reader) != row_value(after, reader):
        yield row_value(was, reader)
    if row_day(was) != row_day(after):
        yield reader.figures.day(row_day(was))
    if row_kind(was) != row_kind(after):
        yield row_kind(was)
    if row_name(was) != row_name(after):
        yield row_name(was)
    if isinstance(was, Term) and isinstance(after, Term) and was.end != after.end:
        yield f"agreed until {reader.figures.day(was.end)}" if was.end else "agreed without an end"
    if isinstance(was, Credit) and isinstance(after, Credit):
        for name in sorted({*was.attributes, *after.attributes}):
            if was.attributes.get(name) != after.attributes.get(name):
                yield f"{in_words(name)} {was.attributes.get(name) or 'empty'}"
