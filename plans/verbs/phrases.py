"""Turns of phrase that several verbs share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from plans.number import canonical, shifted
from plans.unit import Unit
from plans.words import Shown, Slot

POINT = Unit(("point",))


def plain_number(slot: Any) -> Slot:
    """A bare number as a count: `3`, where its kind alone would show 300%."""
    return canonical(slot.value) if isinstance(slot, Shown) and isinstance(slot.value, Decimal) else slot


def points(share: Decimal) -> Shown:
    """The distance between two shares: 15 points, not 15%."""
    return Shown(shifted(share, 2), POINT)
