"""What tests and the page may look up: every call, every refusal, and the faults still to come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from sandbox.memory import Memory
from sandbox.validate import Problem

JsonObject = dict[str, Any]
FaultKind = Literal["ratelimited", "http_error", "error", "drop", "drop_after", "slow"]


@dataclass(slots=True)
class Records:
    """Calls of the Web API and refusals, the newest of them, oldest first; `on_refusal` hears of each refusal at once."""

    memory: Memory = field(default_factory=Memory)
    calls: list[JsonObject] = field(default_factory=list)
    refusals: list[JsonObject] = field(default_factory=list)
    on_refusal: Callable[[JsonObject], None] = lambda _refusal: None

    def call(self, at: float, method: str, arguments: JsonObject) -> JsonObject:
        """Note a call before it is answered; the answer's `ok`, `error` and `status` are added later."""
        entry: JsonObject = {"at": at, "method": method, "arguments": arguments}
        self.calls.append(entry)
        del self.calls[: -self.memory.calls]
        return entry

    def refuse(self, where: str, error: str, problems: Sequence[Problem] = (), words: str = "") -> None:
        """Note that something the app sent was refused. `where` is a method, `ack /command`, `response_url` …"""
        refusal: JsonObject = {
            "where": where,
            "error": error,
            "message": words or "; ".join(problem.line for problem in problems),
            "problems": [problem.as_json() for problem in problems],
        }
        self.refusals.append(refusal)
        del self.refusals[: -self.memory.refusals]
        self.on_refusal(refusal)


@dataclass(slots=True, eq=False)
class Fault:
    """Something that goes wrong on purpose, `times` times, when `method` is called
    (`*`: any method; `response_url`: an answer that the app sends there).

    Kinds: `ratelimited` (429 with `retry_after` seconds), `http_error` (`status`), `error` (an `ok: false` answer
    with this `error`), `drop` (the line is cut before anything happened), `drop_after` (cut after it happened),
    `slow` (`ms` milliseconds, then as always).
    """

    method: str
    kind: FaultKind
    times: int = 1
    retry_after: int = 1
    status: int = 500
    error: str = "fatal_error"
    ms: int = 0

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"kind must be one of: {', '.join(get_args(FaultKind))}")


@dataclass(slots=True)
class Faults:
    """The faults still to come, in the order in which they were asked for."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, method: str) -> Fault | None:
        """The next fault for this method, used once."""
        for fault in self.waiting:
            if fault.method in ("*", method):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
