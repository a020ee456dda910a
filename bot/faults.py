"""Our own faults: a reference for the person, the whole record for the operator, data in neither.

What a person can mend is answered by the use case itself; what nobody may see is a `Refuse`. Whatever else goes wrong ends here.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from bot.references import fault_reference
from bot.words import own_fault
from views.message import Message

log = logging.getLogger(__name__)


def our_fault(error: BaseException, what: str, who: str, again: str = "") -> Message:
    """Record the error and say so. `what` is a declared id, `who` an account's id; `again` is what the person may run once more."""
    reference = fault_reference()
    log.error("reference=%s what=%s who=%s", reference, what, who, exc_info=error)
    return own_fault(reference, datetime.now(UTC), again)
