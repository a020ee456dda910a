"""Times and channels: for good or once, back to the usual, paused; a preview; and what was written wrongly."""

from __future__ import annotations

from datetime import date

import pytest

from commands.schedule.keys import NOT_OURS
from commands.schedule.when import read_moment, read_wall
from jobs.declare import Wanted
from jobs.due import arrange
from storage import outbox
from storage.channels import see
from storage.database import Database
from tests.commands.conftest import buttons, form_of, message_of, said
from tests.commands.operating import CARD, JOBS, Operating, at, operating
from tests.views.checking import check
from tests.views.northwind import AS_OF
from views.effects import Effect, FormFaults, OpenForm, ReplaceForm
from views.message import Choice, Form, Question

NEXT_CARD = at("2026-11-23T09:00:00")  # Monday of week 48
USUAL = {"day": "1", "time": "09:00", "channel": CARD}


@pytest.fixture
def ops(sqlite_database: Database) -> Operating:
    return operating(sqlite_database)


def opened(ops: Operating, name: str = "Scorecard, Support", now: int = AS_OF) -> Form:
    """The form of a schedule, by way of the list."""
    listed = form_of(ops.presses(buttons(message_of(ops.types(now=now)))["fs.job.settings"], now=now))
    check(listed)
    button = next(each for each in buttons(listed).values() if each.says == f"Change: {name}")
    return form_of(ops.presses(button, listed.key, now))


def sends(ops: Operating, form: Form, now: int = AS_OF, **answers: str) -> Effect:
    return ops.company.sends("olga", form.id, now, form.key, **(USUAL | answers))


def faults(effect: Effect) -> dict[str, str]:
    assert isinstance(effect, FormFaults), effect
    return dict(effect.faults)


def test_the_form_begins_with_what_is(ops: Operating) -> None:
    form = opened(ops)
    check(form)
    assert {part.id: part.initial for part in form.parts if isinstance(part, Choice | Question)} == USUAL | {"next": ""}
    assert f"Every Monday at 09:00 Dublin time, in channel {CARD}. Next: Mon 23 Nov, 09:00 Dublin time." in said(
        OpenForm(form)
    )
    assert "day" not in {
        part.id for part in opened(ops, "Anchor of the log").parts if isinstance(part, Choice | Question)
    }


def test_a_channel_is_called_by_its_name_and_its_trouble(ops: Operating) -> None:
    with ops.database.write() as connection:
        see(connection, CARD, 1, name="support", trouble="the channel is archived")
    assert f"in #support ({CARD}); the channel is archived. Next:" in said(OpenForm(opened(ops)))


def test_day_time_and_channel_change_for_good(ops: Operating) -> None:
    saved = sends(ops, opened(ops), day="5", time="14.30", channel="C0OTHER123")
    assert "Saved: Scorecard, Support." in said(saved)
    assert "Every Friday at 14:30 Dublin time, in channel C0OTHER123. Next: Fri 27 Nov, 14:30 Dublin time." in said(
        saved
    )
    found = ops.schedule()
    assert (found.weekday, found.wall, found.own_channel) == (5, "14:30", "C0OTHER123")
    assert found.next_due == at("2026-11-27T14:30:00")
    changes = {"weekday": 5, "wall": "14:30", "own_channel": "C0OTHER123", "next_day": "2026-11-27"}
    told = {"did": "change", "kind": "card", "scope": "support", "now": changes | {"next_due": found.next_due}}
    assert ops.logged() == [("olga", told)]


def test_what_equals_the_usual_is_no_choice(ops: Operating) -> None:
    before = ops.schedule()
    assert "Nothing was changed: Scorecard, Support." in said(sends(ops, opened(ops)))
    assert (ops.schedule(), ops.logged()) == (before, [])
    sends(ops, opened(ops), time="10:00")
    sends(ops, opened(ops))
    assert ops.schedule() == before


