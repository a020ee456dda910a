"""Things the local Slack hands out for a short while: trigger ids and response addresses."""

import secrets
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.limits import platform
from sandbox.memory import Memory
from sandbox.messages import Message


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for a person, for three seconds."""

    person: str
    issued: float
    used: bool = False

    def is_expired(self, now: float) -> bool:
        return now - self.issued > platform("trigger_id.ttl_s")

    def is_spent(self, now: float) -> bool:
        return self.used or self.is_expired(now)


@dataclass(slots=True)
class Reply:
    """The right to answer an interaction: five times within thirty minutes.

    `source` is the message that was clicked; a command has none.
    """

    person: str
    channel: str
    issued: float
    source: Message | None = None
    uses: int = 0

    @property
    def is_used_up(self) -> bool:
        return self.uses >= platform("response_url.max_uses")

    def is_expired(self, now: float) -> bool:
        return now - self.issued > platform("response_url.ttl_s")

    def is_spent(self, now: float) -> bool:
        return self.is_used_up or self.is_expired(now)


@dataclass(slots=True)
class Permits:
    clock: Clock
    memory: Memory = field(default_factory=Memory)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    replies: dict[str, Reply] = field(default_factory=dict)

    def new_trigger(self, person: str) -> str:
        """A trigger id of Slack's form, `132456.7890123.abcdef`."""
        digits = [str(secrets.randbelow(10**13)) for _ in range(2)]
        trigger_id = ".".join([*digits, secrets.token_hex(16)])
        self.triggers[trigger_id] = Trigger(person, self.clock.now())
        self._forget(self.triggers)
        return trigger_id

    def use_trigger(self, trigger_id: str) -> Trigger | str:
        """The trigger, now used up; or the error that Slack answers."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if trigger.is_expired(self.clock.now()):
            return "expired_trigger_id"
        trigger.used = True
        return trigger

    def new_reply(self, person: str, channel: str, source: Message | None = None) -> str:
        """The secret part of a response_url."""
        secret = secrets.token_urlsafe(18)
        self.replies[secret] = Reply(person, channel, self.clock.now(), source)
        self._forget(self.replies)
        return secret

    def check_reply(self, secret: str) -> Reply | str:
        """The reply that may be used now; or the error that Slack answers."""
        reply = self.replies.get(secret)
        if reply is None:
            return "invalid_url"
        if reply.is_expired(self.clock.now()):
            return "expired_url"
        if reply.is_used_up:
            return "used_url"
        return reply

    def move(self, old: str, new: str) -> None:
        """A conversation got another id; answers to what was asked in it go along."""
        for reply in self.replies.values():
            if reply.channel == old:
                reply.channel = new

    def _forget(self, permits: dict[str, Trigger] | dict[str, Reply]) -> None:
        """The oldest go, as long as they are spent: none that may still be used."""
        now = self.clock.now()
        while len(permits) > self.memory.spent and permits[oldest := next(iter(permits))].is_spent(now):
            del permits[oldest]
