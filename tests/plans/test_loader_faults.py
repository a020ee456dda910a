"""What the loader says of a plan that does not hold together: each with place, what, and remedy."""

from __future__ import annotations

import pytest

from plans.load import load_plan
from plans.reading.registry import load_registry
from tests.plans.build import HEAD, REGISTRY, document

REGISTRY_READ = load_registry(REGISTRY, "registry.yaml").registry


def said(text: str) -> list[str]:
    """Everything the loader says of a text, as `line: code: message remedy`."""
    assert REGISTRY_READ is not None
    loaded = load_plan(text, "plan.yaml", REGISTRY_READ)
    assert loaded.plan is None or loaded.problems.ok
    return [
        f"{problem.place.line}: {problem.code}: {problem.message} {problem.remedy}".strip()
        for problem in loaded.problems
    ]


PLAN = document("bonus: {rate: {of: metric.won, at: 5%}}")
LINE = PLAN.count("\n")  # the line of the last figure

FIGURES = {
    "bonus: {rate: {of: metric.own, at: 5%}}": "unknown-name: `figures.bonus` reads `metric.own`. There is no such metric in the registry. Did you mean `metric.won`?",
    "bonus: {rate: {of: term.quotas, at: 5%}}": "unknown-name: `figures.bonus` reads `term.quotas`. There is no such term. Did you mean `term.quota`?",
    "bonus: {rate: {of: limt, at: 5%}}": "unknown-name: `figures.bonus` reads `limt`. There is no such figure. Write the figure, or take the name out.",
    "bonus: {rate: {of: participant.grade, at: 5%}}": "unknown-name: `figures.bonus` reads `participant.grade`. There is no such attribute. "
    "Declare it, or use one of those that stand there: `participant.role`.",
    "bonus: {rate: {of: paid.bonus, at: 5%}}": "not-yet: `paid.bonus` reads the ledger, which this version does not keep yet. Leave it out for now.",
    "bonus: {rate: {of: credit.amount, at: 5%}}": "scope: `bonus` is per participant and reads `credit.amount`, which is per credit. Use `sum: {each: credit.amount, over: credit}`.",
    "bonus: {sum: {each: metric.won, over: credits}}": "scope: `credits` is no scope of items. Did you mean `credit`?",
    "bonus: {per: team, rate: {of: metric.won, at: 5%}}": "scope: `bonus` is per team and reads `metric.won`, which is per participant. "
    "Declare the metric with `per: team` in the registry that the plan is read with, or leave `per: team` out here.",
    "bonus: {per: company, cap: {of: 5 EUR, at: term.quota}}": "scope: `bonus` is per company and reads `term.quota`, which is per participant. "
    "Leave `per: company` out here: everybody has a `term.quota` of their own.",
    "bonus: {sum: [metric.won, term.quota]}": "verb: `sum` is a table of its parameters. Write `sum: {of: [metric.won, term.quota]}`.",
    "bonus: {round: metric.won}": "verb: `round` is a table of its parameters. Write `round: {of: metric.won}`.",
    "bonus: {sum: 5%}": "verb: `sum` is a table of its parameters. Write `sum: {of: …}`.",
    "bonus: {tiers: {of: metric.won, crossing: slab, bands: 5%}}": "list: A list of bands is wanted here. Write `[{from: …}, …]`.",
    "bonus: {tiers: {of: metric.won, crossing: slab, bands: []}}": "list: A list of bands is wanted here. Write `[{from: …}, …]`.",
    "bonus: {tiers: {of: metric.won, crossing: slab, bands: [5%]}}": "table: A small table is wanted here. Write `{from: …}`.",
    "bonus: {tiers: {of: metric.won, crossing: slab, bands: [{from: 0 EUR}]}}": "column: `rate` is missing here. Add `rate: …`.",
    "bonus: {per: squad, rate: {of: metric.won, at: 5%}}": "scope: `per: squad` is no scope. Declare it under `attribution`.",
    "bonus: {rat: {of: metric.won, at: 5%}}": "unknown-verb: `rat` is no verb and no field of a figure. Did you mean `rate`?",
    "bonus: {clawback: {of: paid.x}}": "not-yet: `clawback` is not part of this version of the language yet. Leave the figure out for now.",
    "bonus: {rate: {of: metric.won, at: 5%}, ratio: {of: metric.won, to: metric.won, if-zero: refuse}}": f"two-verbs: `figures.bonus` (line {LINE}) has two verbs, `rate` and `ratio`. "
    "Give each its own figure: `bonus-before` with `rate`, `bonus` with `ratio`.",
    "bonus: {rate: {of: metric.won}}": "missing-parameter: `rate` does not say `at`: a share, or an amount per thing. Add `at: …` (a value with its unit, or a name).",
    "bonus: {rate: {of: metric.won, at: 5%, on: x}}": "unknown-parameter: `rate` has no parameter `on`. It has: of, at.",
    "bonus: {rate: {of: {sum: {of: [metric.won]}}, at: 5%}}": "operand: A verb inside a verb has no name to ask about. Give it a figure of its own and write that figure's name here.",
    "bonus: {rate: {of: metric.won, at: 5,5%}}": "unknown-parameter: `rate` has no parameter `5%`. A comma parts two entries: write a decimal with a point, like `5.5%`.",
    "bonus: {rate: {of: metric.won, at: 1,000 EUR per deal}}": "unknown-parameter: `rate` has no parameter `000 EUR per deal`. A comma parts two entries: write digits without separators, like `1000 EUR per deal`.",
    "bonus: {story: Base, and more, rate: {of: metric.won, at: 5%}}": 'unknown-verb: `and more` is no verb and no field of a figure. A comma parts two entries: write `story: "Base, and more"`, in quotes.',
    "bonus: {story: From 20,000 on, rate: {of: metric.won, at: 5%}}": 'unknown-verb: `000 on` is no verb and no field of a figure. A comma parts two entries: write `story: "From 20,000 on"`, in quotes.',
    "bonus: {if: metric.won}": "unknown-verb: `if` is no verb and no field of a figure. Write a `test` and a figure with `gate`; by an attribute `choose`, by steps `lookup`.",
    "bonus: {MAX: [metric.won, 5 EUR]}": "unknown-verb: `MAX` is no verb and no field of a figure. The larger of two is `floor: {of: a, at: b}`.",
    "bonus: {rate: {of: metric.won * 2, at: 5%}}": "formula: `metric.won * 2` is a formula, and a plan has none. "
    "Give each step a figure and write its name here: `a * b` is `rate: {of: a, at: b}`, `a / b` is `ratio`, `a + b` is `sum`, `a - b` is `difference`.",
    "bonus: {rate: {of: metric.won, at: =B2}}": "formula: `=B2` is a formula, and a plan has none. "
    "Give each step a figure and write its name here: `a * b` is `rate: {of: a, at: b}`, `a / b` is `ratio`, `a + b` is `sum`, `a - b` is `difference`.",
    "bonus: {cap: {of: metric.won, at: 10.000 EUR}}": "literal: `10.000 EUR` can be read in two ways. Write `10000 EUR`, or `10.00 EUR` with two decimals.",
    "bonus: {rate: {of: won, at: 5%}}": "unknown-name: `figures.bonus` reads `won`. There is no such figure. Did you mean `metric.won`?",
    "bonus: {rate: {of: Role, at: 5%}}": "unknown-name: `figures.bonus` reads `Role`. There is no such figure. Did you mean `participant.role`?",
    "bonus: {rate: {of: metric.won, at: 12_000}}": "literal: `12_000` is no number here: write digits without separators, like `12000`.",
    "metric: {rate: {of: metric.won, at: 5%}}": "name: `metric` cannot name a figure. Use letters, digits and dashes; `metric`, `term` and the like are taken.",
}