def test_back_to_the_usual(ops: Operating) -> None:
    before = ops.schedule()
    assert "fs.job.usual" not in buttons(opened(ops))
    sends(ops, opened(ops), day="3", time="10:00", channel="C0OTHER123", next="24 Nov 16:00")
    form = opened(ops)
    back = ops.presses(buttons(form)["fs.job.usual"], form.key)
    assert "fs.job.usual" not in buttons(form_of(back))
    assert ops.schedule() == before
    assert [what["did"] for _, what in ops.logged()] == ["change", "usual"]


def test_the_next_one_alone_moves_and_the_one_after_it_is_as_usual(ops: Operating) -> None:
    saved = sends(ops, opened(ops), next="20 Nov 15:00")
    assert "Every Monday at 09:00 Dublin time" in said(saved)
    assert "Next: Today, 15:00 Dublin time." in said(saved)
    assert ops.schedule().next_due == at("2026-11-20T15:00:00")
    ops.ticks(at("2026-11-20T15:00:00"))
    assert "Last: Waiting, week 48 of 2026." in said(ops.types())
    ops.ticks(at("2026-11-23T09:00:00"))
    with ops.database.read() as connection:
        assert [each.period for each in outbox.entries(connection) if each.kind == "card"] == ["2026-W48"]
    assert ops.schedule().next_due == at("2026-11-30T09:00:00")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ({"time": "25:00"}, {"time": "That is no time of day. Write hours and minutes, such as 09:00."}),
        ({"time": "🎉"}, {"time": "That is no time of day. Write hours and minutes, such as 09:00."}),
        ({"time": "9" * 10_000}, {"time": "That is no time of day. Write hours and minutes, such as 09:00."}),
        ({"time": ""}, {"time": "That is no time of day. Write hours and minutes, such as 09:00."}),
        ({"day": "8"}, {"day": "Choose one of the days."}),
        ({"day": ""}, {"day": "Choose one of the days."}),
        ({"channel": "#support"}, {"channel": "That is no channel id. It begins with C or G, such as C0123456789."}),
        ({"channel": "U0ANNA"}, {"channel": "That is no channel id. It begins with C or G, such as C0123456789."}),
        ({"next": "soon"}, {"next": "That is no day and time. Write it like this: 27 Nov 15:00."}),
        ({"next": "31 Feb 15:00"}, {"next": "That is no day and time. Write it like this: 27 Nov 15:00."}),
        ({"next": "2026-11-20 05:59"}, {"next": "That has passed. It is Fri 20 Nov, 06:00 Dublin time."}),
        ({"next": "19 Nov 2026, 15:00"}, {"next": "That has passed. It is Fri 20 Nov, 06:00 Dublin time."}),
        (
            {"next": "30 Nov 09:00"},
            {"next": "The one after it is due Mon 30 Nov, 09:00 Dublin time. Choose a time before that."},
        ),
        (
            {"day": "x", "time": "x", "channel": "x", "next": "x"},
            {
                "day": "Choose one of the days.",
                "time": "That is no time of day. Write hours and minutes, such as 09:00.",
                "channel": "That is no channel id. It begins with C or G, such as C0123456789.",
                "next": "That is no day and time. Write it like this: 27 Nov 15:00.",
            },
        ),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_changes(
    ops: Operating, written: dict[str, str], fault: dict[str, str]
) -> None:
    before = ops.schedule()
    assert faults(sends(ops, opened(ops), **written)) == fault
    assert (ops.schedule(), ops.logged()) == (before, [])


def test_of_two_who_change_it_at_once_the_later_sees_how_it_is(ops: Operating) -> None:
    mine, theirs = opened(ops), opened(ops)
    sends(ops, theirs, time="10:00")
    answered = sends(ops, mine, time="11:00")
    assert isinstance(answered, ReplaceForm)
    assert "somebody else was quicker, or it fell due. This is how it is now." in said(answered)
    assert "Every Monday at 10:00 Dublin time" in said(answered)
    assert next(part.initial for part in answered.form.parts if isinstance(part, Question)) == "11:00"  # is not lost
    sends(ops, answered.form, time="11:00")
    assert ops.schedule().wall == "11:00"


