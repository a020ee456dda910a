"""Everything that can be typed, pressed or sent, by everybody there is: whoever lacks the role hears the refusal, and nothing happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.desk import Pressed, Request, Sent, Typed
from bot.render.plain import plain
from commands import COMMANDS, PRESSES, SUBMISSIONS
from commands.declare import Needs
from tests.commands.conftest import LONG_AGO, Company
from tests.commands.operating import Operating, operating, role
from tests.security.house import (
    CONTACT,
    GUEST,
    INES,
    LEFT,
    NOBODY,
    OLGA,
    PAT,
    RAE,
    REFUSED,
    SAM,
    caller,
    desk_of,
)
from tests.views.northwind import AS_OF
from views.effects import Effect, Reply

YESTERDAY, TODAY, TOMORROW = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)
MAY = {
    Needs.PERSON: {SAM, INES, OLGA, RAE, PAT, LEFT, CONTACT},
    Needs.MANAGER: {INES, OLGA, RAE},
    Needs.OPERATOR: {PAT},
}
ALL = {SAM, INES, OLGA, RAE, PAT, LEFT, CONTACT, NOBODY, GUEST, *REFUSED}


@pytest.fixture
def ops(enrolled: Company) -> Operating:
    """Pat operates. Ines did until yesterday, Rae will from tomorrow, Sam's role was taken back, who left and a guest still have one."""
    made = operating(enrolled.world.database)
    enrolled.record(
        role("pat", ends=TODAY),
        role("ines", ends=YESTERDAY),
        role("rival", starts=TOMORROW),
        role("sam"),
        role("left"),
        role(GUEST),
        role("olga", ends=date(2025, 12, 31)),  # the company of these tests gives it to her
        role("pat", "plan-publisher"),
        at=LONG_AGO + 2,
    )
    enrolled.record(role("sam", ends=date(2025, 12, 31)), at=LONG_AGO + 3)
    return made


def requests(account: str, value: str, key: str) -> Iterator[tuple[Needs, Request]]:
    """Each thing that can be done, once, as somebody would who knows all keys."""
    who = caller(account)
    for command in COMMANDS:
        yield command.needs, Typed(who, command.name)
        yield command.needs, Typed(who, "/fairshare", command.id)
        yield command.needs, Pressed(who, "fs.retry", command.id)
    for press in PRESSES:
        yield press.needs, Pressed(who, press.id.replace("*", "1"), value, key)
    for form in SUBMISSIONS:
        yield form.needs, Sent(who, form.id, key, form.questions, {})


def refused(answer: Effect) -> bool:
    return isinstance(answer, Reply) and plain(answer.message).startswith("That is not something I can show you.")


def test_each_action_asks_for_its_role(ops: Operating) -> None:
    held = ops.hold()
    desk = desk_of(ops.company)
    for account in sorted(ALL):
        for needs, request in requests(account, f"{held.id}|{held.attempt}", ""):
            assert account in MAY[needs] or refused(desk.answer(request)), (account, request)
    assert ops.row(held) == held
    assert ops.logged() == []


def test_who_holds_the_role_today_may(ops: Operating) -> None:
    held = ops.hold()
    desk = desk_of(ops.company)
    for action in ("open", "record", "posts", "preview", "settings", "pause", "resume", "release"):
        value = {"posts": "all", "preview": "pick", "settings": "all", "pause": "all", "resume": "all"}
        answered = desk.answer(Pressed(caller(PAT), f"fs.job.{action}", value.get(action, f"{held.id}|1")))
        assert not refused(answered), (action, answered)
    assert not refused(desk.answer(Typed(caller(PAT), "/schedule")))
    assert {actor for actor, _ in ops.logged()} == {"pat"}


def test_the_right_ends_with_the_day(ops: Operating) -> None:
    held = ops.hold()
    late = desk_of(ops.company, AS_OF + 86_400_000_000)
    assert refused(late.answer(Pressed(caller(PAT), "fs.job.release", f"{held.id}|1")))
    assert not refused(late.answer(Pressed(caller(RAE), "fs.job.release", f"{held.id}|1")))
    assert {actor for actor, _ in ops.logged()} == {"rival"}


def test_help_lists_what_one_may_do(ops: Operating) -> None:
    desk = desk_of(ops.company)
    for account, listed in ((PAT, True), (INES, False), (SAM, False)):
        assert ("/schedule" in str(desk.answer(Typed(caller(account), "/fairshare", "help")))) is listed
