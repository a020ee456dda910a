"""How payloads reach the app, whatever the way: an envelope goes out, an acknowledgement comes back."""

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

JsonObject = dict[str, Any]
Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Envelope:
    """One payload on its way. `command` says which command's address takes it in HTTP mode."""

    kind: Kind
    payload: JsonObject
    accepts_response: bool = False
    command: str = ""
    retry_attempt: int = 0
    retry_reason: str = ""


@dataclass(frozen=True, slots=True)
class Ack:
    """The app's acknowledgement, with its body; or why there is none.

    `error` is `operation_timeout` (nothing came in time) or `dispatch_failed` (no app, or a failing one).
    """

    payload: JsonObject = field(default_factory=dict)
    error: str = ""


class Transport(Protocol):
    """Socket Mode or HTTP mode."""

    @property
    def connected(self) -> bool:
        """Somebody is there to take payloads."""
        ...

    async def send(self, envelope: Envelope) -> Ack:
        """Send one envelope and wait for its acknowledgement, at most as long as Slack waits."""
        ...
