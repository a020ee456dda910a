"""`views.open`, `.push`, `.update` and `.publish`."""

from typing import Any

from sandbox.api.method import ApiError, Call, Method
from sandbox.modals import View, kept_values
from sandbox.permits import Trigger
from sandbox.slack_files import missing_files, name_files
from sandbox.state import Slack
from sandbox.validate import Problem, check_view, is_too_large
from sandbox.values import initial_values
from sandbox.view_json import with_ids

JsonObject = dict[str, Any]


def checked_view(slack: Slack, content: JsonObject, kind: str) -> JsonObject:
    """A view as Slack keeps it. Raises `ApiError`: views are refused with `invalid_arguments`, unlike messages."""
    problems: list[Problem] = check_view(content, kind) or missing_files(content, slack.files, "/view")
    if problems:
        raise ApiError("invalid_arguments", problems)
    if is_too_large(content):
        raise ApiError("view_too_large")
    blocks = with_ids(content["blocks"])
    name_files(blocks, slack.files)
    return {**content, "blocks": blocks}


def _refuse_duplicate(slack: Slack, content: JsonObject, view: View | None = None) -> None:
    external_id = content.get("external_id")
    if external_id and slack.views.find(external_id=external_id) not in (None, view):
        raise ApiError("duplicate_external_id")


def new_modal(slack: Slack, person: str, content: JsonObject) -> View:
    """A modal ready to be opened or pushed. Raises `ApiError`."""
    checked = checked_view(slack, content, "modal")
    _refuse_duplicate(slack, checked)
    view = slack.new_view(person, checked)
    view.values = initial_values(view.blocks)
    return view


def replace_content(slack: Slack, view: View, content: JsonObject) -> None:
    """Put new content into an open view; what the person entered stays where it still fits. Raises `ApiError`."""
    checked = checked_view(slack, content, view.kind)
    _refuse_duplicate(slack, checked, view)
    kept = kept_values(view, checked["blocks"])
    view.content, view.hash = checked, slack.new_hash()
    view.values = {
        block_id: {**actions, **kept.get(block_id, {})} for block_id, actions in initial_values(view.blocks).items()
    }


def _trigger(call: Call) -> Trigger:
    trigger = call.slack.permits.use_trigger(call.get("trigger_id", ""))
    if isinstance(trigger, str):
        raise ApiError(trigger)
    return trigger


def _answer(call: Call, view: View) -> JsonObject:
    return {"view": call.slack.view_json(view)}


def open_view(call: Call) -> JsonObject:
    """A first modal. The view is checked before the trigger is used, so a mended view may still open."""
    checked_view(call.slack, call.arguments["view"], "modal")
    trigger = _trigger(call)
    view = new_modal(call.slack, trigger.person, call.arguments["view"])
    call.slack.views.open(view)
    call.slack.show_stack(trigger.person)
    return _answer(call, view)


def push_view(call: Call) -> JsonObject:
    """On top of what the person has open; three at most."""
    checked_view(call.slack, call.arguments["view"], "modal")
    trigger = _trigger(call)
    if call.slack.views.top(trigger.person) is None:
        raise ApiError("not_found")
    view = new_modal(call.slack, trigger.person, call.arguments["view"])
    if not call.slack.views.push(view):
        raise ApiError("push_limit_reached")
    call.slack.show_stack(trigger.person)
    return _answer(call, view)


def update_view(call: Call) -> JsonObject:
    view = call.slack.views.find(call.get("view_id", ""), call.get("external_id", ""))
    if view is None:
        raise ApiError("not_found")
    _refuse_old_hash(call, view)
    replace_content(call.slack, view, call.arguments["view"])
    if view.kind == "home":
        call.slack.show_home(view)
    else:
        call.slack.show_stack(view.person)
    return _answer(call, view)


def publish(call: Call) -> JsonObject:
    """A person's Home tab."""
    if not call.slack.manifest.home_tab:
        raise ApiError("not_enabled")
    person = call.person("user_id", "invalid_arguments")
    view = call.slack.views.homes.get(person.id)
    if view is None:
        content = checked_view(call.slack, call.arguments["view"], "home")
        _refuse_duplicate(call.slack, content)
        view = call.slack.new_view(person.id, content)
        view.values = initial_values(view.blocks)
        call.slack.views.homes[person.id] = view
    else:
        _refuse_old_hash(call, view)
        replace_content(call.slack, view, call.arguments["view"])
    call.slack.show_home(view)
    return _answer(call, view)


def _refuse_old_hash(call: Call, view: View) -> None:
    if call.get("hash", view.hash) != view.hash:
        raise ApiError("hash_conflict")


METHODS = (
    Method(
        "views.open",
        open_view,
        required={"view": "object"},
        optional={"trigger_id": "string", "interactivity_pointer": "string"},
    ),
    Method(
        "views.push",
        push_view,
        required={"view": "object"},
        optional={"trigger_id": "string", "interactivity_pointer": "string"},
    ),
    Method(
        "views.update",
        update_view,
        required={"view": "object"},
        optional={"view_id": "string", "external_id": "string", "hash": "string"},
    ),
    Method(
        "views.publish",
        publish,
        required={"user_id": "string", "view": "object"},
        optional={"hash": "string"},
    ),
)
