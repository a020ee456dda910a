"""A watched folder: whole files are imported and moved away, each with its report beside it; none is lost, none is taken twice.

A file that lies there for some seconds as it is, is whole. Who writes slowly writes under a name that ends in `.part` and renames it. The
file stays where it is until its rows are published; who dies in between finds it there again, and that it was taken already.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from plans.record import UNREACHABLE
from storage.database import Database
from storage.feeds.declared import Feed
from storage.imports import ImportReport, import_file
from storage.imports.run import NOT_THE_SOURCES, remember
from storage.imports.staging import known_through
from storage.imports.ways import declared_by
from storage.lock import tried
from storage.reading import rows
from storage.troubles import end_trouble, note_trouble

SETTLED_US = 10_000_000  # a file that nobody wrote to for so long is whole
TAKEN, REFUSED, KNOWN, KEPT = "taken", "refused", "known", "kept"
_UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".crdownload", ".swp", "~")
_LOCK = ".fairshare.lock"
_NEWEST = "SELECT file_hash FROM batch WHERE source = ? AND what = ? AND published IS NOT NULL ORDER BY published DESC, id DESC LIMIT 1"


class Delivery(NamedTuple):
    """What became of a file, or of a query: taken, refused, known (it was taken before), or kept where it is, to be tried again.

    `where` is the folder to which a file was moved; `reports` are by kind of rows.
    """

    feed: str
    file: str
    outcome: str
    where: Path | None
    reports: Mapping[str, ImportReport]


def take_files(database: Database, feed: Feed, recorded: int, real: int, by: str) -> Iterator[Delivery]:
    """Takes the whole files of the feed's folder, the oldest first.

    `recorded` is business time, `real` the real one (UTC microseconds). While another process takes from the folder, nothing is taken. A
    folder that cannot be used is a trouble of its source, until it can. Raises StorageError when the database cannot serve.
    """
    try:
        with tried(feed.folder / _LOCK) as mine:
            if not mine:
                return
            for path in _whole_files(feed.folder, real):
                if path.exists():  # nobody took it back meanwhile
                    yield _taken(database, feed, path, recorded, by)
    except OSError as error:
        for kind in feed.kinds:
            detail = f"the folder {feed.mapping.watch}: {error.strerror}"
            note_trouble(database, feed.source, kind, recorded, UNREACHABLE, detail)
    else:
        for kind in feed.kinds:
            end_trouble(database, feed.source, kind, recorded, UNREACHABLE)


def _whole_files(folder: Path, real: int) -> list[Path]:
    """The oldest first. What tells is when a file was last written to or renamed here, which nobody can set, as they can its own date."""
    found = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # somebody took it back
            if _is_meant(path) and path.stat().st_ctime_ns // 1_000 + SETTLED_US <= real:
                found.append((path.stat().st_mtime_ns, path.name, path))
    return [path for *_, path in sorted(found)]


def _is_meant(path: Path) -> bool:
    hidden = path.name.startswith((".", "~"))
    return not hidden and not path.name.endswith(_UNFINISHED) and path.is_file() and not path.is_symlink()


def _taken(database: Database, feed: Feed, path: Path, recorded: int, by: str) -> Delivery:
    before = path.stat()
    digest = _digest(path)
    written, today = (datetime.fromtimestamp(at, UTC).date() for at in (before.st_mtime, recorded // 1_000_000))
    declares = _declares(database, feed, min(written, today))
    wanted = [kind for kind in feed.kinds if declares or not _is_newest(database, feed.source, kind, digest)]
    if not wanted:
        return _moved(feed, path, KNOWN, digest, recorded, {})
    reports = _imported(database, feed, path, wanted, written, recorded, by)
    codes = {each.code for report in reports.values() for each in report.rejected}
    after = path.stat()
    if codes & NOT_THE_SOURCES or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        # It is tried again; what was published of it does no harm.
        return Delivery(feed.name, path.name, KEPT, None, reports)
    return _moved(feed, path, REFUSED if codes else TAKEN, digest, recorded, reports)


def _imported(
    database: Database, feed: Feed, path: Path, kinds: list[str], written: date, recorded: int, by: str
) -> dict[str, ImportReport]:
    """The reports by kind. Of a file that makes several kinds of rows all are checked before any is published."""

    def imported(kind: str, *, dry_run: bool) -> ImportReport:
        return import_file(
            database, kind, path, feed.path, feed.source, dry_run=dry_run, recorded=recorded, by=by, written=written
        )

    if len(kinds) > 1:
        checked = {kind: imported(kind, dry_run=True) for kind in kinds}
        if not all(report.ok for report in checked.values()):
            for kind, report in checked.items():
                if not report.ok:
                    remember(database, feed.source, kind, recorded, report)
            return checked
    return {kind: imported(kind, dry_run=False) for kind in kinds}


def _declares(database: Database, feed: Feed, day: date) -> bool:
    """Whether the file declares another day than is known, so that it has something to say even with the same rows."""
    through = declared_by(database, feed.mapping, feed.source, day)
    with database.read() as connection:
        return through is not None and through != known_through(connection, feed.source)


def _is_newest(database: Database, source: str, kind: str, digest: str) -> bool:
    """Whether this is what was published last of the source. An earlier delivery that comes again later counts again; so does the same
    one on a later day, where it says that the source is complete by then."""
    with database.read() as connection:
        return rows(connection, _NEWEST, (source, kind)) == [(digest,)]


def _moved(
    feed: Feed, path: Path, outcome: str, digest: str, recorded: int, reports: Mapping[str, ImportReport]
) -> Delivery:
    """Moves the file away, after its report: one that was moved always has it."""
    stamp = datetime.fromtimestamp(recorded // 1_000_000, UTC)
    folder = path.parent / ("rejected" if outcome == REFUSED else "done") / f"{stamp:%Y%m%dT%H%M%SZ}-{digest[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "feed": feed.name,
        "source": feed.source,
        "file": path.name,
        "sha256": digest,
        "outcome": outcome,
        "taken": f"{stamp:%Y-%m-%dT%H:%M:%SZ}",
        "reports": {kind: report.as_json() for kind, report in reports.items()},
    }
    report = folder / "report.json"
    report.touch(mode=0o600)
    report.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    report.chmod(stat.S_IMODE(path.stat().st_mode))  # it holds cells of the file: for the same eyes, and no others
    path.rename(folder / path.name)
    return Delivery(feed.name, path.name, outcome, folder, reports)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
