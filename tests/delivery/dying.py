"""A sender that can die: before or after any call to Slack and any change of the database, wherever it is just then."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.workers import Workers


class Died(BaseException):
    """The process is gone: nothing that stands after it in the code happens."""


@dataclass
class Fate:
    """Dies at the `left`-th point that is passed; negative: never. Who has died once stays dead."""

    left: int = -1

    def point(self) -> None:
        if self.left == 0:
            raise Died
        if self.left > 0:
            self.left -= 1


class MortalClient(AsyncWebClient):
    """A client with a point before each call, and one between Slack's having done it and our knowing."""

    fate: Fate

    async def api_call(self, *arguments: Any, **named: Any) -> Any:
        self.fate.point()
        answer = await super().api_call(*arguments, **named)
        self.fate.point()
        return answer


class MortalWorkers:
    """The same around each piece of work with the database."""

    def __init__(self, workers: Workers, fate: Fate) -> None:
        self._workers, self._fate = workers, fate

    async def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        self._fate.point()
        found = await self._workers.run(function, *arguments)
        self._fate.point()
        return found


async def until_dead(work: Awaitable[Any]) -> Any:
    """What the work gives; None where its process died."""
    try:
        return await work
    except Died:
        return None
