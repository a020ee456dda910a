"""Events API: what the app subscribed to is told, and told again until it is acknowledged."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from sandbox.delivery import Ack, Envelope, Transport
from sandbox.payloads import event_callback
from sandbox.state import Slack

JsonObject = dict[str, Any]


@dataclass(slots=True)
class Events:
    slack: Slack
    transport: Transport
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def emit(self, event: JsonObject, subscription: str = "") -> bool:
        """Send an event if the manifest subscribes to it (`message.channels` and the like differ from the type)."""
        if (subscription or event["type"]) not in self.slack.manifest.events:
            return False
        task = asyncio.create_task(self._deliver(event_callback(self.slack, event)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _deliver(self, payload: JsonObject) -> None:
        """The first attempt, then Slack's three more: the same event_id each time."""
        reason = ""
        for attempt, wait in enumerate((None, *self.slack.pace.redelivery)):
            if wait is not None:
                await asyncio.sleep(wait)
            ack = await self.transport.send(Envelope("events_api", payload, retry_attempt=attempt, retry_reason=reason))
            if not ack.error:
                return
            reason = self._reason(ack)
        self.slack.records.refuse("events_api", "not_acknowledged", words=payload["event"]["type"])

    def _reason(self, ack: Ack) -> str:
        """Why it is sent again, in the words of each mode."""
        if not self.slack.manifest.over_http:
            return "timeout"
        return "http_timeout" if ack.error == "operation_timeout" else "http_error"

    async def settled(self) -> None:
        """Wait until every event so far is acknowledged or given up."""
        await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
