"""What the registry calls one row of what is recorded: a noun that people read, and the same wherever the row is read."""

from __future__ import annotations

import pytest

from plans.reading.registry import load_registry
from tests.plans.build import REGISTRY

METRIC = "  {name}: {{title: T, unit: {unit}, roll-up: {roll}, source: crm{each}}}\n"


def registry(*metrics: tuple[str, str, str, str]) -> str:
    """The registry of the tests with more metrics: name, unit, roll-up, and what each row is."""
    lines = [
        METRIC.format(name=name, unit=unit, roll=roll, each=f", each: {each}" if each else "")
        for name, unit, roll, each in metrics
    ]
    return REGISTRY + "".join(lines)


def nouns(text: str) -> dict[str, str]:
    loaded = load_registry(text, "registry.yaml")
    assert loaded.registry is not None, list(map(str, loaded.problems))
    return dict(loaded.registry.nouns)


def test_a_metric_that_counts_has_named_its_rows() -> None:
    assert nouns(REGISTRY) == {"deal-value": "deal", "went-live": "deal"}  # users are counted as a share, so by no name


def test_each_names_the_rows_of_all_that_a_metric_reads() -> None:
    ratio = "{ratio: {of: {sum: revenue-now}, to: {sum: revenue-then}}}"
    named = nouns(registry(("growth", '"%"', ratio, "accounts")))
    assert (named["revenue-now"], named["revenue-then"]) == ("account", "account")


@pytest.mark.parametrize("each", ["EUR", '"%"', "12", "yes/no", "EUR per hour", "date"])
def test_what_is_no_noun_is_told(each: str) -> None:
    loaded = load_registry(registry(("growth", "EUR", "{sum: revenue}", each)), "registry.yaml")
    assert [(problem.code, problem.remedy) for problem in loaded.problems] == [
        ("noun", "Write what one row is about, such as `each: account`.")
    ]


@pytest.mark.parametrize(
    ("metrics", "message"),
    [
        (
            [("a", "EUR", "{sum: revenue}", "account"), ("b", "EUR", "{sum: revenue}", "invoice")],
            "A row of `revenue` is one invoice for `b`, and one account for `a`.",
        ),
        (
            [("a", "users", "{count: revenue}", ""), ("b", "EUR", "{sum: revenue}", "invoice")],
            "A row of `revenue` is one user for `a`, and one invoice for `b`.",
        ),
    ],
)
def test_one_row_is_one_thing(metrics: list[tuple[str, str, str, str]], message: str) -> None:
    loaded = load_registry(registry(*metrics), "registry.yaml")
    assert [problem.message for problem in loaded.problems] == [message]


def test_what_was_published_before_rows_had_names_can_still_be_read() -> None:
    """Two metrics may have counted the same rows as different things; that is no reason to refuse a published text."""
    assert nouns(registry(("a", "users", "{count: revenue}", ""), ("b", "people", "{count: revenue}", "")))


@pytest.mark.parametrize(
    ("other", "remedy"), [("survy", "Did you mean `survey`?"), ("xyz", "Declare it under `sources`.")]
)
def test_a_source_to_compare_with_is_declared(other: str, remedy: str) -> None:
    text = REGISTRY.replace("roll-up: {given: mood}", f"checked-against: [{other}], roll-up: {{given: mood}}")
    found = [(problem.message, problem.remedy) for problem in load_registry(text, "registry.yaml").problems]
    assert found == [(f"There is no source `{other}`.", remedy)]


@pytest.mark.parametrize("asks", ["needs: {tested: {title: Tested, source: crm, is: yes}}", "fresh: [crm]"])
def test_a_gate_asks_for_what_a_release_needs_or_for_fresh_sources(asks: str) -> None:
    loaded = load_registry(REGISTRY + f"release-gate: {{title: Gate, {asks}}}\n", "registry.yaml")
    assert list(map(str, loaded.problems)) == []
    empty = load_registry(REGISTRY + "release-gate: {title: Gate}\n", "registry.yaml")
    assert [problem.message for problem in empty.problems] == ["The gate asks for nothing, so it would always be open."]
