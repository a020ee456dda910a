"""What changed between two plans, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.cli.plan.telling import Clause, Telling

_OLD, _NEW = 0, 1


@dataclass(frozen=True, slots=True)
class Changes:
    """Words by name that came, went or changed (old and new)."""

    added: Mapping[str, str]
    removed: Mapping[str, str]
    changed: Mapping[str, tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def as_json(self) -> dict[str, Any]:
        changed = {name: {"old": pair[_OLD], "new": pair[_NEW]} for name, pair in self.changed.items()}
        return {"added": dict(self.added), "removed": dict(self.removed), "changed": changed}


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause before and after; `fields` names what differs: sentence, title, clause, `written` where the words are the same."""

    old: Clause
    new: Clause
    fields: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        old, new = self.old.as_json(), self.new.as_json()
        if "written" in self.fields:
            old["written"], new["written"] = self.old.written, self.new.written
        return {
            "figure": self.new.figure,
            "clause": self.new.clause,
            "fields": list(self.fields),
            "old": old,
            "new": new,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two plans, section by section."""

    old: Telling
    new: Telling
    head: Changes
    added: tuple[Clause, ...]
    removed: tuple[Clause, ...]
    changed: tuple[ClauseChange, ...]
    terms: Changes
    payouts: Changes
    budget: Changes
    decisions: Changes
    glossary: Changes

    @property
    def same(self) -> bool:
        return self.old.hash == self.new.hash

    def as_json(self) -> dict[str, Any]:
        sides = {
            side: {"plan": told.name, "version": told.version, "hash": told.hash}
            for side, told in (("old", self.old), ("new", self.new))
        }
        return {
            "same": self.same,
            **sides,
            "head": self.head.as_json(),
            "added": [clause.as_json() for clause in self.added],
            "removed": [clause.as_json() for clause in self.removed],
            "changed": [change.as_json() for change in self.changed],
            "terms": self.terms.as_json(),
            "payouts": self.payouts.as_json(),
            "budget": self.budget.as_json(),
            "decisions": self.decisions.as_json(),
            "glossary": self.glossary.as_json(),
        }


def compare(old: Telling, new: Telling) -> Comparison:
    """Clauses are the same by the name of their figure; of the others, by their number."""
    pairs = _pairs(old.clauses, new.clauses)
    known_old, known_new = {a.figure for a, _ in pairs}, {b.figure for _, b in pairs}
    changed = tuple(ClauseChange(a, b, fields) for a, b in pairs if (fields := _fields(a, b)))
    return Comparison(
        old,
        new,
        _changes(old.head, new.head),
        tuple(clause for clause in new.clauses if clause.figure not in known_new),
        tuple(clause for clause in old.clauses if clause.figure not in known_old),
        changed,
        _changes(old.terms, new.terms),
        _changes(old.payouts, new.payouts),
        _changes(old.budget, new.budget),
        _changes(old.decisions, new.decisions),
        _changes(old.glossary, new.glossary),
    )


def _pairs(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> list[tuple[Clause, Clause]]:
    before = {clause.figure: clause for clause in old}
    after = {clause.figure for clause in new}
    by_number = {clause.clause: clause for clause in old if clause.figure not in after}
    found = [(clause, before.get(clause.figure) or by_number.get(clause.clause)) for clause in new]
    return [(then, now) for now, then in found if then is not None]


def _fields(old: Clause, new: Clause) -> tuple[str, ...]:
    differ = tuple(name for name, text in new.as_json().items() if old.as_json()[name] != text)
    return differ or (("written",) if old.written != new.written else ())


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    return Changes(
        {name: text for name, text in new.items() if name not in old},
        {name: text for name, text in old.items() if name not in new},
        {name: (old[name], text) for name, text in new.items() if name in old and old[name] != text},
    )