@pytest.mark.parametrize(("figure", "fault"), FIGURES.items(), ids=list(FIGURES))
def test_a_figure_that_does_not_hold(figure: str, fault: str) -> None:
    assert f"{LINE}: {fault}" in said(document(figure))


def test_a_name_that_is_nearly_one_is_told_with_its_clause() -> None:
    figures = "limit: {rate: {of: metric.won, at: 5%}}\ncapped: {cap: {of: metric.won, at: limt}}"
    fault = "unknown-name: `figures.capped` reads `limt`. There is no such figure. Did you mean `limit` (clause 1)?"
    assert f"{LINE + 1}: {fault}" in said(document(figures))


def test_a_formula_in_place_of_a_figure() -> None:
    text = document("bonus: {rate: {of: metric.won, at: 5%}}").replace(
        '{clause: "1", title: Bonus, rate: {of: metric.won, at: 5%}}', "=B2*5%"
    )
    assert any(
        fault.startswith(f"{LINE}: figure: `=B2*5%` is a formula, and a plan has none. A figure has a clause,")
        for fault in said(text)
    )


def test_a_wide_figure_that_reads_a_narrow_one_is_told_which_to_widen() -> None:
    figures = "own: {rate: {of: metric.won, at: 5%}}\nall: {per: team, rate: {of: own, at: 5%}}\nlong: {per: team, sum: {each: own, over: ever}}"
    remedy = "Compute `own` with `per: team` as well, or leave `per: team` out here."
    found = [fault for fault in said(document(figures)) if remedy in fault]
    assert [fault.partition(":")[0] for fault in found] == [str(LINE + 1), str(LINE + 2)]


