"""`users.list` and `users.info`."""

from typing import Any

from sandbox.api.method import Call, Method
from sandbox.api.paging import next_cursor, page
from sandbox.people_json import user_json
from sandbox.workspace import Person

JsonObject = dict[str, Any]
MOST_AT_ONCE = 1000


def _user(call: Call, person: Person) -> JsonObject:
    return user_json(
        person,
        call.slack.workspace,
        call.slack.clock.now(),
        with_email=call.has_scope("users:read.email"),
        with_locale=call.get("include_locale", False),
    )


def users_list(call: Call) -> JsonObject:
    people = sorted(call.slack.workspace.people.values(), key=lambda person: person.id)
    some, cursor = page(call, people, default=MOST_AT_ONCE, most=MOST_AT_ONCE)
    return {
        "members": [_user(call, person) for person in some],
        "cache_ts": int(call.slack.clock.now()),
        **next_cursor(cursor),
    }


def users_info(call: Call) -> JsonObject:
    return {"user": _user(call, call.person("user"))}


METHODS = (
    Method(
        "users.list",
        users_list,
        optional={
            "cursor": "string",
            "limit": "integer",
            "include_locale": "boolean",
            "team_id": "string",
        },
        scope="users:read",
    ),
    Method(
        "users.info",
        users_info,
        required={"user": "string"},
        optional={"include_locale": "boolean"},
        scope="users:read",
    ),
)
