"""What tests and the page may look up: every call and every refusal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.memory import Memory
from sandbox.validate import Problem

JsonObject = dict[str, Any]


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
