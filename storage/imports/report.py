"""What came of an import: the counts, what was refused and why, and what is worth knowing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from plans.problem import Problems
from storage.imports.refusal import CellError, FileError, cut

MOST_LISTED = 10_000


@dataclass(frozen=True, slots=True)
class Rejection:
    """One thing to mend. `line` is the line of the file on which the row starts (0: the file as a whole); `column` a header."""

    line: int
    column: str
    value: str
    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of one import.

    `rows` counts rows in canonical form. A row that is good by itself is `accepted` (new), `unchanged` or `corrected`. `rejected` lists
    every problem up to a cap; its last entry then says how many more there are. `batch` is None when nothing was published.
    `warnings` do not stop anything.
    """

    batch: int | None
    source: str
    rows: int
    accepted: int
    unchanged: int
    corrected: int
    rejected: tuple[Rejection, ...]
    published: bool
    warnings: tuple[Rejection, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file was good: nothing was rejected."""
        return not self.rejected

    def as_json(self) -> dict[str, object]:
        """The report as the command line prints it."""
        return {
            **asdict(self),
            "rejected": [asdict(each) for each in self.rejected],
            "warnings": [asdict(each) for each in self.warnings],
        }


@dataclass(slots=True)
class Findings:
    """All problems of one import, listed up to a cap and counted beyond it."""

    cap: int = MOST_LISTED
    listed: list[Rejection] = field(default_factory=list)
    warned: list[Rejection] = field(default_factory=list)
    beyond: int = 0
    _first_beyond: int = 0

    @property
    def ok(self) -> bool:
        return not self.listed

    def reject(self, line: int, column: str, value: str, error: CellError) -> None:
        """Adds one problem of a row."""
        if len(self.listed) < self.cap:
            self.listed.append(Rejection(line, column, cut(value), error.code, error.message, error.remedy))
            return
        self.beyond += 1
        self._first_beyond = self._first_beyond or line

    def reject_file(self, error: FileError) -> None:
        """Adds the problem that ends the reading of a file."""
        self.listed.append(Rejection(error.line, "", "", error.code, error.message, error.remedy))

    def reject_mapping(self, problems: Problems) -> None:
        """Adds the problems of a mapping document: `line` is the document's, `column` the way through it, `value` the place."""
        for problem in problems:
            where = ":".join(
                str(part) for part in (problem.place.file, problem.place.line, problem.place.column) if part
            )
            self.listed.append(
                Rejection(problem.place.line, problem.path, where, problem.code, problem.message, problem.remedy)
            )

    def warn(self, code: str, message: str, remedy: str = "", line: int = 0, column: str = "") -> None:
        self.warned.append(Rejection(line, column, "", code, message, remedy))

    def rejected(self) -> tuple[Rejection, ...]:
        """In the order of the file; the last entry counts what is not listed."""
        inside = sorted(self.listed, key=lambda each: each.line)
        if self.beyond:
            message = f"And {self.beyond:,} more problems, from line {self._first_beyond} on."
            inside.append(Rejection(self._first_beyond, "", "", "more", message, "Mend these first and import again."))
        return tuple(inside)
