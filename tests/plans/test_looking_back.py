"""Metrics over other days than the period, about a cohort, within the first days of each item, and changes: each with its arithmetic, its rows, its reasons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plans.absence import FINAL, STANDING, Arrival
from plans.company.cut import Gregorian
from plans.dossier import FactNeed
from plans.members import matching
from plans.number import canonical
from plans.past import NO_PAST
from plans.reading.registry import load_registry
from plans.record import Completeness, Fact, Stay
from plans.rollup import Reading
from plans.statement import state
from plans.tree import Missing, Node, walk
from plans.unit import Sort
from tests.plans.build import AS_OF, HEAD, REGISTRY, dossier, facts, quarter, scheme

COHORT = "cohort: {by: revenue, during: 4 quarters before}"
METRICS = f"""
  year: {{title: Year, unit: EUR, roll-up: {{sum: revenue, over: last 4 quarters}}, source: crm}}
  months: {{title: Two months, unit: EUR, roll-up: {{sum: revenue, over: last 2 months}}, source: crm}}
  ten-days: {{title: Ten days, unit: EUR, roll-up: {{sum: revenue, over: last 10 days}}, source: crm}}
  then: {{title: A year ago, unit: EUR, roll-up: {{sum: revenue, over: 1 year before}}, source: crm}}
  newest-then: {{title: Newest then, unit: EUR, roll-up: {{last: revenue, over: 1 year before}}, source: crm}}
  kept: {{title: Kept, unit: EUR, roll-up: {{sum: revenue, {COHORT}}}, source: crm}}
  nrr: {{title: Retention, unit: "%", roll-up: {{ratio: {{of: {{sum: revenue, {COHORT}}}, to: {{sum: revenue, over: 4 quarters before}}}}}}, source: crm}}
  signed-kept: {{title: Signed in spring, unit: EUR, roll-up: {{sum: revenue, cohort: {{by: signed, where: yes, from: 2026-04-01, to: 2026-06-30}}}}, source: crm}}
  signed-later: {{title: Signed later, unit: EUR, roll-up: {{sum: revenue, cohort: {{by: signed, from: 2027-01-01, to: 2027-03-31}}}}, source: crm}}
  of-change: {{title: Of the change, unit: "%", roll-up: {{ratio: {{of: {{sum: revenue}}, to: {{change: {{of: {{sum: revenue}}, against: {{sum: revenue, over: 1 year before}}, as: difference}}}}}}}}, source: crm, may-be-negative: yes}}
  refunded: {{title: Refunded, unit: "%", roll-up: {{change: {{of: {{sum: refund}}, against: {{sum: revenue, over: 1 year before}}, as: share}}}}, source: crm, may-be-negative: yes}}
  spread: {{title: Spread, unit: "%", roll-up: {{change: {{of: {{distinct: revenue, of: item}}, against: {{count: revenue}}, as: share}}}}, source: crm, may-be-negative: yes}}
  usual-kept: {{title: Usual, unit: EUR, roll-up: {{average: revenue, cohort: {{by: signed, during: this period}}}}, source: crm}}
  first: {{title: First 90 days, unit: EUR, roll-up: {{sum: revenue, over: {{first: 90 days, from: signed}}}}, source: crm}}
  growth: {{title: Growth, unit: "%", roll-up: {{change: {{of: {{sum: revenue}}, against: {{sum: revenue, over: 4 quarters before}}, as: share}}}}, source: crm, may-be-negative: yes}}
  more: {{title: More, unit: EUR, roll-up: {{change: {{of: {{sum: revenue}}, against: {{sum: revenue, over: 4 quarters before}}, as: difference}}}}, source: crm, may-be-negative: yes}}
  above: {{title: Above plan, unit: EUR, roll-up: {{change: {{of: {{sum: revenue}}, against: 250.50 EUR, as: difference}}}}, source: crm, may-be-negative: yes}}
  lift: {{title: Lift, unit: "%", roll-up: {{change: {{of: {{average: pace, cohort: {{by: tried, where: yes, during: last 2 quarters}}}}, against: {{average: pace, cohort: {{by: tried, where: no, during: last 2 quarters}}}}, as: share}}}}, source: crm, may-be-negative: yes}}
  twice: {{title: Of both, unit: "%", roll-up: {{change: {{of: {{ratio: {{of: {{sum: revenue}}, to: {{sum: cost}}}}}}, against: {{ratio: {{of: {{sum: revenue, over: 4 quarters before}}, to: {{sum: cost, over: 4 quarters before}}}}}}, as: difference}}}}, source: crm, may-be-negative: yes}}
  team-year: {{title: Year of the team, unit: EUR, per: team, roll-up: {{sum: revenue, over: last 4 quarters}}, source: crm}}
