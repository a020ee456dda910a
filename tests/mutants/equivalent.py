"""Mutants that nobody can notice, each with its reason. An entry that fits no mutant any more fails a test, and is to be removed."""

from __future__ import annotations

from typing import NamedTuple

from tests.mutants.mutant import Mutant

ANY = "*"  # whatever it becomes


class Equivalent(NamedTuple):
    """A change that makes no difference: file, code before and after as the report shows them, and why."""

    file: str
    was: str
    becomes: str
    why: str

    def fits(self, mutant: Mutant) -> bool:
        if self.file != mutant.file:
            return False
        was, becomes = mutant.change()
        return self.was == was and self.becomes in {ANY, becomes}


_SPEED = "how much is done or kept at once: only the speed depends on it, which `make bench` watches"
_ONE = "there is just one, so it is the last as well"

EQUIVALENT: tuple[Equivalent, ...] = (
    Equivalent("plans/scheme.py", "_MOST_KEPT = 8", ANY, _SPEED),
    Equivalent("plans/verbs/running_turns.py", "BLOCK = 128", ANY, _SPEED),
    Equivalent("plans/reading/company/entities.py", "date(2026, 1, 1)", ANY, "a day to start from; any does"),
    Equivalent(
        "plans/reading/company/entities.py", "_LEAP_CYCLE = 4 * 366", ANY, "at least four years; more only take longer"
    ),
    Equivalent("plans/verbs/checks.py", "rest < ZERO", "rest <= ZERO", "zero was asked for in the line before"),
    Equivalent("plans/verbs/lookup_words.py", "bands[0].adds", "bands[-1].adds", "all bands add, or none does"),
    Equivalent("plans/verbs/round.py", "unit.over[0]", "unit.over[-1]", _ONE),
)
