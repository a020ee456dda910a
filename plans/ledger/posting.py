"""A posting: one amount that a signed period added to the ledger, and the hash by which an edited one is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.number import canonical
from plans.record import Origin
from plans.unit import Unit


class Posting(NamedTuple):
    """What one payout of a plan came to for a payee, for a period (or for one item of it), when the period was signed off.

    Of a period that was signed again, each sign-off adds the difference; the sum of a period's postings is what stands. `tree` is the hash
    of the figure with all that it rested on. `origin` is the sign-off.
    """

    payee_id: str
    plan: str
    version: str
    payout: str
    pays_as: str
    item_id: str
    period: str
    start: date
    end: date
    value: Decimal
    kind: Unit
    due: date | None
    tree: str
    origin: Origin = Origin()

    @property
    def line(self) -> tuple[str, str]:
        """The payout, and the item that it is about: postings of one line add up."""
        return self.payout, self.item_id

    @property
    def hash(self) -> str:
        """SHA-256 over all that it says, without the sign-off that brought it."""
        said = [
            canonical(part) if isinstance(part, Decimal) else "" if part is None else str(part) for part in self[:-1]
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def digest_of(hashes: Iterable[str]) -> str:
    """One SHA-256 over the hashes of a sign-off's postings, in their order: by payee, payout and item."""
    found = hashlib.sha256()
    for each in hashes:
        found.update(bytes.fromhex(each))
    return found.hexdigest()
