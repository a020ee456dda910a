"""Plans that nobody would write: figures drawn at random on top of one another, so that gates meet caps meet what is missing."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from plans.scheme import Scheme
from tests.plans.build import REGISTRY, scheme

MONEY = ("metric.won", "metric.all-won", "term.quota", "metric.net")
SHARES = ("metric.active", "metric.mood", "metric.pace", "term.rate")
ANSWERS = ("metric.ready",)
PAYOUT = "bonus: {of: out, as: cash, when: 30 days after the quarter}"
WILD_REGISTRY = f"""{REGISTRY}
  net: {{title: Net orders, unit: EUR, roll-up: {{given: net}}, source: crm, may-be-negative: yes}}
  pace: {{title: Pace, unit: "%", roll-up: {{given: pace}}, source: survey, never-zero: yes}}
  ready: {{title: Ready, unit: yes/no, roll-up: {{given: ready}}, source: survey}}
"""
_EDGES = ("0%", "5%", "50%", "100%", "120%")
_SUMS = ("0 EUR", "100 EUR", "1000 EUR")
_COUNTED = (
    ("days, both ends", "period.days"),
    ("days", "365 days"),
    ("started months", "3 months"),
    ("months, odd days from 16 count", "12 months"),
)
_MISSING = ("", ", if-missing: wait", ", if-missing: leave out")


class Wild(NamedTuple):
    """The lines of the plan, and the plan."""

    text: str
    scheme: Scheme


@st.composite
def wild_plans(draw: DrawFn, most: int = 8) -> Wild:
    """A plan whose one payout rests on up to `most` figures of any kind."""
    money, shares, answers = list(MONEY), list(SHARES), list(ANSWERS)
    counting, out_of = draw(st.sampled_from(_COUNTED))
    since = draw(st.sampled_from(("2026-10-31", "2026-11-14", "period.start")))
    lines = [
        f"counts-from: {{floor: {{of: period.start, at: {since}}}}}",
        f"here: {{elapsed: {{from: counts-from, to: period.end, counting: '{counting}'}}}}",
    ]
    parts = (f"served: here, out-of: {out_of}", "served: period.days-served, out-of: period.days")
    for number in range(draw(st.integers(2, most))):
        name = f"f{number}"
        kind = draw(st.sampled_from(("money", "money", "share", "answer")))
        if kind == "money":
            lines.append(f"{name}: {{{_money(draw, money, shares, answers, parts)}}}")
            money.append(name)
        elif kind == "share":
            lines.append(f"{name}: {{{_share(draw, money, shares, answers)}}}")
            shares.append(name)
        else:
            lines.append(f"{name}: {{{_answer(draw, money, shares, answers)}}}")
            answers.append(name)
    last = [name for name in money if name.startswith("f")][-2:] or money[:1]
    lines.append(f"all-of-it: {{sum: {{of: [{', '.join(last)}]}}}}")
    lines.append("least: {floor: {of: all-of-it, at: 0 EUR}}")
    lines.append("out: {round: {of: least, to: minor unit, mode: half-away}}")
    text = "\n".join(lines)
    return Wild(text, scheme(text, PAYOUT, registry=WILD_REGISTRY))


def _money(draw: DrawFn, money: list[str], shares: list[str], answers: list[str], parts: tuple[str, ...]) -> str:
    """One figure in EUR."""
    a, b, c = (draw(st.sampled_from((*money, *_SUMS)) if place else st.sampled_from(money)) for place in range(3))
    x, y = draw(st.sampled_from(shares)), draw(st.sampled_from((*shares, *_EDGES)))
    kinds = [
        f"sum: {{of: [{a}, {b}]{draw(st.sampled_from(_MISSING))}}}",
        f"rate: {{of: {a}, at: {y}}}",
        f"excess: {{of: {a}, over: {b}}}",
        f"difference: {{of: {a}, less: {b}}}",
        f"cap: {{of: {a}, at: {b}}}",
        f"floor: {{of: {a}, at: {b}}}",
        f"modify: {{of: {a}, multiply: [{x}]}}",
        f"tiers: {{of: {a}, crossing: slab, negative: first band, bands: [{{from: 0 EUR, rate: 2%}}, {{from: 500 EUR, rate: {draw(st.sampled_from(('0%', '9%')))}}}]}}",
        f"prorate: {{of: {a}, {draw(st.sampled_from(parts))}{draw(st.sampled_from(_ROUNDED))}}}",
        f"choose: {{according-to: participant.role, junior: {a}, senior: {c}}}",
    ]
    if (other := draw(st.sampled_from(shares))) != x:
        kinds.append(f"weigh: {{of: {a}, parts: {{{x}: 40%, {other}: 60%}}{draw(st.sampled_from(_RESCALED))}}}")
    if answers:
        when = draw(st.sampled_from(answers))
        kinds += [
            f"gate: {{of: {a}, when: {when}}}",
            f"gate: {{of: {a}, when: {when}, otherwise: {b}}}",
            f"cap: {{of: {a}, at: {b}, while: {when}}}",
            f"floor: {{of: {a}, at: {b}, while: {when}}}",
        ]
    return draw(st.sampled_from(kinds))


_ROUNDED = ("", ", round-share: {to: 0.01%, mode: half-away}")
_RESCALED = ("", ", if-missing: wait", ", if-missing: rescale", ", if-missing: 50%")


def _share(draw: DrawFn, money: list[str], shares: list[str], answers: list[str]) -> str:
    a, b = draw(st.sampled_from(money)), draw(st.sampled_from(money))
    x, y = draw(st.sampled_from(shares)), draw(st.sampled_from((*shares, *_EDGES)))
    points = draw(
        st.sampled_from(("[[0%, 0%], [100%, 100%]]", "[[50%, 100%], [100%, 20%]]", "[[20%, 0%], [90%, 130%]]"))
    )
    ends = draw(st.sampled_from(("flat", "nothing")))
    kinds = [
        f"ratio: {{of: {a}, to: {b}, if-zero: 0%}}",
        f"curve: {{by: {x}, points: {points}, below: {ends}, above: flat}}",
        f"lookup: {{by: {x}, bands: [{{from: 0%, gives: 1x}}, {{from: 60%, gives: {y}}}], at-edge: upper, below: nothing}}",
        f"average: {{of: [{x}, {y}]}}",
        f"cap: {{of: {x}, at: {y}}}",
    ]
    if answers:
        kinds.append(f"cap: {{of: {x}, at: {y}, while: {draw(st.sampled_from(answers))}}}")
        kinds.append(f"gate: {{of: {x}, when: {draw(st.sampled_from(answers))}}}")
    return draw(st.sampled_from(kinds))


def _answer(draw: DrawFn, money: list[str], shares: list[str], answers: list[str]) -> str:
    how = draw(st.sampled_from(("at-least", "more-than", "at-most", "less-than")))
    kinds = [
        f"test: {{of: {draw(st.sampled_from(shares))}, {how}: {draw(st.sampled_from((*shares, *_EDGES)))}}}",
        f"test: {{of: {draw(st.sampled_from(money))}, {how}: {draw(st.sampled_from((*money, *_SUMS)))}}}",
    ]
    if answers:
        several = ", ".join(draw(st.lists(st.sampled_from(answers), min_size=1, max_size=3, unique=True)))
        kinds.append(f"{draw(st.sampled_from(('all', 'any', 'none')))}: [{several}]")
    return draw(st.sampled_from(kinds))
