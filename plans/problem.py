"""What is wrong in a document or a file, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a text: the file's name, line and column, both counted from 1."""

    file: str = ""
    line: int = 0
    column: int = 0


NOWHERE = Place()
DOUBTFUL = "doubtful"  # the code of a warning that a value may not be meant to say what it says


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where, what is wrong, and what to write instead.

    `path` is the way through the document (`figures.score.weigh`), `code` a stable word for programs. A warning does not stop anything.
    """

    place: Place
    path: str
    code: str
    message: str
    remedy: str = ""
    warning: bool = False

    def as_json(self) -> dict[str, object]:
        """The problem as the contract prints it: file, line, column, path, code, message, remedy."""
        return {
            **asdict(self.place),
            "path": self.path,
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
            **({"warning": True} if self.warning else {}),
        }

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.place.file, self.place.line, self.place.column) if part)
        kind = "warning: " if self.warning else ""
        return " ".join(part for part in (f"{where}:" if where else "", kind + self.message, self.remedy) if part)


@dataclass(slots=True)
class Problems:
    """All problems of one reading, gathered so that they can be shown at once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, path: str, code: str, message: str, remedy: str = "", *, warning: bool = False) -> None:
        problem = Problem(place, path, code, message, remedy, warning)
        if problem not in self.found:
            self.found.append(problem)

    @property
    def faults(self) -> int:
        """How many stand in the way; warnings do not count."""
        return sum(not problem.warning for problem in self.found)

    @property
    def ok(self) -> bool:
        """True when nothing stands in the way."""
        return not self.faults

    def __iter__(self) -> Iterator[Problem]:
        """In the order of the document, as an author reads it. Of a value that is at fault nothing is doubtful any more."""
        wrong = {problem.place for problem in self.found if not problem.warning}
        told = (each for each in self.found if each.code != DOUBTFUL or each.place not in wrong)
        return iter(sorted(told, key=lambda problem: problem.place))

    def __len__(self) -> int:
        return len(self.found)
