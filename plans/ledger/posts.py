"""What signing a period off adds to the ledger: of each payout of a final statement, what its period has not posted yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from plans.ledger.posting import Posting
from plans.number import ZERO, exactly
from plans.record import Origin
from plans.statement import Paid, Statement, tree_hash
from plans.unit import Unit

_Line = tuple[str, str]  # payout, item


class StillWaitsError(ValueError):
    """A line of the statement waits, so that nobody knows yet what the period comes to."""


def postings_of(statement: Statement, posted: Sequence[Posting] = ()) -> Iterator[Posting]:
    """The postings of a final statement, in the order of its payouts. `posted` are those of its period that stand already.

    A line that was never posted is posted even if it is nothing: that it was nothing is worth knowing later. Of a line that was, what it
    comes to now less what stands, where that differs; a line that is gone is taken back. Raises StillWaitsError where a line waits.
    """
    if statement.waits:
        raise StillWaitsError(statement.waits[0].words)
    stood = _sums(posted)
    for paid in statement.payouts:
        line = paid.name, paid.item
        with exactly():
            value = _amount(paid) - stood.get(line, ZERO)
        if value or line not in stood:
            yield _posting(statement, paid, value)
        stood.pop(line, None)
    gone = [each for each in posted if each.line in stood]
    yield from taken_back(gone, statement.hash)


def taken_back(posted: Sequence[Posting], tree: str = "") -> Iterator[Posting]:
    """Postings that undo these: of lines that are there no more. `tree` is the hash of the statement that has none of them."""
    sums, newest = _sums(posted), {each.line: each for each in posted}
    for line, value in sums.items():
        if value:
            yield newest[line]._replace(value=-value, tree=tree, origin=Origin())


def _posting(statement: Statement, paid: Paid, value: Decimal) -> Posting:
    plan, period, kind = statement.plan, statement.period, paid.node.made.kind
    if not isinstance(kind, Unit):
        raise TypeError(f"payout {paid.name} is no amount")  # the loader checked it
    return Posting(
        statement.payee, plan.name, plan.version, paid.name, paid.pays_as, paid.item, period.name, period.start, period.end, value, kind,
        paid.due, tree_hash(paid.node),
    )  # fmt: skip


def _amount(paid: Paid) -> Decimal:
    if not isinstance(paid.amount, Decimal):
        raise StillWaitsError(paid.name)
    return paid.amount


def _sums(postings: Sequence[Posting]) -> dict[_Line, Decimal]:
    found: dict[_Line, Decimal] = defaultdict(lambda: ZERO)
    with exactly():
        for each in postings:
            found[each.line] += each.value
    return dict(found)
