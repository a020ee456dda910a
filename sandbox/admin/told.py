"""What Slack tells an app when a conversation changes, key by key."""

from dataclasses import fields
from typing import Any

from sandbox.workspace import Channel, Workspace

JsonObject = dict[str, Any]
OTHER_TEAM = "T0OTHERTEAM"


def channel_events(workspace: Workspace, before: JsonObject, channel: Channel) -> list[JsonObject]:
    """The events between what a conversation was and what it is; none for one that is new."""
    if not before:
        return []
    names = {field.name for field in fields(channel)} - {"id"}
    changed = {name for name in names if before[name] != getattr(channel, name)}
    events: list[JsonObject] = []
    if "is_archived" in changed:
        events.append(_archived(workspace, channel))
    if "is_ext_shared" in changed:
        events.append(_shared(channel))
    return events + _members(workspace, before["members"], channel)


def _archived(workspace: Workspace, channel: Channel) -> JsonObject:
    """Private channels have events of their own names."""
    kind = "group" if channel.is_private else "channel"
    deed = "archive" if channel.is_archived else "unarchive"
    admin = next((person.id for person in workspace.people.values() if person.is_admin), "USLACKBOT")
    moved = {"is_moved": 0} if channel.is_archived else {}
    return {"type": f"{kind}_{deed}", "channel": channel.id, "user": admin, **moved}


def _shared(channel: Channel) -> JsonObject:
    if channel.is_ext_shared:
        return {"type": "channel_shared", "connected_team_id": OTHER_TEAM, "channel": channel.id}
    return {
        "type": "channel_unshared",
        "previously_connected_team_id": OTHER_TEAM,
        "channel": channel.id,
        "is_ext_shared": False,
    }


def _members(workspace: Workspace, before: list[str], channel: Channel) -> list[JsonObject]:
    kind = {"channel_type": "G" if channel.is_private else "C", "team": workspace.team.id, "channel": channel.id}
    gone = [person for person in before if person not in channel.members]
    new = [person for person in channel.members if person not in before]
    return [{"type": "member_left_channel", "user": person, **kind} for person in gone] + [
        {"type": "member_joined_channel", "user": person, **kind} for person in new
    ]