"""


def about(item: str, metric: str, *rows: tuple[str, str, str]) -> list[Fact]:
    return [fact._replace(item_id=item) for fact in facts(metric, *rows)]


REVENUE = [
    *about("A", "revenue", ("a0", "2025-11-02", "100 EUR"), ("a1", "2026-02-02", "20 EUR"), ("a2", "2026-11-02", "130 EUR")),
    *about("B", "revenue", ("b0", "2025-12-31", "100 EUR"), ("b2", "2026-10-01", "80 EUR")),
    *about("C", "revenue", ("c2", "2026-12-22", "500 EUR"), ("c3", "2026-12-21", "7 EUR"), ("c9", "2025-09-30", "9 EUR")),
]  # fmt: skip


def node(name: str, recorded: list[Fact], *, mode: str = STANDING, **known: object) -> Node:
    """The node of one metric, read by a figure that only passes it on."""
    made = scheme(f"it: {{sum: {{of: [metric.{name}]}}}}", registry=REGISTRY + METRICS)
    known.setdefault("complete", {"crm": "2026-12-31"})
    statement = state(made, dossier(*recorded, **known), quarter(), AS_OF, mode)  # type: ignore[arg-type]
    return next(node for node in walk(*statement.evaluation.every()) if node.made.name == f"metric.{name}")


def rows_of(found: Node) -> list[str]:
    return sorted(row.fact_id for row in found.rows if isinstance(row, Fact))


def why(found: Node) -> list[tuple[str, str]]:
    assert isinstance(found.value, Missing), found.value
    return [(cause.why, cause.words) for cause in found.value.causes]


@pytest.mark.parametrize(
    ("name", "value", "behind"),
    [
        ("year", 20 + 130 + 80 + 500 + 7, ["a1", "a2", "b2", "c2", "c3"]),
        ("months", 130 + 500 + 7, ["a2", "c2", "c3"]),
        ("ten-days", 500, ["c2"]),  # 22 to 31 December
        ("then", 100 + 100, ["a0", "b0"]),
        ("newest-then", 100, ["a0", "b0"]),
        ("kept", 130 + 80, ["a2", "b2"]),  # C pays today, and did not a year ago
    ],
)
def test_the_days_that_count_are_those_that_are_named(name: str, value: int, behind: list[str]) -> None:
    found = node(name, REVENUE)
    assert found.value == value
    assert rows_of(found) == behind


def test_retention_of_those_who_paid_a_year_ago() -> None:
    found = node("nrr", REVENUE)
    assert found.value == Decimal("1.05")  # (130 + 80) / (100 + 100)
    of, to = found.args["of"], found.args["to"]
    assert (rows_of(of), rows_of(to)) == (["a2", "b2"], ["a0", "b0"])
    assert (of.made.title, to.made.title) == ("revenue, of those with revenue", "revenue, 4 quarters before")


def test_the_tree_shows_who_the_cohort_is_and_by_which_rows() -> None:
    cohort = node("kept", REVENUE).args["cohort"]
    assert (cohort.value, str(cohort.made.kind), cohort.made.title) == (2, "item", "revenue")
    assert rows_of(cohort) == ["a0", "b0"]


SIGNED = [
    *about("A", "signed", ("s1", "2026-05-05", "yes")),
    *about("B", "signed", ("s2", "2026-05-05", "no")),
    *about("C", "signed", ("s3", "2026-07-04", "yes")),
]


def test_a_cohort_of_days_that_stay_as_they_are() -> None:
    found = node("signed-kept", [*REVENUE, *SIGNED])
    assert (found.value, rows_of(found)) == (130, ["a2"])  # B did not sign, C signed in July


def test_the_first_days_of_each_item_end_in_the_period_in_which_it_counts() -> None:
    start = about("A", "signed", ("s1", "2026-07-04", "yes"))  # 90 days: 4 July to 1 October
    early = about("B", "signed", ("s2", "2026-07-03", "yes"))  # to 30 September: the quarter before
    late = about("C", "signed", ("s3", "2026-10-04", "yes"))  # to 1 January: the quarter after
    spent = [
        *about("A", "revenue", ("a1", "2026-07-04", "1 EUR"), ("a2", "2026-10-01", "2 EUR"), ("a3", "2026-10-02", "4 EUR"), ("a4", "2026-07-03", "8 EUR")),
        *about("B", "revenue", ("b1", "2026-09-30", "16 EUR"), ("b2", "2026-10-01", "32 EUR")),
        *about("C", "revenue", ("c1", "2026-10-05", "64 EUR")),
    ]  # fmt: skip
    found = node("first", [*start, *early, *late, *spent])
    assert (found.value, rows_of(found)) == (3, ["a1", "a2"])
    assert rows_of(found.args["first"]) == ["s1"]


def test_a_change_is_a_share_of_the_size_of_what_it_is_compared_with() -> None:
    rows = about("A", "revenue", ("a0", "2025-11-02", "100 EUR"), ("a2", "2026-11-02", "130 EUR"))
    assert node("growth", rows).value == Decimal("0.3")
    below = about("A", "revenue", ("a0", "2025-11-02", "-100 EUR"), ("a2", "2026-11-02", "30 EUR"))
    assert node("growth", below).value == Decimal("1.3")  # up by 130 from 100 below zero
    assert node("more", below).value == 130
    assert node("above", rows).value == Decimal("-120.50")
    assert node("above", rows).args["against"].made.op == "literal"


def test_a_change_against_a_control_cohort() -> None:
    tried = [*about("A", "tried", ("t1", "2026-09-01", "yes")), *about("B", "tried", ("t2", "2026-09-01", "no"))]
    pace = [
        *about("A", "pace", ("p1", "2026-10-01", "12"), ("p2", "2026-11-01", "14")),
        *about("B", "pace", ("p3", "2026-10-01", "10")),
        *about("C", "pace", ("p4", "2026-10-01", "99")),  # in neither
    ]
    found = node("lift", [*tried, *pace])
    assert found.value == Decimal("0.3")  # 13 against 10
    assert rows_of(found.args["against"].args["cohort"]) == ["t2"]


def test_a_change_between_two_ratios() -> None:
    cost = about("A", "cost", ("k0", "2025-11-02", "50 EUR"), ("k2", "2026-11-02", "100 EUR"))
    rows = about("A", "revenue", ("a0", "2025-11-02", "100 EUR"), ("a2", "2026-11-02", "250 EUR"))
    assert node("twice", [*cost, *rows]).value == Decimal("0.5")  # 2.5 less 2


def test_a_baseline_of_nothing_is_no_baseline() -> None:
    rows = about("A", "revenue", ("a2", "2026-11-02", "130 EUR"))
    assert why(node("growth", rows)) == [("absent", "nothing has arrived from CRM for 2025-10-01 to 2025-12-31")]
    assert node("more", rows).value == 130
    even = [*rows, *about("A", "revenue", ("x", "2025-11-02", "5 EUR"), ("y", "2025-11-03", "-5 EUR"))]
    assert why(node("growth", even)) == [("absent", "revenue, 4 quarters before is zero, so there is no share of it")]


def test_a_share_of_a_change_that_comes_to_nothing_says_so() -> None:
    rows = about("A", "revenue", ("a0", "2025-11-02", "130 EUR"), ("a2", "2026-11-02", "130 EUR"))
    ((why_not, words),) = why(node("of-change", rows))
    assert why_not == "absent"
    assert words.endswith(
        "less the sum of revenue in the same period 1 year before is zero, so there is no share of it"
    )


def test_two_currencies_are_no_change() -> None:
    rows = [
        *about("A", "revenue", ("a0", "2025-11-02", "100 USD")),
        *about("A", "revenue", ("a2", "2026-11-02", "130 EUR")),
    ]
    assert why(node("more", rows)) == [("conflict", "fact a0 is in USD, the registry says EUR")]
    (conflict, words), *_ = why(node("growth", rows))
    assert conflict == "conflict"
    assert "USD" in words


def test_a_side_of_which_nothing_is_known_and_one_that_counts_have_no_unit_to_differ_by() -> None:
    rows = about("A", "revenue", ("a0", "2025-11-02", "100 EUR"), ("a2", "2026-11-02", "130 EUR"))
    assert (
        node("refunded", rows).value == -1
    )  # nothing was refunded, of a complete source: 100% less than the 100 of a year ago
    assert node("spread", rows).value == 0  # one item, one record


def test_a_row_that_says_nothing_of_an_item_is_not_guessed_about() -> None:
    nameless = facts("revenue", ("n", "2026-11-03", "1 EUR"))
    assert why(node("kept", [*REVENUE, *nameless])) == [("conflict", "fact n names no item")]
    assert why(node("usual-kept", [*REVENUE, *facts("signed", ("m", "2026-11-03", "yes"))])) == [("conflict", "fact m names no item")]  # fmt: skip


def test_nothing_about_a_cohort_is_zero_or_unknown_as_everywhere() -> None:
    none = node("kept", [])
    assert none.value == 0
    assert [row.through for row in none.rows if isinstance(row, Completeness)] == [date(2026, 12, 31)]
    signed = about("Z", "signed", ("s", "2026-11-03", "yes"))
    assert why(node("usual-kept", [*REVENUE, *signed])) == [("absent", "nothing about its cohort has arrived from CRM for this period")]  # fmt: skip
    assert why(node("kept", [], complete={})) == [("absent", "nothing has arrived from CRM for 2025-10-01 to 2025-12-31")]  # fmt: skip


def test_what_a_source_said_of_the_days_that_are_looked_at_counts_also_where_the_period_has_only_begun() -> None:
    assert node("then", [], complete={"crm": "2026-11-19"}).value == 0
    assert why(node("then", [], complete={"crm": "2025-09-30"})) == [
        ("late", "CRM last arrived through 2025-09-30"),
    ]
    assert why(node("year", [], mode=FINAL, complete={"crm": "2026-11-19"})) == [
        ("late", "CRM holds everything through 2026-11-19")
    ]


def test_years_are_those_of_the_plan() -> None:
    """Where a year starts in February, the last whole one before November 2026 ended with January."""
    head = HEAD.replace("period: quarter\n", "period: month\nyear-starts: 1 February\n")
    metric = "  whole: {title: Whole, unit: EUR, roll-up: {sum: revenue, over: last 1 year}, source: crm}\n"
    made = scheme("it: {sum: {of: [metric.whole]}}", head=head, registry=REGISTRY + metric)
    period = made.plan.cut.holding(date(2026, 11, 20), "month")
    assert period is not None
    days = ("2025-01-31", "2025-02-01", "2026-01-31", "2026-02-01", "2026-11-20")
    rows = facts("revenue", *((f"f{n}", day, f"{10**n} EUR") for n, day in enumerate(days)))
    assert state(made, dossier(*rows), period, AS_OF).evaluation.nodes["it"].value == 10 + 100


def test_days_that_the_calendar_does_not_have_are_no_days() -> None:
    """A plan that reads such a metric is refused; whoever reads it all the same is told why there is nothing."""
    registry = load_registry(
        REGISTRY
        + "  weeks: {title: Weeks, unit: EUR, roll-up: {sum: revenue, over: last 2 weeks}, source: crm}\n"
        + "  new: {title: New, unit: EUR, roll-up: {sum: revenue, cohort: {by: signed, during: 2 weeks before}}, source: crm}\n",
        "registry.yaml",
    ).registry
    assert registry is not None
    told = []
    for name in ("weeks", "new"):
        metric = registry.metrics[name]
        feed = Completeness("crm", date(2026, 12, 31))
        arrival = Arrival(metric.made.name, metric.title, "", registry.sources["crm"], feed, quarter(), FINAL, date(2027, 1, 9))  # fmt: skip
        told += why(Reading(metric, arrival, {}, Gregorian()).roll(lambda _: REVENUE))
    assert told == [
        ("absent", "the calendar has no days for `last 2 weeks` of 2026-Q4"),
        ("absent", "the calendar has no days for `2 weeks before` of 2026-Q4"),
    ]


def test_a_cohort_of_days_after_the_period_is_waited_for() -> None:
    """Who signs until March can still become one of those whom it is about."""
    recorded = [*REVENUE, *about("A", "signed", ("s", "2027-02-02", "yes"))]
    assert why(node("signed-later", recorded, mode=FINAL)) == [("late", "CRM does not hold everything through 2027-03-31 yet")]  # fmt: skip
    assert node("signed-later", recorded, mode=FINAL, complete={"crm": "2027-03-31"}).value == 130
    assert node("signed-later", recorded).value == 130


@pytest.mark.parametrize(("where", "count"), [("5 points", 1), ("2026-07-01", 1), ("gold", 1), ("5", 0), ("6 points", 0), ("5points", 0)])  # fmt: skip
def test_a_value_is_asked_for_as_it_is_written(where: str, count: int) -> None:
    rows = [*facts("it", ("a", "2026-10-05", "5 points"), ("b", "2026-10-05", "2026-07-01"))]
    rows.append(rows[0]._replace(fact_id="c", value="gold", kind=Sort.LABEL))
    assert len(matching(tuple(rows), where)) == count


def test_a_team_that_looks_back_counts_who_was_in_it_then() -> None:
    stays = (
        Stay("ana", date(2025, 1, 1), team_id="north", function="sales"),
        Stay("ben", date(2025, 1, 1), date(2026, 3, 31), team_id="north"),
        Stay("ben", date(2026, 4, 1), team_id="south"),
    )
    rows = [
        *facts("revenue", ("a", "2026-10-05", "100 EUR")),
        *facts("revenue", ("b", "2026-03-31", "10 EUR"), ("c", "2026-04-01", "7 EUR"), subject="person:ben"),
    ]
    assert node("team-year", rows, stays=stays[:1], members=stays).value == 110


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("year", [("revenue", "2026-01-01", "2026-12-31")]),
        ("ten-days", [("revenue", "2026-12-22", "2026-12-31")]),
        ("kept", [("revenue", "2026-10-01", "2026-12-31"), ("revenue", "2025-10-01", "2025-12-31")]),
        ("first", [("revenue", "2026-07-04", "2026-12-31"), ("signed", "2026-07-04", "2026-10-03")]),
        ("above", [("revenue", "2026-10-01", "2026-12-31")]),
        ("more", [("revenue", "2026-10-01", "2026-12-31"), ("revenue", "2025-10-01", "2025-12-31")]),
    ],
)
def test_storage_is_asked_for_the_days_that_are_looked_at_and_no_others(name: str, needs: list[tuple[str, ...]]) -> None:  # fmt: skip
    made = scheme(f"it: {{sum: {{of: [metric.{name}]}}}}", registry=REGISTRY + METRICS)
    asked = made.needs(quarter(), NO_PAST).facts
    assert list(asked) == [
        FactNeed(fact, "person", date.fromisoformat(start), date.fromisoformat(end)) for fact, start, end in needs
    ]


@pytest.mark.parametrize(
    ("name", "minor", "whole"),
    [("year", True, False), ("more", True, False), ("above", True, False), ("growth", False, False), ("usual-kept", False, False)],
)  # fmt: skip
def test_what_only_adds_takes_away_or_picks_is_in_cents(name: str, minor: bool, whole: bool) -> None:  # noqa: FBT001
    registry = load_registry(REGISTRY + METRICS, "registry.yaml").registry
    assert registry is not None
    known = registry.type_of(name)
    assert known is not None
    assert (known.minor, known.whole) == (minor, whole)


def test_a_value_beyond_the_period_is_in_the_hash() -> None:
    made = scheme("it: {sum: {of: [metric.nrr]}}", registry=REGISTRY + METRICS)
    other = [fact._replace(item_id="C") if fact.fact_id == "b0" else fact for fact in REVENUE]
    one, two = (state(made, dossier(*rows), quarter(), AS_OF) for rows in (REVENUE, other))
    assert one.hash != two.hash
    assert canonical(Decimal("1.05")) == "1.05"
