"""Whatever is typed, pressed or forged: the only pay that is read is that of whoever asks, or of whom a recorded look names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import Pressed, Request, Sent, Typed
from bot.who import Caller
from storage.looks import looks_at
from tests.commands.conftest import Company
from tests.security.house import (
    CONTACT,
    GUEST,
    INES,
    LEFT,
    NOBODY,
    OLGA,
    PAT,
    RAE,
    REASON,
    REFUSED,
    SAM,
    caller,
    desk_of,
)
from tests.security.recorder import LOOKED, Recorder, recording
from tests.views.northwind import AS_OF
from views.effects import Reply

OWN = {SAM: "sam", PAT: "pat", INES: "ines", OLGA: "olga", RAE: "rival", LEFT: "left", CONTACT: "pat"}
"""Whose statement is an account's own."""
PEOPLE = ("sam", "pat", "ines", "olga", "rival", "left", "contact", "ended", "early", "orphan", "first", "second")
BROKEN = ("\ud800", "\0")
"""Ids that no database takes: Slack has none, and whoever could forge one is told of a fault."""
DAY = 86_400_000_000


@pytest.fixture
def recorder(enrolled: Company, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    with recording(enrolled.world.database, PEOPLE, monkeypatch) as recorded:
        yield recorded


def _looked(company: Company) -> str:
    """Ines has looked at Sam's statement, in the form and with a reason; the key that she holds since."""
    desk_of(company).answer(Sent(caller(INES), "fs.team", answers={"whom": "sam", "period": "this", "reason": REASON}))
    with company.world.database.read() as connection:
        return f"look.{looks_at(connection, 'sam', 1)[0].seq}"


def test_the_recorder_sees_pay_being_read(enrolled: Company, recorder: Recorder) -> None:
    """Or everything below would hold whatever happened."""
    desk = desk_of(enrolled)
    desk.answer(Typed(caller(SAM), "/mypay"))
    assert recorder.taken() == ["sam"]
    desk.answer(Typed(caller(CONTACT), "/mypay"))
    assert recorder.taken() == ["pat"]
    desk.answer(Typed(caller(INES), "/mypay"))
    assert recorder.taken() == []


def test_a_look_is_on_record_before_anything_is_read(enrolled: Company, recorder: Recorder) -> None:
    key = _looked(enrolled)
    assert recorder.taken() == [LOOKED, "sam"]
    desk_of(enrolled).answer(Pressed(caller(INES), "fs.why.nrr", key, f"1|{key}|0|"))
    assert recorder.taken() == ["sam"]  # the same look, on its day


def test_a_look_that_cannot_be_recorded_shows_nothing(
    enrolled: Company, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("storage.looks.append", broken)
        answered = desk_of(enrolled).answer(Sent(caller(INES), "fs.team", answers={"whom": "sam", "reason": REASON}))
    assert isinstance(answered, Reply)
    assert "the fault is on our side" in str(answered)
    assert recorder.taken() == []


def test_a_look_is_nobody_elses_and_ends_with_its_day(enrolled: Company, recorder: Recorder) -> None:
    key = _looked(enrolled)
    recorder.taken()
    for account, now in (
        *((who, AS_OF) for who in (RAE, OLGA, SAM, PAT, *REFUSED)),
        (INES, AS_OF + DAY),
        (INES, AS_OF - DAY),
    ):
        for request in _with_key(account, key):
            desk_of(enrolled, now).answer(request)
            assert set(recorder.taken()) <= {OWN.get(account)}, (account, request)


def test_a_manager_of_yesterday_sees_nothing(enrolled: Company, recorder: Recorder) -> None:
    """She left yesterday; a report's stay still names her, and her account is still open."""
    desk = desk_of(enrolled)
    for request in (
        Typed(caller(LEFT), "/team"),
        Sent(caller(LEFT), "fs.team", answers={"whom": "orphan", "reason": REASON}),
    ):
        assert "That is not something I can show you." in str(desk.answer(request))
    assert recorder.taken() == []
    assert "Your variable pay, Q4 2026" in str(desk.answer(Typed(caller(LEFT), "/mypay")))


def _with_key(account: str, key: str) -> Iterator[Request]:
    who = caller(account)
    for action in (
        "fs.why.nrr",
        "fs.gate.rows",
        "fs.mypay.lines",
        "fs.mypay.past",
        "fs.mypay.open.1",
        "fs.mypay.looks",
        "fs.mypay.looks.older",
        "fs.mypay.past.older",
    ):
        yield Pressed(who, action, key)
        yield Pressed(who, action, key, f"1|{key}|0|nrr")
    for action in ("fs.rows.open", "fs.rows.page.next"):
        yield Pressed(who, action, f"1|{key}|0|nrr", f"2|{key}|0|nrr")
    yield Typed(who, "/mypay", key)
    yield Pressed(who, "fs.retry", f"mypay {key}")


_periods = st.sampled_from(["2026-Q4", "2026-Q3", "2025-Q1", "2026-10", "1970", "9998-H2", "look", "sam", "pat", ""])
_instants = st.one_of(st.just(AS_OF), st.integers(-10, 10), st.integers(0, 10**20))
_keys = st.one_of(st.builds("{}.{}".format, _periods, _instants), st.text(max_size=40), st.sampled_from(PEOPLE))
_firsts = st.one_of(st.sampled_from([0, 60]), st.integers(-1, 10**20))
_figures = st.one_of(st.sampled_from(["", "nrr", "adopt"]), st.text(max_size=9))
_spots = st.one_of(st.builds("{}|{}|{}|{}".format, st.integers(0, 3), _keys, _firsts, _figures), _keys)
_actions = st.one_of(
    st.sampled_from(
        [
            "fs.rows.open",
            "fs.rows.page.next",
            "fs.gate.rows",
            "fs.mypay.lines",
            "fs.mypay.past",
            "fs.mypay.open.1",
            "fs.mypay.looks",
            "fs.mypay.looks.older",
            "fs.mypay.past.older",
            "fs.retry",
        ]
    ),
    st.builds("fs.why.{}".format, st.sampled_from(["nrr", "adopt", "ttv", "earned", "pat", ""])),
    st.text(max_size=12),
)
_typed = st.one_of(
    _keys, st.sampled_from([f"<@{PAT}>", PAT, "pat", "last", "past", "looks", "help", "mypay pat", "team pat"])
)
_accounts = st.sampled_from([*OWN, GUEST, NOBODY, "", *BROKEN, "sam"])
_callers = st.builds(
    lambda who, team: Caller((who,), team), _accounts, st.sampled_from(["T0LOCAL0001"] * 4 + ["T0OTHER"])
)
_answers = st.fixed_dictionaries(
    {
        "whom": st.one_of(st.sampled_from(PEOPLE), st.text(max_size=9)),
        "reason": st.one_of(st.just(REASON), st.text(max_size=40)),
    },
    optional={"period": st.sampled_from(["this", "before", "2026-Q1", ""])},
)
_requests = st.one_of(
    st.builds(Typed, _callers, st.sampled_from(["/mypay", "/team", "/fairshare", "/x"]), _typed),
    st.builds(Pressed, _callers, _actions, _spots, st.one_of(st.just(""), _spots)),
    st.builds(Sent, _callers, st.sampled_from(["fs.team", "fs.statement", "x"]), _spots, st.just(("whom",)), _answers),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request_=_requests)
def test_no_request_reads_anybody_elses_pay(enrolled: Company, recorder: Recorder, request_: Request) -> None:
    answered = str(desk_of(enrolled).answer(request_))
    seen = recorder.taken()
    assert "fault is on our side" not in answered or request_.caller.user_id in BROKEN
    account = request_.caller.user_id if request_.caller.team_id == "T0LOCAL0001" else ""
    if LOOKED in seen:
        assert isinstance(request_, Sent)
        assert (account, request_.answers["whom"]) in {(INES, "sam"), (RAE, "pat"), (OLGA, "ines")}
        assert set(seen) <= {LOOKED, request_.answers["whom"]}
        assert seen[0] == LOOKED
    else:
        assert set(seen) <= {OWN.get(account)}
