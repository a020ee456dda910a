"""Roll-ups that tell apart, average, and take one of several: compared with arithmetic written down by hand, and with fractions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.absence import FINAL
from plans.export import statement_json
from plans.number import exactly
from plans.reading.registry import load_registry
from plans.record import Completeness, Fact, Origin, Stay
from plans.rolls import ROLLS, RollUp
from plans.statement import state
from plans.tree import Missing, Node, walk
from plans.unit import RATIO, Sort
from tests.plans.build import AS_OF, REGISTRY, dossier, facts, quarter, scheme

METRICS = """
  price-last: {title: Last price, unit: EUR, roll-up: {last: price}, source: crm}
  price-min: {title: Lowest price, unit: EUR, roll-up: {min: price}, source: crm, may-be-negative: yes}
  price-max: {title: Highest price, unit: EUR, roll-up: {max: price}, source: crm}
  price-average: {title: Average price, unit: EUR, roll-up: {average: price}, source: crm, may-be-negative: yes}
  price-missing: {title: Price that may be missing, unit: EUR, roll-up: {last: price}, source: crm, may-be-missing: yes}
  prices: {title: Prices, unit: prices, roll-up: {distinct: price}, source: crm}
  accounts: {title: Accounts visited, unit: accounts, roll-up: {distinct: visit, of: item, where: yes}, source: crm}
  visitors: {title: Who visited, unit: people, per: company, roll-up: {distinct: visit, of: subject}, source: crm}
  visited: {title: Accounts per visit, unit: "%", roll-up: {ratio: {of: {distinct: visit, of: item}, to: {count: visit}}}, source: crm}
  swing: {title: Swing, unit: "%", roll-up: {ratio: {of: {max: price}, to: {min: price}}}, source: crm}
  labelled: {title: Labelled, unit: "%", roll-up: {ratio: {of: {last: opened-by}, to: {count: opened-by}}}, source: crm}
  lettered: {title: Lettered, unit: "%", roll-up: {ratio: {of: {average: opened-by}, to: {count: opened-by}}}, source: crm}