def test_one_post_is_paused_alone(ops: Operating) -> None:
    form = opened(ops)
    paused = form_of(ops.presses(buttons(form)["fs.job.pause"], form.key))
    check(paused)
    assert "Dublin time, in channel C0SUPPORT1. Paused." in said(OpenForm(paused))
    stale = ops.presses(buttons(form)["fs.job.pause"], form.key)
    assert "This is how it is now." in said(stale)
    assert "Scorecard. Next: Paused;" in said(ops.types())
    ops.ticks(NEXT_CARD)
    assert ops.schedule().next_due == NEXT_CARD
    resumed = form_of(ops.presses(buttons(paused)["fs.job.resume"], paused.key, NEXT_CARD + 1))
    assert "fs.job.pause" in buttons(resumed)
    ops.ticks(NEXT_CARD + 1)
    assert "Last: Waiting, week 48 of 2026." in said(ops.types(now=NEXT_CARD + 1))
    assert [what["did"] for _, what in ops.logged()] == ["pause", "resume"]


def test_a_schedule_that_is_gone_is_refused(ops: Operating) -> None:
    form = opened(ops)
    arrange(ops.database, JOBS, [], AS_OF)
    assert sends(ops, form, time="10:00") == NOT_OURS
    assert ops.presses(buttons(form)["fs.job.pause"], form.key) == NOT_OURS


def test_a_preview_shows_what_would_be_posted_and_keeps_nothing(ops: Operating) -> None:
    listed = form_of(ops.presses(buttons(message_of(ops.types()))["fs.job.preview"]))
    check(listed)
    shows = {each.says: each for each in buttons(listed).values()}
    card = form_of(ops.presses(shows["Preview: Scorecard, Support"], listed.key))
    words = said(OpenForm(card))
    assert "Scorecard, Support, as it would be posted now. Only you can see this." in words
    assert "Scorecard, 2026-W48\n\nThree of five measures are on track." in words  # of the picture its words
    assert "[Read]" not in words
    anchor = said(ops.presses(shows["Preview: Anchor of the log"], listed.key))
    assert "Nothing would be posted now. The reason: nothing is in the log yet." in anchor
    assert "Last: None yet." in said(ops.types())


def test_many_schedules_are_turned_page_by_page(sqlite_database: Database) -> None:
    ops = operating(sqlite_database, [Wanted("card", f"team-{number:02}", "UTC", "C1") for number in range(40)])
    for action in ("fs.job.settings", "fs.job.preview"):
        form = form_of(ops.presses(buttons(message_of(ops.types()))[action]))
        assert len(buttons(form)) == 16
        second = form_of(ops.presses(buttons(form)[f"{action}.more"], form.key))
        third = form_of(ops.presses(buttons(second)[f"{action}.more"], second.key))
        check(third)
        assert set(buttons(third)) - set(buttons(second)) == set()
        assert ops.presses(buttons(third)[f"{action}.first"], third.key) == ReplaceForm(form)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00", "09:00"),
        (" 23:59 ", "23:59"),
        ("07.05", "07:05"),
        ("24:00", None),
        ("9", None),
        ("09:00:00", None),
        ("٠٩:٠٠", None),
    ],
)
def test_times_of_day(text: str, expected: str | None) -> None:
    assert read_wall(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27 Nov 15:00", "2026-11-27 15:00"),
        ("27. november, 9:05", "2026-11-27 09:05"),
        ("1 jan 08:00", "2027-01-01 08:00"),
        ("20 nov 00:00", "2026-11-20 00:00"),
        ("29 feb 2028 12:00", "2028-02-29 12:00"),
        ("2026-12-01 07:30", "2026-12-01 07:30"),
        ("2026-12-01T07:30", "2026-12-01 07:30"),
        ("29 feb 12:00", None),
        ("0001-01-01 00:00", None),
        ("32 jan 12:00", None),
        ("1 xyz 12:00", None),
    ],
)
def test_moments(text: str, expected: str | None) -> None:
    found = read_moment(text, date(2026, 11, 20))
    assert (f"{found:%Y-%m-%d %H:%M}" if found else None) == expected
