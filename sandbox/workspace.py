"""The workspace file: a team, one app, people and channels."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sandbox.clock import Pace

JsonObject = dict[str, Any]
T = TypeVar("T")


class WorkspaceError(ValueError):
    """The workspace file says something that cannot be; the message says what and where."""


def _check_zone(who: str, zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError) as error:
        raise WorkspaceError(f"{who}: there is no time zone {zone!r}") from error


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    name: str
    domain: str
    zone: str = "UTC"
    """In which Mondays and quarters begin."""

    def __post_init__(self) -> None:
        _check_zone(self.id, self.zone)


@dataclass(frozen=True, slots=True)
class AppIdentity:
    """The one app of the workspace and its secrets, which are no secrets here."""

    id: str
    name: str
    bot_user: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str


@dataclass(slots=True)
class Person:
    """A member of the workspace, as the workspace file has it."""

    id: str
    name: str
    real_name: str = ""
    title: str = ""
    email: str = ""
    tz: str = "Etc/UTC"
    locale: str = "en-US"
    deleted: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    updated: int = 0

    def __post_init__(self) -> None:
        _check_zone(self.id, self.tz)

    def as_json(self) -> JsonObject:
        return asdict(self)


@dataclass(slots=True)
class Channel:
    """A conversation: a channel, or (`is_im`) the direct message between the app and `user`."""

    id: str
    name: str = ""
    is_private: bool = False
    topic: str = ""
    purpose: str = ""
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    is_ext_shared: bool = False
    is_org_shared: bool = False
    is_im: bool = False
    user: str = ""
    created: int = 0
    creator: str = ""
    previous_names: list[str] = field(default_factory=list)

    @property
    def scope_family(self) -> str:
        """The first part of the scopes that reach it: `channels`, `groups` or `im`."""
        return "im" if self.is_im else "groups" if self.is_private else "channels"


@dataclass(slots=True)
class Workspace:
    team: Team
    app: AppIdentity
    people: dict[str, Person]
    channels: dict[str, Channel]
    pace: Pace = field(default_factory=Pace)
    """`"pace": {"processing": 0}` in the file; what a test hands in counts more."""
    opens_as: str = ""
    """Who one is on the page until one chooses; empty: the first by name."""
    featured: list[str] = field(default_factory=list)
    """Whom the page offers to be with one click."""


def build(kind: type[T], value: Any, where: str) -> T:
    """A dataclass from JSON; unknown and missing keys are named."""
    if not isinstance(value, dict):
        raise WorkspaceError(f"{where} must be an object")
    known = {entry.name for entry in fields(kind)}  # type: ignore[arg-type]  # only dataclasses come here
    unknown = sorted(set(value) - known)
    if unknown:
        raise WorkspaceError(f"{where} has unknown keys: {', '.join(unknown)}")
    try:
        return kind(**value)
    except TypeError as error:
        raise WorkspaceError(f"{where}: {error}") from error


def read_workspace(source: Path | JsonObject) -> Workspace:
    """The workspace of a file or of an object that was read already. Raises `WorkspaceError`."""
    data = json.loads(source.read_text(encoding="utf-8")) if isinstance(source, Path) else source
    for key in ("team", "app", "people", "channels"):
        if key not in data:
            raise WorkspaceError(f"the workspace lacks {key!r}")
    people = [build(Person, entry, f"people[{n}]") for n, entry in enumerate(data["people"])]
    # The lists are copied: what happens in one run must not reach into the caller's own data.
    channels = [
        build(Channel, {**entry, "members": list(entry.get("members", []))}, f"channels[{n}]")
        for n, entry in enumerate(data["channels"])
    ]
    app = build(AppIdentity, data["app"], "app")
    workspace = Workspace(
        team=build(Team, data["team"], "team"),
        app=app,
        people={person.id: person for person in people},
        channels={channel.id: channel for channel in channels},
        pace=_pace(data.get("pace", {})),
        opens_as=data.get("opens_as", ""),
        featured=list(data.get("featured", [])),
    )
    _check(workspace, len(people), len(channels))
    _add_the_bots(workspace)
    return workspace


def _pace(value: Any) -> Pace:
    pace = build(Pace, value, "pace")
    seconds = (pace.acknowledgement, pace.processing, *pace.redelivery)
    if any(isinstance(each, bool) or not isinstance(each, int | float) or each < 0 for each in seconds):
        raise WorkspaceError("pace must have numbers of seconds")
    return pace


def _check(workspace: Workspace, people: int, channels: int) -> None:
    if len(workspace.people) != people or len(workspace.channels) != channels:
        raise WorkspaceError("two people or two channels share an id")
    names = [person.name for person in workspace.people.values()]
    if len(set(names)) != len(names):
        raise WorkspaceError("two people share a name")
    here = {person.id for person in workspace.people.values() if not person.deleted}
    if workspace.opens_as and workspace.opens_as not in here:
        raise WorkspaceError(f"the page cannot open as {workspace.opens_as!r}: nobody who is there has this id")
    if absent := sorted(set(workspace.featured) - here):
        raise WorkspaceError(f"the page cannot offer {', '.join(absent)} as featured: nobody who is there has this id")
    known = {*workspace.people, workspace.app.bot_user}
    for channel in workspace.channels.values():
        strangers = sorted(set(channel.members) - known)
        if strangers:
            raise WorkspaceError(f"channel {channel.id} has members nobody knows: {', '.join(strangers)}")


def _add_the_bots(workspace: Workspace) -> None:
    """The app's own user, and Slackbot: a member that says it is no bot, as in every real workspace."""
    app = workspace.app
    workspace.people.setdefault(
        app.bot_user,
        Person(id=app.bot_user, name=app.name.lower().replace(" ", "-"), real_name=app.name, is_bot=True),
    )
    workspace.people.setdefault("USLACKBOT", Person(id="USLACKBOT", name="slackbot", real_name="Slackbot"))
