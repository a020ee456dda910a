"""How much the local Slack remembers. It may run for weeks and under load, so nothing in it grows with use."""

from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Memory:
    """The most of each kind that is kept; of more, the oldest go. What somebody may still use is never among them."""

    calls: int = 10_000
    refusals: int = 1_000
    messages: int = 10_000
    """In each conversation."""
    ephemeral: int = 500
    """For each person."""
    spent: int = 1_000
    """Triggers and response addresses that are used up or expired: they are refused in Slack's own words as long as they are known."""
    files: int = 10_000
    file_bytes: int = 64 * 1024**2
    """Of the contents of all files together; of a file whose contents are forgotten the rest stays known."""
    unread: int = 1_000
    """Events for a page that does not take them."""


def oldest_out(things: dict[K, V], most: int) -> None:
    """Take out of a dictionary what was put in first, until no more than `most` are left."""
    while len(things) > most:
        del things[next(iter(things))]
