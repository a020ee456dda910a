"""`conversations.info`, `.members` and `.open`."""

from typing import Any

from sandbox.api.method import ApiError, Call, Method
from sandbox.api.paging import next_cursor, page
from sandbox.state import Slack
from sandbox.workspace import Channel

JsonObject = dict[str, Any]


def channel_json(slack: Slack, channel: Channel) -> JsonObject:
    """Slack's conversation object; direct messages have a shape of their own."""
    team_id = slack.workspace.team.id
    out: JsonObject = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "is_org_shared": channel.is_org_shared,
        "context_team_id": team_id,
        "updated": channel.created * 1000,
    }
    if channel.is_im:
        return {**out, "user": channel.user, "is_open": True, "last_read": "0000000000.000000"}
    return {
        **out,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_read_only": False,
        "is_general": channel.name == "general",
        "is_shared": channel.is_ext_shared or channel.is_org_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "shared_team_ids": [team_id],
        "unlinked": 0,
        "creator": channel.creator or (channel.members[0] if channel.members else ""),
        "is_member": slack.bot_is_in(channel),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "previous_names": channel.previous_names,
    }


def info(call: Call) -> JsonObject:
    channel = call.channel(scope="read")
    out = channel_json(call.slack, channel)
    if call.get("include_num_members"):
        out["num_members"] = len(channel.members)
    if call.get("include_locale"):
        out["locale"] = "en-US"
    return {"channel": out}


def members(call: Call) -> JsonObject:
    channel = call.channel(scope="read")
    some, cursor = page(call, channel.members, default=100, most=1000)
    return {"members": list(some), **next_cursor(cursor)}


def open_conversation(call: Call) -> JsonObject:
    """The direct message with one person, or an existing one by its id. Groups of people are not kept here."""
    if "channel" in call.arguments:
        channel = call.channel(scope="write")
        if not channel.is_im:
            raise ApiError("method_not_supported_for_channel_type")
        return _opened(call, channel, already=True)
    people = [entry.strip() for entry in call.get("users", "").split(",") if entry.strip()]
    if not people:
        raise ApiError("users_list_not_supplied")
    if len(people) > 1:
        call.need_scope("mpim:write")
        raise ApiError("method_not_supported_for_channel_type")
    call.need_scope("im:write")
    person = call.slack.person(people[0])
    if person is None:
        raise ApiError("user_not_found")
    if person.deleted:
        raise ApiError("user_disabled")
    known = {c.user for c in call.slack.workspace.channels.values() if c.is_im}
    if call.get("prevent_creation") and person.id not in known:
        raise ApiError("channel_not_found")
    return _opened(call, call.slack.direct_message(person.id), already=person.id in known)


def _opened(call: Call, channel: Channel, *, already: bool) -> JsonObject:
    shown = channel_json(call.slack, channel) if call.get("return_im") else {"id": channel.id}
    return {"channel": shown, **({"no_op": True, "already_open": True} if already else {})}


METHODS = (
    Method(
        "conversations.info",
        info,
        required={"channel": "string"},
        optional={"include_locale": "boolean", "include_num_members": "boolean"},
        scope="*:read",
    ),
    Method(
        "conversations.members",
        members,
        required={"channel": "string"},
        optional={"cursor": "string", "limit": "integer"},
        scope="*:read",
    ),
    Method(
        "conversations.open",
        open_conversation,
        optional={
            "channel": "string",
            "users": "string",
            "return_im": "boolean",
            "prevent_creation": "boolean",
        },
        scope="*:write",
    ),
)
