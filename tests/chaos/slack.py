"""The local Slack as a process of its own: a company with many channels, faults in every call that delivery makes, a history that lags."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from tests.chaos.worker import LAG_S, SLOW_MS
from tests.sandbox.house import BOT_TOKEN, WORKSPACE, manifest_with

JsonObject = dict[str, Any]
BEGINS = "2026-11-20T06:00:00Z"
OPERATORS = "C900"
CHANNELS = [f"C{number}" for number in range(101, 113)]  # many: each takes one post a second
PEOPLE = [f"U{number}" for number in range(101, 109)]
METHODS = (
    "chat.postMessage", "chat.update", "conversations.info", "conversations.open", "conversations.history",
    "files.getUploadURLExternal", "upload_url", "files.completeUploadExternal", "files.info",
)  # fmt: skip
# A slow answer is where a worker is most likely to be when it is killed.
FAULTS: tuple[JsonObject, ...] = (
    {"kind": "drop_after", "share": 0.08},
    {"kind": "drop", "share": 0.08},
    {"kind": "http_error", "status": 503, "share": 0.05},
    {"kind": "slow", "ms": SLOW_MS, "share": 0.25},
    {"kind": "ratelimited", "retry_after": 1, "share": 0.03},
)
_OPENER = build_opener(ProxyHandler({}))  # a neighbour on this machine


@dataclass(frozen=True)
class Slack:
    """Its addresses, and what the trial asks there."""

    url: str
    api: str

    def ask(self, address: str, body: JsonObject | None = None, method: str | None = None) -> JsonObject:
        """A JSON answer of `/admin/…` or `/local/…`."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url + address, data, {"Content-Type": "application/json"}, method=method)  # noqa: S310  # our own process
        return self._answer(request)

    def call(self, method: str, **arguments: Any) -> JsonObject:
        """A call of the Web API with the bot's token."""
        bearer = {"Authorization": f"Bearer {BOT_TOKEN}"}
        return self._answer(Request(self.api + method, urlencode(arguments).encode(), bearer))  # noqa: S310  # our own process

    def fail(self, seed: int) -> None:
        """From now on a share of the calls goes wrong, drawn from the seed, and the history lags."""
        for place, method in enumerate(METHODS):
            for kind, fault in enumerate(FAULTS):
                self.ask("admin/faults", {"method": method, "seed": seed * 1000 + place * 10 + kind, **fault})
        self.ask("admin/lag", {"seconds": LAG_S})

    def recover(self) -> None:
        """No more faults. The history goes on lagging, as histories do."""
        self.ask("admin/faults", method="DELETE")

    def reach(self, instant: str) -> None:
        """It is later for people, and for what falls due."""
        self.ask("local/clock", {"to": instant})

    def rest(self) -> None:
        """Long enough for every message to show and every limit to be forgotten: before the counting."""
        self.ask("admin/clock", {"advance": 600})

    def messages(self, conversation: str) -> Iterator[JsonObject]:
        """Everything in a conversation, as the bot itself could read it."""
        cursor = ""
        while True:
            page = self.call(
                "conversations.history", channel=conversation, limit=900, include_all_metadata="true", cursor=cursor
            )
            yield from page["messages"]
            cursor = page.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return

    def conversations(self) -> list[str]:
        """Every channel, and the direct message with everybody."""
        directs = [self.call("conversations.open", users=person)["channel"]["id"] for person in PEOPLE]
        return [OPERATORS, *CHANNELS, *directs]

    def _answer(self, request: Request) -> JsonObject:
        with _OPENER.open(request, timeout=30) as response:
            answer: JsonObject = json.load(response)
        if not answer.get("ok", True):
            raise RuntimeError(f"{request.full_url}: {answer}")
        return answer


@contextmanager
def local_slack(folder: Path) -> Iterator[Slack]:
    """Ready, with Slack's limits counted; ended at the end."""
    bot = WORKSPACE["app"]["bot_user"]
    workspace = WORKSPACE | {
        "people": [{"id": person, "name": person.lower(), "real_name": person} for person in PEOPLE],
        "channels": [{"id": name, "name": name.lower(), "members": [bot, *PEOPLE]} for name in [OPERATORS, *CHANNELS]],
    }
    manifest = manifest_with("im:history", "files:write", "files:read")
    for name, content in (("workspace", workspace), ("manifest", manifest)):
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    files = ["--workspace", str(folder / "workspace.json"), "--manifest", str(folder / "manifest.json")]
    command = [sys.executable, "-m", "sandbox", *files, "--port", "0", "--clock", BEGINS]
    with (
        (folder / "slack.log").open("w", encoding="utf-8") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            if process.stdout is None or not (line := process.stdout.readline()):
                raise RuntimeError("the local Slack did not start")
            ready = json.loads(line)
            yield Slack(ready["url"], ready["api"])
        finally:
            process.terminate()
