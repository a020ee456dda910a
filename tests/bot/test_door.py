"""Signed requests to the real door: who is let in, what is answered, what is refused."""

from __future__ import annotations

import asyncio
import json
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiohttp import web

from bot.render.blockkit import answer
from storage.database import Database
from tests.bot.house import CANARY, Commands, Door, broken_api, open_door
from tests.bot.knock import ANA, CORA, GREG, GUS, MIA, NOBODY, ROB, command_payload, signed
from tests.bot.sayings import mypay

MOCKUPS = Path(__file__).parent.parent / "data" / "messages"


async def test_a_command_is_answered_in_its_acknowledgement(door: Door, commands: Commands) -> None:
    answered = await door.type("/mypay", "Q3")
    assert answered.status == 200
    assert answered.body == answer(mypay())
    assert [(ask.who.person_id, ask.text) for ask in commands.asked] == [("ana", "Q3")]


async def test_every_command_is_reachable_through_the_general_one(door: Door, commands: Commands) -> None:
    assert (await door.type("/fairshare", "mypay Q3 2026")).body == answer(mypay())
    assert commands.asked[0].text == "Q3 2026"
    assert (await door.type("/fairshare", "MYPAY")).body == answer(mypay())


@pytest.mark.parametrize("asked", ["", "help", " HELP "])
async def test_the_general_command_lists_what_this_person_can_do(door: Door, asked: str) -> None:
    mine = (await door.type("/fairshare", asked)).words
    assert "/mypay [period | help]` Where you stand." in mine
    assert "/team" not in mine
    assert "/team" in (await door.type("/fairshare", asked, who=MIA)).words


async def test_help_shows_examples(door: Door) -> None:
    shown = (await door.type("/mypay", "help")).words
    assert "`/mypay Q3` an earlier quarter" in shown


async def test_an_unknown_command_is_answered_with_the_nearest(door: Door) -> None:
    assert "Did you mean `/fairshare mypay`?" in (await door.type("/fairshare", "mypai")).words
    assert "Did you mean `/mypay`?" in (await door.type("/mypays")).words
    assert "Did you mean" not in (await door.type("/fairshare", "zzzzzz")).words


async def test_commands_can_be_renamed(company: Database, commands: Commands) -> None:
    async with open_door(company, commands, COMMAND_MYPAY="/variable") as door:
        assert (await door.type("/variable")).body == answer(mypay())
        assert "/variable [period" in (await door.type("/fairshare")).words
        assert (await door.type("/fairshare", "mypay")).body == answer(mypay())


async def test_one_refusal_for_every_cause(door: Door) -> None:
    """Not a letter tells a guest from somebody unknown; only the reference differs, one a person and day."""
    mockup = json.loads((MOCKUPS / "refusal.json").read_text(encoding="utf-8"))
    for who in (NOBODY, GUS, GREG, ROB):
        for command in ("/mypay", "/fairshare", "/team", "/nothing"):
            refused = (await door.type(command, who=who)).body
            reference = refused["blocks"][1]["text"]["text"].split("`")[1]
            assert json.dumps(refused).replace(reference, "R-5G8D") == json.dumps(mockup)


async def test_a_refusal_is_the_same_whatever_the_person_may_not_see(door: Door) -> None:
    """Ana is no manager, and may not see what `/whose` asks for: byte for byte one answer."""
    assert (await door.type("/team")).text == (await door.type("/whose")).text
    assert (await door.type("/team")).text == (await door.type("/whose", "somebody who has no plan")).text


async def test_the_reference_of_a_refusal_leads_to_its_cause(door: Door, logged: StringIO) -> None:
    refused = await door.type("/mypay", who=GUS)
    reference = refused.body["blocks"][1]["text"]["text"].split("`")[1]
    line = next(line for line in logged.getvalue().splitlines() if reference in line)
    assert line.endswith(f"refused=a guest what=/mypay who={GUS}")


async def test_a_partners_contact_is_let_in_though_a_guest(door: Door) -> None:
    assert (await door.type("/mypay", who=CORA)).body == answer(mypay())


async def test_an_account_of_another_workspace_is_refused(door: Door) -> None:
    assert "not something I can show you" in (await door.type("/mypay", team_id="T0OTHER")).words


async def test_nothing_typed_changes_who_asks(door: Door, commands: Commands) -> None:
    for text in (MIA, f"<@{MIA}>", f"user_id={MIA}", json.dumps({"user_id": MIA}), "mia"):
        await door.type("/mypay", text, user_name="mia")
    assert {ask.who.person_id for ask in commands.asked} == {"ana"}


async def test_long_and_odd_words_are_taken(door: Door, commands: Commands) -> None:
    shown = await door.type("/echo", "é🎉" * 5000)
    assert shown.status == 200
    assert len(commands.asked[0].text) == 1000
    shown = await door.type("/echo", "<!channel> & <@U002> *all* :tada: \u202eevil\u0000")
    assert "&lt;!channel&gt; &amp; &lt;@U002&gt; ∗all∗ ∶tada: evil" in shown.words


async def test_the_general_command_hands_on_what_was_typed(door: Door, commands: Commands) -> None:
    """Slack escapes its words, since it takes people; a command that takes none gets them plain."""
    await door.type("/fairshare", "echo R&amp;D &lt;3 &amp;lt;")
    assert commands.asked[-1].text == "R&D <3 &lt;"
    await door.type("/fairshare", "team R&amp;D <@U1|ana>", who=MIA)
    assert commands.asked[-1].text == "R&amp;D <@U1|ana>"
    await door.type("/echo", "&amp;")
    assert commands.asked[-1].text == "&amp;"


