"""Another file beside the imported one, in which values are looked up: a price list, a list of segments."""

from __future__ import annotations

from pathlib import Path

from storage.imports.file import SourceFile
from storage.imports.refusal import CellError, FileError, cut, did_you_mean
from storage.imports.rows import tidy

_MOST = 200_000  # rows; all of them are held in memory


def read_lookup(folder: Path, file: str, key: str, take: str) -> dict[str, str]:
    """The values of column `take` by those of column `key`. Raises FileError when the file does not give one answer for each key."""
    found: dict[str, str] = {}
    with SourceFile(folder / file) as source:
        header = source.header((key, take))
        for name in (key, take):
            if name not in header:
                raise FileError(
                    "unknown-column",
                    f"{file} has no column {cut(name)}.",
                    did_you_mean(name, header) or f"It has {', '.join(header)}.",
                )
        at_key, at_take = header.index(key), header.index(take)
        for line, cells in source.rows():
            if isinstance(cells, CellError):
                raise FileError(cells.code, f"{file}, line {line}: {cells.message}", cells.remedy)
            texts = tidy(cells)
            if not any(texts):
                continue
            if len(texts) != len(header):
                raise FileError(
                    "cells",
                    f"{file}, line {line} has {len(texts)} cells; its header has {len(header)}.",
                    "Correct that line.",
                )
            if found.setdefault(texts[at_key], texts[at_take]) != texts[at_take]:
                message = f"{file} gives two values of {cut(take)} for `{cut(texts[at_key])}`; the second stands on line {line}."
                raise FileError("lookup-twice", message, "Keep one of the two rows.")
            if len(found) > _MOST:
                raise FileError(
                    "lookup-large", f"{file} has more than {_MOST:,} rows.", "Join the two files before the import."
                )
    return found
