"""Who has no secret cannot keep the door busy; and what has one is still not believed."""

from __future__ import annotations

import asyncio
import json
import zlib
from urllib.parse import urlsplit

import pytest

from bot import door as doors
from storage.slack_users import slack_user
from tests.bot.knock import TEAM, signed
from tests.commands.conftest import Company
from tests.security.house import SAM, Knocker, real_door

MEGABYTE = 1024 * 1024


async def test_an_unsigned_form_is_not_taken_apart(enrolled: Company) -> None:
    """A form of a megabyte takes seconds to read, and anybody can send one: only the few bytes of Slack's own check are looked at."""
    async with real_door(enrolled) as door:
        assert (await door.post("ssl_check=1&token=abc", {})).status == 200
        assert (await door.post(("ssl_check=1&" + "a=1&" * MEGABYTE)[: MEGABYTE - 1], {})).status == 401
        assert (await door.post("ssl_check=1", {"X-Slack-Signature": "v0=abc"})).status == 401
        assert (await door.post("ssl_check=1&command=/mypay&user_id=" + SAM, {})).text == ""


async def test_a_body_that_never_ends_is_given_up(enrolled: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "READ_S", 0.05)
    async with real_door(enrolled) as door:
        reader, writer = await _connected(door)
        writer.write(
            b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
        )
        assert await reader.readline() == b"HTTP/1.1 408 Request Timeout\r\n"
        writer.close()
        assert (await door.type("/mypay", who=SAM)).status == 200


async def _connected(door: Knocker) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    address = urlsplit(door.url)
    return await asyncio.open_connection(address.hostname, address.port)


async def test_bodies_of_many_megabytes_are_refused_packed_or_not(enrolled: Company) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(b"\0" * MEGABYTE) for _ in range(100)) + packer.flush()
    assert len(packed) < MEGABYTE
    async with real_door(enrolled) as door:
        assert (await door.post(packed, {"Content-Encoding": "gzip", **signed(packed)})).status == 413
        assert (await door.post(b"x" * 50 * MEGABYTE, signed(b"x"))).status == 413


@pytest.mark.parametrize("body", ["[" * 200_000, '{"a":' * 100_000])
async def test_brackets_without_end_are_malformed(enrolled: Company, body: str) -> None:
    async with real_door(enrolled) as door:
        assert (await door.post(body, signed(body), "json")).status == 400


@pytest.mark.parametrize("team", [{"team_id": "T0OTHER"}, {}, {"team_id": TEAM, "user": {"team_id": "T0OTHER"}}])
async def test_another_workspaces_event_changes_no_account_here(enrolled: Company, team: dict[str, object]) -> None:
    """One secret signs for every workspace that has installed the app."""
    gone = {"id": SAM, "deleted": True, "updated": 2_000_000_000}
    body = json.dumps({"type": "event_callback", **team, "event": {"type": "user_change", "user": gone}})
    async with real_door(enrolled) as door:
        assert (await door.post(body, signed(body), "json")).status == 200
        with enrolled.world.database.read() as connection:
            account = slack_user(connection, SAM)
        assert account is not None
        assert not account.deleted
        assert "98,765" in (await door.type("/mypay", who=SAM)).text
