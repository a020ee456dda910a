"""The checks over every view: on the sample's statements, and on generated ones with the longest names and the oddest figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.plain import plain
from plans.calendar import parse_period
from plans.statement import Statement
from plans.unit import RATIO, Unit
from tests.views.checking import check
from tests.views.made import made
from tests.views.northwind import AS_OF, reader, statement
from views.behind import rows_of
from views.faults import another_grain, unclear_period
from views.gates import closed_gates, rows_behind
from views.lines import breakdown
from views.looks import Glance, Looks, looks_form, looks_message
from views.many import lines_form
from views.message import Chart, Message
from views.nothing import Nothing, Reason, nothing_form, nothing_message
from views.past import Entry, Past, past_form
from views.reader import Reader
from views.rows import Listed, rows_form
from views.statement import statement_form, statement_message
from views.team import team_form
from views.why import why_form

VARIANTS = {
    "normal": statement(),
    "gate closed": statement(current=(37, 50)),
    "gate closed by one": statement(current=(39, 50)),
    "late feed": statement(usage_through=date(2026, 11, 9)),
    "all feeds late": statement(usage_through=date(2026, 10, 9), through=date(2026, 10, 9)),
    "no target": statement(target=None),
    "nothing reached": statement(revenue=("0", "1"), active=(0, 9)),
    "final": statement(
        as_of=AS_OF + 60 * 86_400 * 1_000_000, through=date(2027, 1, 10), usage_through=date(2027, 1, 10)
    ),
    "target of zero": statement(target="0"),
}
LOCALES = ["en-IE", "de-DE", "ja-JP", "ar-EG", "fr-FR"]
Q4 = parse_period("2026-Q4")


def check_all_of(of: Statement, by: Reader, *, named_by_us: bool) -> None:
    """Every view of one statement."""
    shown = [statement_message(of, by), statement_form(of, by, "1|k|"), lines_form(of, by, "1|k|")]
    shown += [past_form(Past([Entry(of, "k")], "older", "newest"), by, AS_OF, "1|k|")]
    for line in breakdown(of).lines[:4]:
        shown += [why_form(line, of, by, "1|k|x"), rows_form(Listed("Rows", rows_of(line.node), str), of, by, "k")]
    shown += [rows_form(Listed("Rows", rows_behind(of, gate), str), of, by, "k") for gate in closed_gates(of)]
    for what in shown:
        check(what, ours=None if named_by_us else "")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VARIANTS)
def test_the_sample_in_every_state(name: str, locale: str) -> None:
    check_all_of(VARIANTS[name], reader(locale), named_by_us=True)
    check_all_of(VARIANTS[name], reader(locale, of="Sam Keller"), named_by_us=True)


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("of", ["", "Sam Keller"])
def test_nothing_to_show_in_every_way(reason: Reason, of: str) -> None:
    day = date(2026, 12, 1)
    nothing = Nothing(
        reason, Q4, joined=date(2026, 11, 16), left=day, starts=day, plan="Customer Success 2026, version 3"
    )
    check(nothing_message(nothing, reader(of=of), AS_OF))
    check(nothing_form(nothing, reader(of=of), AS_OF, "1|k|"))
    check(nothing_message(Nothing(reason), reader(of=of), AS_OF))


def test_forms_lists_and_wrong_input() -> None:
    assert Q4 is not None
    check(team_form([(f"P-{place}", "Nora " * 30) for place in range(100)], 20, ""))
    glances = [Glance("Ines Moreau", AS_OF, Q4, "preparing the quarterly talk")] * 20
    for some in (
        Looks([], 0),
        Looks(glances[:1], 1),
        Looks(glances, 45, "look.7", newest=False),
        Looks([], 9, newest=False),
    ):
        check(looks_message(some, reader()))
        check(looks_form(some, reader(), "1|k|"))
    check(past_form(Past([]), reader(), AS_OF, "1|k|"))
    check(unclear_period("qarter" * 200, "last quarter", ("2026-Q1", "last", "help")))
    month = parse_period("2026-10")
    assert month is not None
    check(another_grain(month, Q4, "k", reader()))


class Odd(NamedTuple):
    """What a plan is made of: names and values of its parts, weighed (shares) or added up (amounts)."""

    weighed: bool
    currency: str
    target: str
    parts: list[tuple[str, Decimal | None]]  # title, and value; None is not there yet


ODD_NAMES = [
    "Net revenue retention",
    "Nettoumsatzbindung der Bestandskundinnen und Bestandskunden im rollierenden Zwölfmonatsvergleich " * 2,
    "الاحتفاظ بصافي الإيرادات",
    "純収益維持率" * 12,
    "<!channel> *bold* `code` <https://example.com|here> & more",
    "x",
    "שימור הכנסות \u202eנטו",
    "A-Z: one, two; three",
]
ODD_NUMBERS = st.one_of(
    st.none(),
    st.just(Decimal(0)),
    st.decimals(-(10**9), 10**9, places=0),
    st.decimals(-2, 2, places=6),
    st.decimals(-1000, 1000, places=3),
)


ODD = st.builds(
    Odd,
    weighed=st.booleans(),
    currency=st.sampled_from(["EUR", "JPY", "KWD", "USD"]),
    target=st.sampled_from(["0", "6000", "1000000000"]),
    parts=st.lists(st.tuples(st.sampled_from(ODD_NAMES), ODD_NUMBERS), min_size=1, max_size=40),
)


def odd_statement(odd: Odd) -> Statement:
    """A statement of a plan that is made of such parts."""
    kind = RATIO if odd.weighed else Unit((odd.currency,))
    count = len(odd.parts)
    values = {f"part-{place}": (value, kind) for place, (_, value) in enumerate(odd.parts)}
    figures = [
        f'  line-{place}: {{clause: "1.{place}", title: "{name}", rate: {{of: metric.part-{place}, at: 100%}}}}'
        for place, (name, _) in enumerate(odd.parts)
    ]
    if odd.weighed:
        weights = [100 // count] * (count - 1)
        weighed = ", ".join(f"line-{place}: {weight}%" for place, weight in enumerate([*weights, 100 - sum(weights)]))
        figures.append(f'  total: {{clause: "2", title: Score, weigh: {{of: term.target, parts: {{{weighed}}}}}}}')
    else:
        added = ", ".join(f"line-{place}" for place in range(count))
        figures.append(f'  total: {{clause: "2", title: All of it, sum: {{of: [{added}]}}}}')
    figures.append('  exact: {clause: "3", title: In minor units, round: {of: total, to: minor unit, mode: half-away}}')
    figures.append(f'  pay: {{clause: "4", title: Your pay, floor: {{of: exact, at: 0 {odd.currency}}}}}')
    payouts = "  pay: {of: pay, as: cash, when: 30 days after the quarter}"
    return made("\n".join(figures), payouts, values, currency=odd.currency, target=Decimal(odd.target))


@settings(max_examples=25, deadline=None)
@given(odd=ODD, locale=st.sampled_from(LOCALES))
def test_generated_statements(odd: Odd, locale: str) -> None:
    of = odd_statement(odd)
    check_all_of(of, reader(locale), named_by_us=False)
    check_all_of(of, reader(locale, of="Anne-Marie d'Artagnan-Weißenborn"), named_by_us=False)


def test_the_answer_fits_one_screen_and_a_half() -> None:
    answer = statement_message(statement(), reader())
    without_picture = Message(tuple(part for part in answer.parts if not isinstance(part, Chart)))
    assert len(answer.parts) <= 14
    assert len(plain(without_picture).split()) <= 125
