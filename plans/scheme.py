"""A published plan with its registry, wired once and used for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plans.calendar import Period
from plans.dossier import Needs
from plans.needs import needs_of
from plans.past import Past
from plans.plan import Plan
from plans.program import Program, compile_figures
from plans.registry import Registry
from plans.syntax import Each, Over, leaves

_MOST_KEPT = 8  # histories: most people have been in a plan since it began, or since one of its versions


@dataclass(frozen=True)
class _Known:
    """What is read by whoever has been here since this day, and was in these versions in these earlier periods."""

    needs: Needs
    first: date | None
    versions: Mapping[Period, Scheme | None]

    def holds(self, past: Past) -> bool:
        """Whether somebody with this past reads the same: no window begins elsewhere, and each period has the same version."""
        return past.first == self.first and all(past.version(one) is then for one, then in self.versions.items())


@dataclass(frozen=True)
class Scheme:
    """A published plan with its registry, wired once and used for everybody."""

    plan: Plan
    registry: Registry

    @cached_property
    def program(self) -> Program:
        return compile_figures(self.plan.figures, self.plan.order, self.plan.version)

    @cached_property
    def reads_periods(self) -> bool:
        """Whether some figure reads other periods than its own, or parts of it."""
        figures = self.plan.figures.values()
        return any(isinstance(leaf, Over) for figure in figures for leaf in leaves(tuple(figure.params.values())))

    @cached_property
    def looks_back(self) -> bool:
        """Whether a statement reads earlier periods, in which another version of the plan may have been in force."""
        return any(
            (isinstance(leaf, Over) and leaf.window.looks_back) or (isinstance(leaf, Each) and leaf.dated is not None)
            for figure in self.plan.figures.values()
            for leaf in leaves(tuple(figure.params.values()))
        )

    @cached_property
    def _needs(self) -> dict[Period, list[_Known]]:
        return {}

    def needs(self, period: Period, past: Past) -> Needs:
        """What a statement of this plan reads in a period; found out once for all who were in the same versions of it before."""
        kept = self._needs.setdefault(period, [])
        for known in kept:
            if known.holds(past):
                return known.needs
        needs = needs_of(self, period, past)
        if len(kept) < _MOST_KEPT:
            kept.append(_Known(needs, past.first, dict(past.known)))
        return needs
