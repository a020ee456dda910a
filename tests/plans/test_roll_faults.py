"""What cannot stand in a metric: told with its place and what to write instead, all at once."""

from __future__ import annotations

import pytest

from plans.reading.registry import load_registry
from tests.plans.build import REGISTRY

EURO = "unit: EUR, roll-up: {{sum: a, {}}}"
CHANGE = "unit: {}, may-be-negative: yes, roll-up: {{change: {{of: {{sum: a}}, against: {}, as: {}}}}}"


LINE = REGISTRY.count("\n") + 1


def problems(body: str) -> list[tuple[str, str, str]]:
    loaded = load_registry(REGISTRY + f"  odd: {{title: Odd, source: crm, {body}}}\n", "registry.yaml")
    assert all(problem.place.line == LINE and problem.path.startswith("metrics.odd") for problem in loaded.problems)
    return [(problem.code, problem.message, problem.remedy) for problem in loaded.problems]


WINDOWS = "Write `this period`, `last 4 quarters` (whole ones, the last of which ends with the period) or `4 quarters before` (the same a year earlier). "
FIRST = WINDOWS + "Or write the first days of each item: `{first: 90 days, from: signed}`."
FIXED = WINDOWS + "For days that stay the same write `from` and `to`."
COHORT = "Write for example `cohort: {by: signed, during: 4 quarters before}`."
LENGTHS = "Write one of: days, weeks, months, quarters, half-years, years, periods."
NONE = "Where a complete source has no rows there are none, so how many there are can be zero."
HOW = "Write `{change: {of: {sum: a}, against: {sum: a, over: 4 quarters before}, as: share}}`."


