"""The mappings of a folder: those that watch a folder, or have a timetable, are feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plans.problem import Place, Problems
from storage.imports.kinds import KINDS
from storage.imports.mapping import Mapping, read_mapping

_SUFFIXES = {".yaml", ".yml"}


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is read by itself, by the mapping at `path`."""

    path: Path
    mapping: Mapping

    @property
    def name(self) -> str:
        return self.mapping.name

    @property
    def source(self) -> str:
        """The source that it brings rows of."""
        return self.mapping.source or self.mapping.name

    @property
    def kinds(self) -> tuple[str, ...]:
        """What is made of its rows, each after what it refers to."""
        made = {output.kind for output in self.mapping.outputs}
        return tuple(kind for kind in KINDS if kind in made)

    @property
    def folder(self) -> Path:
        """The watched folder; a relative one lies beside the mapping."""
        return self.path.parent / self.mapping.watch


def read_feeds(folder: Path) -> tuple[list[Feed], Problems]:
    """The feeds of a folder, by the names of their files; and everything that is wrong with its mappings. Those that are good go on."""
    problems = Problems()
    found: dict[str, Feed] = {}
    for path in _mappings(folder, problems):
        mapping, wrong = read_mapping(path)
        problems.found += wrong.found
        if not wrong.ok or not (mapping.watch or mapping.timetable):
            continue
        feed = Feed(path, mapping)
        if mapping.watch and feed.folder.resolve() == folder.resolve():
            message = f"{path.name} watches the folder in which the mappings lie."
            problems.add(Place(path.name), "watch", "same-folder", message, "Name a folder inside it, or another one.")
        elif (same := found.get(mapping.name)) is not None:
            message = f"{path.name} and {same.path.name} are both called `{mapping.name}`."
            problems.add(Place(path.name), "mapping", "name-twice", message, "Give each mapping a name of its own.")
        else:
            found[mapping.name] = feed
    return list(found.values()), problems


def _mappings(folder: Path, problems: Problems) -> Iterator[Path]:
    try:
        yield from sorted(
            path for path in folder.iterdir() if path.suffix in _SUFFIXES and not path.name.startswith(".")
        )
    except OSError as error:
        message = f"The folder of the sources cannot be read: {error.strerror}."
        problems.add(
            Place(str(folder)), "", "no-folder", message, "Check FAIRSHARE_SOURCES, and the rights of the folder."
        )
