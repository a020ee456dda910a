"""The items that count for payees, each with its share, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def credited(scope: str, by: Attribution) -> Mapping[str, Sequence[Credited]]:
    """The items of a scope by payee, each in the order in which it enters and was recorded."""
    rule, parts = by.crediting[scope], by.parts(scope)
    apart = rule.who.rule == COLUMN and rule.takes == SHARE
    order = {credit.credit_id: place for place, credit in enumerate(by.credits)}
    found: dict[str, list[Credited]] = {}
    for part in sorted(parts, key=lambda part: order[part.credit.credit_id]):
        found.setdefault(part.payee, []).append(stated(part.credit) if apart else _credited(part))
    return found


def _credited(part: Part) -> Credited:
    doubt = part.doubt
    if len({(credit.whole, credit.unit) for credit in part.credits}) > 1:
        doubt = f"the rows of {part.item} do not agree on its amount"
    return Credited(part.item, part.credit, part.share, (*part.credits, *part.decided), doubt)
