"""Ranges: whatever comes in the end lies within what was said; and where nothing is certain, that is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.plain import plain
from plans.absence import STANDING
from plans.dossier import Dossier
from plans.record import Credit
from plans.statement import Statement, state, supposing
from plans.tree import Missing, Value
from plans.unit import Unit
from tests.plans.build import AS_OF, dossier, quarter, scheme
from tests.plans.known import FACTS, dossiers
from tests.plans.wild import PAYOUT, WILD_REGISTRY, Wild, wild_plans
from tests.views.northwind import reader
from views.lines import breakdown, line_named
from views.reach import Ends, Reach, Unsure, reach_of
from views.settled import settled_lines
from views.statement import statement_message
from views.waiting import _UNSURE

QUOTA = [("quota", "2026-01-01", "500 EUR")]
LIKELY = st.one_of(st.integers(0, 20).map(lambda tenth: Decimal(tenth) / 10), st.integers(0, 2000).map(Decimal))


def waiting(figures: str, **recorded: str) -> Statement:
    """The payout `it` while only the facts named here have arrived."""
    rows = [fact for name in recorded for fact in FACTS[name.replace("_", "-")]]
    least = "least: {floor: {of: it, at: 0 EUR}}\nout: {round: {of: least, to: minor unit, mode: half-away}}"
    made = scheme(f"{figures}\n{least}", PAYOUT, registry=WILD_REGISTRY)
    credit = Credit("c1", "deal", "ana", Decimal("0.5"), date(2026, 10, 5), Decimal(300), Unit(("EUR",)))
    known = dossier(*rows, terms=QUOTA, credits=[credit], complete={})
    return state(made, known, quarter(), AS_OF, STANDING)


def reach(figures: str, **recorded: str) -> Ends | Unsure | None:
    found = reach_of(waiting(figures, **recorded))
    return found.earned if isinstance(found, Reach) else found


GOOD = "good: {test: {of: metric.mood, at-least: 50%}}\n"
WON = {"deal_value": "550.50 EUR"}


@pytest.mark.parametrize(
    ("figures", "low", "high"),
    [
        (GOOD + "it: {gate: {of: metric.won, when: good}}", "0", "550.5"),
        (GOOD + "it: {gate: {of: metric.won, when: good, otherwise: term.quota}}", "500", "550.5"),
        (GOOD + "it: {gate: {of: 100 EUR, when: good, otherwise: term.quota}}", "100", "500"),  # it pays less where it opens
        (GOOD + "it: {cap: {of: metric.won, at: term.quota, while: good}}", "500", "550.5"),
        (GOOD + "it: {floor: {of: metric.won, at: 600 EUR, while: good}}", "550.5", "600"),
        (GOOD + "both: {all: [good, metric.ready]}\nit: {gate: {of: metric.won, when: both}}", "0", "550.5"),
        ("it: {gate: {of: metric.won, when: metric.ready}}", "0", "550.5"),
        (GOOD + "x: {cap: {of: metric.mood, at: 100%, while: good}}\ny: {cap: {of: x, at: 150%}}\n"
         "it: {rate: {of: term.quota, at: y}}", "0", "750"),
        (GOOD + "a: {gate: {of: metric.won, when: good}}\nb: {cap: {of: metric.won, at: 50 EUR, while: good}}\n"
         "it: {sum: {of: [a, b]}}", "550.5", "600.5"),
    ],
)  # fmt: skip
def test_a_gate_or_a_bound_that_hangs_on_what_is_missing_is_tried_both_ways(figures: str, low: str, high: str) -> None:
    assert reach(figures, **WON) == Ends(Decimal(low), Decimal(high))


def test_what_has_no_upper_end_has_a_lower_one() -> None:
    ends = reach("x: {rate: {of: metric.all-won, at: 10%}}\nit: {sum: {of: [x, term.quota]}}")
    assert ends == Ends(Decimal(500), None)
    said = plain(statement_message(waiting("it: {sum: {of: [metric.all-won, term.quota]}}"), reader()))
    assert "So your total would be at least €500.00. The plan sets no upper limit to it." in said


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        (("x: {curve: {by: metric.mood, points: [[0%, 0%], [50%, 100%], [100%, 20%]], below: flat, above: flat}}\n"
         "it: {rate: {of: metric.won, at: x}}"), Unsure.WAVERS),
        ("it: {sum: {of: [metric.net, term.quota]}}", Unsure.WAVERS),  # nobody knows how far below zero it may be
        ("x: {ratio: {of: term.quota, to: metric.mood, if-zero: 0 EUR}}\nit: {sum: {of: [x]}}", Unsure.WAVERS),
        ("x: {ratio: {of: term.quota, to: metric.mood, if-zero: refuse}}\nit: {sum: {of: [x]}}", Unsure.STOPS),
        ("it: {rate: {of: term.first-target, at: metric.mood}}", Unsure.OTHER),
        (("g: {per: credit, test: {of: metric.mood, at-least: credit.share}}\n"
         "p: {per: credit, gate: {of: credit.whole, when: g}}\nit: {sum: {each: p, over: credit}}"), Unsure.WAVERS),
        (("a: {test: {of: metric.mood, at-least: 10%}}\nb: {test: {of: metric.mood, at-least: 20%}}\n"
         "c: {test: {of: metric.mood, at-least: 30%}}\nd: {test: {of: metric.mood, at-least: 40%}}\n"
         "w: {gate: {of: 1 EUR, when: a}}\nx: {gate: {of: 1 EUR, when: b}}\ny: {gate: {of: 1 EUR, when: c}}\n"
         "z: {gate: {of: 1 EUR, when: d}}\nit: {sum: {of: [w, x, y, z]}}"), Unsure.WAVERS),
    ],
)  # fmt: skip
def test_where_nothing_is_certain_no_range_is_given(figures: str, why: Unsure) -> None:
    assert reach(figures, **WON) is why


def test_below_zero_more_is_less() -> None:
    """A share of a loss: the higher it is, the less is left."""
    figures = "x: {rate: {of: metric.net, at: metric.mood}}\nit: {sum: {of: [x, metric.won]}}"
    assert reach(figures, **WON, net="-40 EUR") is Unsure.WAVERS


@pytest.mark.parametrize("unsure", Unsure)
def test_why_there_is_no_range_is_said(unsure: Unsure) -> None:
    assert _UNSURE[unsure].endswith(".")


def test_a_range_that_is_not_certain_is_not_passed_over_in_silence() -> None:
    said = plain(statement_message(waiting("it: {sum: {of: [metric.net, term.quota]}}"), reader()))
    assert "It may rise and fall with what is missing, so no range is certain." in said
    assert "What it could come to" not in said


LEFT_OUT = "a: {sum: {of: [metric.won, term.quota]}}\nb: {sum: {of: [%s, term.quota], if-missing: leave out}}\n"


@pytest.mark.parametrize(
    "left_out",
    [
        LEFT_OUT % "metric.won" + "it: {sum: {of: [a, b]}}",
        "g: {gate: {of: 100 EUR, when: metric.ready}}\n" + LEFT_OUT % "g" + "c: {gate: {of: a, when: metric.ready}}\n"
        "d: {sum: {of: [metric.net, c]}}\nit: {sum: {of: [d, b]}}",
    ],
)
def test_a_part_that_leaves_out_what_the_whole_waits_for_has_no_figure_yet(left_out: str) -> None:
    """It changes when that comes; and nothing is paid before."""
    statement = waiting(left_out)
    lines = settled_lines(statement, reach_of(statement))
    assert [isinstance(line.amount, Missing) for line in lines] == [True, True]
    assert "€500.00 from" not in plain(statement_message(statement, reader()))


# ------------------------------------------------------------------ any plan at all


@settings(max_examples=50, deadline=None)
@given(wild_plans(), dossiers(agreed=True), st.data())
def test_whatever_comes_lies_within_what_was_said(wild: Wild, known: Dossier, data: st.DataObject) -> None:
    statement = state(wild.scheme, known, quarter(), AS_OF, STANDING)
    found = reach_of(statement)
    if not statement.waits or isinstance(found, Unsure):
        return
    awaited = dict.fromkeys(cause.what for cause in statement.waits)
    for _ in range(3):
        come: dict[str, Value] = {name: data.draw(_likely(name), name) for name in awaited}
        actual = supposing(statement, come)
        assert _within(actual.earned, found.earned), (wild.text, come)
        for line in breakdown(actual).lines:
            assert _within(line.amount, found.amount(line.name)), (wild.text, come, line.name)
        for line in settled_lines(statement, found):
            now = line_named(breakdown(actual).lines, line.name)
            assert not isinstance(line.amount, Decimal) or now is None or now.amount == line.amount, (wild.text, come)


def _likely(name: str) -> st.SearchStrategy[Value]:
    if name == "metric.ready":
        return st.booleans()
    least = Decimal("0.001") if name == "metric.pace" else Decimal(0)
    return LIKELY.map(lambda value: max(value, least))


def _within(value: Decimal | Missing, ends: Ends | None) -> bool:
    if ends is None or isinstance(value, Missing):
        return ends is None
    return (ends.low is None or ends.low <= value) and (ends.high is None or value <= ends.high)
