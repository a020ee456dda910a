"""Views: each person's stack of modals and Home tab."""

import copy
from dataclasses import dataclass, field
from typing import Any

from sandbox.limits import platform

JsonObject = dict[str, Any]


@dataclass(slots=True, eq=False)
class View:
    """One modal or Home tab as it stands on a person's screen."""

    id: str
    person: str
    hash: str
    content: JsonObject
    """What the app sent, with ids filled in."""
    values: dict[str, dict[str, JsonObject]] = field(default_factory=dict)
    """`state.values`: what stands in the elements now."""
    root: str = ""
    previous: str | None = None

    @property
    def kind(self) -> str:
        return str(self.content["type"])

    @property
    def blocks(self) -> list[JsonObject]:
        return list(self.content["blocks"])

    @property
    def external_id(self) -> str:
        return str(self.content.get("external_id", ""))

    @property
    def notifies(self) -> bool:
        return bool(self.content.get("notify_on_close", False))

    @property
    def clears(self) -> bool:
        return bool(self.content.get("clear_on_close", False))


@dataclass(slots=True)
class Views:
    """Stacks by person (root first) and Home tabs by person."""

    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)

    def stack(self, person: str) -> list[View]:
        return self.stacks.setdefault(person, [])

    def top(self, person: str) -> View | None:
        stack = self.stack(person)
        return stack[-1] if stack else None

    def find(self, view_id: str = "", external_id: str = "") -> View | None:
        """An open view by its id, or by the app's own id for it."""
        for view in self.all():
            if view_id and view.id == view_id:
                return view
            if external_id and view.external_id == external_id:
                return view
        return None

    def all(self) -> list[View]:
        return [*(view for stack in self.stacks.values() for view in stack), *self.homes.values()]

    def open(self, view: View) -> None:
        """A first modal; whatever was open for this person goes."""
        view.root, view.previous = view.id, None
        self.stacks[view.person] = [view]

    def push(self, view: View) -> bool:
        """On top of the stack; False when the stack is full."""
        stack = self.stack(view.person)
        if len(stack) >= platform("view.stack_depth_max"):
            return False
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        return True

    def close_top(self, person: str) -> View | None:
        stack = self.stack(person)
        return stack.pop() if stack else None

    def clear(self, person: str) -> list[View]:
        """Close all modals of a person; gives back what was open."""
        return self.stacks.pop(person, [])


def kept_values(old: View, blocks: list[JsonObject]) -> dict[str, dict[str, JsonObject]]:
    """What a person had entered stays after an update where `block_id` and `action_id` are still there."""
    present = {(block["block_id"], element["action_id"]) for block in blocks for element in stateful_elements(block)}
    return {
        block_id: kept
        for block_id, actions in copy.deepcopy(old.values).items()
        if (kept := {key: value for key, value in actions.items() if (block_id, key) in present})
    }


def stateful_elements(block: JsonObject) -> list[JsonObject]:
    """The elements of a block that hold a value: everything that is chosen or typed, no buttons."""
    if block["type"] == "input":
        return [block["element"]]
    candidates = [block["accessory"]] if "accessory" in block else []
    candidates += block["elements"] if block["type"] == "actions" else []
    return [e for e in candidates if e["type"] not in ("button", "workflow_button", "overflow", "image")]
