"""Modals and Home tabs as a whole."""

import json
from typing import Any

from sandbox.limits import platform
from sandbox.validate.composition import plain
from sandbox.validate.problem import Place, Problem, Rule
from sandbox.validate.rules import JsonObject, by_type, choice, flag, record, text
from sandbox.validate.surfaces import check_blocks


def _modal_blocks(value: Any, place: Place) -> None:
    check_blocks(value, place, "modal")


def _home_blocks(value: Any, place: Place) -> None:
    check_blocks(value, place, "home")


_SHARED: dict[str, Rule] = {
    "private_metadata": text("view.private_metadata.max_length", least=0),
    "callback_id": text("view.callback_id.max_length", least=0),
    "external_id": text("view.external_id.max_length", least=0),
}


def _submit_for_inputs(view: JsonObject, place: Place) -> None:
    if "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        place.refuse("missing required field: submit", "missing_required_field", field="submit")


MODAL = record(
    {"type": choice("modal"), "title": plain("view.title.max_length"), "blocks": _modal_blocks},
    {
        **_SHARED,
        "submit": plain("view.submit.max_length"),
        "close": plain("view.close.max_length"),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
    _submit_for_inputs,
)
HOME = record({"type": choice("home"), "blocks": _home_blocks}, _SHARED)

_VIEW = {"modal": MODAL, "home": HOME}


def check_view(view: Any, kind: str | None = None, pointer: str = "/view") -> list[Problem]:
    """Problems of a view; `kind` says which type is wanted (`modal` or `home`), none means either."""
    place = Place(pointer, [])
    by_type({kind: _VIEW[kind]} if kind else _VIEW, "view")(view, place)
    return place.problems


def view_size(view: JsonObject) -> int:
    """Bytes of a view as JSON."""
    return len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode())


def is_too_large(view: JsonObject) -> bool:
    """Past the size at which Slack answers `view_too_large`."""
    return view_size(view) > platform("view.size_max_bytes")
