"""Mutants that nobody can notice, each with its reason. An entry that no mutant fits any more is reported, and to be removed."""

from __future__ import annotations

from typing import NamedTuple


class Equivalent(NamedTuple):
    """A change that makes no difference, as the report shows it."""

    file: str
    was: str
    becomes: str
    why: str


EQUIVALENT: tuple[Equivalent, ...] = ()
