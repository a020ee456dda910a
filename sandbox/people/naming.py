"""Names that people type, as the marks that Slack makes of them: `@ana` and `#general`."""

import html
import re
from collections.abc import Callable

from sandbox.state import Slack
from sandbox.workspace import Channel, Person

_PERSON = re.compile(r"(?<![\w@])@([\w.-]+)")
_CHANNEL = re.compile(r"(?<![\w#&])#([\w-]+)")
_AS_TYPED = re.compile(r"(```.+?```|`[^`\n]+`|https?://\S+)", re.DOTALL)
_EVERYBODY = ("here", "channel", "everyone")

Mark = Callable[[str], str | None]
"""What a name becomes, or None where nobody knows it."""


def marked_in_command(slack: Slack, text: str) -> str:
    """What `should_escape` does: `&`, `<`, `>` as entities, people and channels as `<@U…|name>` and `<#C…|name>`."""
    people = {person.name: f"<@{person.id}|{person.name}>" for person in slack.workspace.people.values()}
    channels = {channel.name: _link(channel) for channel in slack.workspace.channels.values() if channel.name}
    return _marked(html.escape(text, quote=False), people.get, channels.get)


def marked_in_message(slack: Slack, writer: Person, text: str) -> str:
    """What Slack's client does with a message: `<@U…>`, `<!here>`, and `<#C…|name>` of channels that the writer can see.

    Code and addresses stay as they were typed.
    """
    people = {person.name: f"<@{person.id}>" for person in slack.workspace.people.values()}
    people |= {name: f"<!{name}>" for name in _EVERYBODY}
    channels = {
        channel.name: _link(channel)
        for channel in slack.workspace.channels.values()
        if channel.name and (writer.id in channel.members or not channel.is_private)
    }
    pieces = _AS_TYPED.split(html.escape(text, quote=False))
    pieces[::2] = [_marked(piece, people.get, channels.get) for piece in pieces[::2]]
    return "".join(pieces)


def _link(channel: Channel) -> str:
    return f"<#{channel.id}|{channel.name}>"


def _marked(escaped: str, person: Mark, channel: Mark) -> str:
    """A full stop after a name is the sentence's."""

    def mark_person(match: re.Match[str]) -> str:
        name = match[1].rstrip(".")
        mark = person(name)
        return mark + match[1][len(name) :] if mark else match[0]

    out = _PERSON.sub(mark_person, escaped)
    return _CHANNEL.sub(lambda match: channel(match[1]) or match[0], out)
