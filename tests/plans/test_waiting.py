"""What a statement waits for: everything that is not there yet and may be needed, at once; and nothing that is not needed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.absence import FINAL, STANDING
from plans.dossier import Dossier
from plans.record import Credit
from plans.statement import Statement, state, supposing
from plans.tree import Missing, Value
from plans.unit import Unit
from tests.plans.build import AS_OF, dossier, facts, quarter, scheme
from tests.plans.known import FACTS, NOBODYS, dossiers
from tests.plans.wild import PAYOUT, Wild, wild_plans


def waits(figures: str, *, payout: str = PAYOUT, mode: str = STANDING, **recorded: Any) -> list[str]:
    """What the payout `out` waits for, while nothing has arrived but what is recorded here."""
    known = dossier(*recorded.pop("rows", ()), **{"complete": {}, **recorded})
    lines = (
        f"{figures}\nout: {{round: {{of: it, to: minor unit, mode: half-away}}}}" if "out:" not in figures else figures
    )
    return sorted(cause.what for cause in state(scheme(lines, payout), known, quarter(), AS_OF, mode).waits)


GATED = "good: {test: {of: metric.mood, at-least: 50%}}\n"


@pytest.mark.parametrize(
    ("figures", "awaited"),
    {
        "it: {gate: {of: metric.won, when: good}}": ["metric.mood", "metric.won"],
        "it: {gate: {of: metric.won, when: good, otherwise: term.quota}}": ["metric.mood", "metric.won", "term.quota"],
        "it: {cap: {of: metric.won, at: term.quota, while: good}}": ["metric.mood", "metric.won", "term.quota"],
        "it: {floor: {of: metric.won, at: term.quota}}": ["metric.won", "term.quota"],
        "it: {weigh: {of: term.quota, parts: {metric.mood: 50%, metric.active: 50%}}}": [
            "metric.active", "metric.mood", "term.quota",
        ],
        "it: {weigh: {of: term.quota, parts: {metric.mood: 50%, metric.active: 50%}, if-missing: 100%}}": ["term.quota"],
        "it: {weigh: {of: term.quota, parts: {metric.mood: 50%, metric.active: 50%}, if-missing: rescale}}": [
            "metric.active", "metric.mood", "term.quota",
        ],
        "x: {gate: {of: 100%, when: good}}\nit: {rate: {of: metric.won, at: x}}": ["metric.mood", "metric.won"],
        "it: {rate: {of: metric.won, at: {according-to: participant.role, junior: 5%, senior: metric.mood}}}": [
            "metric.won", "participant.role",
        ],
        "it: {sum: {of: {according-to: participant.role, junior: [metric.won], senior: [metric.won, term.quota]}}}": [
            "participant.role",
        ],
        "x: {weigh: {parts: {according-to: participant.role, junior: {metric.mood: 100%}, senior: {metric.active: 100%}}}}\n"
        "it: {rate: {of: metric.won, at: x}}": ["metric.won", "participant.role"],
    }.items(),
)  # fmt: skip
def test_all_that_is_awaited_is_named_at_once(figures: str, awaited: list[str]) -> None:
    assert waits(GATED + figures, stays=NOBODYS) == awaited


def test_a_shut_gate_does_not_wait_for_what_it_holds_back() -> None:
    rows = facts("mood", ("m1", "2026-10-05", "20%"))
    quiet = "\nout: {round: {of: it, to: minor unit, mode: half-away}}"
    assert waits(f"{GATED}it: {{gate: {{of: metric.won, when: good}}}}{quiet}", rows=rows) == []
    chosen = "{according-to: participant.role, junior: 100 EUR, senior: metric.won}"
    assert waits(f"{GATED}it: {{gate: {{of: {chosen}, when: good}}}}{quiet}", rows=rows, stays=NOBODYS) == []


def test_a_cap_that_does_not_hold_does_not_wait_for_its_edge() -> None:
    bad = "good: {test: {of: metric.mood, at-least: 80%}}\n"
    assert waits(f"{bad}it: {{cap: {{of: metric.won, at: term.quota, while: good}}}}", rows=FACTS["mood"]) == [
        "metric.won"
    ]


# ------------------------------------------------------------------ items

EACH = """
of-it: {per: credit, rate: {of: credit.amount, at: 10%}}
least: {per: credit, floor: {of: of-it, at: 0 EUR}}
out: {per: credit, round: {of: least, to: minor unit, mode: half-away}}
"""
FOR_EACH = "bonus: {of: out, per: credit, as: cash, when: 30 days after the quarter}"
CREDIT = Credit("c1", "deal", "ana", Decimal(1), date(2026, 10, 5), Decimal(300), Unit(("EUR",)), {"months": "lots"})


def paid(credits: list[Credit], mode: str = STANDING, **complete: str) -> Statement:  # noqa: A002 - the field's own name
    made = scheme(EACH, FOR_EACH)
    return state(made, dossier(credits=credits, complete=complete), quarter(), AS_OF, mode)


def test_what_is_paid_for_each_item_waits_for_the_items() -> None:
    """Nothing has arrived, or not lately: that is no zero, and what has arrived is not all."""
    for statement in (paid([]), paid([], crm="2026-11-01"), paid([CREDIT], crm="2026-11-01"), paid([CREDIT], FINAL)):
        assert isinstance(statement.earned, Missing)
        assert [cause.what for cause in statement.waits] == ["item.deal"]
    assert len(paid([CREDIT], crm="2026-11-01").payouts) == 2
    assert paid([CREDIT], crm="2026-11-01").hash != paid([CREDIT], crm="2026-11-19").hash


def test_what_is_paid_for_each_item_of_a_complete_source_is_all_there_is() -> None:
    assert paid([], crm="2026-11-20").earned == 0
    assert paid([CREDIT], crm="2026-11-20").earned == 30
    assert paid([CREDIT], FINAL, crm="2026-12-31").earned == 30


def test_a_payout_for_others_does_not_make_anybody_wait() -> None:
    """What every deal gives is there for all to see; paid it is to juniors."""
    juniors = EACH.replace("{per: credit, f", "{per: credit, for: {role: [junior]}, f").replace(
        "{per: credit, round", "{per: credit, for: {role: [junior]}, round"
    )
    own = "mine: {round: {of: metric.won, to: minor unit, mode: half-away}}"
    pays = f"{FOR_EACH}\nown: {{of: mine, as: cash, when: 30 days after the quarter}}"
    known = dossier(*FACTS["deal-value"], complete={})
    assert state(scheme(f"{juniors}{own}", pays), known, quarter(), AS_OF).waits == ()


def test_items_and_their_columns_are_awaited_together() -> None:
    each = "x: {per: credit, rate: {of: credit.months, at: 10 EUR per month}}\nit: {sum: {each: x, over: credit}}"
    assert waits(each, credits=[CREDIT], complete={"crm": "2026-11-01"}) == ["credit.months", "item.deal"]


# ------------------------------------------------------------------ any plan at all

VALUES: dict[str, list[Value]] = {
    "metric.won": [Decimal(0), Decimal(90), Decimal(5000)],
    "metric.all-won": [Decimal(0), Decimal(120), Decimal(7000)],
    "term.quota": [Decimal(0), Decimal(100), Decimal(900)],
    "metric.active": [Decimal(0), Decimal("0.55"), Decimal("1.3")],
    "metric.mood": [Decimal(0), Decimal("0.5"), Decimal(1)],
    "metric.net": [Decimal(-300), Decimal(0), Decimal(250)],
    "metric.pace": [Decimal("0.01"), Decimal("0.9"), Decimal(3)],
    "metric.ready": [True, False],
    "participant.role": ["senior", "junior"],
}


@given(wild_plans(), dossiers(), st.data())
def test_once_all_that_was_named_is_there_nothing_more_is_awaited(
    wild: Wild, known: Dossier, data: st.DataObject
) -> None:
    statement = state(wild.scheme, known, quarter(), AS_OF, STANDING)
    come = {cause.what: data.draw(st.sampled_from(VALUES[cause.what]), cause.what) for cause in statement.waits}
    if "participant.role" in come:  # what the role chooses cannot be known before
        known = Dossier(**{**{name: getattr(known, name) for name in known.__slots__}, "stays": dossier().stays})
        statement = supposing(state(wild.scheme, known, quarter(), AS_OF, STANDING), come)
        come |= {cause.what: data.draw(st.sampled_from(VALUES[cause.what]), cause.what) for cause in statement.waits}
    after = supposing(state(wild.scheme, known, quarter(), AS_OF, STANDING), come)
    assert after.waits == (), (wild.text, come)
