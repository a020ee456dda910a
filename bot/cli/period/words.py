"""A sign-off as the verbs print it."""

from __future__ import annotations

from typing import Any

from plans.export import instant_text
from storage.ledger import SignOff


def sign_off_json(each: SignOff) -> dict[str, Any]:
    """`{"plan", "period", "state", "at", "by", …}`: of a signed period what was posted, of a reopened one why."""
    said = {"plan": each.plan, "period": each.period, "state": each.what, "at": instant_text(each.at), "by": each.by}
    if not each.stands:
        return {**said, "reason": each.reason}
    posted = {"payees": each.payees, "postings": each.postings, "digest": each.digest}
    return {**said, "as_of": instant_text(each.as_of), **posted}
