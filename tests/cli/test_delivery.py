"""`tick`, `due` and `outbox` on the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Call

SIX, TOMORROW = "2026-11-20T06:00:00Z", "2026-11-21T08:00:00Z"


@pytest.fixture
def scheduled(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("OPERATOR_CHANNEL", "C0123456789")
    monkeypatch.setenv("FAIRSHARE_CLOCK", SIX)
    assert call("init").code == 0
    return call


def test_nothing_is_scheduled_without_a_channel(call: Call) -> None:
    call("init")
    assert "set OPERATOR_CHANNEL" in call("due", "--at", TOMORROW).out
    assert call("tick", "--at", TOMORROW, "--json").json() == {"at": TOMORROW, "queued": 0, "skipped": 0, "expired": 0}
    assert call("outbox").out == "The outbox is empty.\n"


def test_what_is_due_is_listed_before_it_is_queued(scheduled: Call) -> None:
    listed = scheduled("due", "--at", TOMORROW, "--jsonl").lines()
    assert listed[0] == {
        "kind": "anchor",
        "scope": "company",
        "period": "2026-11-20",
        "due": "2026-11-20T07:00:00Z",
        "channel": "C0123456789",
    }
    assert [each["period"] for each in listed] == ["2026-11-20", "2026-11-21"]
    assert "Anchor of the log" in scheduled("due", "--at", TOMORROW).out
    assert "Nothing falls due until then." in scheduled("due", "--at", SIX).out


def test_a_tick_fills_the_outbox_once(scheduled: Call) -> None:
    scheduled("tick")
    assert scheduled("tick", "--at", TOMORROW, "--json").json() == {
        "at": TOMORROW,
        "queued": 0,
        "skipped": 2,
        "expired": 0,
    }
    (notice, newest, older) = scheduled("outbox", "--jsonl").lines()
    assert (notice["kind"], notice["channel"], notice["state"]) == ("notice", "C0123456789", "pending")
    assert set(newest) == {
        "kind", "scope", "period", "state", "key", "channel", "attempt", "not_before", "ts", "reason",
    }  # fmt: skip
    assert (newest["period"], newest["state"], newest["reason"]) == (
        "2026-11-21",
        "skipped",
        "nothing is in the log yet",
    )
    assert "a later one did too" in older["reason"]
    assert scheduled("outbox", "--state", "held", "--jsonl").lines() == []
    assert "0 put into the outbox, 0 left out." in scheduled("tick", "--at", TOMORROW).out


def test_an_unknown_state_is_told(scheduled: Call) -> None:
    assert scheduled("outbox", "--state", "lost").code == 2
