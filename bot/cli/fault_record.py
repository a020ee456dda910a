"""The operator's record of our own faults: which step of which file failed, and never a value, since values may be somebody's pay."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from bot.logs import Lines
from bot.references import fault_reference


def recorded(error: BaseException) -> tuple[str, Path | None]:
    """A new reference for the error, and the file that holds its record; None when it could not be written."""
    reference = fault_reference()
    trace = Lines().formatException((type(error), error, error.__traceback__))
    record = {"reference": reference, "at": datetime.now(UTC).isoformat(timespec="seconds"), "trace": trace.split("\n")}
    try:
        file = _file()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        with file.open("a", encoding="utf-8") as log:
            log.write(json.dumps(record) + "\n")
    except (OSError, RuntimeError):  # a full disk, or no home to write to
        return reference, None
    return reference, file


def _file() -> Path:
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "fairshare" / "faults.jsonl"
