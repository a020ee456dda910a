"""What stands beside a benchmark as processes of their own: a local Slack, and whatever prints a line when it is ready."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from benchmarks.population import slack_id

JsonObject = dict[str, Any]
PORT = 8961
URL = f"http://127.0.0.1:{PORT}/"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-bench", "xapp-bench", "bench-secret"
_OPENER = build_opener(ProxyHandler({}))


@contextmanager
def local_slack(folder: Path, manifest: JsonObject, channels: Sequence[str] = ("C1",), *options: str) -> Iterator[None]:
    """A local Slack with one person, who is in all channels, as the bot is."""
    bot, person = "U0BOT", slack_id(0)
    workspace = {
        "team": {"id": "T1", "name": "Bench", "domain": "bench"},
        "app": {
            "id": "A1",
            "name": "Fairshare",
            "bot_user": bot,
            "bot_id": "B0BOT",
            "bot_token": BOT_TOKEN,
            "app_token": APP_TOKEN,
            "signing_secret": SECRET,
        },
        "people": [{"id": person, "name": "one", "real_name": "One"}],
        "channels": [{"id": each, "name": each.lower(), "members": [person, bot]} for each in channels],
    }
    for name, content in (("workspace", workspace), ("manifest", manifest)):
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    files = ("--workspace", str(folder / "workspace.json"), "--manifest", str(folder / "manifest.json"))
    with process("-m", "sandbox", *files, "--port", str(PORT), *options):
        yield


def ask(address: str, body: JsonObject | None = None) -> JsonObject:
    """A JSON answer of the local Slack, also where it says that something did not work."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(URL + address, data, {"Content-Type": "application/json"})  # noqa: S310 - our own process
    with _OPENER.open(request, timeout=30) as response:
        answer: JsonObject = json.load(response)
    return answer


@contextmanager
def process(*arguments: str, env: dict[str, str] | None = None) -> Iterator[None]:
    """A Python process that prints a line when it is ready; ended at the end."""
    child = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, env={**os.environ, **(env or {})})
    try:
        if child.stdout is None or b"ready" not in child.stdout.readline():
            raise RuntimeError(f"{' '.join(arguments)} did not start")
        yield
    finally:
        child.terminate()
        child.wait(15)
