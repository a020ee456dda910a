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
        """`customer success lead proposes; council decides; finance and product are consulted; everyone in the audience is told`."""
        said = [
            _said(self.proposes, "proposes", "propose"),
            _said(self.decides, "decides", "decide"),
            _said(self.publishes, "publishes", "publish"),
            _said(self.consulted, "is consulted", "are consulted"),
            _said(self.told, "is told", "are told"),
            *(f"{name} {text}" for name, text in self.more),
        ]
        return "; ".join(part for part in said if part)


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


def _said(who: tuple[str, ...], one: str, several: str) -> str:
    """`finance and product are consulted`."""
    if not who:
        return ""
    names = who[0] if len(who) == 1 else f"{', '.join(who[:-1])} and {who[-1]}"
    return f"{names} {one if len(who) == 1 else several}"