"""
PRICES = facts("price", ("p1", "2026-10-05", "10.10 EUR"), ("p2", "2026-11-01", "7.25 EUR"), ("p3", "2026-11-09", "7.30 EUR"),
    ("old", "2026-09-30", "1 EUR"))  # fmt: skip


def node(name: str, recorded: list[Fact], **known: object) -> Node:
    """The node of one metric, read by a figure that only passes it on."""
    made = scheme(f"it: {{sum: {{of: [metric.{name}]}}}}", registry=REGISTRY + METRICS)
    mode = str(known.pop("mode", "standing"))
    statement = state(made, dossier(*recorded, **known), quarter(), AS_OF, mode)  # type: ignore[arg-type]
    return next(node for node in walk(*statement.evaluation.every()) if node.made.name == f"metric.{name}")


def why(found: Node) -> list[tuple[str, str]]:
    assert isinstance(found.value, Missing), found.value
    return [(cause.why, cause.words) for cause in found.value.causes]


@pytest.mark.parametrize(
    ("name", "value", "decided"),
    [
        ("price-last", "7.30", "p3"),
        ("price-min", "7.25", "p2"),
        ("price-max", "10.10", "p1"),
        ("price-average", "8.2166666666666666666666666666666666666666666666667", None),  # 24.65 / 3
        ("prices", "3", None),
    ],
)
def test_what_the_facts_of_the_period_come_to(name: str, value: str, decided: str | None) -> None:
    found = node(name, PRICES)
    assert found.value == Decimal(value)
    assert (found.decided.fact_id if isinstance(found.decided, Fact) else None) == decided
    assert [row.fact_id for row in found.rows if isinstance(row, Fact)] == ["p1", "p2", "p3"]  # all that were read


def test_below_zero_is_lower() -> None:
    rows = [*PRICES, *facts("price", ("back", "2026-11-03", "-30.65 EUR"))]
    assert node("price-min", rows).value == Decimal("-30.65")
    assert node("price-average", rows).value == Decimal("-1.5")  # (24.65 - 30.65) / 4


def test_of_one_day_the_last_is_what_became_known_last_and_then_the_last_by_name() -> None:
    day = facts("price", ("b", "2026-11-09", "2 EUR"), ("a", "2026-11-09", "3 EUR"), ("c", "2026-11-09", "4 EUR"))
    at = {"b": 7, "a": 9, "c": 7}
    known = [fact._replace(origin=Origin("crm", 2, at[fact.fact_id])) for fact in day]
    assert node("price-last", known).value == 3
    same = [fact._replace(origin=Origin("crm", 2, 7)) for fact in day]
    assert node("price-last", same).value == 4
    earlier = [fact._replace(observed=date(2026, 11, 8)) if fact.fact_id == "a" else fact for fact in known]
    assert node("price-last", earlier).value == 4  # the day comes before what became known


@pytest.mark.parametrize("name", ["price-min", "price-max"])
def test_of_equal_values_the_first_decided(name: str) -> None:
    rows = facts("price", ("z", "2026-10-05", "5 EUR"), ("a", "2026-11-05", "5.00 EUR"), ("m", "2026-12-05", "5 EUR"))
    found = node(name, rows)
    assert isinstance(found.decided, Fact)
    assert found.decided.fact_id == "z"


def test_one_value_in_two_units_is_two_and_one_written_twice_is_one() -> None:
    rows = facts("price", ("a", "2026-10-05", "5 EUR"), ("b", "2026-10-06", "5.00 EUR"), ("c", "2026-10-07", "5 USD"))
    assert node("prices", rows).value == 2


def visits(*rows: tuple[str, str, str]) -> list[Fact]:
    """(fact id, account, yes or no) each."""
    return [
        replaced._replace(item_id=account)
        for fact_id, account, text in rows
        for replaced in facts("visit", (fact_id, "2026-10-05", text))
    ]


def test_an_account_that_was_visited_twice_is_one_account() -> None:
    rows = visits(("v1", "A", "yes"), ("v2", "A", "yes"), ("v3", "B", "yes"), ("v4", "C", "no"))
    assert node("accounts", rows).value == 2
    assert node("visited", rows).value == Decimal("0.75")  # A, B and C, of four visits


def test_a_row_that_names_no_item_is_not_guessed_about() -> None:
    rows = visits(("v1", "A", "yes"), ("v2", "", "yes"))
    assert why(node("accounts", rows)) == [("conflict", "fact v2 names no item")]
    unread = visits(("v1", "A", "yes"), ("v2", "", "no"))
    assert node("accounts", unread).value == 1


def test_subjects_are_counted_by_kind_and_id() -> None:
    stays = (Stay("ana", date(2025, 1, 1), team_id="north", function="sales"),)
    rows = [
        *visits(("v1", "A", "yes"), ("v2", "B", "yes")),
        *facts("visit", ("v3", "2026-10-06", "yes"), subject="person:ben"),
        *facts("visit", ("v4", "2026-10-06", "yes"), subject="team:ben"),
    ]
    assert node("visitors", rows, stays=stays).value == 3


@pytest.mark.parametrize("name", ["price-last", "price-min", "price-max", "price-average", "swing"])
def test_a_measured_value_that_is_absent_waits_even_of_a_complete_source(name: str) -> None:
    nothing = [("absent", "nothing has arrived from CRM for this period")]
    assert why(node(name, []))[0] == nothing[0]
    assert why(node(name, [], complete={"crm": "2026-12-31"}, mode=FINAL)) == nothing


@pytest.mark.parametrize("name", ["prices", "accounts"])
def test_none_of_a_complete_source_are_zero_and_the_declaration_is_the_fact(name: str) -> None:
    found = node(name, [])
    assert (found.value, [type(row) for row in found.rows]) == (0, [Completeness])
    assert why(node(name, [], complete={})) == [("absent", "nothing has arrived from CRM for this period")]
    assert why(node(name, [], mode=FINAL))[0][0] == "late"


@pytest.mark.parametrize("name", ["price-last", "price-min", "price-max", "price-average"])
def test_a_fact_in_another_unit_is_a_conflict_and_no_number(name: str) -> None:
    rows = [*PRICES, *facts("price", ("odd", "2026-11-02", "7 USD"))]
    assert why(node(name, rows)) == [("conflict", "fact odd is in USD, the registry says EUR")]


def test_a_ratio_has_them_on_its_sides_and_refuses_what_is_no_number() -> None:
    found = node("swing", PRICES)
    assert found.value == Decimal("1.3931034482758620689655172413793103448275862068966")  # 10.10 / 7.25
    sides = [found.args[side].decided for side in ("of", "to")]
    assert [side.fact_id for side in sides if isinstance(side, Fact)] == ["p1", "p2"]
    opened = [fact._replace(value="ana", kind=Sort.LABEL) for fact in facts("opened-by", ("o", "2026-10-05", "1"))]
    assert why(node("labelled", opened)) == [("conflict", "opened by is no number")]
    assert why(node("lettered", opened)) == [("conflict", "opened by is in label, which has no average")]


@pytest.mark.parametrize(
    ("name", "minor", "whole", "negative", "missing"),
    [
        ("price-last", True, False, False, False),
        ("price-min", True, False, True, False),
        ("price-max", True, False, False, False),
        ("price-average", False, False, True, False),
        ("price-missing", True, False, False, True),
        ("prices", False, True, False, False),
        ("won", True, False, False, False),
        ("days", False, False, False, False),
        ("deals", False, True, False, False),
        ("active", False, False, False, False),
    ],
)
def test_what_is_known_beforehand(name: str, minor: bool, whole: bool, negative: bool, missing: bool) -> None:  # noqa: FBT001
    registry = load_registry(REGISTRY + METRICS, "registry.yaml").registry
    assert registry is not None
    known = registry.type_of(name)
    assert known is not None
    assert (known.minor, known.whole, known.negative, known.missing) == (minor, whole, negative, missing)


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ("unit: EUR, roll-up: {distinct: a}", "unit", "How many there are is a number of things, and `EUR` names none."),
        ('unit: "%", roll-up: {distinct: a}', "unit", "How many there are is a number of things, and `ratio` names none."),
        ("unit: people, roll-up: {distinct: a}, may-be-negative: yes", "sign", "There are never fewer than none, so how many there are cannot be negative."),
        ("unit: people, roll-up: {distinct: a, of: colour}", "word", "`of: colour` is not known."),
        ("unit: people, roll-up: {count: a, of: item}", "unknown-key", "`of` is not known here."),
        ("unit: label, roll-up: {average: a}", "unit", "`average` needs values that are numbers, and the unit is `label`."),
        ("unit: date, roll-up: {average: a}", "unit", "`average` needs values that are numbers, and the unit is `date`."),
        ("unit: yes/no, roll-up: {min: a}", "unit", "`min` needs values that are numbers or dates, and the unit is `yes/no`."),
        ("unit: label, roll-up: {max: a}", "unit", "`max` needs values that are numbers or dates, and the unit is `label`."),
        ("unit: EUR, roll-up: {avg: a}", "roll-up", "`avg` is no roll-up."),
        ("unit: EUR, roll-up: {last: 5 EUR}", "roll-up", "`last` names no recorded metric."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_remedy(body: str, code: str, message: str) -> None:
    loaded = load_registry(REGISTRY + f"  odd: {{title: Odd, source: crm, {body}}}\n", "registry.yaml")
    assert [(problem.code, problem.message) for problem in loaded.problems] == [(code, message)]
    assert all(problem.remedy and problem.place.line for problem in loaded.problems)


@pytest.mark.parametrize("body", ["unit: date, roll-up: {min: a}", "unit: label, roll-up: {last: a}"])
def test_what_can_be_is_read(body: str) -> None:
    loaded = load_registry(REGISTRY + f"  fine: {{title: Fine, source: crm, {body}}}\n", "registry.yaml")
    assert loaded.problems.ok


def test_the_first_and_the_last_of_dates() -> None:
    days = [
        Fact(name, "live", "person", "ana", date(2026, 10, 9), value, Sort.DATE)
        for name, value in (("a", date(2026, 5, 1)), ("b", date(2026, 2, 1)), ("c", date(2026, 9, 1)))
    ]
    assert ROLLS["min"].rolled(days, RollUp("min", "live")).value == date(2026, 2, 1)
    assert ROLLS["max"].rolled(days, RollUp("max", "live")).value == date(2026, 9, 1)


def test_the_document_of_a_statement_names_the_row_that_decided() -> None:
    made = scheme("it: {sum: {of: [metric.price-min]}}", registry=REGISTRY + METRICS)
    figures = statement_json(state(made, dossier(*PRICES), quarter(), AS_OF))["figures"]
    assert figures["metric.price-min"]["decided"] == "p2"
    assert [fact["id"] for fact in figures["metric.price-min"]["facts"]] == ["p1", "p2", "p3"]
    assert "decided" not in figures["it"]


def test_a_row_that_did_not_decide_is_in_the_hash_all_the_same() -> None:
    made = scheme("it: {sum: {of: [metric.price-min]}}", registry=REGISTRY + METRICS)
    other = [fact._replace(value=Decimal("10.11")) if fact.fact_id == "p1" else fact for fact in PRICES]
    one, two = (state(made, dossier(*rows), quarter(), AS_OF) for rows in (PRICES, other))
    assert one.evaluation.nodes["it"].value == two.evaluation.nodes["it"].value
    assert one.hash != two.hash


CENTS = st.decimals(-(10**9), 10**9, places=2)


@given(st.lists(CENTS, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(values: list[Decimal], random: object) -> None:
    rows = [Fact(f"f{n}", "price", "person", "ana", date(2026, 10, 1 + n % 9), value, RATIO) for n, value in enumerate(values)]  # fmt: skip
    shuffled = rows[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    with exactly():
        for op, roll in ROLLS.items():
            how = RollUp(op, "price", things="value" if op == "distinct" else "")
            assert roll.rolled(rows, how) == roll.rolled(shuffled, how)
        found = ROLLS["average"].rolled(rows, RollUp("average", "price")).value
        assert isinstance(found, Decimal)
        exact = sum(map(Fraction, values), Fraction(0)) / len(values)
        assert abs(Fraction(found) - exact) < Fraction(1, 10**35)
        low, high = (ROLLS[op].rolled(rows, RollUp(op, "price")).value for op in ("min", "max"))
        assert (low, high) == (min(values), max(values))
        assert ROLLS["distinct"].rolled(rows, RollUp("distinct", "price", things="value")).value == len(set(values))