@pytest.mark.parametrize(
    ("body", "code", "message", "remedy"),
    [
        (EURO.format("over: next quarter"), "window", "`next quarter` says no days that a roll-up can be over.", FIRST),
        (EURO.format("over: [a]"), "window", "This says no days that a roll-up can be over.", FIRST),
        (EURO.format("over: last 0 quarters"), "window", "0 is no number from 1 to 1,000.", WINDOWS.strip()),
        (EURO.format("over: last 1001 months"), "window", "1001 is no number from 1 to 1,000.", WINDOWS.strip()),
        (EURO.format("over: 10001 days before"), "window", "10001 is no number from 1 to 10,000.", WINDOWS.strip()),
        (EURO.format("over: last 4 quarterz"), "window", "`quarterz` is no length of time here.", "Did you mean `quarters`?"),
        (EURO.format("over: 4 fortnights before"), "window", "`fortnights` is no length of time here.", LENGTHS),
        (EURO.format("over: {first: 90, from: b}"), "days", "`first: 90` is no number of days from 1 to 10,000.", "Write for example `first: 90 days`."),
        (EURO.format("over: {first: 1.5 days, from: b}"), "days", "`first: 1.5 days` is no number of days from 1 to 10,000.", "Write for example `first: 90 days`."),
        (EURO.format("over: {first: 0 days, from: b}"), "days", "`first: 0 days` is no number of days from 1 to 10,000.", "Write for example `first: 90 days`."),
        (EURO.format("over: {first: 90days, from: b}"), "days", "`first: 90days` is no number of days from 1 to 10,000.", "Write for example `first: 90 days`."),
        (EURO.format("over: {first: 90 days}"), "missing-key", "`from` is missing.", "Name the fact from which the days count: `{first: 90 days, from: signed}`."),
        (EURO.format("over: {from: b}"), "missing-key", "`first` is missing.", "Say how many days count: `{first: 90 days, from: signed}`."),
        (EURO.format("over: {first: 90 days, from: b, of: account}"), "word", "`of: account` is not known.", "Write one of: item, subject."),
        (EURO.format("over: {first: 90 days, form: b, from: b}"), "unknown-key", "`form` is not known here.", "Did you mean `from`?"),
        (EURO.format("cohort: signed"), "cohort", "A cohort is a table: by which fact, and when it was recorded.", COHORT),
        (EURO.format("cohort: {during: this period}"), "missing-key", "`by` is missing.", COHORT),
        (EURO.format("cohort: {by: 5 EUR, during: this period}"), "name", "`by: 5 EUR` names no recorded metric.", COHORT),
        (EURO.format("cohort: {by: b}"), "missing-key", "Nothing says when its fact was recorded.", COHORT),
        (EURO.format("cohort: {by: b, during: some day}"), "window", "`some day` says no days that a roll-up can be over.", FIXED),
        (EURO.format("cohort: {by: b, during: this period, from: 2026-01-01}"), "cohort", "A cohort is of days by `during`, or by `from` and `to`, not by both.", "Leave out one of them."),
        (EURO.format("cohort: {by: b, from: 2026-01-01}"), "missing-key", "`to` is missing.", "Write the first and the last day: `from: 2026-01-01, to: 2026-03-31`."),
        (EURO.format("cohort: {by: b, from: 2026-01-32, to: 2026-02-01}"), "date", "`2026-01-32` is no date of the calendar.", "Write year, month and day: `2026-07-01`."),
        (EURO.format("cohort: {by: b, from: 2026-02-01, to: 2026-01-31}"), "dates", "It ends on 2026-01-31, before it starts on 2026-02-01.", "Write the earlier day first."),
        (EURO.format("cohort: {by: b, during: this period, of: items}"), "word", "`of: items` is not known.", "Did you mean `item`?"),
        ("unit: EUR, roll-up: {ratio: {of: {sum: a}, to: {sum: b}}, over: last 2 months}", "unknown-key", "`over` is not known beside a ratio.", "Write it into the roll-ups that it is made of."),
        (CHANGE.format('"%"', "{sum: b}", "percent"), "word", "`as: percent` is not known.", "Write one of: share, difference."),
        (CHANGE.format('"%"', "{sum: b}", "shares"), "word", "`as: shares` is not known.", "Did you mean `share`?"),
        (CHANGE.format("EUR", "{sum: b}", "share"), "unit", "A change as a share has the unit `%`, and not `EUR`.", 'Write `unit: "%"`, or give the change `as: difference`.'),
        (CHANGE.format("date", "{last: b}", "difference"), "unit", "A change is a number, and the unit is `date`.", "Write the unit of what changes, such as `EUR` or `days`."),
        (CHANGE.format("EUR", "5 USD", "difference"), "unit", "It is compared with 5.00 USD, and its unit is `EUR`.", "Write both in one unit."),
        (CHANGE.format("EUR", "plan", "difference"), "literal", "`against: plan` is neither a roll-up nor a number.", HOW + " Or a value: `against: 12%`."),
        (CHANGE.format("EUR", "2026-01-01", "difference"), "literal", "`against: 2026-01-01` is neither a roll-up nor a number.", HOW + " Or a value: `against: 12%`."),
        (CHANGE.format("EUR", "5EUR", "difference"), "literal", "`5EUR` has no space before its unit: write `5 EUR`.", HOW),
        ("unit: EUR, roll-up: {change: {of: {sum: a}, against: {sum: b}}}", "roll-up", "A change has `of`, `against` and `as`.", HOW),
        ("unit: EUR, roll-up: {change: {of: {sum: a}, against: 5 EUR, as: difference}}", "sign", "What changes can also go down, so a change may be negative.", "Add `may-be-negative: yes`: plans then decide about it."),
        ("unit: EUR, roll-up: {sum: a}, period: fortnight", "word", "`period: fortnight` is not known.", "Write one of: month, quarter, half-year, year."),
        ("unit: EUR, roll-up: {sum: a}, late-after: 3 weeks", "unit", "`3 weeks` is no number of days.", "Write for example `3 days`."),
        ("unit: EUR, roll-up: {sum: a}, edges: {close: 5 EUR}", "missing-key", "Nothing says from where on it is on track.", "Add `on-track`, or a `target` in the unit of the metric."),
        ("unit: EUR, roll-up: {sum: a}, target: 9 EUR, edges: {}", "missing-key", "`close` is missing.", "Write both with their unit: `edges: {on-track: 105%, close: 100%}`."),
        ("unit: EUR, roll-up: {sum: a}, target: 9 EUR, edges: {close: 5}", "unit", "`close` is 500%, and the unit is `EUR`.", "Write both in one unit."),
        ("unit: EUR, roll-up: {sum: a}, target: 9 EUR, edges: {close: 9 EUR}", "edges", "What is close would be on track: on track is above the edge of close.", "Write a `close` that is not as good as `on-track`."),
        ("unit: EUR, roll-up: {sum: a}, better: lower, target: 9 EUR, edges: {close: 8 EUR}", "edges", "What is close would be on track: on track is below the edge of close.", "Write a `close` that is not as good as `on-track`."),
        ("unit: accounts, roll-up: {distinct: a}, never-zero: yes", "zero", NONE, "Leave out `never-zero`, and say `if-zero:` where a plan divides by it."),
        ("unit: accounts, roll-up: {count: a}, never-zero: yes", "zero", NONE, "Leave out `never-zero`, and say `if-zero:` where a plan divides by it."),
        ("unit: EUR, roll-up: {sum: a}, target: 9 USD", "unit", "The target is 9.00 USD, and the unit is `EUR`.", "Write both in one unit."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_remedy(body: str, code: str, message: str, remedy: str) -> None:
    assert problems(body) == [(code, message, remedy)]


def test_all_faults_of_one_roll_up_are_told_at_once() -> None:
    told = problems("unit: EUR, roll-up: {sum: 5 EUR, over: soon, cohort: {of: b}, were: yes}")
    assert sorted(code for code, _, _ in told) == [
        "missing-key",
        "missing-key",
        "roll-up",
        "unknown-key",
        "window",
        "word",
    ]


def test_a_target_in_another_unit_stops_nothing() -> None:
    """It could be published before, and what was published stays readable."""
    loaded = load_registry(REGISTRY + "  odd: {title: Odd, source: crm, unit: EUR, roll-up: {sum: a}, target: 9 USD}\n", "registry.yaml")  # fmt: skip
    assert loaded.registry is not None
    assert [problem.warning for problem in loaded.problems] == [True]


def test_roll_ups_within_roll_ups_end_where_a_document_ends() -> None:
    roll_up = "{sum: a}"
    for _ in range(40):
        roll_up = f"{{ratio: {{of: {roll_up}, to: {{sum: b}}}}}}"
    loaded = load_registry(REGISTRY + f"  odd: {{title: Odd, source: crm, unit: '%', roll-up: {roll_up}}}\n", "registry.yaml")  # fmt: skip
    assert loaded.registry is None
    assert "too-deep" in {problem.code for problem in loaded.problems}


@pytest.mark.parametrize(("roll", "taken"), [("count", True), ("distinct", False)])
def test_what_was_published_as_never_zero_can_still_be_read(roll: str, *, taken: bool) -> None:
    loaded = load_registry(
        f"{REGISTRY}  odd: {{title: Odd, source: crm, unit: deals, roll-up: {{{roll}: a}}, never-zero: yes}}\n", "r"
    )
    assert (loaded.registry is not None) is taken
