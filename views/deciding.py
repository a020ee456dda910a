"""Who stood where on the day that decided for whom an item counts: the owner of an account, a manager, a member of a team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plans.record import Link
from plans.registry import Registry
from views.message import Bold, Paragraph, Part, Steps
from views.names import in_words, source_title
from views.reader import Reader
from views.texts import capital

MOST = 20  # links in a list; of more it is said how many


def deciding_parts(links: Sequence[Link], registry: Registry, reader: Reader) -> Iterator[Part]:
    """`Who it counts for was decided by:`, and each in a list."""
    if not links:
        return
    yield Paragraph(((Bold("Who these count for was decided by:"),),))
    yield Steps(tuple(_item(link, registry, reader) for link in links[:MOST]), ordered=False)
    if more := links[MOST:]:
        yield Paragraph(((f"And {reader.figures.count(len(more), 'more')}.",),))


def _item(link: Link, registry: Registry, reader: Reader) -> tuple[str, str]:
    """`Account north.`, `its owner is ana, 1 Feb to 31 Mar 2026. From the CRM, line 3.`"""
    days = f"since {reader.figures.day(link.start)}"
    if link.end is not None:
        days = f"from {reader.figures.day(link.start)} to {reader.figures.day(link.end)}"
    source = (
        f" From {source_title(link.origin.source, registry)}, line {link.origin.line}." if link.origin.source else ""
    )
    about = f"{capital(in_words(link.object_kind))} {link.object_id}."
    return about, f"{capital(in_words(link.relation))} {link.payee_id}, {days}.{source}"
