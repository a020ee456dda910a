"""A published plan with its registry, wired once and used for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from plans.calendar import Period
from plans.dossier import Needs
from plans.needs import needs_of
from plans.past import Past
from plans.plan import Plan
from plans.program import Program, compile_figures
from plans.registry import Registry
from plans.syntax import Each, Over, leaves


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
    def _needs(self) -> dict[Period, Needs]:
        return {}

    def needs(self, period: Period, past: Past) -> Needs:
        """What a statement of this plan reads in a period. Where it reads that period alone it is found out once, for it never changes."""
        if self.looks_back:
            return needs_of(self, period, past)
        known = self._needs.get(period)
        if known is None:
            known = self._needs[period] = needs_of(self, period, past)
        return known
