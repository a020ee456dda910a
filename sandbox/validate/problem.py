"""What is wrong with a payload, and where."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a JSON pointer, words in Slack's manner, and the rule that was broken.

    `code` is one of `missing_required_field`, `unknown_field`, `unsupported_type`, `failed_constraint`;
    `constraint` is the rule as data, e.g. `{"type": "max_length", "max": 75}`.
    """

    pointer: str
    code: str
    message: str
    constraint: dict[str, Any] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """As Slack lists it: `must be less than 76 characters [json-pointer:/blocks/0/text/text]`."""
        return f"{self.message} [json-pointer:{self.pointer}]"

    def as_json(self) -> dict[str, Any]:
        """As `blocks.validate` and the list of refusals give it."""
        last = self.pointer.rsplit("/", 1)[-1]
        return {
            "pointer": self.pointer,
            "code": self.code,
            "message": self.message,
            "constraint": self.constraint or None,
            "field": None if last.isdigit() else last or None,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a payload that can be refused; all positions of one payload share one list of problems."""

    pointer: str
    problems: list[Problem]

    def at(self, key: str | int) -> "Place":
        """The position one step further in."""
        escaped = str(key).replace("~", "~0").replace("/", "~1")
        return Place(f"{self.pointer}/{escaped}", self.problems)

    def refuse(self, message: str, code: str = "failed_constraint", **constraint: Any) -> None:
        """Note a problem here."""
        self.problems.append(Problem(self.pointer, code, message, constraint))


Rule = Callable[[Any, Place], None]
"""A rule looks at a value and notes at its place what is wrong with it."""
