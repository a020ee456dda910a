"""The parts that handlers need, in one hand."""

from dataclasses import dataclass

from sandbox.delivery import Transport
from sandbox.events import Events
from sandbox.http_mode import HttpMode
from sandbox.sockets import Sockets
from sandbox.state import Slack


@dataclass(slots=True)
class Services:
    """The state, the two ways to the app, and the events. Exactly one of the ways is in use."""

    slack: Slack
    sockets: Sockets
    http: HttpMode
    events: Events

    @property
    def transport(self) -> Transport:
        return self.http if self.slack.manifest.over_http else self.sockets


def wire(slack: Slack) -> Services:
    """All services around one state."""
    sockets, http = Sockets(slack), HttpMode(slack)
    transport: Transport = http if slack.manifest.over_http else sockets
    return Services(slack, sockets, http, Events(slack, transport))
