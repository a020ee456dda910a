"""A file of separated values as rows with their line, in little memory however large it is."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from storage.imports.refusal import CellError, FileError

LONGEST_LINE = 1_000_000  # characters; a row of any real file is shorter
_BLOCK = 1 << 18
LOST = "\ufffd"  # what the decoder puts in place of bytes that are no text
ENCODING_REMEDY = "Save the file as CSV UTF-8, or name its encoding in a mapping: `encoding: windows-1252`."
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
ENCODINGS = {
    name: codec
    for names, codec in (
        ("utf-8", "utf-8-sig"), ("utf-16", "utf-16"), ("windows-1250", "cp1250"), ("windows-1251", "cp1251"), ("windows-1252", "cp1252"),
        ("iso-8859-1", "latin-1"), ("iso-8859-2", "iso8859-2"), ("iso-8859-15", "iso8859-15"), ("mac-roman", "mac-roman"),
        ("shift-jis", "cp932"), ("gb18030", "gb18030"), ("big5", "big5"), ("euc-kr", "cp949"),
    )
    for name in names.split()
}  # fmt: skip


class _Counted(io.RawIOBase):
    """The bytes of a file on their way to the decoder, counted and hashed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self.done = 0
        self.hash = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        count = self._file.readinto(buffer)
        self.hash.update(memoryview(buffer)[:count])
        self.done += count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class SourceFile:
    """An open file of separated values: one kind of Material.

    Bytes that are no text in the named encoding become U+FFFD, which the reading of a row refuses with its line.
    """

    def __init__(self, path: Path, encoding: str = "utf-8") -> None:
        """Raises FileError when the file cannot be opened or is plainly of another encoding."""
        try:
            self._bytes = _Counted(path)
            self.total = path.stat().st_size
            with path.open("rb") as peek:
                start = peek.read(4)
        except OSError as error:
            raise FileError("no-file", f"{path.name} cannot be read: {error.strerror}.", "Check the path.") from None
        if encoding != "utf-16" and start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self._bytes.close()
            raise FileError(
                "encoding", "The file is UTF-16.", "Save it as CSV UTF-8, or write `encoding: utf-16` in a mapping."
            )
        if start.startswith(b"PK\x03\x04"):
            self._bytes.close()
            raise FileError(
                "not-csv", "The file is a spreadsheet, or another zip file.", "Save it as CSV UTF-8 and import that."
            )
        buffered = io.BufferedReader(self._bytes, _BLOCK)
        self._text = io.TextIOWrapper(buffered, ENCODINGS[encoding], errors="replace", newline="")
        self._lines_before = 0
        self.separator = ","

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._text.close()

    @property
    def done(self) -> int:
        """Bytes read so far."""
        return self._bytes.done

    def digest(self) -> str:
        """SHA-256 of the bytes read: of the whole file once all rows were read."""
        return self._bytes.hash.hexdigest()

    def header_line(self) -> str:
        """The first line that holds anything, as text. Raises FileError for an empty file, and for names of columns in another encoding."""
        for line in self._lines():
            self._lines_before += 1
            if LOST in line:
                raise FileError(
                    "encoding", "The header is not readable in this encoding.", ENCODING_REMEDY, self._lines_before
                )
            if line.strip(" \t\r\n,;") and not line.startswith("sep="):
                return line
        raise FileError(
            "empty", "The file is empty: it has no header line.", "Write the names of the columns on line 1."
        )

    @property
    def header_at(self) -> int:
        """The line of the header, once it was read."""
        return self._lines_before

    def header(self, known: Sequence[str], separator: str = "") -> list[str]:
        """The cells of the header line; without a separator, told apart by whichever makes most of the known names."""
        first = self.header_line()
        self.separator = separator or best_separator(first, known)
        return split_header(first, self.separator)

    def rows(self) -> Iterator[tuple[int, list[str] | CellError]]:
        """Every row after the header with the line on which it starts; a CellError in place of one whose quotes do not match."""
        reader = csv.reader(self._lines(), delimiter=self.separator, strict=True)
        before = self._lines_before
        while True:
            line = before + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, _unquotable(str(error))
            else:
                yield line, cells

    def _lines(self) -> Iterator[str]:
        readline = self._text.readline
        number = self._lines_before
        while line := readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
                raise FileError(
                    "line-too-long",
                    f"Line {number} has more than {LONGEST_LINE:,} characters. The file is not read beyond it.",
                    "Check that rows end with a line break.",
                    number,
                )
            yield line


def split_header(line: str, separator: str) -> list[str]:
    """The cells of a header line, trimmed."""
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]


def best_separator(line: str, known: Sequence[str]) -> str:
    """The separator with which most cells of the header are known; of several, or when none is known, the one that makes most cells."""
    names = set(known)

    def fits(separator: str) -> tuple[int, int]:
        cells = split_header(line, separator)
        return len(names.intersection(cells)), len(cells)

    return max(SEPARATORS, key=fits)


def _unquotable(error: str) -> CellError:
    if "field larger" in error or "end of data" in error:
        return CellError(
            "quotes",
            "A quote opens here and is not closed.",
            'Close it, or double a quote that belongs to the text: "".',
        )
    if "expected after" in error:
        return CellError(
            "quotes",
            "Text stands between a closing quote and the separator.",
            'Double a quote that belongs to the text: "".',
        )
    return CellError("quotes", "The row cannot be told into cells.", "Check its quotes and line breaks.")