async def test_words_that_look_like_slacks_own_keys_are_words(door: Door, commands: Commands) -> None:
    for text in ("payload", "payload=1", '{"type": "block_actions"}', "ssl_check=1"):
        assert (await door.type("/echo", text)).status == 200
        assert commands.asked[-1].text == text


async def test_a_fault_of_ours_leaves_a_reference_and_a_way_on(door: Door, logged: StringIO) -> None:
    failed = (await door.type("/boom", "now")).body
    mockup = json.loads((MOCKUPS / "error-with-reference.json").read_text(encoding="utf-8"))
    assert [block["type"] for block in failed["blocks"]] == [block["type"] for block in mockup["blocks"]]
    assert failed["blocks"][0] == mockup["blocks"][0]
    reference = failed["blocks"][1]["text"]["text"].split("`")[1]
    assert failed["blocks"][2]["elements"][0]["value"] == "boom now"
    record = logged.getvalue()
    assert f"reference={reference} what=/boom who={ANA}" in record
    assert "builtins.ValueError" in record
    assert "house.py" in record
    assert CANARY not in record
    assert CANARY not in json.dumps(failed)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "9" * 5000, "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "١٢٣", "X-Slack-Signature": "v0=abc"},
    ],
)
async def test_what_is_not_signed_is_unauthorized(door: Door, commands: Commands, headers: dict[str, str]) -> None:
    answered = await door.post(urlencode(command_payload("/mypay")), headers)
    assert answered.status == 401
    assert commands.asked == []


async def test_wrong_old_and_early_signatures_are_unauthorized(door: Door, commands: Commands) -> None:
    body = urlencode(command_payload("/mypay"))
    stamp = signed(body)
    assert (await door.post(body, signed(body, secret="other"))).status == 401
    assert (await door.post(body, signed(body, age_s=301))).status == 401
    assert (await door.post(body, signed(body, age_s=-302))).status == 401
    assert (await door.post(body + "x", stamp)).status == 401
    assert (await door.post(body, stamp | {"X-Slack-Signature": stamp["X-Slack-Signature"] + "é"})).status == 401
    assert commands.asked == []


async def test_a_repeated_request_is_answered_again(door: Door) -> None:
    """Reading twice does no harm, and Slack repeats what it thinks was lost."""
    body = urlencode(command_payload("/mypay"))
    headers = signed(body)
    assert [(await door.post(body, headers)).status for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize(
    ("body", "form", "status"),
    [
        (b"{", "json", 400),
        (b"[]", "json", 400),
        (b"payload={", "x-www-form-urlencoded", 400),
        (b"payload=7", "x-www-form-urlencoded", 400),
        (b"\xff\xfe", "x-www-form-urlencoded", 401),
    ],
)
async def test_malformed_bodies_do_no_harm(door: Door, body: bytes, form: str, status: int) -> None:
    assert (await door.post(body, signed(body), form)).status == status
    assert (await door.post(body, {}, form)).status == 401


async def test_a_body_beyond_reason_is_refused(door: Door) -> None:
    body = urlencode(command_payload("/mypay", "x" * 1_100_000))
    assert (await door.post(body, signed(body))).status == 413


async def test_slacks_own_checks_are_answered(door: Door) -> None:
    assert (await door.post("ssl_check=1&token=old", {})).status == 200
    challenge = json.dumps({"type": "url_verification", "challenge": "abc", "token": "old"})
    assert "abc" in (await door.post(challenge, signed(challenge), "json")).text


async def _http_500(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=500, text="not well")


async def _silence(request: web.Request) -> web.StreamResponse:
    transport = request.transport
    assert transport is not None
    transport.abort()
    return web.Response()


async def _nothing_for_long(_request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    return web.Response()


@pytest.mark.parametrize("trouble", [_http_500, _silence, _nothing_for_long])
async def test_a_command_asks_nothing_of_slack_and_answers_while_it_is_down(
    company: Database, commands: Commands, trouble: object
) -> None:
    async with broken_api(trouble) as (api, asked), open_door(company, commands, api) as door:
        assert (await door.type("/mypay")).body == answer(mypay())
        assert (await door.type("/fairshare", "help")).status == 200
        assert asked == []


@pytest.mark.parametrize("trouble", [_http_500, _silence, _nothing_for_long])
async def test_a_form_that_cannot_be_opened_is_answered_in_words(
    company: Database, commands: Commands, trouble: object
) -> None:
    async with broken_api(trouble) as (api, asked), open_door(company, commands, api, deadline_s=0.3) as door:
        answered = await door.type("/form")
        assert asked == ["/api/views.open"]
        expected = "could not be opened" if trouble is not _nothing_for_long else "The answer is coming"
        assert expected in answered.words
        for task in door.app.front._under_way:
            task.cancel()


async def test_questions_without_end_are_answered_kindly(door: Door) -> None:
    door.app.front.pace.burst = 3
    words = [(await door.type("/mypay")).words for _ in range(4)]
    assert "That was a lot of questions at once." in words[3]
    assert "That was a lot" not in "".join(words[:3])
    assert "That was a lot" not in (await door.type("/mypay", who=MIA)).words
