"""Modals: sent or closed by a person, and what the app answers."""

from typing import Any

from sandbox.api.method import ApiError
from sandbox.api.views import new_modal, replace_content
from sandbox.delivery import Envelope
from sandbox.modals import View
from sandbox.payloads import view_closed, view_submission
from sandbox.people.errors import LocalError
from sandbox.services import Services
from sandbox.state import Slack
from sandbox.validate import Problem
from sandbox.values import BadValuesError, complaints, merged
from sandbox.workspace import Person

JsonObject = dict[str, Any]


async def submit(services: Services, person: Person, view_id: str, values: JsonObject) -> dict[str, str]:
    """Send the top modal. Gives back errors by `block_id` (the modal stays), or nothing. Raises `LocalError`."""
    slack = services.slack
    view = _top(slack, person, view_id)
    if "submit" not in view.content:
        raise LocalError("bad_request", "This modal cannot be sent.")
    try:
        view.values = merged(view.blocks, view.values, values)
    except BadValuesError as error:
        raise LocalError("bad_request", str(error)) from error
    errors = complaints(view.blocks, view.values)
    if errors:
        return errors
    payload = view_submission(slack, person, view)
    ack = await services.transport.send(Envelope("interactive", payload, accepts_response=True))
    if ack.error:
        raise LocalError(ack.error, "We had some trouble connecting. Try again?")
    return _follow(slack, view, ack.payload)


def _top(slack: Slack, person: Person, view_id: str) -> View:
    view = slack.views.top(person.id)
    if view is None or view.id != view_id:
        raise LocalError("not_found", "This modal is no longer on top.")
    return view


def _follow(slack: Slack, view: View, answer: JsonObject) -> dict[str, str]:
    """Do what the app's answer says. A faulty one is noted, and the modal stays."""
    action = answer.get("response_action", "")
    try:
        _check_keys(answer, action)
        if action == "errors":
            return _errors(view, answer)
        if action == "update":
            replace_content(slack, view, answer["view"])
        elif action == "push":
            _push(slack, view.person, answer["view"])
        elif action == "clear":
            slack.views.clear(view.person)
        else:
            slack.views.close_top(view.person)
    except ApiError as error:
        slack.records.refuse("view_submission", error.error, error.problems)
        raise LocalError("invalid_response", "The app's answer was not valid. Try again?") from error
    slack.show_stack(view.person)
    return {}


def _push(slack: Slack, person: str, content: JsonObject) -> None:
    if not slack.views.push(new_modal(slack, person, content)):
        raise ApiError("push_limit_reached")


_KEYS = {
    "": set[str](),
    "errors": {"response_action", "errors"},
    "update": {"response_action", "view"},
    "push": {"response_action", "view"},
    "clear": {"response_action"},
}


def _check_keys(answer: JsonObject, action: str) -> None:
    if action not in _KEYS or set(answer) != _KEYS[action]:
        words = f"unexpected answer to a submission: {', '.join(sorted(answer))}"
        raise ApiError("invalid_arguments", [Problem("/response_action", "failed_constraint", words)])


def _errors(view: View, answer: JsonObject) -> dict[str, str]:
    """Errors must name input blocks of this modal, each with words."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    given = answer["errors"]
    if not isinstance(given, dict) or not given:
        raise ApiError("invalid_arguments", [Problem("/errors", "failed_constraint", "must provide an object")])
    problems = [
        Problem(f"/errors/{block_id}", "failed_constraint", "must be the block_id of an input block, with words")
        for block_id, words in given.items()
        if block_id not in inputs or not isinstance(words, str) or not words
    ]
    if problems:
        raise ApiError("invalid_arguments", problems)
    return dict(given)


async def close(services: Services, person: Person, view_id: str, *, cleared: bool) -> None:
    """Close the top modal, or all of them; the app hears of those that asked for it. Raises `LocalError`."""
    slack = services.slack
    view = _top(slack, person, view_id)
    everything = cleared or view.clears
    closed = slack.views.clear(person.id)[::-1] if everything else [view]
    if not everything:
        slack.views.close_top(person.id)
    slack.show_stack(person.id)
    for gone in closed:
        if gone.notifies:
            payload = view_closed(slack, person, gone, cleared=everything)
            await services.transport.send(Envelope("interactive", payload))
