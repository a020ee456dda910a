"""The same calls to another emulator of Slack (npm `emulate`), as a second opinion on answers: `ok`, `error` and keys.

It is never installed by a test. `FAIRSHARE_EMULATE` names a folder in which somebody did: `npm install emulate@0.12.2 node@24`.
"""

import asyncio
import os
import socket
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox import LocalSlack, Pace
from tests.sandbox.house import BOT_TOKEN, WORKSPACE, form, manifest_with, section
from tests.sandbox.published import PUBLISHED, keys, unexplained

JsonObject = dict[str, Any]
FOLDER = Path(os.environ.get("FAIRSHARE_EMULATE", "/nowhere"))
NODE = FOLDER / "node_modules" / "node" / "bin" / "node"
PROGRAM = FOLDER / "node_modules" / "emulate" / "dist" / "index.js"
pytestmark = [
    pytest.mark.emulate,
    pytest.mark.skipif(
        not (NODE.exists() and PROGRAM.exists()),
        reason="FAIRSHARE_EMULATE names no folder with emulate@0.12.2 and node@24",
    ),
]

SEED = """
slack:
  team: {name: Northwind, domain: northwind}
  users: [{name: ana, real_name: Ana Alves, email: ana@example.com}]
  channels: [{name: general, topic: General}]
  bots: [{name: teller}]
"""
POST: JsonObject = {"channel": "@channel", "text": "x"}
THIS: JsonObject = {"channel": "@channel", "ts": "@ts"}
CASES: list[tuple[str, str, JsonObject]] = [
    ("who am I", "auth.test", {}),
    ("all people", "users.list", {}),
    ("a person", "users.info", {"user": "@person"}),
    ("nobody", "users.info", {"user": "U0NOBODY001"}),
    ("a channel", "conversations.info", {"channel": "@channel"}),
    ("no channel", "conversations.info", {"channel": "C0NOTHERE01"}),
    ("members", "conversations.members", {"channel": "@channel"}),
    ("a direct message", "conversations.open", {"users": "@person"}),
    ("a post", "chat.postMessage", {**POST, "metadata": {"event_type": "a", "event_payload": {"k": "1"}}}),
    ("a post of nothing", "chat.postMessage", {"channel": "@channel"}),
    ("a post nowhere", "chat.postMessage", {"channel": "C0NOTHERE01", "text": "x"}),
    ("an update", "chat.update", {**THIS, "text": "y"}),
    ("an update of nothing", "chat.update", {"channel": "@channel", "ts": "1.000001", "text": "y"}),
    ("an ephemeral", "chat.postEphemeral", {**POST, "user": "@member"}),
    ("history", "conversations.history", {"channel": "@channel", "limit": 1}),
    ("a thread", "conversations.replies", THIS),
    ("no thread", "conversations.replies", {"channel": "@channel", "ts": "1.000001"}),
    ("a modal", "views.open", {"trigger_id": "@trigger", "view": form()}),
    ("a modal with a trigger of nobody", "views.open", {"trigger_id": "1.2.x", "view": form()}),
    ("a pushed modal", "views.push", {"trigger_id": "@trigger", "view": form()}),
    ("an updated modal", "views.update", {"view_id": "@view", "view": form()}),
    ("no modal", "views.update", {"view_id": "V0NOTHERE01", "view": form()}),
    ("a Home tab", "views.publish", {"user_id": "@person", "view": {"type": "home", "blocks": [section("x")]}}),
    ("a file is announced", "files.getUploadURLExternal", {"filename": "a.png", "length": 3}),
    ("a file is completed", "files.completeUploadExternal", {"files": [{"id": "@file"}], "channel_id": "@channel"}),
    ("no file is completed", "files.completeUploadExternal", {"files": [{"id": "F0NOTHERE01"}]}),
    ("a file", "files.info", {"file": "@file"}),
    ("no file", "files.info", {"file": "F0NOTHERE01"}),
    ("blocks", "blocks.validate", {"blocks": []}),
    ("a socket", "apps.connections.open", {}),
]
OTHER_ANSWER: dict[str, str] = {
    "no thread": "it answers an empty one; Slack documents thread_not_found",
    "a pushed modal": "its triggers know of no open modal; Slack's do",
    "blocks": "it has no blocks.validate",
    "a socket": "it has no Socket Mode",
}
"""Cases in which `ok` or `error` differ, and why ours stands."""
OTHER_KEYS: dict[str, str] = {
    "users.* *.profile.huddle_state*": "nobody is in a huddle here",
    "users.* *.profile.status_emoji_display_info": "of people with a status",
    "users.* *.profile.image_*": "nobody has a picture here",
    "users.* *.profile.skype": "a field of older workspaces",
    "conversations.info channel.is_open": "of direct messages",
    "conversations.info channel.last_read": "what a person has read; an app has read nothing",
    "conversations.info channel.num_members": "only where it was asked for",
    "chat.update message.ts": "in no published example",
    "conversations.history messages[[]].metadata": "only with include_all_metadata",
    "files.* *.is_starred": "stars are gone from Slack",
    "files.completeUploadExternal *.comments_count": "in files.info",
    "files.* *.is_silent_share": "in some published examples only",
}
"""Keys that only the other one has: pattern over `method key` -> reason. Keys that only ours has must be published ones."""


