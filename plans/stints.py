"""Stints: the spans of a period in which the terms that count `by stint` do not change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from plans.calendar import Period
from plans.record import Stay, Term
from plans.tree import Cause, Input, Missing, Node, Value
from plans.unit import Kind, Sort, Unit

STINT, BY_STINT = "stint", "by stint"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StintItem:
    """A span of a period, both days included, as an item: its days, and the terms as they hold in it."""

    start: date
    end: date
    stays: tuple[Stay, ...]
    term: Callable[[str, date, date], Node]  # a term by its name, as it holds in a span

    @property
    def id(self) -> str:
        return self.start.isoformat()

    def read(self, field: str) -> Node:
        """`start`, `end` and `days`, or `term.quota`."""
        head, _, name = field.partition(".")
        if head == "term":
            node = self.term(name, self.start, self.end)
            return Node(node.made, node.value, node.args, (), node.rows, self.id)
        known: dict[str, tuple[Value, Kind]] = {
            "start": (self.start, Sort.DATE),
            "end": (self.end, Sort.DATE),
            "days": (Decimal((self.end - self.start).days + 1), Unit(("day",))),
        }
        value, kind = known[field]
        return Node(
            Input(f"{STINT}.{field}", STINT, kind, f"{field} of the stint"), value, rows=self.stays, item=self.id
        )


def stints_of(
    stays: Sequence[Stay],
    terms: Sequence[Term],
    counting: Collection[str],
    period: Period,
    term: Callable[[str, date, date], Node],
) -> tuple[StintItem, ...]:
    """The stints of a period in their order: from each change of a `counting` term to the next, where the payee was here."""
    edges = {
        day for one in terms if one.term in counting for day in (one.start, one.end + _DAY if one.end else date.max)
    }
    found = []
    for start, end in _served(stays, period):
        cuts = sorted({start, *(day for day in edges if start < day <= end)})
        for first, after in zip(cuts, [*cuts[1:], end + _DAY], strict=True):
            last = after - _DAY
            here = tuple(stay for stay in stays if stay.start <= last and (stay.end is None or stay.end >= first))
            found.append(StintItem(first, last, here, term))
    return tuple(found)


def agreed_in(rows: Sequence[Term], name: str, start: date, end: date) -> tuple[Term | None, Value]:
    """The row that holds in a stint, with its value; why there is none."""
    here = [row for row in rows if row.start <= start and (row.end is None or row.end >= end)]
    if here:
        return here[-1], here[-1].value
    words = f"no {name.replace('-', ' ')} is agreed from {start} to {end}"
    return None, Missing((Cause(f"term.{name}", "absent", words),))


def _served(stays: Sequence[Stay], period: Period) -> list[tuple[date, date]]:
    """The spans within the period in which the payee was here; what follows without a gap is one."""
    spans: list[tuple[date, date]] = []
    for stay in sorted(stays, key=lambda stay: stay.start):
        start, end = max(stay.start, period.start), min(stay.end or period.end, period.end)
        if start > end:
            continue
        if spans and start <= spans[-1][1] + _DAY:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans
