"""How the rows of a canonical file are laid out: which cell belongs to which canonical column, and which are attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from storage.imports.cells import slug, word
from storage.imports.kinds import Kind
from storage.imports.refusal import CellError, cut, did_you_mean
from storage.imports.report import Findings

_NEAR = re.compile(r"[\W_]+")


class Layout(NamedTuple):
    """Each of `canonical` and `extras` picks texts out of `cells + [""]`: those of the canonical columns in order, and the attributes."""

    canonical: Callable[[Sequence[str]], tuple[str, ...]]
    extras: Callable[[Sequence[str]], tuple[str, ...]]
    attributes: tuple[str, ...]


def canonical_layout(header: Sequence[str], kind: Kind, line: int, findings: Findings) -> Layout | None:
    """The layout that a header gives, or None after saying what is wrong with it."""
    before = len(findings.listed)
    for place, name in enumerate(header):
        for error in _header_problems(name, place, header, kind, findings, line):
            findings.reject(line, cut(name) or f"column {place + 1}", name, error)
    for column in kind.columns:
        if column.required and column.name not in header:
            remedy = f"Add it, or name the column that holds it in a mapping. The header is: {','.join(kind.header)}."
            findings.reject(
                line, column.name, "", CellError("missing-column", f"The column {column.name} is missing.", remedy)
            )
    if len(findings.listed) > before:
        return None
    places = {name: place for place, name in enumerate(header)}
    picked = [places.get(name, len(header)) for name in kind.header]
    attributes = tuple(sorted(name for name in header if name and name not in kind.header))
    return Layout(itemgetter(*picked), picker([places[name] for name in attributes]), attributes)


def picker(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What picks these places out of a row, as a tuple even of one or none."""
    if len(places) > 1:
        return itemgetter(*places)
    return (lambda cells: (cells[places[0]],)) if places else (lambda _: ())


def _header_problems(
    name: str, place: int, header: Sequence[str], kind: Kind, findings: Findings, line: int
) -> Iterator[CellError]:
    if not name or name in kind.header:
        if name and name in header[:place]:
            yield CellError("column-twice", f"The column {name} stands twice.", "Remove one, or rename it.")
        return
    if name in header[:place]:
        yield CellError("column-twice", f"The column {cut(name)} stands twice.", "Remove one, or rename it.")
    near = _nearest(name, kind, header)
    if not kind.attributes:
        yield CellError(
            "unknown-column",
            f"{kind.name.capitalize()} have no column {cut(name)}.",
            near or f"The header is: {','.join(kind.header)}.",
        )
        return
    try:
        word(name)
    except CellError:
        better = slug(name)
        remedy = f"Call it {cut(better)}." if better else "Give it a name of letters and hyphens."
        yield CellError("unknown-column", f"{cut(name)} is no name that a plan can write.", near or remedy)
        return
    if near:
        findings.warn("near-column", f"{cut(name)} is kept as an attribute.", near, line, cut(name))


def _nearest(name: str, kind: Kind, header: Sequence[str]) -> str:
    free = [known for known in kind.header if known not in header]
    same = _NEAR.sub("", name.casefold())
    exact = [known for known in free if _NEAR.sub("", known) == same]
    return f"Did you mean {exact[0]}?" if exact else did_you_mean(name, free) if len(name) > 3 else ""  # noqa: PLR2004 - short names are near to everything
