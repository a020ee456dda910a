"""Names, ids and sources are somebody's words too: nothing in them mentions, links, formats, turns around or hides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from aiohttp import web

from tests.bot.house import broken_api
from tests.commands.conftest import HERE, LONG_AGO, Company
from tests.security.house import INES, SAM, real_door
from tests.storage.recording import fact, person, stay

EVIL = "<!here> *b* <@U0INES> <https://evil.example|x> :tada: `c` <b>h</b> & \u202egnp.exe\u200b\nnew"
_MENTION = re.compile(r"<(?!!date\^\d+\^\{date_short\} at \{time\}\|[^<>|]*>)")


def _texts(value: Any) -> Iterator[dict[str, Any]]:
    """Every text object of Block Kit."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value
        for inside in value.values():
            yield from _texts(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _texts(inside)


async def test_evil_words_in_the_database_are_shown_as_words(enrolled: Company) -> None:
    enrolled.record(
        person("sam", name=f"Sam {EVIL}", slack_user_id=SAM),
        person("ines", name=f"Ines {EVIL}", slack_user_id=INES),
        stay("sam", date(2024, 3, 1), manager_id="ines", attributes={"role": "manager"}, **HERE),
        fact(
            EVIL,
            metric="plan-current",
            subject_id="sam",
            observed=date(2026, 11, 1),
            value="no",
            unit="yes/no",
            item_id=EVIL,
        ),
        at=LONG_AGO + 2,
        source=EVIL,
    )
    shown: list[Any] = []

    async def receive(request: web.Request) -> web.StreamResponse:
        shown.append(await request.json())
        return web.json_response({"ok": True})

    async with broken_api(receive) as (api, _), real_door(enrolled, api) as door:
        await door.type("/team", who=INES)
        shown.append(json.loads(await door.send(INES, "sam", f"reason {EVIL}")))
        ref = shown[-1]["view"]["private_metadata"].split("|")[1]
        shown += [(await door.type("/mypay", text, who=SAM)).body for text in ("", "looks", EVIL)]
        shown.append((await door.type("/fairshare", EVIL, who=SAM)).body)
        for figure in ("nrr", "adopt", "ttv"):
            await door.press(f"fs.why.{figure}", ref, INES)
            await door.press("fs.rows.open", f"1|{ref}|0|{figure}", INES)
    texts = list(_texts(shown))
    assert sum("evil.example" in each["text"] for each in texts) >= 6
    assert not [each for each in texts if re.search("[\u202e\u200b]", each["text"])]
    for each in texts:
        if each.get("type") == "mrkdwn":
            assert each["verbatim"] is True
            assert not _MENTION.search(each["text"]), each
            assert "*b*" not in each["text"]
            assert "`c`" not in each["text"]
            assert ":tada:" not in each["text"]
        elif each.get("type") == "plain_text":
            assert each["emoji"] is False
        else:
            assert each.get("type") in {"text", "button", "raw_text", "header"}, each