def test_a_circle_is_told_as_a_sentence() -> None:
    figures = """
    target: {rate: {of: score, at: 100%}}
    score: {rate: {of: share, at: 100%}}
    share: {rate: {of: target, at: 100%}}
    """
    assert said(document(figures)) == [
        f"{LINE}: cycle: `target` needs `score`, `score` needs `share`, `share` needs `target`. One of the three must read something else: a metric, a term, or an earlier step."
    ]


def test_a_figure_that_reads_itself() -> None:
    assert said(document("a: {rate: {of: a, at: 1}}")) == [
        f"{LINE}: cycle: `a` needs `a`. It must read something else: a metric, a term, or an earlier step."
    ]


HEADS = {
    "period: quarter": (
        "period: fortnight",
        "period: `fortnight` is no period. Write one of: month, quarter, half-year, year.",
    ),
    "\ncurrency": (
        "\nyear-starts: July\ncurrency",
        "year: `year-starts: July` is no first day of a month. Write for example `year-starts: 1 July`.",
    ),
    "period: quarter\n": (
        "period: quarter\nyear-starts: 1 May\n",
        "year: No quarter starts on the first day of a year that starts on 1 May. Write `period:` as one of: month, year; or leave `year-starts` out.",
    ),
    "currency: EUR": (
        "currency: EURO",
        "currency: `EURO` is no currency in use. Write its code of ISO 4217, such as `EUR`.",
    ),
    'version: "1"': ("", "missing-key: `version` is missing. Give the version a name: `version: 2026-1`."),
    "to: 2026-12-31": (
        "to: 2025-12-31",
        "dates: The plan ends on 2025-12-31 before it starts on 2026-01-01. Swap them.",
    ),
    "effective: {from: 2026-01-01, to: 2026-12-31}": (
        "effective: 2026",
        "table: `effective` names a first day, and perhaps a last one. Write `effective: {from: 2026-07-01, to: 2027-06-30}`.",
    ),
    "from: 2026-01-01": (
        "from: 01/02/26",
        "date: `01/02/26` is no date of the calendar. Write year, month and day: `2026-07-01`.",
    ),
    "metrics: registry test": (
        "metrics: registry 2030",
        "registry: The plan reads registry 2030; this one is test. Write `metrics: registry test`, or hand over the other one.",
    ),
    "when-changed: by day": (
        "when-changed: sometimes",
        "word: `sometimes` is not known. Write one of: by day, by stint, first, last.",
    ),
    "  rate: {value: 5%}": (
        "  segment: {from: participant, when-changed: by day}",
        "word: `segment` is no number, so days cannot weigh what it was. Write `when-changed: first` or `last`.",
    ),
    "  attributes:": (
        "  pilot: {unit: north, from: 2026-01-01, to: 2027-03-31, beside: the others, read-out: 2027-03-31}\n  attributes:",
        "dates: The pilot runs from 2026-01-01 to 2027-03-31, and the plan holds from 2026-01-01 to 2026-12-31. A pilot lies within its plan.",
    ),
    "  attributes:\n    role": (
        "  pilot: {unit: north, from: 2026-01-01, to: 2026-03-31, beside: the others, read-out: 2026-04-01, budget: 9}\n  attributes:\n    role",
        "unknown-key: `budget` is not known here. Known here: `unit`, `from`, `to`, `beside`, `read-out`.",
    ),
    "  attributes:\n": (
        "  pilot: {unit: north, from: 2026-01-01, to: 2026-03-31, beside: the others, read-out: 2026-03-31}\n  attributes:\n",
        "dates: What the pilot showed would be told on 2026-03-31, before its end on 2026-03-31. Name a day after it.",
    ),
    "takes: share": (
        "takes: half",
        "attribution: `takes: half` is nothing that can be taken of an item. Write `takes: share`, `takes: whole, once per item`, `takes: the reports' shares`.",
    ),
    "shares: 100%": (
        "shares: all of it",
        "shares: `shares: all of it` is nothing that shares could add up to. Write `100%`, or `up to 150%` where one item may count more than once.",
    ),
    ", shares: 100%}": (
        ", shares: 5 EUR}",
        "shares: `shares: 5 EUR` is nothing that shares could add up to. Write `100%`, or `up to 150%` where one item may count more than once.",
    ),
    "who: {column: payee}": (
        "who: the seller",
        "attribution: `who` of `credit` is prose. Write `column:`, `owner-of:`, `manager-of:` or `members-of:`, and `takes:`.",
    ),
    "each: deal": (
        "each: order",
        "unknown-item: `attribution.credit` credits `order`, which the registry does not know. Declare it under `items` there; known: `deal`.",
    ),
    "rate: {value: 5%}": (
        "rate: {value: five}",
        "literal: `five` is no value. Write a value with its unit: `8%`, `30 days`, `250 EUR`.",
    ),
    "title: Test plan": ("titel: Test plan", "unknown-key: `titel` is not known here. Did you mean `title`?"),
    "plan: test": (
        "plan: test\nlate-data: {of: x}",
        "not-yet: `late-data` is not part of this version of the language yet. Leave it out for now; nothing would be computed from it.",
    ),
}


