"""What people call a period, and its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plans.calendar import Period
from plans.company.cut import CompanyPeriod

if TYPE_CHECKING:
    from views.figures import Figures


def period_name(period: Period, figures: Figures) -> str:
    """What people call a period: `Q4 2026`, `first half of 2026`, `Oct 2026`, `2026`; a company's own by its name."""
    if isinstance(period, CompanyPeriod):
        return period.name
    year = period.start.year
    if period.grain == "quarter":
        return f"Q{period.name[-1]} {year}"
    if period.grain == "half-year":
        return f"{'first' if period.start.month == 1 else 'second'} half of {year}"
    return figures.month(period.start) if period.grain == "month" else str(year)


def grain_word(period: Period) -> str:
    """What people call a period of this length: `quarter`."""
    return "half-year" if period.grain == "half-year" else period.grain
