"""The pieces of sentence that a picture and its description share: values, slopes, the next place to reach."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from charts.shape import Shape, Spot, Stretch
from plans.tree import Cause, Missing, Node
from plans.unit import Unit
from plans.verb import titled
from plans.verbs.phrases import POINT
from plans.words import Shown, Voice

_ORDINARY = str.maketrans("\u00a0\u202f", "  ", "\u2060")  # of what no line ends at: there are no lines
_PER_CENT = re.compile(r"[ \u00a0\u202f]?%")


class Rule(NamedTuple):
    """A figure's graph, with the way to speak of its results and pay to one reader."""

    node: Node
    shape: Shape
    voice: Voice

    @property
    def by(self) -> Node:
        """The result that it pays for."""
        by: Node = self.node.args["by"]
        return by

    @property
    def at(self) -> Decimal | None:
        """The reader's result; None while it is not known."""
        return self.by.value if isinstance(self.by.value, Decimal) else None

    @property
    def paid(self) -> Decimal | None:
        """What it pays them; None while nobody can say."""
        return self.node.value if isinstance(self.node.value, Decimal) else None

    @property
    def pays(self) -> str:
        """Shares and money are paid, other things given."""
        unit = self.node.made.kind
        return "pays" if isinstance(unit, Unit) and (unit.is_ratio or unit.money) else "gives"

    @property
    def title(self) -> str:
        return self.node.made.title or self.node.made.name.replace("-", " ")

    @property
    def place(self) -> str:
        """`Clause 4.5`, with the item for which it was computed."""
        clause = f"Clause {self.node.made.clause}" if self.node.made.clause else ""
        return ", ".join(part for part in (clause, self.node.item) if part)

    @property
    def waits_for(self) -> tuple[Cause, ...]:
        """Why the reader's result is not known."""
        return self.by.value.causes if isinstance(self.by.value, Missing) else ()

    def x(self, result: Decimal) -> str:
        return self.voice.value(Shown(result, self.by.made.kind))

    def y(self, pay: Decimal) -> str:
        return self.voice.value(Shown(pay, self.node.made.kind))

    def amount(self, pay: Decimal) -> str:
        """What is paid, where a sentence goes on after `pays`."""
        return "nothing" if pay == 0 else self.y(pay)

    def slope(self, first: Spot, second: Spot) -> tuple[str, ...]:
        """`each point`, `adds 2.5 points`; empty where a step of one is no thing that people count by."""
        unit, kind = self.by.made.kind, self.node.made.kind
        rise = (second.y - first.y) / (second.x - first.x)
        if not isinstance(unit, Unit) or not isinstance(kind, Unit) or unit.money or rise == 0:
            return ()
        if unit.is_ratio:
            noun, size = "point", abs(rise) if kind.is_ratio else abs(rise) / 100
        elif len(unit.over) == 1 and not unit.under:
            noun, size = unit.over[0], abs(rise) * 100 if kind.is_ratio else abs(rise)
        else:
            return ()
        what = self.voice.value(Shown(size, POINT if kind.is_ratio else kind))
        return f"each {noun}", f"{'adds' if rise > 0 else 'takes off'} {what}"

    @property
    def across(self) -> str:
        """What the result is, as the plan calls it."""
        return titled(self.by).text

    def closing(self) -> str:
        """The last line of the picture: what comes next, or that the reader's result is not known."""
        if self.at is None:
            return "Your result is not known yet."
        if self.paid is None:
            return "What this pays waits for a decision."
        return self._next(self.at, self.paid)

    def _next(self, at: Decimal, paid: Decimal) -> str:
        """The nearest result that pays more than the reader's; that there is none; empty where it rises for ever."""
        higher = [found for stretch in self.shape.stretches for found in _corners(stretch) if found[0].y > paid]
        if higher:
            spot, reached = min(higher, key=lambda found: (abs(found[0].x - at), found[0]))
            where = "at" if reached else "above" if spot.x >= at else "below"
            return f"Next: {where} {self.x(spot.x)} it {self.pays} {self.y(spot.y)}."
        return f"It {self.pays} no more than this." if self.shape.most == paid else ""


def aloud(text: str) -> str:
    """A sentence for listeners: `80 per cent` for `80%`, every blank an ordinary one, and nothing invisible."""
    return _PER_CENT.sub(" per cent", text).translate(_ORDINARY)


def _corners(stretch: Stretch) -> list[tuple[Spot, bool]]:
    """The spots at which a stretch can be entered, and whether they belong to it."""
    corners = [(spot, True) for spot in stretch.spots]
    if stretch.before is None:
        corners[0] = (stretch.first, stretch.first_in)
    if stretch.after is None:
        corners[-1] = (stretch.last, stretch.last_in)
    return corners