@pytest.mark.parametrize(("right", "wrong"), HEADS.items(), ids=list(HEADS))
def test_a_head_that_does_not_hold(right: str, wrong: tuple[str, str]) -> None:
    assert right in HEAD
    faults = said(document("bonus: {rate: {of: metric.won, at: 5%}}", head=HEAD.replace(right, wrong[0])))
    assert any(fault.partition(": ")[2] == wrong[1] for fault in faults), faults


PAYOUTS = {
    "pay: {of: bonus, as: cash, when: 30 days after the quarter}": "not-rounded: payout `pay` pays `bonus`, an amount not yet rounded. Add a figure with `round` and pay that.",
    "pay: {of: bonsu, as: cash, when: 30 days after the quarter}": "unknown-name: `payouts.pay` pays `bonsu`. There is no such figure. Did you mean `bonus`?",
    "pay: {of: bonus, as: shares, when: 30 days after the quarter}": "word: `as: shares` is not part of this version. Write one of: cash, points.",
    "pay: {of: bonus, as: cash, when: soon}": "when: `soon` is no time of payment. Write for example `45 days after the quarter`.",
    "pay: {of: cents, as: cash, when: 30 days after the quarter}": "below-zero: payout `pay` may be below zero, since `down` may be (clause 4). Put a `floor: {of: …, at: 0 …}` before it.",
    "pay: {of: reached, as: cash, when: 30 days after the quarter}": "unit: payout `pay` pays `reached` as cash, but that is no amount of money. Pay a figure in EUR.",
    "pay: {of: dollars, as: cash, when: 30 days after the quarter}": "currency: payout `pay` pays USD; the plan is in EUR. Pay a figure in EUR.",
}


