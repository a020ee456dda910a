"""How it goes with a source: its news are counted from the day through which it is complete, else from its last delivery."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from plans.record import Completeness
from plans.registry import Source
from plans.source_state import KnownSource, State

TODAY = date(2026, 11, 20)


def state(complete: str, arrived: str, late_after: int | None = 5, disagrees: tuple[str, ...] = ()) -> State:
    known = Completeness("crm", date.fromisoformat(complete)) if complete else None
    when = int(datetime.fromisoformat(arrived).replace(tzinfo=UTC).timestamp()) * 1_000_000 if arrived else None
    return KnownSource(Source("crm", late_after=late_after), known, when, None, "", disagrees, TODAY).state


@pytest.mark.parametrize(
    ("complete", "arrived", "found"),
    [
        ("", "", State.LATE),  # nothing ever came
        ("", "2026-11-15", State.FRESH),
        ("", "2026-11-14", State.LATE),
        ("2026-11-15", "2026-11-01", State.FRESH),
        ("2026-11-14", "2026-11-20", State.LATE),  # it came today, and says nothing of the last six days
    ],
)
def test_news_of_five_days_are_fresh_and_older_ones_late(complete: str, arrived: str, found: State) -> None:
    assert state(complete, arrived) is found


def test_a_source_without_a_limit_is_late_only_while_nothing_came() -> None:
    assert state("", "2020-01-01", None) is State.FRESH
    assert state("", "", None) is State.LATE


def test_a_contradiction_is_the_worst_that_can_be_said() -> None:
    assert state("2026-11-20", "2026-11-20", disagrees=("survey",)) is State.IN_CONFLICT
