"""The items that count for one payee, each with its share, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from plans.attribution.parts import Attribution, Part
from plans.attribution.who import COLUMN, SHARE
from plans.literal import Scalar
from plans.record import Credit, Link


class Credited(NamedTuple):
    """An item that counts for a payee. `credit` stands for it; `rows` are the credited rows and the links that decided; `doubt`: why it waits."""

    id: str
    credit: Credit
    share: Scalar
    rows: tuple[Credit | Link, ...]
    doubt: str = ""


def stated(credit: Credit) -> Credited:
    """An item by its own row alone, for whom the row names."""
    return Credited(credit.credit_id, credit, credit.share, (credit,))


def credited_to(payee: str, scope: str, by: Attribution) -> Sequence[Credited]:
    """The payee's items of a scope, in the order in which they enter and were recorded."""
    rule = by.crediting[scope]
    if rule.who.rule == COLUMN and rule.takes == SHARE:
        return [stated(credit) for credit in by.credits if credit.payee_id == payee]
    order = {credit.credit_id: place for place, credit in enumerate(by.credits)}
    mine = [part for part in by.parts(scope) if part.payee == payee]
    return [_credited(part) for part in sorted(mine, key=lambda part: order[part.credit.credit_id])]


def _credited(part: Part) -> Credited:
    doubt = part.doubt
    if len({(credit.whole, credit.unit) for credit in part.credits}) > 1:
        doubt = f"the rows of {part.item} do not agree on its amount"
    return Credited(part.item, part.credit, part.share, (*part.credits, *part.decided), doubt)
