"""What operators read: the mock-up, and every other shape of it, within what Slack takes and in the words of the house."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.frozen import frozen
from bot.render.blockkit import answer
from tests.views.checking import check
from tests.views.northwind import AS_OF
from views.anchor import anchor_message
from views.figures import figures_for
from views.held import Told, held_message
from views.message import Form
from views.posts import reason_sentence
from views.schedule.board import Board, Line, Queue, board_message, last_words
from views.schedule.change import Changing, change_form, preview_form
from views.schedule.held import Held
from views.schedule.listed import Page, Planned, Posted, posts_form, preview_list, settings_form
from views.schedule.record import Record, record_form
from views.schedule.times import Coming, ago_words, limit_words, next_words, rhythm_words

MOCKUP = Path(__file__).parents[1] / "data" / "messages" / "schedule-operator.json"
FIGURES = figures_for("en-IE")
LONG = "Customer Success for the Nordics, the Baltics and everything in between " * 3
UNCONFIRMED = "Slack did not confirm it, and it is not in the channel"


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def held(place: int = 0, **more: Any) -> Held:
    usual = {"title": "Scorecard", "scope": "Support", "period": "2026-W47", "reason": UNCONFIRMED, "key": f"{place}|1"}
    return Held(**(usual | more))


OF_MOCKUP = Board(
    [held(key="sc-support-w47", tried="07:00 UTC", looked=2)],
    [
        Line("Team scorecards", "Mon 30 Nov, 09:00 local", "11 of 12 sent, 1 held"),
        Line("Thanks of the week", "Mon 30 Nov, 09:00 UTC", "Sent 23 Nov, 09:00"),
        Line("Due dates of cases", "Today, 16:00 UTC", "Done, 4 open"),
        Line("Data freshness", "09:30 UTC", "Product usage 1 day late"),
        Line("Audit anchor", "Today, 23:00 UTC", "Entry 20418"),
    ],
    Queue(0, 1, paused=False, limit="not reached today"),
    at("2026-11-23T09:10:00"),
    20,
)

OTHERWISE = {
    # A post has one name wherever it is spoken of, and a week belongs to a year.
    "*Held: scorecard, Support, week 47.* Slack did not confirm the post at 07:00 UTC, and it is not in the channel history. "
    "It was not sent again, so it cannot appear twice.": "*Held: scorecard, Support, week 47 of 2026.* Slack did not confirm the post "
    "at 07:00 UTC, and it is not in the channel. It was not sent again, so it cannot appear twice.",
    "Post week 47 to Support now?": "Post week 47 of 2026 to Support now?",
    # Nothing is said of a Home tab before there is one.
    "Week 47 will not appear in the Support channel. The scorecard stays on the Home tab.": "Week 47 of 2026 will not appear in the "
    "Support channel.",
}
EARLIER = {
    "type": "button",
    "action_id": "fs.job.posts",
    "text": {"type": "plain_text", "text": "Earlier posts", "emoji": False},
    "value": "all",
}
"""The way to the record of a post that was sent, from which it is posted again; the mock-up has none."""


def test_the_answer_is_the_mockup_but_for_what_is_named_here() -> None:
    mockup = MOCKUP.read_text(encoding="utf-8")
    for theirs, ours in OTHERWISE.items():
        assert theirs in mockup
        mockup = mockup.replace(theirs, ours)
    expected = json.loads(mockup)
    menu = next(block for block in expected["blocks"] if block.get("block_id") == "jobs_menu")
    menu["elements"].append(EARLIER)
    said = json.dumps(answer(board_message(OF_MOCKUP, FIGURES)), ensure_ascii=False).replace("\u00a0", " ")
    assert json.loads(said) == expected


@pytest.mark.parametrize("count", [0, 1, 4, 30])
@pytest.mark.parametrize("paused", [False, True])
def test_every_shape_of_the_answer(count: int, *, paused: bool) -> None:
    shown = [held(place, scope=LONG, title=LONG) for place in range(min(count, 4))]
    queue = Queue(3, count, paused, limit_words(AS_OF + 1, AS_OF, FIGURES))
    for said in ("", "Dropped: scorecard, Support."):
        for lines in ([], [Line(LONG, "Paused", "None yet")] * 5):
            check(board_message(Board(shown, lines, queue, AS_OF, None, said), FIGURES))


@pytest.mark.parametrize("state", ["pending", "sending", "uncertain", "sent", "held", "skipped"])
def test_every_record(state: str) -> None:
    for post in (held(), held(scope="", period="17", reason=""), held(title=LONG, scope=LONG, reason="is_archived")):
        check(record_form(Record(post, state, "channel C1", AS_OF, AS_OF, 0, 0), FIGURES))
        check(record_form(Record(post, state, "#x (C1)", AS_OF, AS_OF, AS_OF, 12, resend=True, said="Said."), FIGURES))


def test_every_list_and_form() -> None:
    posts = [Posted(held(place, title=LONG, scope=LONG), "sent") for place in range(15)]
    planned = [Planned(LONG, "Every day.", f"card|x|{place}") for place in range(15)]
    forms: list[Form] = [posts_form([], Page(), held=True), posts_form(posts, Page("1", "2"), held=False)]
    forms += [settings_form(planned, Page("15", "0"), "Saved."), preview_list(planned, Page())]
    fields = {"day": "1", "time": "09:00", "channel": "C1", "next": ""}
    for chosen in (False, True):
        forms.append(change_form(Changing(LONG, LONG, fields, "Europe/Dublin", "k", chosen, chosen, "Said.")))
    forms.append(change_form(Changing("A", "B", fields | {"day": ""}, "UTC", "k")))
    forms += [preview_form("A", "a quiet week"), preview_form(LONG, anchor_message(9, "9:abc", date(2026, 11, 20)))]
    for form in forms:
        check(form)


def test_a_notice_leads_to_the_answer_only_where_something_waits() -> None:
    told = Told("Scorecard", "Support", "2026-W47", "is_archived", held=True)
    waiting, left_out = (frozen(held_message([each], 1)).content for each in (told, told._replace(held=False)))
    assert '"action_id": "fs.job.open"' in waiting
    assert "You can: See what waits" in waiting
    assert "fs.job.open" not in left_out


def test_what_may_be_there_is_said_not_to_appear_twice() -> None:
    once = "It was not sent again, so it cannot appear twice."
    assert reason_sentence("the channel cannot be read: not_in_channel").endswith(
        f"Fairshare is not in the channel. {once}"
    )
    assert once not in reason_sentence("not_in_channel")


@pytest.mark.parametrize(
    ("coming", "words"),
    [
        ([Coming(at("2026-11-30T09:00:00"), "UTC")], "Mon 30 Nov, 09:00 UTC"),
        ([Coming(at("2026-11-20T16:00:00"), "UTC")], "Today, 16:00 UTC"),
        ([Coming(at("2026-11-20T23:00:00"), "Asia/Ho_Chi_Minh")], "Sat 21 Nov, 06:00 Ho Chi Minh time"),
        ([Coming(at("2026-11-30T09:00:00"), "UTC"), Coming(0, "UTC", paused=True)], "Mon 30 Nov, 09:00 UTC, 1 paused"),
        ([Coming(0, "UTC", paused=True)], "Paused"),
    ],
)
def test_when_a_kind_is_next(coming: list[Coming], words: str) -> None:
    assert next_words(coming, AS_OF, FIGURES) == words


def test_small_words() -> None:
    assert rhythm_words(0, "07:00", "UTC") == "Every day at 07:00 UTC"
    assert rhythm_words(7, "09:00", "Europe/Dublin") == "Every Sunday at 09:00 Dublin time"
    said = [ago_words(seconds).replace("\u00a0", " ") for seconds in (0, 1, 119, 120, 3600)]
    assert said == ["0 seconds ago", "1 second ago", "119 seconds ago", "2 minutes ago", "60 minutes ago"]
    assert last_words("17", {"sent": 1}) == "Sent"
    assert last_words("2026-11-20", {"uncertain": 1}) == "Being looked for, 20 Nov 2026"
    assert last_words("2026-W47", {"sent": 11, "held": 1}) == "11 of 12 sent, 1 held"
    assert last_words("2026-W47", {"skipped": 2, "pending": 1}) == "0 of 3 sent, 1 waiting, 2 left out"
