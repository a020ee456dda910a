"""Whoever may not see something learns nothing from how it is refused: one wording, byte for byte, for every cause."""

from __future__ import annotations

import re

import pytest

from storage.looks import looks_at
from tests.bot.knock import TEAM, signed
from tests.commands.conftest import Company
from tests.security.house import CONTACT, INES, LEFT, OLGA, PAT, RAE, REFUSED, SAM, real_door


def _worded(text: str) -> str:
    """Without the reference, the one thing that differs: one a person and a day."""
    assert "That is not something I can show you." in text
    return re.sub(r"R-[0-9A-Z]{4}", "R-5G8D", text)


async def test_every_account_without_a_claim_hears_the_same(enrolled: Company) -> None:
    async with real_door(enrolled) as door:
        heard = set()
        for who in (*REFUSED, "", "u0sam", "U0SAM ", "' OR '1'='1"):
            for command, text in (
                ("/mypay", ""),
                ("/mypay", "looks"),
                ("/team", ""),
                ("/fairshare", "help"),
                ("/no", ""),
            ):
                answered = await door.type(command, text, who=who)
                heard.add((answered.status, _worded(answered.text)))
        for team in ("T0OTHER", ""):
            answered = await door.type("/mypay", team_id=team)
            heard.add((answered.status, _worded(answered.text)))
        for who in (SAM, PAT, LEFT, CONTACT):  # people with pay of their own who lead nobody
            answered = await door.type("/team", who=who)
            heard.add((answered.status, _worded(answered.text)))
        assert len(heard) == 1


async def test_whom_one_does_not_lead_is_refused_as_if_they_were_not_there(enrolled: Company) -> None:
    """Nobody opened the form: a forged one is sent, for oneself, one's boss, a colleague's report, somebody too far down, nobody."""
    forged = [
        *(
            (INES, whom)
            for whom in ("ines", "olga", "pat", "rival", "nobody", "", " sam", "sam\0", "SAM", "U0SAM", "sam,pat")
        ),
        *((OLGA, whom) for whom in ("sam", "pat")),
        *((RAE, "sam"), (SAM, "sam"), (SAM, "pat"), (LEFT, "orphan"), (CONTACT, "pat")),
        *((who, "sam") for who in REFUSED),
    ]
    async with real_door(enrolled) as door:
        assert len({_worded(await door.send(who, whom)) for who, whom in forged}) == 1
    with enrolled.world.database.read() as connection:
        assert [looks_at(connection, whom, 9) for whom in ("sam", "pat", "orphan", "olga")] == [[], [], [], []]


async def test_a_forged_name_or_team_changes_nobody(enrolled: Company) -> None:
    async with real_door(enrolled) as door:
        mine = (await door.type("/mypay", who=PAT)).text
        for forged in (
            {"user_name": "sam"},
            {"user[id]": SAM},
            {"user": SAM},
            {"team_domain": "T0OTHER"},
            {"payee": "sam"},
        ):
            assert (await door.type("/mypay", who=PAT, **forged)).text == mine
        for text in (SAM, f"<@{SAM}>", "sam", f"user_id={SAM}&x=1", "look.1", "2026-Q4 sam"):
            assert "98,765" not in (await door.type("/mypay", text, who=PAT)).text
        body = f"team_id={TEAM}&user_id={SAM}&user_id={PAT}&command=/mypay&text="
        assert (await door.post(body, signed(body))).text == mine  # of a repeated field the last one counts, once


@pytest.mark.parametrize(
    "reason",
    ["\u200b" * 12 + " \u200b", "............ ...", "--- --- --- ---", "\u202e" * 20, "\0" * 20, " \ud800 " * 9],
)
async def test_a_reason_that_nobody_can_read_is_none(enrolled: Company, reason: str) -> None:
    async with real_door(enrolled) as door:
        assert "A few words, please" in await door.send(INES, "sam", reason)
    with enrolled.world.database.read() as connection:
        assert looks_at(connection, "sam", 9) == []


async def test_a_reason_is_shown_as_words_whatever_is_in_it(enrolled: Company) -> None:
    async with real_door(enrolled) as door:
        await door.send(INES, "sam", "see \0<!channel> \ud800*bold* \u202etxen " + "x" * 10_000)
        shown = (await door.type("/mypay", "looks", who=SAM)).body
    said = [
        element
        for block in shown["blocks"]
        if block["type"] == "rich_text"
        for line in block["elements"][0]["elements"]
        for element in line["elements"]
    ]
    assert {element["type"] for element in said} == {"text"}  # never mark-up
    assert said[-1]["text"].startswith("see <!channel> *bold* txen xxx")
    assert len(said[-1]["text"]) == 300
