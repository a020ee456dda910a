"""Faults on demand: what goes wrong on purpose, a number of times, or for a share of the calls."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

JsonObject = dict[str, Any]
FaultKind = Literal["ratelimited", "http_error", "error", "drop", "drop_after", "slow"]
LEAST = {"times": 1, "retry_after": 0, "status": 400, "ms": 0, "seed": 0}
"""The whole numbers of a fault, and the least of each."""
HIGHEST_STATUS = 599


@dataclass(slots=True, eq=False)
class Fault:
    """Something that goes wrong on purpose when `method` is called (`*`: any method; `response_url`, `upload_url`: what the app sends there).

    Kinds: `ratelimited` (429 with `retry_after` seconds), `http_error` (`status`), `error` (an `ok: false` answer
    with this `error`), `drop` (the line is cut before anything happened), `drop_after` (cut after it happened),
    `slow` (`ms` milliseconds, then as always). It happens `times` times; or, with a `share`, to that share of the
    calls, drawn from `seed`, until it is taken back. ValueError where it makes no sense.
    """

    method: str
    kind: FaultKind
    times: int = 1
    retry_after: int = 1
    status: int = 500
    error: str = "fatal_error"
    ms: int = 0
    share: float | None = None
    seed: int = 0
    number: int = field(default=0, init=False)
    """By which it is taken back."""
    _dice: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"kind must be one of: {', '.join(get_args(FaultKind))}")
        for name, least in LEAST.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                raise ValueError(f"{name} must be a whole number, {least} or more")
        if self.status > HIGHEST_STATUS:
            raise ValueError(f"status must be {HIGHEST_STATUS} or less")
        if self.share is not None and (not isinstance(self.share, int | float) or not 0 < self.share <= 1):
            raise ValueError("share must be more than 0 and at most 1")
        self._dice = random.Random(self.seed)  # noqa: S311  # chance that can be repeated, no secret

    def strikes(self) -> bool:
        """Whether it hits the call that has just come."""
        return self.share is None or self._dice.random() < self.share

    def as_json(self) -> JsonObject:
        shown = {each.name: getattr(self, each.name) for each in fields(self) if not each.name.startswith("_")}
        return {name: value for name, value in shown.items() if value is not None}


@dataclass(slots=True)
class Faults:
    """The faults still to come, in the order in which they were asked for; `on_change` hears of each change."""

    waiting: list[Fault] = field(default_factory=list)
    on_change: Callable[[], None] = lambda: None
    _numbers: int = 0

    def add(self, fault: Fault) -> None:
        self._numbers += 1
        fault.number = self._numbers
        self.waiting.append(fault)
        self.on_change()

    def forget(self, number: int | None = None) -> None:
        """Take back one, or all."""
        self.waiting = [fault for fault in self.waiting if number is not None and fault.number != number]
        self.on_change()

    def take(self, method: str) -> Fault | None:
        """The first fault that hits this call."""
        for fault in self.waiting:
            if fault.method in ("*", method) and fault.strikes():
                if fault.share is None:
                    self._use(fault)
                return fault
        return None

    def as_json(self) -> list[JsonObject]:
        return [fault.as_json() for fault in self.waiting]

    def _use(self, fault: Fault) -> None:
        fault.times -= 1
        if fault.times <= 0:
            self.waiting.remove(fault)
        self.on_change()
