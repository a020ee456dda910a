"""Who decides what: rights that a plan writes down, and shocks for which it says beforehand what would apply instead."""

from __future__ import annotations

from typing import NamedTuple

from plans.literal import Literal


class Decision(NamedTuple):
    """One matter and who has which part in it. `more` are the other things that the plan says of it, by their names (`by`, `within`, `bounds`), in words."""

    name: str
    decides: tuple[str, ...] = ()
    proposes: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    publishes: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """`proposed by sales lead; decided by council; consulted: finance and product; told: everyone`: nobody needs to be one or several."""
        said = {
            "proposed by ": self.proposes,
            "decided by ": self.decides,
            "published by ": self.publishes,
            "consulted: ": self.consulted,
            "told: ": self.told,
        }
        parts = [f"{what}{_listed(who)}" for what, who in said.items() if who]
        return "; ".join((*parts, *(f"{name} {text}" for name, text in self.more)))


class Shock(NamedTuple):
    """What nobody plans for: by what it is known, what applies instead, for how long at most, and who decides that it is there."""

    decision: Decision
    trigger: str
    instead: str
    at_most: Literal

    @property
    def name(self) -> str:
        return self.decision.name

    @property
    def words(self) -> str:
        return f"if {self.trigger}: {self.instead}, for {self.at_most} at most; {self.decision.words}"


def _listed(who: tuple[str, ...]) -> str:
    """`finance, product and sales`."""
    return who[0] if len(who) == 1 else f"{', '.join(who[:-1])} and {who[-1]}"
