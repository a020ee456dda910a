"""Our own faults: a reference for the person, the whole record for the operator, data in neither.

What a person can mend is answered by the use case itself; what nobody may see is a `Refuse`. Whatever else goes wrong ends here.
"""

from __future__ import annotations

import logging

from bot.logs import visible
from bot.references import fault_reference

log = logging.getLogger(__name__)


def recorded(error: BaseException, what: str, who: str) -> str:
    """Record the error; its reference. `what` is a declared id, `who` an account's id."""
    reference = fault_reference()
    log.error("reference=%s what=%s who=%s", reference, what, visible(who), exc_info=error)
    return reference
