"""Slash commands: a person types one, the app has three seconds, its answer may be a message."""

from sandbox.content import ContentError
from sandbox.delivery import Envelope
from sandbox.payloads import slash_command
from sandbox.people.answers import give_answer
from sandbox.people.errors import LocalError
from sandbox.people.naming import marked_in_command
from sandbox.permits import Reply
from sandbox.services import Services
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
    text = marked_in_command(slack, rest.strip()) if command.should_escape else rest.strip()
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
