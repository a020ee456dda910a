"""What buttons and forms carry: opaque to whoever reads it, and authorised again at each press.

A `Ref` says which statement: one's own period as of an instant (the payee is never in it: it is whoever presses), or a recorded look at
somebody else's. A `ModalKey` says what a modal shows, and how deep it lies.
"""

from __future__ import annotations

from typing import NamedTuple

from plans.calendar import Period, parse_period

_LOOK = "look"
_BAR = "|"
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
    """The key of a modal: how deep it lies (1 or 2), which statement it shows, and which figure of it."""

    depth: int
    ref: Ref
    figure: str = ""

    def __str__(self) -> str:
        return _BAR.join((str(self.depth), str(self.ref), self.figure))


def read_ref(text: str) -> Ref | None:
    """What a button says; None for anything that Fairshare did not write."""
    head, dot, number = text.rpartition(".")
    if not dot or not (number.isascii() and number.isdigit()) or len(number) > _DIGITS:
        return None
    if head == _LOOK:
        return Looked(int(number))
    period = parse_period(head)
    return Own(period, int(number)) if period else None


def read_modal_key(text: str) -> ModalKey | None:
    """What a modal says of itself; None for anything that Fairshare did not write."""
    parts = text.split(_BAR, 2)
    if len(parts) != len(ModalKey._fields) or parts[0] not in {"1", "2"}:
        return None
    ref = read_ref(parts[1])
    return ModalKey(int(parts[0]), ref, parts[2]) if ref else None
