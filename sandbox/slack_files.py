"""`slack_file`: a file of the workspace inside a block. It must be there and processed, or Slack refuses the block."""

from collections.abc import Iterator
from typing import Any

from sandbox.files import Files
from sandbox.validate import Problem

JsonObject = dict[str, Any]


def references(value: Any, pointer: str = "") -> Iterator[tuple[str, JsonObject]]:
    """Every `slack_file` in blocks, attachments or a view, with its place."""
    if isinstance(value, dict):
        for key, entry in value.items():
            if key == "slack_file":
                yield f"{pointer}/slack_file", entry
            else:
                yield from references(entry, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from references(entry, f"{pointer}/{index}")


def missing_files(value: Any, files: Files, pointer: str) -> list[Problem]:
    """A file that is shown in a block must be uploaded, completed and processed."""
    return [
        Problem(where, "failed_constraint", "invalid slack file", {"type": "slack_file"})
        for where, reference in references(value, pointer)
        if files.shown_by(reference) is None
    ]


def name_files(value: Any, files: Files) -> None:
    """Give each `slack_file` its id, in place: an app may have named the file by its address alone."""
    for _, reference in references(value):
        file = files.shown_by(reference)
        if file is not None:
            reference["id"] = file.id