@dataclass
class Side:
    """One of the two, with the ids that stand for the same things there."""

    api: str
    session: aiohttp.ClientSession
    known: JsonObject = field(default_factory=dict)

    async def call(self, method: str, arguments: JsonObject) -> JsonObject:
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        async with self.session.post(self.api + method, json=self._filled(arguments), headers=headers) as answer:
            body: JsonObject = await answer.json()
            return body if "ok" in body else {"ok": False, "error": f"http {answer.status}"}

    def _filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._filled(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [self._filled(entry) for entry in value]
        return self.known[value[1:]] if isinstance(value, str) and value.startswith("@") else value

    async def upload(self) -> str:
        ticket = await self.call("files.getUploadURLExternal", {"filename": "a.png", "length": 3})
        port = self.api.rsplit(":", 1)[1].partition("/")[0]
        url = f"http://127.0.0.1:{port}/upload/{ticket['upload_url'].partition('/upload/')[2]}"
        async with self.session.post(url, data=b"abc"):
            return str(ticket["file_id"])


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def ours(session: aiohttp.ClientSession) -> AsyncIterator[Side]:
    manifest = manifest_with("files:write", "files:read", "users:read.email")
    async with LocalSlack.start(WORKSPACE, manifest, pace=Pace(processing=0)) as slack:
        side = Side(slack.api_url, session, {"channel": "C001", "person": "U001", "member": "U001"})
        side.known["new_trigger"] = lambda: slack.slack.permits.new_trigger("U001")
        yield side


@asynccontextmanager
async def emulate(folder: Path) -> AsyncIterator[str]:
    """The other one, started; gives the base of its API."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "seed.yaml").write_text(SEED)
    arguments = [str(NODE), str(PROGRAM), "start", "-s", "slack", "-p", str(port), "--seed", "seed.yaml"]
    process = await asyncio.create_subprocess_exec(*arguments, cwd=folder, stdout=PIPE, stderr=DEVNULL)
    try:
        assert process.stdout is not None
        while b"Ready" not in (line := await asyncio.wait_for(process.stdout.readline(), 60)):
            assert line, "it ended before it was ready"
        yield f"http://127.0.0.1:{port}/api/"
    finally:
        process.terminate()
        await process.wait()


@pytest.fixture
async def theirs(session: aiohttp.ClientSession, tmp_path: Path) -> AsyncIterator[Side]:
    async with emulate(tmp_path) as api:
        side = Side(api, session)
        people = (await side.call("users.list", {}))["members"]
        channels = (await side.call("conversations.list", {}))["channels"]
        side.known["person"] = next(person["id"] for person in people if person["name"] == "ana")
        side.known["member"] = next(person["id"] for person in people if person["name"] == "admin")
        side.known["channel"] = next(channel["id"] for channel in channels if channel["name"] == "general")
        yield side


async def prepare(side: Side) -> None:
    """A post to update, a trigger for each modal, a file to complete."""
    side.known["ts"] = (await side.call("chat.postMessage", POST))["ts"]
    side.known["file"] = await side.upload()


async def trigger(side: Side) -> str:
    if "new_trigger" in side.known:
        return str(side.known["new_trigger"]())
    return str((await side.call("views.generateTriggerId", {"user": "@person", "user_id": "@person"}))["trigger_id"])


async def ask(side: Side, method: str, arguments: JsonObject) -> JsonObject:
    if arguments.get("trigger_id") == "@trigger":
        side.known["trigger"] = await trigger(side)
    answer = await side.call(method, arguments)
    if method == "views.open" and answer["ok"]:
        side.known["view"] = answer["view"]["id"]
    return answer


async def test_both_answer_alike(ours: Side, theirs: Side) -> None:
    """One process for all cases, since it takes seconds to start; every difference is named at once."""
    for side in (ours, theirs):
        await prepare(side)
    differences: list[str] = []
    for name, method, arguments in CASES:
        here, there = [await ask(side, method, arguments) for side in (ours, theirs)]
        said = [(answer["ok"], answer.get("error")) for answer in (here, there)]
        if said[0] != said[1]:
            differences += [] if name in OTHER_ANSWER else [f"{name}: {said[0]} here, {said[1]} there"]
            continue
        published = PUBLISHED["methods"][method]
        own, other = keys(here), keys(there)
        strange = {f"{method} {key}" for key in own - other if here["ok"]} - {
            f"{method} {key}" for key in (*published["always"], *published["sometimes"])
        }
        differences += sorted(key for key in strange if "files[]." not in key)
        differences += sorted(unexplained({f"{method} {key}" for key in other - own}, OTHER_KEYS))
    assert differences == []
    assert set(OTHER_ANSWER) <= {case[0] for case in CASES}
