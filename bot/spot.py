"""Where an interaction happened, and so how it can be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.render.limits import RESPONSE_URL_USES


@dataclass(slots=True)
class ResponseUrl:
    """An address that takes five answers. It works for anybody who knows it, so it is a secret."""

    address: str
    uses: int = 0

    def use(self) -> bool:
        """Count one answer; False when none is left."""
        if not self.address or self.uses >= RESPONSE_URL_USES:
            return False
        self.uses += 1
        return True

    def __repr__(self) -> str:
        return f"ResponseUrl(uses={self.uses})"


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of one interaction. `view` is the modal or Home tab it happened in; None: a message or a command."""

    trigger_id: str
    response_url: ResponseUrl
    view: Mapping[str, Any] | None = None

    @property
    def in_modal(self) -> bool:
        return self.view is not None and self.view.get("type") == "modal"


def spot_of(body: Mapping[str, Any]) -> Spot:
    """The place that a payload names."""
    return Spot(str(body.get("trigger_id", "")), ResponseUrl(str(body.get("response_url") or "")), body.get("view"))


def answers_of(view: Mapping[str, Any] | None) -> dict[str, str]:
    """What was written or chosen in a form, by the id of its question; unanswered ones are left out."""
    state = ((view or {}).get("state") or {}).get("values") or {}
    found = {question: _answer(value) for question, fields in state.items() for value in fields.values()}
    return {question: answer for question, answer in found.items() if answer is not None}


def inputs_of(view: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of a form's questions, in order."""
    return tuple(block["block_id"] for block in view.get("blocks") or () if block.get("type") == "input")


def _answer(value: Mapping[str, Any]) -> str | None:
    chosen = value.get("selected_option")
    return chosen.get("value") if chosen else value.get("value")
