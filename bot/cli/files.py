"""Reading the files that people name: what cannot be read becomes a problem like any other, with what to do."""

from __future__ import annotations

import codecs
import errno
from pathlib import Path

from plans.document import Table, read_document
from plans.problem import Place, Problems

_MOST_BYTES = 8_000_000  # four a character of the largest document

_REMEDIES = {
    errno.ENOENT: ("there is no such file.", "Check the path; it is taken from the folder you are in."),
    errno.ENOTDIR: ("there is no such file.", "Check the path: a part of it is no folder."),
    errno.EACCES: ("you may not read it.", "Check its rights, or copy it to where you may."),
    errno.EPERM: ("you may not read it.", "Check its rights, or copy it to where you may."),
    errno.ENAMETOOLONG: ("the name is too long for a file.", "Check the path."),
    errno.ELOOP: ("its links lead round in a circle.", "Check where the link points."),
}


def read_text(path: Path, problems: Problems) -> str | None:
    """The text of a file; None after naming why there is none."""
    name = str(path)
    try:
        data = _bytes(path)
    except IsADirectoryError:
        _add(problems, name, "folder", "it is a folder.", "Name a file inside it.")
        return None
    except ValueError:
        _add(problems, "", "no-file", "its name holds a zero byte.", "Check the path.")
        return None
    except OSError as error:
        why, remedy = _REMEDIES.get(error.errno or 0, (f"{error.strerror or 'reading failed'}.", "Check the file."))
        _add(problems, name, "no-file", why, remedy)
        return None
    if len(data) > _MOST_BYTES:
        _add(
            problems,
            name,
            "too-large",
            f"it is larger than {_MOST_BYTES:,} bytes.",
            "A document is far smaller: check that it is the right file.",
        )
        return None
    return _decoded(data, name, problems)


def read_table(path: Path, problems: Problems) -> Table | None:
    """The document in a file; None after naming every reason."""
    text = read_text(path, problems)
    return None if text is None else read_document(text, str(path), problems)


def _bytes(path: Path) -> bytes:
    """At most one byte more than is allowed: a device has no end. A pipe is opened as it is; a folder is refused."""
    if path.is_dir():
        raise IsADirectoryError
    with path.open("rb") as file:
        return file.read(_MOST_BYTES + 1)


def _decoded(data: bytes, name: str, problems: Problems) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _add(problems, name, "encoding", "it is UTF-16.", "Save it as UTF-8.")
        return None
    if b"\0" in data:
        _add(problems, name, "binary", "it holds no text.", "A document is a YAML text in UTF-8.")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(
            Place(name, line, 1),
            "",
            "encoding",
            f"Line {line} holds bytes that are no UTF-8.",
            "Save the file as UTF-8.",
        )
        return None


def _add(problems: Problems, name: str, code: str, why: str, remedy: str) -> None:
    problems.add(Place(name), "", code, f"This cannot be read: {why}", remedy)
