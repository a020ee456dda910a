"""The local Slack's time. It runs like the machine's, and can be moved ahead on demand."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Clock:
    """Seconds since 1970; `advance` moves ahead without waiting, so that a trigger or a response_url expires."""

    offset: float = 0.0
    _last_ts: int = field(default=0, repr=False)

    def now(self) -> float:
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        self.offset += seconds

    def ts(self) -> str:
        """A message's timestamp: unique and rising, six decimals, e.g. `1795417200.000100`."""
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return _stamp(self._last_ts)


def stamp(seconds: float) -> str:
    """An instant in the form of a message's timestamp; of two, the later sorts after."""
    return _stamp(int(seconds * 1_000_000))


def _stamp(micros: int) -> str:
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the local Slack waits, in seconds: Slack's own figures unless a test wants it faster."""

    acknowledgement: float = 3.0
    redelivery: tuple[float, ...] = (0.0, 60.0, 300.0)
    processing: float = 1.5
    """From the completion of a file until a block can show it, by the local Slack's clock."""
