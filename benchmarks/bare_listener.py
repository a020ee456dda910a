"""The bare counterpart of `/mypay`: a Bolt listener that does the same SQL by the driver, and nothing else.

`python -m benchmarks.bare_listener DATABASE STATEMENTS PORT`: STATEMENTS is a JSON list of SQL texts with `:person` and `:slack` for the one who asks.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from benchmarks.population import person_of_slack


def build(database: str, statements: list[str], secret: str) -> web.Application:
    connection = sqlite3.connect(database)

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-bench", bot_id="B1", bot_user_id="U1")  # noqa: S106

    app = AsyncApp(signing_secret=secret, authorize=authorize, process_before_response=True)

    @app.command("/mypay")
    async def mypay(ack, command) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - Bolt hands in by name
        asker = {"slack": command["user_id"], "person": person_of_slack(command["user_id"])}
        found = sum(len(connection.execute(sql, asker).fetchall()) for sql in statements)
        await ack(
            {
                "response_type": "ephemeral",
                "blocks": [{"type": "section", "text": {"type": "plain_text", "text": f"{found} rows"}}],
            }
        )

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post("/slack/events", events)
    return server


def main() -> None:
    database, statements, port = sys.argv[1:]
    application = build(database, json.loads(Path(statements).read_text(encoding="utf-8")), "bench-secret")
    web.run_app(
        application, host="127.0.0.1", port=int(port), print=lambda *_: print("ready", flush=True), access_log=None
    )


if __name__ == "__main__":
    main()
