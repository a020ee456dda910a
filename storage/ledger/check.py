"""Whether postings say what they said when they were signed off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from plans.ledger.posting import digest_of
from storage.ledger.postings import postings_of_batch
from storage.ledger.sign_offs import SignOff, sign_offs

_EVER = 2**62


class Edited(NamedTuple):
    """A sign-off whose postings are not what was signed. `line` names the posting where one says something else than its hash; it is empty
    where rows are missing, were added, or were given another hash as well."""

    sign_off: SignOff
    line: str = ""


def edited(connection: Connection) -> Iterator[Edited]:
    """Every posting that was edited, and every sign-off whose digest is not that of its postings."""
    for sign_off in sign_offs(connection, _EVER):
        if not sign_off.stands:
            continue
        hashes, found = [], False
        for posting, stored in postings_of_batch(connection, sign_off.batch_id):
            hashes.append(stored)
            if posting.hash != stored:
                found = True
                item = f" for {posting.item_id}" if posting.item_id else ""
                yield Edited(sign_off, f"{posting.payee_id}: {posting.payout}{item}")
        if not found and digest_of(hashes) != sign_off.digest:
            yield Edited(sign_off)
