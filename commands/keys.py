"""What buttons and forms carry: opaque to whoever reads it, and authorised again at each press.

A `Ref` says which statement: one's own period as of an instant (the payee is never in it: it is whoever presses), or a recorded look at
somebody else's. A `ModalKey` says what a modal shows, and how deep it lies.
"""

from __future__ import annotations

from typing import NamedTuple

from commands.periods import Named
from plans.calendar import Period
from views.effects import Refuse

_LOOK = "look"
_BAR = "|"
NOT_OURS = Refuse("a key that Fairshare did not write")
_DIGITS = 18  # an instant in microseconds has sixteen; a longer number is none of ours


class Own(NamedTuple):
    """One's own statement of a period, as of an instant (UTC microseconds)."""

    period: Period
    as_of: int

    def __str__(self) -> str:
        return f"{self.period.name}.{self.as_of}"


class Looked(NamedTuple):
    """The statement that was shown for the recorded look of this number."""

    seq: int

    def __str__(self) -> str:
        return f"{_LOOK}.{self.seq}"


Ref = Own | Looked


class ModalKey(NamedTuple):
    """The key of a modal: how deep it lies (1 or 2), which statement it shows, which figure of it, and from which row on (counted from 0)."""

    depth: int
    ref: Ref
    figure: str = ""
    first: int = 0

    def __str__(self) -> str:
        return _BAR.join((str(self.depth), str(self.ref), str(self.first), self.figure))


def read_ref(text: str, named: Named) -> Ref | None:
    """What a button says; None for anything that Fairshare did not write."""
    head, dot, number = text.rpartition(".")
    if not dot or not _is_number(number):
        return None
    if head == _LOOK:
        return Looked(int(number))
    period = named(head, int(number))
    return Own(period, int(number)) if period else None


def read_modal_key(text: str, named: Named) -> ModalKey | None:
    """What a modal says of itself; None for anything that Fairshare did not write."""
    parts = text.split(_BAR, 3)
    if len(parts) != len(ModalKey._fields) or parts[0] not in {"1", "2"} or not _is_number(parts[2]):
        return None
    depth, key, first, figure = parts
    ref = read_ref(key, named)
    return ModalKey(int(depth), ref, figure, int(first)) if ref else None


def depth_of(text: str) -> int:
    """How deep the modal lies that says this of itself; 1 for anything that Fairshare did not write."""
    return 2 if text.startswith(f"2{_BAR}") else 1


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS
