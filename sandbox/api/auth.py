"""`auth.test` and `apps.connections.open`."""

from typing import Any

from sandbox.api.method import Call, Method

JsonObject = dict[str, Any]


def auth_test(call: Call) -> JsonObject:
    team, app = call.slack.workspace.team, call.slack.workspace.app
    if call.token == app.app_token:
        return {"app_name": app.name, "app_id": app.id}
    return {
        "url": call.slack.base_url + "/",
        "team": team.name,
        "user": call.slack.workspace.people[app.bot_user].name,
        "team_id": team.id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> JsonObject:
    """An address for one WebSocket; good for a short while, once."""
    ticket = call.services.sockets.new_ticket()
    link = call.slack.base_url.replace("http://", "ws://", 1)
    return {"url": f"{link}/link/?ticket={ticket}&app_id={call.slack.workspace.app.id}"}


METHODS = (
    Method("auth.test", auth_test, token="either"),  # noqa: S106  # a kind of token, not one
    Method("apps.connections.open", connections_open, token="app"),  # noqa: S106
)
