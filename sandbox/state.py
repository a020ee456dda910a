"""The local Slack as one value: what there is, and the few changes that pages must hear of."""

import secrets
import string
from collections.abc import Iterable
from dataclasses import InitVar, dataclass, field
from typing import Any

from sandbox.business import BusinessClock
from sandbox.clock import Clock, Pace
from sandbox.faults import Faults
from sandbox.feed import Feed
from sandbox.files import Files
from sandbox.manifest import Manifest
from sandbox.memory import Memory
from sandbox.messages import Message, Messages
from sandbox.modals import View, Views
from sandbox.permits import Permits
from sandbox.rates import Rates
from sandbox.reading import Reading
from sandbox.records import Records
from sandbox.view_json import view_json
from sandbox.workspace import Channel, Person, Workspace

JsonObject = dict[str, Any]


@dataclass(slots=True)
class Slack:
    """Everything the local Slack knows. Handlers read it and change it through the methods below."""

    workspace: Workspace
    manifest: Manifest
    base_url: str = ""
    clock: Clock = field(default_factory=Clock)
    pace: Pace = field(default_factory=Pace)
    clock_at: InitVar[str] = ""
    """Where business time begins; empty: the real time."""
    memory: Memory = field(default_factory=Memory)
    lag: float = 0.0
    """Seconds, by the clock, after which a message shows in `conversations.history` and `.replies`; pages show it at once."""
    views: Views = field(default_factory=Views)
    faults: Faults = field(default_factory=Faults)
    reading: Reading = field(default_factory=Reading)
    messages: Messages = field(init=False)
    records: Records = field(init=False)
    feed: Feed = field(init=False)
    permits: Permits = field(init=False)
    files: Files = field(init=False)
    business: BusinessClock = field(init=False)
    rates: Rates = field(init=False)

    def __post_init__(self, clock_at: str) -> None:
        self.business = BusinessClock.starting(clock_at, self.workspace.team.zone)
        self.messages, self.records, self.feed = Messages(self.memory), Records(self.memory), Feed(self.memory)
        self.permits, self.files = Permits(self.clock, self.memory), Files(self.clock, self.memory)
        self.rates = Rates(self.clock)
        self.records.on_refusal = lambda refusal: self.feed.tell_all({"type": "refusal", "refusal": refusal})
        self.faults.on_change = lambda: self.feed.tell_all({"type": "faults", "faults": self.faults.as_json()})
        now = int(self.clock.now())
        for person in self.workspace.people.values():
            person.updated = person.updated or now
        for channel in self.workspace.channels.values():
            channel.created = channel.created or now

    def person(self, person_id: str) -> Person | None:
        return self.workspace.people.get(person_id)

    def channel(self, channel_id: str) -> Channel | None:
        return self.workspace.channels.get(channel_id)

    def bot_is_in(self, channel: Channel) -> bool:
        return channel.is_im or self.workspace.app.bot_user in channel.members

    def direct_message(self, person_id: str) -> Channel:
        """The direct message between the app and a person; opened when it is not there yet."""
        for channel in self.workspace.channels.values():
            if channel.is_im and channel.user == person_id:
                return channel
        channel = Channel(
            id=new_id("D"),
            is_im=True,
            is_private=True,
            user=person_id,
            members=[person_id, self.workspace.app.bot_user],
            created=int(self.clock.now()),
        )
        self.workspace.channels[channel.id] = channel
        self.feed.tell([person_id], {"type": "channel", "channel": page_channel(channel)})
        return channel

    def change_id(self, channel: Channel, new: str) -> None:
        """Another id for a conversation, as when it becomes a shared one: its messages and what was read go along."""
        old, channel.id = channel.id, new
        known = self.workspace.channels
        self.workspace.channels = {new if key == old else key: each for key, each in known.items()}
        self.messages.move(old, new)
        self.permits.move(old, new)
        self.reading.move(old, new)

    def audience(self, message: Message) -> Iterable[str]:
        """Who sees a message: one person if it is ephemeral, else the members of the conversation."""
        return [message.only_for] if message.only_for else self.workspace.channels[message.channel].members

    def post(self, message: Message) -> Message:
        """Keep a message and show it."""
        message.local_at = int(self.business.now().timestamp())
        self.messages.add(message)
        kind = "ephemeral" if message.only_for else "message"
        self.feed.tell(self.audience(message), self._shown(kind, message))
        return message

    def post_as_app(self, channel: str, content: JsonObject, **further: Any) -> Message:
        """A message by the app's bot user; `content` holds `text`, `blocks` and the like."""
        app = self.workspace.app
        return self.post(
            Message(
                channel=channel,
                ts=self.clock.ts(),
                user=app.bot_user,
                bot_id=app.bot_id,
                app_id=app.id,
                team=self.workspace.team.id,
                **content,
                **further,
            )
        )

    def change(self, message: Message) -> None:
        """Show a message as it now is."""
        kind = "ephemeral" if message.only_for else "message_changed"
        self.feed.tell(self.audience(message), self._shown(kind, message))

    def delete(self, message: Message) -> None:
        self.messages.remove(message)
        kind = "ephemeral_deleted" if message.only_for else "message_deleted"
        event = {"type": kind, "channel": message.channel, "ts": message.ts}
        self.feed.tell(self.audience(message), event)

    def new_view(self, person: str, content: JsonObject) -> View:
        view = View(id=new_id("V"), person=person, hash=self.new_hash(), content=content)
        view.root = view.id
        return view

    def new_hash(self) -> str:
        return f"{int(self.clock.now())}.{secrets.token_hex(4)}"

    def view_json(self, view: View) -> JsonObject:
        """Slack's view object."""
        return view_json(view, self.workspace)

    def show_stack(self, person: str) -> None:
        """Tell a person's pages which modals are open now."""
        self.feed.tell([person], self.stack_event(person))

    def stack_event(self, person: str) -> JsonObject:
        return {"type": "view", "stack": [self.view_json(view) for view in self.views.stack(person)]}

    def show_home(self, view: View) -> None:
        self.feed.tell([view.person], {"type": "home", "view": self.view_json(view)})

    def _shown(self, kind: str, message: Message) -> JsonObject:
        return {"type": kind, "channel": message.channel, "message": self.messages.for_page(message)}


def new_id(prefix: str) -> str:
    """An id of Slack's form, such as `D0A1B2C3D4E`."""
    alphabet = string.ascii_uppercase + string.digits
    return prefix + "0" + "".join(secrets.choice(alphabet) for _ in range(9))


def page_channel(channel: Channel) -> JsonObject:
    """A conversation as the page lists it."""
    out: JsonObject = {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "topic": channel.topic,
        "members": channel.members,
    }
    if channel.is_im:
        out.update(is_im=True, user=channel.user)
    return out
