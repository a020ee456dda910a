"""Presses and choices in messages, modals and Home tabs: `block_actions`."""

from collections.abc import Sequence
from typing import Any

from sandbox.delivery import Envelope
from sandbox.messages import Message
from sandbox.modals import View
from sandbox.payloads import click_in_message, click_in_view
from sandbox.people.errors import LocalError
from sandbox.services import Services
from sandbox.state import Slack
from sandbox.validate.problem import Place
from sandbox.validate.surfaces import interactive_elements
from sandbox.values import KEYS, BadValuesError, checked_value, initial_values, merged, value_key
from sandbox.workspace import Person

JsonObject = dict[str, Any]


async def click(
    services: Services, person: Person, container: JsonObject, action: JsonObject, values: JsonObject
) -> None:
    """Tell the app what a person pressed or chose. Raises `LocalError`."""
    slack = services.slack
    try:
        if container.get("type") == "view":
            payload = _in_view(slack, person, container, action, values)
        else:
            payload = _in_message(slack, person, container, action, values)
    except BadValuesError as error:
        raise LocalError("bad_request", str(error)) from error
    ack = await services.transport.send(Envelope("interactive", payload))
    if ack.error:
        raise LocalError(ack.error, "The app did not answer. Try again.")


def _in_view(slack: Slack, person: Person, container: JsonObject, action: JsonObject, values: JsonObject) -> JsonObject:
    view = slack.views.find(container.get("view_id", ""))
    if view is None or view.person != person.id:
        raise LocalError("not_found", "This view is no longer open.")
    element = _element(view.blocks, action)
    view.values = merged(view.blocks, view.values, values)
    done = _action(slack, element, action)
    _remember(view, element, action)
    return click_in_view(slack, person, view, done)


def _remember(view: View, element: JsonObject, action: JsonObject) -> None:
    """A choice is part of the view's state from now on."""
    if element["type"] in KEYS:
        value = checked_value(element, action)
        view.values[action["block_id"]][action["action_id"]] = value


def _in_message(
    slack: Slack, person: Person, container: JsonObject, action: JsonObject, values: JsonObject
) -> JsonObject:
    message = _message(slack, person, container)
    blocks = message.blocks or []
    element = _element(blocks, action)
    state = merged(blocks, initial_values(blocks), values)
    if element["type"] in KEYS:
        state[action["block_id"]][action["action_id"]] = checked_value(element, action)
    secret = slack.permits.new_reply(person.id, message.channel, message)
    return click_in_message(
        slack,
        person,
        slack.workspace.channels[message.channel],
        message,
        _action(slack, element, action),
        state,
        f"{slack.base_url}/respond/actions/{slack.workspace.team.id}/{secret}",
    )


def _message(slack: Slack, person: Person, container: JsonObject) -> Message:
    channel_id, ts = container.get("channel", ""), container.get("ts", "")
    if container.get("ephemeral"):
        message = slack.messages.find_ephemeral(person.id, ts)
    else:
        message = slack.messages.find(channel_id, ts)
    if message is None or person.id not in slack.workspace.channels[message.channel].members:
        raise LocalError("not_found", "This message is no longer there.")
    return message


def _element(blocks: Sequence[JsonObject], action: JsonObject) -> JsonObject:
    """The element that was pressed, as the app sent it."""
    for block, element, _ in interactive_elements(list(blocks), Place("", [])):
        if block.get("block_id") == action.get("block_id") and element.get("action_id") == action.get("action_id"):
            if element["type"] != action.get("type"):
                raise LocalError("bad_request", f"This element is a {element['type']}.")
            return element
    raise LocalError("not_found", "This element is no longer there.")


def _action(slack: Slack, element: JsonObject, action: JsonObject) -> JsonObject:
    """Slack's action object: what was chosen, beside what the app had said of the element."""
    out: JsonObject = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": action["block_id"],
        "action_ts": slack.clock.ts(),
    }
    if element["type"] in ("button", "workflow_button", "icon_button"):
        return out | {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    if element["type"] == "overflow":
        if action.get("selected_option") not in element["options"]:
            raise BadValuesError("the menu does not offer this option")
        return out | {"selected_option": action["selected_option"]}
    if element["type"] == "feedback_buttons":
        sides = [element["positive_button"], element["negative_button"]]
        chosen = next((side for side in sides if side["value"] == action.get("value")), None)
        if chosen is None:
            raise BadValuesError("no such feedback button")
        return out | {"text": chosen["text"], "value": chosen["value"]}
    key = value_key(element)
    presets = {name: element[name] for name in ("placeholder", KEYS[element["type"]][1]) if name in element}
    return out | presets | {key: checked_value(element, action)[key]}
