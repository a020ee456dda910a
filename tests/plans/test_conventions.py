"""Conventions that the published cases do not reach: their fragments give what they say."""

from __future__ import annotations

import pytest

from plans.literal import parse
from tests.plans.fragments import entries, exact, fragments_of, problems_of, run, texts, values

FRAGMENTS = fragments_of("convention")
# What a convention still waits for, by the first words of its fragment.
WAITING = {
    "year to date with deductions": "true-up",
    "recoverable draw": "draw",
    "clawback by unearned months": "clawback",
    "a deferral rounds": "defer",
    "ten shares in four quarters": "vest",
    "points older than 90 days": "true-up",
    "clawback tied to the deal": "clawback",
    "a tenth and a tenth more": "clawback",
    "a fifth is held": "defer",
    "late data, what was posted stays": "payouts",
    "late data passes through": "draw",
    "the window of a clawback": "clawback",
    "what was set aside for use": "payouts",
    "an advance paid at the start": "offset",
    "a debt already kept back": "offset",
    "a statement below zero": "offset",
    "a level once posted stands": "payouts",
}


def _waits_for(convention: str) -> str:
    return next((what for start, what in WAITING.items() if convention.startswith(start)), "")


REACHED = [convention for convention in FRAGMENTS if not _waits_for(convention)]


@pytest.mark.parametrize("convention", REACHED)
def test_convention(convention: str) -> None:
    fragment = FRAGMENTS[convention]
    evaluations = run(fragment)
    for name, wanted in entries(fragment, "gives").items():
        found = [exact(value) for evaluation in evaluations for value in values(evaluation, name)]
        assert found == [exact(parse(text).value) for text in texts(wanted)], name


@pytest.mark.parametrize("convention", [convention for convention in FRAGMENTS if _waits_for(convention)])
def test_a_convention_that_waits_does_not_load_yet(convention: str) -> None:
    fragment, what = FRAGMENTS[convention], _waits_for(convention)
    verbs = {key for figure in entries(fragment, "figures").values() for key in entries_of(figure)}
    runs = {key for one in fragment.get("runs") for key in entries_of(one)}
    assert what in verbs | runs | set(fragment.names())
    assert not problems_of(fragment).ok


def entries_of(table: object) -> tuple[str, ...]:
    return tuple(entry.key for entry in table)  # type: ignore[attr-defined]  # tables of the fragments


def test_the_list_of_what_waits_names_real_conventions() -> None:
    for start in WAITING:
        assert sum(convention.startswith(start) for convention in FRAGMENTS) == 1, start
