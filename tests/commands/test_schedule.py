"""`/schedule`: what waits, what is next, and what an operator decides about a post: once, on record, and shown as it is afterwards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from commands.schedule.keys import NOT_OURS
from jobs.declare import Wanted
from storage import outbox
from storage.database import Database
from storage.outbox import Action
from storage.outbox.deciding import LATE
from tests.commands.conftest import LOGGED, Company, buttons, form_of, message_of, said
from tests.commands.operating import DAY, Operating, at, operating
from tests.views.checking import check
from tests.views.northwind import AS_OF
from views.effects import OpenForm, ReplaceForm, Reply
from views.message import Button

IN_MODAL = "jobs"


@pytest.fixture
def ops(sqlite_database: Database) -> Operating:
    return operating(sqlite_database)


@pytest.fixture
def anywhere(database: Database) -> Operating:
    """The same on each kind of database: for decisions, which must be made once wherever they are made."""
    return operating(database)


def test_where_nothing_is_held_each_kind_has_its_line(anywhere: Operating) -> None:
    anywhere.sent()
    words = said(anywhere.types())
    check(message_of(anywhere.types()))
    assert words.startswith("Scheduled posts\n\nNothing needs you. No post is held.")
    assert "Anchor of the log. Next: Today, 07:00 UTC; Last: None yet." in words
    assert "Scorecard. Next: Mon 23 Nov, 09:00 Dublin time; Last: Sent, week 47 of 2026." in words
    assert "Last tick 20 seconds ago. Queue: 0 waiting, 0 held. Slack limit: not reached today." in words


def test_without_schedules_it_says_how_to_have_some(sqlite_database: Database) -> None:
    words = said(operating(sqlite_database, []).types())
    assert "Nothing is scheduled. Set OPERATOR_CHANNEL to have the log's anchor posted." in words
    assert "Times and channels" not in words


def test_what_is_held_longest_comes_first_and_all_are_a_button_away(ops: Operating) -> None:
    for week in range(40, 47):
        ops.hold(f"2026-W{week}")
    message = message_of(ops.types())
    check(message)
    words = said(Reply(message))
    assert words.startswith("Scheduled posts: 7 need you\n\nHeld: scorecard, Support, week 40 of 2026. The channel is")
    assert "And 3 more posts are held. [See all]" in words
    assert "Last: Held, week 46 of 2026." in words
    all_held = form_of(ops.presses(buttons(message)["fs.job.posts.held"]))
    assert said(OpenForm(all_held)).count("[Show]") == 7
    record = form_of(ops.presses(buttons(all_held)["fs.job.record.7"], all_held.key))
    assert said(OpenForm(record)).startswith("Record of a post\n\nScorecard, Support, week 40 of 2026")


def test_several_posts_of_one_period_are_counted(anywhere: Operating) -> None:
    for scope in ("support", "sales", "data"):
        anywhere.sent(scope=scope)
    anywhere.hold(scope="people")
    assert "Last: 3 of 4 sent, 1 held." in said(anywhere.types())


def test_a_held_post_is_let_go_once(anywhere: Operating) -> None:
    held = anywhere.hold(expires=AS_OF - 1)
    shown = message_of(anywhere.types())
    release = buttons(shown)["fs.job.release"]
    first, second = (anywhere.presses(release) for _ in range(2))
    check(message_of(first))
    assert isinstance(first, Reply)
    assert first.instead
    assert "It goes out now: scorecard, Support, week 47 of 2026." in said(first)
    assert "Queue: 1 waiting, 0 held." in said(first)
    assert "Nothing was changed: it is on its way already." in said(second)
    assert anywhere.row(held).state == "pending"
    assert anywhere.logged() == [
        ("olga", {"did": "release", "kind": "card", "scope": "support", "period": "2026-W47"}),
    ]
    anywhere.ticks(AS_OF)  # what a person lets go does not come too late
    assert anywhere.row(held).state == "pending"


def test_a_held_post_is_dropped_once(anywhere: Operating) -> None:
    held = anywhere.hold()
    pressed = buttons(message_of(anywhere.types()))
    assert "Dropped: scorecard, Support, week 47 of 2026." in said(anywhere.presses(pressed["fs.job.drop"]))
    for other in ("fs.job.drop", "fs.job.release"):
        assert "Nothing was changed: it was dropped a moment ago." in said(anywhere.presses(pressed[other]))
    assert (anywhere.row(held).state, anywhere.row(held).reason) == ("skipped", "an operator dropped it")
    assert [what["did"] for _, what in anywhere.logged()] == ["drop"]


def test_of_several_who_press_at_the_same_moment_one_decides(anywhere: Operating) -> None:
    anywhere.hold()
    shown = buttons(message_of(anywhere.types()))
    with ThreadPoolExecutor(4) as threads:
        for action in ("fs.job.release", "fs.job.pause"):
            answers = [said(each) for each in threads.map(anywhere.presses, [shown[action]] * 4)]
            assert sum("Nothing was changed: it is on its way already." in each for each in answers) in {0, 3}
    assert [what["did"] for _, what in anywhere.logged()] == ["release", "pause"]


def test_a_post_that_was_tried_again_meanwhile_is_not_decided_by_an_old_button(ops: Operating) -> None:
    held = ops.hold()
    old = buttons(message_of(ops.types()))
    ops.presses(old["fs.job.release"])
    ops.ended(held, outbox.HELD, reason="not_in_channel")
    answered = said(ops.presses(old["fs.job.drop"]))
    assert "Nothing was changed: it was tried again meanwhile, and is held again." in answered
    assert "Fairshare is not in the channel." in answered
    assert ops.row(held).state == "held"


def test_the_confirmation_says_what_is_known(ops: Operating) -> None:
    ops.hold(reason="Slack did not confirm it, and it is not in the channel", looked=2)
    release = buttons(message_of(ops.types()))["fs.job.release"].confirm
    assert release is not None
    assert (release.title, release.text) == (
        "Post week 47 of 2026 to Support now?",
        "Two checks of the channel, 30 seconds apart, did not find it.",
    )
    ops.hold(
        "2026-W46", reason="Slack did not confirm it, and a direct message cannot be read back", action=Action.DIRECT
    )
    form = form_of(ops.presses(buttons(message_of(ops.types()))["fs.job.record.2"]))
    asked = buttons(form)["fs.job.release"].confirm
    assert asked is not None
    assert asked.text == "Nobody can tell whether it is there already. If it is, it appears twice."


def test_a_sent_post_is_posted_again_from_its_record_after_a_look(anywhere: Operating) -> None:
    sent = anywhere.sent()
    listed = form_of(anywhere.presses(buttons(message_of(anywhere.types()))["fs.job.posts"]))
    record = form_of(anywhere.presses(buttons(listed)["fs.job.record.1"], listed.key))
    check(record)
    words = said(OpenForm(record))
    assert "It was sent." in words
    assert "- Attempts: one, the last on 15 Jan 2027, 07:59 UTC" in words
    again = anywhere.presses(buttons(record)["fs.job.resend"], record.key)
    assert isinstance(again, ReplaceForm)
    assert "where it does not show the post it is posted again: scorecard, Support, week 47 of 2026." in said(again)
    row = anywhere.row(sent)
    assert (row.state, row.again, row.not_before) == ("uncertain", True, 0)
    twice = anywhere.presses(buttons(record)["fs.job.resend"], record.key)
    assert "Nothing was changed: it is being looked for." in said(twice)
    assert [what["did"] for _, what in anywhere.logged()] == ["resend"]


@pytest.mark.parametrize("action", [Action.DIRECT, Action.HOME, Action.UPDATE])
def test_what_cannot_be_looked_for_cannot_be_posted_again(ops: Operating, action: Action) -> None:
    message = ops.sent("2026-W40")
    sent = ops.sent(action=action, target=message.id if action is Action.UPDATE else 0, channel_id="U0ANNA")
    listed = form_of(ops.presses(buttons(message_of(ops.types()))["fs.job.posts"]))
    record = form_of(ops.presses(buttons(listed)["fs.job.record.1"], listed.key))
    assert "fs.job.resend" not in buttons(record)
    assert ("U0ANNA" in said(OpenForm(record))) is (action is Action.UPDATE)
    forged = Button("fs.job.resend", "", f"{sent.id}|{sent.attempt}")
    assert "Nothing was changed: it was sent meanwhile." in said(ops.presses(forged, IN_MODAL))
    assert ops.row(sent).state == "sent"


def test_a_pause_holds_everything_back_until_it_is_resumed(anywhere: Operating) -> None:
    late, early = anywhere.queue(expires=AS_OF - 1), anywhere.queue("2026-W46", expires=AS_OF + DAY)
    pause = buttons(message_of(anywhere.types()))["fs.job.pause"]
    paused = anywhere.presses(pause)
    check(message_of(paused))
    assert "All posts are paused. What falls due waits." in said(paused)
    assert "Posts were paused already." in said(anywhere.presses(pause))
    with anywhere.database.read() as connection:
        assert outbox.is_paused(connection)
    resume = buttons(message_of(paused))["fs.job.resume"]
    resumed = anywhere.presses(resume)
    assert "Resumed. What waits goes out now. Left out, because it came too late: 1." in said(resumed)
    assert "fs.job.pause" in buttons(message_of(resumed))
    assert "Posts were resumed already." in said(anywhere.presses(resume))
    assert (anywhere.row(late).reason, anywhere.row(early).state) == (LATE, "pending")
    assert [what for _, what in anywhere.logged()] == [{"did": "pause"}, {"did": "resume", "left_out": 1}]


def test_slacks_limit_is_said_while_it_lasts_and_for_the_day(ops: Operating) -> None:
    with ops.database.write() as connection:
        outbox.wait_until(connection, outbox.WORKSPACE, LOGGED + 90_000_000)
    assert "Slack limit: reached, so posts wait until 15 Jan 2027, 08:01 UTC." in said(ops.types())
    for days, words in ((0, "reached today"), (1, "not reached today")):
        later = LOGGED + 100_000_000 + days * DAY
        world = replace(ops.company.world, log_time=lambda later=later: later)  # type: ignore[misc]  # bound now
        assert f"Slack limit: {words}." in said(Operating(Company(world)).types())


def test_posts_there_were_are_turned_page_by_page(ops: Operating) -> None:
    for week in range(1, 34):
        ops.sent(f"2026-W{week:02}")
    form = form_of(ops.presses(buttons(message_of(ops.types()))["fs.job.posts"]))
    seen = []
    while True:
        check(form)
        seen.append(said(OpenForm(form)).count("[Show]"))
        if "fs.job.posts.more" not in buttons(form):
            break
        form = form_of(ops.presses(buttons(form)["fs.job.posts.more"], form.key))
    assert seen == [15, 15, 3]
    first = form_of(ops.presses(buttons(form)["fs.job.posts.first"], form.key))
    assert "Scorecard, Support, week 33 of 2026: sent." in said(OpenForm(first))


NONSENSE = (
    "",
    "x",
    "999|0",
    "1.5",
    "1|",
    "|1",
    "card|x",
    "-1|0",
    "9" * 30,
    "🎉|🎉|🎉",
    "all.x",
    "held.",
    "x" * 3000,
    "card|\0|x",
)
ACTIONS = (
    "release",
    "drop",
    "resend",
    "record",
    "record.1",
    "posts",
    "pause",
    "resume",
    "preview",
    "settings",
    "change.1",
    "show.1",
    "usual",
)


def test_nonsense_is_refused_and_changes_nothing(ops: Operating) -> None:
    held, schedules = ops.hold(), [ops.schedule("card"), ops.schedule("anchor")]
    for action in ACTIONS:
        for value in NONSENSE:
            for key in ("", IN_MODAL):
                answered = ops.presses(Button(f"fs.job.{action}", "", value), key)
                assert answered == NOT_OURS, (action, value)
    assert ops.row(held) == held
    assert [ops.schedule("card"), ops.schedule("anchor")] == schedules
    assert ops.logged() == []


def test_the_next_post_of_several_teams_is_said_by_the_first(sqlite_database: Database) -> None:
    zones = ("Europe/Dublin", "America/New_York", "Pacific/Auckland")
    ops = operating(sqlite_database, [Wanted("card", f"t{place}", zone, "C1") for place, zone in enumerate(zones)])
    assert "Scorecard. Next: Mon 23 Nov, 09:00 local; Last: None yet." in said(ops.types())
    assert "Next: Mon 23 Nov, 09:00 local" in said(ops.types(now=at("2026-11-22T10:00:00")))
    assert "Next: Today, 09:00 local" in said(ops.types(now=at("2026-11-22T19:59:00")))
