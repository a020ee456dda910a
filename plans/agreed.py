"""Agreed terms within a period: whether one held, and what changed ones come to by their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from plans.calendar import Period
from plans.number import ZERO
from plans.record import Term


def overlaps(term: Term, period: Period) -> bool:
    """Whether a term held on some day of the period; one that ends before it starts was taken back and never did."""
    if term.end is not None and term.end < term.start:
        return False
    return term.start <= period.end and (term.end is None or term.end >= period.start)


def weighed_by_day(rows: Sequence[Term], period: Period) -> Decimal:
    """Changed terms weighed by the days on which each held; a later row ends the one before it."""
    total, days = ZERO, 0
    for place, row in enumerate(rows):
        end = min(row.end or period.end, period.end)
        if place + 1 < len(rows):
            end = min(end, rows[place + 1].start - timedelta(days=1))
        held = max(0, (end - max(row.start, period.start)).days + 1)
        if isinstance(row.value, Decimal):
            total, days = total + row.value * held, days + held
    return total / days if days else ZERO
