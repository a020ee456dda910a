"""References that people can read out, and that lead to lines of the log."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread


def fault_reference() -> str:
    """`7K2M-04QX`, new each time."""
    text = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{text[:4]}-{text[4:]}"


@dataclass(frozen=True, slots=True)
class Refusals:
    """`R-5G8D`: the same for one account on one day, whatever the cause, so that an answer says nothing about the cause."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def reference(self, account: str, day: int) -> str:
        digest = hmac.new(self.key, f"{account}|{day}".encode(), hashlib.sha256).digest()
        return "R-" + "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:4])
