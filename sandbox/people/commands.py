"""Slash commands: a person types one, the app has three seconds, its answer may be a message."""

import html
import re

from sandbox.content import ContentError
from sandbox.delivery import Envelope
from sandbox.payloads import slash_command
from sandbox.people.answers import give_answer
from sandbox.people.errors import LocalError
from sandbox.permits import Reply
from sandbox.services import Services
from sandbox.state import Slack
from sandbox.workspace import Channel, Person


async def run_command(services: Services, person: Person, channel: Channel, typed: str) -> None:
    """Send the command to the app and show its answer. Raises `LocalError` with the words Slack shows."""
    slack = services.slack
    name, _, rest = typed.partition(" ")
    command = slack.manifest.commands.get(name)
    if command is None:
        raise LocalError(
            "unknown_command", f"{name} is not a valid command. In Slack, all text that starts with / is one."
        )
    text = escaped(slack, rest.strip()) if command.should_escape else rest.strip()
    secret = slack.permits.new_reply(person.id, channel.id)
    response_url = f"{slack.base_url}/respond/commands/{slack.workspace.team.id}/{secret}"
    payload = slash_command(slack, person, channel, name, text, response_url)
    ack = await services.transport.send(Envelope("slash_commands", payload, accepts_response=True, command=name))
    if ack.error:
        raise LocalError(ack.error, f"{name} failed with the error “{ack.error}”")
    if ack.payload:
        reply = Reply(person.id, channel.id, slack.clock.now())
        try:
            give_answer(slack, reply, ack.payload)
        except ContentError as error:
            # As in Slack, the person sees nothing; the list of refusals shows what was wrong.
            slack.records.refuse(f"ack {name}", error.error, error.problems)


def escaped(slack: Slack, text: str) -> str:
    """What `should_escape` does: `&`, `<`, `>` as entities, people and channels as `<@U…|name>` and `<#C…|name>`."""
    people = {person.name: person.id for person in slack.workspace.people.values()}
    channels = {channel.name: channel.id for channel in slack.workspace.channels.values() if channel.name}

    def person(match: re.Match[str]) -> str:
        name = match[1].rstrip(".")
        tail = match[1][len(name) :]
        return f"<@{people[name]}|{name}>{tail}" if name in people else match[0]

    def channel(match: re.Match[str]) -> str:
        return f"<#{channels[match[1]]}|{match[1]}>" if match[1] in channels else match[0]

    out = re.sub(r"(?<![\w@])@([\w.-]+)", person, html.escape(text, quote=False))
    return re.sub(r"(?<![\w#&])#([\w-]+)", channel, out)
