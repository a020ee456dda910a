"""A day that has passed is told as one: what was due, when the quarter ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.render.plain import plain
from plans.absence import FINAL, STANDING
from plans.statement import Statement
from tests.views.northwind import AS_OF, reader, statement
from views.past import Entry, Past, past_form
from views.statement import statement_message

AFTER = AS_OF + 100 * 86_400_000_000
COMPLETE = {"through": date(2026, 12, 31), "usage_through": date(2026, 12, 31)}


def told(shown: Statement, today: date) -> str:
    return plain(statement_message(shown, replace(reader(), today=today)))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2027, 1, 28), "\nDue 29 Jan 2027: €6,066.43"),
        (date(2027, 1, 29), "\nDue 29 Jan 2027: €6,066.43"),
        (date(2027, 1, 30), "\nWas due 29 Jan 2027: €6,066.43"),
    ],
)
def test_what_was_due_on_an_earlier_day_was_due(today: date, words: str) -> None:
    assert words in told(statement(as_of=AFTER, mode=FINAL, **COMPLETE), today)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2027, 1, 28), ". Pay date 29 Jan 2027 is not affected so far. Plan:"),
        (date(2027, 1, 29), "UTC. Plan:"),
        (date(2027, 1, 30), ". It was due on 29 Jan 2027. Plan:"),
    ],
)
def test_what_waits_past_its_day_says_when_that_was(today: date, words: str) -> None:
    late = statement(as_of=AFTER, mode=FINAL, through=date(2026, 12, 31), usage_through=date(2026, 12, 1))
    assert "no total" in told(late, today)
    assert words in told(late, today)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 12, 31), "Not final: the quarter ends on 31 Dec 2026."),
        (date(2027, 1, 1), "Not final: the quarter ended on 31 Dec 2026."),
    ],
)
def test_a_quarter_that_is_over_ended(today: date, words: str) -> None:
    standing = statement(as_of=AFTER, mode=STANDING, **COMPLETE)
    assert words in told(standing, today)
    listed = plain(past_form(Past([Entry(standing, "k")]), replace(reader(), today=today), AFTER, "k"))
    assert words.replace("Not final", "So far") in listed