@pytest.mark.parametrize(("payout", "fault"), PAYOUTS.items(), ids=list(PAYOUTS))
def test_a_payout_that_does_not_hold(payout: str, fault: str) -> None:
    figures = """
    bonus: {rate: {of: metric.won, at: 5%}}
    reached: {ratio: {of: metric.won, to: term.quota, if-zero: refuse}}
    dollars: {sum: {of: [1 USD]}}
    down: {difference: {of: metric.won, less: term.quota}}
    half: {rate: {of: down, at: 50%}}
    cents: {round: {of: half, to: minor unit, mode: half-away}}
    """
    assert fault in [line.partition(": ")[2] for line in said(document(figures, payout))]


def test_every_payout_that_pays_nothing_is_told() -> None:
    payouts = (
        "a: {of: on, as: cash, when: 30 days after the quarter}\nb: {of: no, as: cash, when: 30 days after the quarter}"
    )
    faults = said(document("bonus: {rate: {of: metric.won, at: 5%}}", payouts))
    assert [fault.partition(": ")[2].partition(". ")[0] for fault in faults if "unknown-name" in fault] == [
        "unknown-name: `payouts.a` pays `on`",
        "unknown-name: `payouts.b` pays `no`",
    ]


def test_a_pilot_may_last_one_day() -> None:
    pilot = "  pilot: {unit: north, from: 2026-01-01, to: 2026-01-01, beside: the others, read-out: 2026-01-02}\n"
    head = HEAD.replace("  attributes:\n", pilot + "  attributes:\n")
    assert not any(
        " dates: " in fault for fault in said(document("bonus: {rate: {of: metric.won, at: 5%}}", head=head))
    )


def test_a_time_of_payment_is_shown_in_the_periods_of_the_plan() -> None:
    text = document("bonus: {rate: {of: metric.won, at: 5%}}", "pay: {of: bonus, as: cash, when: monthly}")
    faults = said(text.replace("period: quarter", "period: month"))
    assert any(fault.endswith("Write for example `45 days after the month`.") for fault in faults), faults


def test_what_nothing_reads_is_only_a_warning() -> None:
    figures = "used: {sum: {of: [1 EUR]}}\nunused: {rate: {of: metric.won, at: 5%}}"
    faults = said(document(figures, "pay: {of: used, as: cash, when: 30 days after the quarter}"))
    assert faults == [
        f"{LINE + 1}: dead-end: `unused` is read by no figure and no payout. Pay it, read it, or take it out."
    ]


def test_a_case_table_names_every_value() -> None:
    figure = "bonus: {rate: {of: metric.won, at: {according-to: participant.role, senior: 5%}}}"
    assert any(
        "The case table in `rate` of clause 1 has no value for `junior`." in fault for fault in said(document(figure))
    )
    figure = "bonus: {rate: {of: metric.won, at: {according-to: participant.role, senior: 5%, junor: 4%}}}"
    assert any(
        "`junor` is no value of `participant.role`. Did you mean `junior`?" in fault for fault in said(document(figure))
    )


def test_what_a_case_table_leaves_out_is_told_once() -> None:
    figures = """
    rated: {rate: {of: metric.won, at: {according-to: participant.role, senior: 5%}}}
    capped: {cap: {of: rated, at: 5 EUR}}
    """
    faults = [fault for fault in said(document(figures)) if "dead-end" not in fault]
    assert faults == [
        f"{LINE}: case-table: The case table in `rate` of clause 1 has no value for `junior`. Add it, or `others:`."
    ]


