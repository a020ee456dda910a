"""Plans that count by the company calendar: 4-4-5 with a year of 53 weeks, thirteen periods, fiscal years; windows, parts, the end of rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plans.calendar import Period
from plans.checking.past import check_past
from plans.company.versions import CalendarVersions
from plans.document import read_document
from plans.load import load_plan
from plans.past import Past
from plans.problem import Problems
from plans.reading.based_on import flat
from plans.reading.registry import load_registry
from plans.record import Credit, Origin
from plans.scheme import Scheme
from plans.statement import state
from plans.tree import Missing, Node
from plans.unit import Unit
from tests.company.rows import text_13, text_445, text_fiscal, versions
from tests.plans.build import AS_OF, HEAD, REGISTRY, document, dossier, facts, scheme

LONG = HEAD.replace("effective: {from: 2026-01-01, to: 2026-12-31}", "effective: {from: 2025-12-29}")
BY_445 = versions(text_445())
BY_13 = versions(text_13())
FISCAL = versions(text_fiscal())


def head(grain: str, calendar: str = "northwind") -> str:
    return LONG.replace("period: quarter", f"period: {grain}\ncalendar: {calendar}")


def held(made: Scheme, day: str, grain: str = "") -> Period:
    period = made.plan.cut.holding(date.fromisoformat(day), grain or made.plan.grain)
    assert period is not None
    return period


def at(figures: str, day: str, grain: str, calendar: CalendarVersions, rows: dict[str, str]) -> dict[str, Node]:
    """The figures of the period that holds a day; `rows` are won deals by their day. Ana has been here since 2025."""
    made = scheme(figures, head=head(grain), calendar=calendar)
    won = facts("deal-value", *((f"f{number}", day, value) for number, (day, value) in enumerate(rows.items())))
    known = dossier(*won, complete={"crm": "2028-12-31"})
    now = AS_OF * 2  # long after: every period is over
    past = Past(date(2025, 1, 1), lambda _: made)
    return dict(state(made, known, held(made, day), now, past=past).evaluation.nodes)


WON = {
    "2025-12-29": "1 EUR",  # the first day of FY2026
    "2026-02-22": "10 EUR",  # the last of its second month
    "2026-02-23": "100 EUR",  # the first of its third, which has five weeks
    "2026-03-29": "1000 EUR",  # the last of its first quarter
    "2026-12-27": "10000 EUR",  # the last of the year
    "2026-12-28": "100000 EUR",  # the first of FY2027
    "2028-01-02": "1000000 EUR",  # the last of week 53
}


@pytest.mark.parametrize(
    ("figure", "grain", "day", "value"),
    [
        ("sum: {of: [metric.won]}", "month", "2026-03-29", 1100),
        ("sum: {of: [metric.won]}", "quarter", "2026-03-29", 1111),
        ("sum: {each: metric.won, over: year to date}", "month", "2026-03-01", 1111),
        ("sum: {each: metric.won, over: year to date}", "quarter", "2026-12-28", 100000),
        ("sum: {each: metric.won, over: last 2 months}", "month", "2026-12-28", 110000),
        ("sum: {each: metric.won, over: each month}", "quarter", "2026-02-01", 1111),
        ("sum: {each: metric.won, over: each week}", "month", "2026-01-01", 1),
        ("sum: {each: metric.won, over: ever}", "year", "2027-06-01", 1111111),
        ("earlier: {of: metric.won, back: 1 month, before-first: 0 EUR}", "month", "2026-12-28", 10000),
        ("earlier: {of: metric.won, back: 1 year, before-first: 0 EUR}", "month", "2027-03-01", 1100),
        ("earlier: {of: metric.won, back: 1 quarter, before-first: 7 EUR}", "quarter", "2026-01-01", 7),
        ("sum: {of: [period.number]}", "month", "2028-01-02", 12),
    ],
)  # fmt: skip
def test_windows_over_4_4_5(figure: str, grain: str, day: str, value: int) -> None:
    assert at(f"it: {{{figure}}}", day, grain, BY_445, WON)["it"].value == value


def test_week_53_is_a_week_of_its_own_and_has_none_a_year_before() -> None:
    figures = "it: {sum: {of: [metric.won]}}\nnumber: {sum: {of: [period.number]}}\nbefore: {earlier: {of: metric.won, back: 1 year, before-first: 5 EUR}}"
    nodes = at(figures, "2028-01-02", "week", BY_445, WON)
    assert (nodes["it"].value, nodes["number"].value, nodes["before"].value) == (1000000, 53, 5)
    nodes = at(figures, "2027-12-20", "week", BY_445, WON)  # week 52, as was 2026-12-21
    assert (nodes["number"].value, nodes["before"].value) == (52, 10000)


@pytest.mark.parametrize(
    ("day", "even", "by_weeks", "to_date"),
    [("2026-03-01", "30", "35", "91"), ("2027-12-20", "30", "39", "91")],
)
def test_a_quarter_spread_over_months_of_four_and_five_weeks(day: str, even: str, by_weeks: str, to_date: str) -> None:
    """91 EUR over 13 weeks are 7 EUR a week. In the year of 53 weeks the last quarter has 14, and its last month six of them."""
    figures = """even: {spread: {of: 90 EUR, into: 3, by: even}}
        weeks: {spread: {of: 91 EUR, into: 3, by: weeks}}
        to-date: {spread: {of: 91 EUR, into: 3, by: weeks, cumulative: yes}}"""
    nodes = at(figures, day, "month", BY_445, {})
    assert nodes["even"].value == Decimal(even)
    assert nodes["weeks"].value == Decimal(by_weeks)
    assert nodes["to-date"].value == Decimal(to_date)


THIRTEEN = {
    "2025-12-29": "1 EUR",
    "2026-11-29": "10 EUR",
    "2026-11-30": "100 EUR",
    "2026-12-27": "1000 EUR",
    "2026-12-28": "10000 EUR",
}  # P12 of 2026 ends on 2026-11-29


@pytest.mark.parametrize(
    ("figure", "day", "value"),
    [
        ("sum: {of: [metric.won]}", "2026-12-27", 1100),
        ("sum: {of: [period.number]}", "2026-12-27", 13),
        ("sum: {each: metric.won, over: year to date}", "2026-12-27", 1111),
        ("sum: {each: metric.won, over: last 2 months}", "2026-12-28", 11100),
        ("earlier: {of: metric.won, back: 1 year, before-first: 0 EUR}", "2027-01-01", 1),
        ("spread: {of: 1300 EUR, into: 13, by: even, cumulative: yes}", "2026-12-27", 1300),
    ],
)
def test_thirteen_periods(figure: str, day: str, value: int) -> None:
    assert at(f"it: {{{figure}}}", day, "month", BY_13, THIRTEEN)["it"].value == value


FISCAL_WON = {"2026-01-31": "1 EUR", "2026-02-01": "10 EUR", "2026-04-30": "100 EUR", "2026-05-01": "1000 EUR"}


@pytest.mark.parametrize(
    ("figure", "grain", "day", "value"),
    [
        ("sum: {of: [metric.won]}", "quarter", "2026-02-01", 110),  # FY2027-Q1: February to April
        ("sum: {each: metric.won, over: year to date}", "quarter", "2026-05-01", 1110),
        ("sum: {each: metric.won, over: last 2 quarters}", "quarter", "2026-02-01", 111),
        ("sum: {of: [period.number]}", "quarter", "2026-02-01", 1),
        ("sum: {each: metric.won, over: each month}", "half-year", "2026-07-31", 1110),
        ("sum: {each: metric.won, over: year to date}", "month", "2026-05-31", 1110),
    ],
)
def test_fiscal_years(figure: str, grain: str, day: str, value: int) -> None:
    assert at(f"it: {{{figure}}}", day, grain, FISCAL, FISCAL_WON)["it"].value == value


def test_a_figure_of_each_year_stands_in_the_last_period_of_the_fiscal_year() -> None:
    yearly = "year: {each: year, sum: {each: metric.won, over: each quarter}}"
    assert "year" not in at(yearly, "2026-10-31", "quarter", FISCAL, FISCAL_WON)
    node = at(yearly, "2027-01-31", "quarter", FISCAL, FISCAL_WON)["year"]
    assert (node.period, node.value) == ("FY2027", 1110)


def credit(name: str, day: str, amount: int) -> Credit:
    entered, euro = date.fromisoformat(day), Unit(("EUR",))
    return Credit(name, "deal", "ana", Decimal(1), entered, Decimal(amount), euro, origin=Origin("crm", 2, AS_OF))


def running(grain: str, within: str, day: str, calendar: CalendarVersions, *credits: Credit) -> list[object]:  # noqa: A002 - the field's own name
    figures = f"so-far: {{per: credit, running: {{of: credit.amount, through: this one, within: {within}, dated: credit.enters}}}}"
    made = scheme(figures, head=head(grain), calendar=calendar)
    known = dossier(credits=credits, complete={"crm": "2028-12-31"})
    items = state(made, known, held(made, day), AS_OF * 2).evaluation.items["credit"]
    return [nodes["so-far"].value for _, nodes in items]


DEALS = (
    credit("a", "2026-01-25", 1),  # the last day of FY2026-M01, a Sunday
    credit("b", "2026-01-26", 10),  # M02
    credit("c", "2026-02-22", 100),  # M02, its last day
    credit("d", "2026-02-23", 1000),  # M03
)


def test_running_totals_begin_anew_with_each_row() -> None:
    assert running("quarter", "month", "2026-02-01", BY_445, *DEALS) == [1, 10, 110, 1000]
    assert running("quarter", "week", "2026-02-01", BY_445, *DEALS) == [1, 10, 100, 1000]
    # A calendar of thirteen periods has no weeks: those begin on Monday.
    assert running("year", "week", "2026-02-01", BY_13, *DEALS) == [1, 10, 100, 1000]
    assert running("year", "month", "2026-02-01", BY_13, *DEALS) == [1, 10, 110, 1000]
    # A fiscal quarter begins on 1 February.
    assert running("year", "quarter", "2027-01-01", FISCAL, *DEALS) == [100, 1100]


def plan_problems(*changes: tuple[str, str], calendar: CalendarVersions | None = BY_13, figure: str = "") -> list[str]:
    text = document(figure or "it: {sum: {of: [metric.won]}}", head=head("month"))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    registry = load_registry(REGISTRY, "registry.yaml").registry
    assert registry is not None
    loaded = load_plan(text, "plan.yaml", registry, calendar)
    return [
        f"{problem.path}: {problem.message} {problem.remedy}"
        for problem in loaded.problems
        if problem.code != "missing-key"
    ]


FAULTS = [
    (("calendar: northwind", "calendar: southwind"), BY_13,
     "calendar: There is no calendar `southwind`: the company's is called `northwind`. Write `calendar: northwind`."),
    (("calendar: northwind", "calendar: northwind"), None,
     ("calendar: The plan counts by the calendar `northwind`, which is neither published nor at hand."
     " Publish it first (`calendar publish FILE`), or name its file: `--calendar FILE`.")),
    (("calendar: northwind", "calendar: northwind\nyear-starts: 1 July"), BY_13,
     "year-starts: `year-starts` and `calendar` both say how time is cut. Keep one of the two: a calendar has its own years."),
    (("period: month", "period: half-year"), BY_13,
     "period: `period: half-year` is no length of the calendar `northwind`. It has: month, year. Write one of these."),
    (("{from: 2025-12-29}", "{from: 2025-12-28}"), BY_13,
     ("effective.from: The plan starts on 2025-12-28, and the calendar `northwind` has no month that holds it: its months begin on 2025-12-29."
     " Add rows to the calendar's next version, or let the plan start on another day.")),
    (("{from: 2025-12-29}", "{from: 2028-02-01}"), BY_13,
     ("effective.from: The plan starts on 2028-02-01, and the calendar `northwind` has no month that holds it: its months end with 2027-P13, on 2028-01-02."
     " Add rows to the calendar's next version, or let the plan start on another day.")),
    (("{from: 2025-12-29}", "{from: 2025-12-29, to: 2028-12-31}"), BY_13,
     ("effective.to: The plan ends on 2028-12-31, and the calendar `northwind` has no month that holds it: its months end with 2027-P13, on 2028-01-02."
     " Nobody has a statement of a time without rows: publish the calendar's next version before then.")),
    (("calendar: northwind\n", ""), BY_13, ""),
    (("period: month\ncalendar: northwind\n", "period: week\n"), BY_13,
     "period: `week` is no period. Write one of: month, quarter, half-year, year. A week needs `calendar:`, with rows for it."),
]  # fmt: skip


@pytest.mark.parametrize(("change", "calendar", "said"), FAULTS)
def test_what_a_plan_says_of_its_calendar(
    change: tuple[str, str], calendar: CalendarVersions | None, said: str
) -> None:
    assert plan_problems(change, calendar=calendar) == ([said] if said else [])


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("sum: {each: metric.won, over: each week}", "reads `each week`, and the calendar has no such period. It has: month, year."),
        ("earlier: {of: metric.won, back: 1 quarter, before-first: 0 EUR}", "reads `1 quarter`, and the calendar has no such period. It has: month, year."),
        ("each: quarter, sum: {of: [metric.won]}", "is computed for each quarter, and the calendar has no such period. It has: month, year."),
        ("per: credit, running: {of: credit.amount, through: this one, within: quarter, dated: credit.enters}",
         "adds up within a quarter, and the calendar has no such period. It has: month, year."),
    ],
)  # fmt: skip
def test_lengths_that_the_calendar_does_not_have(figure: str, said: str) -> None:
    (problem,) = plan_problems(figure=f"it: {{{figure}}}")
    assert said in problem


def test_items_dated_outside_of_all_rows_wait_and_say_why() -> None:
    figures = (
        "so-far: {per: credit, running: {of: credit.amount, through: this one, within: month, dated: credit.day-90}}"
    )
    made = scheme(figures, head=head("month"), calendar=BY_13)
    late = credit("late", "2026-01-02", 5)._replace(attributes={"day-90": "2028-06-01"})
    known = dossier(credits=(late,), complete={"crm": "2028-12-31"})
    ((_, nodes),) = state(made, known, held(made, "2026-01-02"), AS_OF * 2).evaluation.items["credit"]
    missing = nodes["so-far"].value
    assert isinstance(missing, Missing)
    assert [cause.words for cause in missing.causes] == ["the calendar has no month that holds 2028-06-01"]


def test_years_from_another_month_pay_by_the_year_as_well() -> None:
    made = scheme(
        "it: {sum: {of: [metric.won]}}", head=LONG.replace("period: quarter", "period: year\nyear-starts: 1 July")
    )
    period = held(made, "2026-06-30")
    assert (period.name, str(period.start), str(period.end)) == ("2025/26", "2025-07-01", "2026-06-30")
    assert made.plan.cut.named("2025/26") == period
    won = facts("deal-value", ("a", "2025-12-01", "5 EUR"), ("b", "2026-07-01", "7 EUR"))
    assert state(made, dossier(*won), period, AS_OF).evaluation.nodes["it"].value == 5


def test_the_hash_covers_the_calendar_up_to_the_period_and_no_later_version() -> None:
    figures = "it: {sum: {of: [metric.won]}}"

    def stated(calendar: CalendarVersions) -> str:
        made = scheme(figures, head=head("month"), calendar=calendar)
        return state(made, dossier(), held(made, "2026-11-20"), AS_OF).hash

    only = text_13(years=("2026",))
    hashes = [
        stated(versions(only)),
        stated(versions(only, text_13("2", "2027-01-01"))),
        stated(versions(text_13("3"))),
    ]
    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize(
    ("older", "said"),
    [
        ("period: month", ["reaches into version 0, which counts by other periods: they are left out."]),
        ("period: month\ncalendar: northwind", []),
    ],
)
def test_a_window_that_reaches_into_a_version_with_other_periods(older: str, said: list[str]) -> None:
    figures = "won: {sum: {of: [metric.won]}}\nso-far: {sum: {each: won, over: year to date}}"
    by_calendar = head("month").replace("{from: 2025-12-29}", "{from: 2026-06-15}")
    before = head("month").replace("period: month\ncalendar: northwind", older).replace('version: "1"', 'version: "0"')
    new, old = (scheme(figures, head=text, calendar=BY_13).plan for text in (by_calendar, before))
    problems = Problems()
    check_past(new, [old], problems)
    assert [problem.message.partition("clause 2 ")[2] for problem in problems] == said
    assert all(problem.warning for problem in problems)


@pytest.mark.parametrize(("own", "kept"), [("calendar: northwind", ["calendar"]), ("", ["year-starts"])])
def test_a_plan_based_on_another_cuts_time_in_one_way(own: str, kept: list[str]) -> None:
    parent = read_document(
        LONG.replace("period: quarter", "period: quarter\nyear-starts: 1 July"), "parent.yaml", Problems()
    )
    child = read_document(
        f"plan: child\nversion: '1'\nbased-on: {{plan: test, version: '1'}}\n{own}\n", "child.yaml", Problems()
    )
    assert parent is not None
    assert child is not None
    found = flat(child, parent, Problems())
    assert [entry.key for entry in found if entry.key in {"year-starts", "calendar"}] == kept
