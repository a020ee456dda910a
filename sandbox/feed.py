"""What happens, told to every open page: one queue a page, named by the person it acts for."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sandbox.memory import Memory

JsonObject = dict[str, Any]
Pages = dict[asyncio.Queue[JsonObject | None], str]


@dataclass(slots=True)
class Feed:
    """Events for pages. `None` in a queue ends its stream; a page that is still there opens another, and asks for everything anew."""

    memory: Memory = field(default_factory=Memory)
    pages: Pages = field(default_factory=dict)

    @contextmanager
    def listen(self, person: str) -> Iterator[asyncio.Queue[JsonObject | None]]:
        """A queue that gets every event this person may see, for as long as the block runs."""
        queue: asyncio.Queue[JsonObject | None] = asyncio.Queue()
        self.pages[queue] = person
        try:
            yield queue
        finally:
            del self.pages[queue]

    def tell(self, people: Iterable[str], event: JsonObject) -> None:
        """Tell the pages of these people."""
        names = set(people)
        for queue, person in self.pages.items():
            if person in names:
                self._put(queue, event)

    def tell_all(self, event: JsonObject) -> None:
        for queue in self.pages:
            self._put(queue, event)

    def end(self) -> None:
        for queue in self.pages:
            queue.put_nowait(None)

    def _put(self, queue: asyncio.Queue[JsonObject | None], event: JsonObject) -> None:
        """One more event; a page that has stopped reading gets no further ones but the end."""
        if queue.qsize() < self.memory.unread:
            queue.put_nowait(event)
        elif queue.qsize() == self.memory.unread:
            queue.put_nowait(None)