def test_what_exists_for_others_only_is_told_once() -> None:
    figures = """
    led: {for: {role: [senior]}, rate: {of: metric.won, at: 5%}}
    more: {rate: {of: led, at: 5%}}
    most: {cap: {of: more, at: 5 EUR}}
    """
    faults = [fault for fault in said(document(figures)) if "dead-end" not in fault]
    fault = "For `role: junior`: `figures.more` (clause 2): reads `led`, which does not exist here."
    assert faults == [f"{LINE + 1}: variant: {fault} Write a case table, or limit this figure with `for:` too."]


def test_a_fault_of_one_variant_names_it() -> None:
    figure = "bonus: {rate: {of: metric.won, at: {according-to: participant.role, senior: 5%, junior: 5 EUR}}}"
    assert any(
        fault.startswith(f"{LINE}: unit: For `role: junior`: `figures.bonus` (clause 1): `rate` multiplies EUR by EUR.")
        for fault in said(document(figure))
    )


def test_a_label_and_a_figure_never_share_a_name() -> None:
    figures = "senior: {sum: {of: [1 EUR]}}\nbonus: {rate: {of: senior, at: {according-to: participant.role, senior: 5%, junior: 4%}}}"
    assert any(
        "label-and-figure: `senior` is a figure (clause 1) and a value of `participant.role`." in fault
        for fault in said(document(figures))
    )


def test_a_hundred_faults_are_told_at_once() -> None:
    figures = "\n".join(f"f{number}: {{rate: {{of: metric.nothing-{number}, at: 5%}}}}" for number in range(100))
    assert len(said(document(figures))) == 100


def test_names_in_other_scripts_are_names() -> None:
    figures = "премия: {rate: {of: metric.won, at: 5%}}\nボーナス: {sum: {of: [премия]}}"
    assert [fault for fault in said(document(figures)) if "dead-end" not in fault and "pays nothing" not in fault] == []


DOUBTS = {
    "x: {gate: {of: 500, when: reached}}": ["`500` has no unit, so it is a share: 50000%."],
    "x: {gate: {of: 10.255 EUR, when: reached}}": ["`10.255 EUR` has more decimals than EUR has."],
    "x: {choose: {according-to: participant.role, junior: 500 EUR, senior: 0.005 EUR}}": [
        "`0.005 EUR` has more decimals than EUR has."
    ],
    "x: {rate: {of: metric.deals, at: 0.0125 EUR per deal}}": [],
}


@pytest.mark.parametrize(("figure", "doubts"), DOUBTS.items(), ids=list(DOUBTS))
def test_a_value_that_may_not_be_meant_is_a_warning(figure: str, doubts: list[str]) -> None:
    """It stops nothing: what was published so can still be read."""
    assert REGISTRY_READ is not None
    loaded = load_plan(
        document(f"reached: {{test: {{of: metric.won, at-least: 5 EUR}}}}\n{figure}"), "plan.yaml", REGISTRY_READ
    )
    assert loaded.plan is not None
    assert [each.message for each in loaded.problems if each.code == "doubtful"] == doubts


def test_a_value_at_fault_is_not_doubtful_as_well() -> None:
    told = said(document("x: {cap: {of: metric.won, at: 20000}}"))
    assert [each.split(": ")[1] for each in told] == ["unit"]
    assert "A bare number is a share. Write its unit: `20000.00 EUR`." in told[0]


def test_a_term_with_a_faulty_value_is_told_once() -> None:
    for value, fault in (("five", "literal"), ("10.250 EUR", "literal"), ("20000", "doubtful")):
        told = said(
            document(
                "x: {sum: {of: [metric.won]}}", head=HEAD.replace("rate: {value: 5%}", f"rate: {{value: {value}}}")
            )
        )
        assert [each.split(": ")[1] for each in told if "dead-end" not in each and "missing-key" not in each] == [fault]
