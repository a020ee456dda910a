"""`fact add`: one fact by hand, on both databases: what it changes, what is recorded of it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, Done
from tests.cli.hunters import at
from tests.cli.papers import write

__all__ = ["at"]

LATER = ("--as-of", "2026-03-11T08:00:00Z")
DURING = ("--as-of", "2026-03-20T08:00:00Z")
FACT = {
    "metric": "accounts-won",
    "subject": "P-1",
    "observed": "2026-03-04",
    "value": "yes",
    "unit": "yes/no",
    "source": "crm",
    "reason": "Signed on paper.",
}


def add(call: Call, at: tuple[str, str], *more: str, fact: str = "H-1", **changed: str) -> Done:
    options = [part for name, text in (FACT | changed).items() for part in (f"--{name.replace('_', '-')}", text)]
    return call("fact", "add", fact, *options, "--by", "Mara", *LATER, *at, "--json", *more)


def earned(call: Call, at: tuple[str, str]) -> int:
    document = call("statement", "P-1", "--period", "2026-Q1", *DURING, *at, "--json").json()
    return int(document["totals"]["earned"]["minor"])


def test_a_fact_by_hand_counts_and_says_who_and_why(call: Call, at: tuple[str, str]) -> None:
    before = earned(call, at)
    report = add(call, at).json()
    assert (report["accepted"], report["published"], report["source"]) == (1, True, "crm")
    assert earned(call, at) == before + 25000  # one account more, at 250 EUR
    told = call("explain", "P-1", "accounts-pay", "--period", "2026-Q1", *DURING, *at).out
    assert "H-1, 2026-03-04: yes (crm)" in told
    entry = next(
        e for e in call("audit", "export", *at, "--json").json() if e["kind"] == "import" and "reason" in str(e)
    )
    said = entry["payload"]["what"]
    assert (said["fact"], said["reason"], said["batch"]) == ("H-1", "Signed on paper.", report["batch"])
    assert entry["payload"]["actor"] == "Mara"


def test_the_same_again_changes_nothing_and_another_value_is_a_correction(call: Call, at: tuple[str, str]) -> None:
    first = earned(call, at)
    add(call, at)
    again = add(call, at).json()
    assert (again["unchanged"], again["published"]) == (1, False)
    corrected = add(call, at, observed="2025-12-04").json()
    assert (corrected["corrected"], corrected["published"]) == (1, True)
    assert earned(call, at) == first  # it belongs to last year now


@pytest.mark.parametrize(
    ("changed", "code", "remedy"),
    [
        ({"metric": "account-won"}, "unknown-metric", "Did you mean accounts-won?"),
        ({"metric": "weather"}, "unknown-metric", "It reads accounts-won."),
        ({"source": "crn"}, "unknown-source", "Did you mean crm?"),
        ({"observed": "4/3/2026"}, "date", "YYYY-MM-DD"),
        ({"value": "perhaps"}, "yes-no", "yes or no"),
    ],
    ids=lambda case: str(case)[:30],
)
def test_what_the_registry_does_not_know_is_refused_with_a_remedy(
    call: Call, at: tuple[str, str], changed: dict[str, str], code: str, remedy: str
) -> None:
    before = earned(call, at)
    done = add(call, at, **changed)
    assert done.code == 3
    (rejected,) = done.json()["rejected"]
    assert rejected["code"] == code
    assert remedy in rejected["remedy"]
    assert earned(call, at) == before


def test_a_value_in_another_unit_than_its_metric_is_refused(call: Call, at: tuple[str, str]) -> None:
    text = """
registry: 2026-02
sources:
  crm: {title: the CRM, owner: sales operations}
metrics:
  won: {title: Won, unit: EUR, roll-up: {sum: accounts-won}, source: crm}
"""
    assert call("registry", "publish", write(Path.cwd(), "second.yaml", text), *LATER, *at).code == 0
    done = add(call, at, value="12.50", unit="USD")
    assert done.code == 3
    assert done.json()["rejected"][0]["code"] == "another-unit"
    assert add(call, at, value="12.50", unit="EUR").json()["accepted"] == 1


def test_facts_that_only_say_who_belongs_to_a_cohort_are_known(call: Call, at: tuple[str, str]) -> None:
    text = """
registry: 2026-03
sources:
  crm: {title: the CRM, owner: sales operations}
metrics:
  kept: {title: Kept, unit: EUR, roll-up: {sum: paid, cohort: {by: signed, during: 1 year before}}, source: crm}
"""
    assert call("registry", "publish", write(Path.cwd(), "third.yaml", text), *LATER, *at).code == 0
    assert add(call, at, metric="signed", value="yes").json()["accepted"] == 1
    assert add(call, at, fact="H-2", metric="paid", value="yes").json()["rejected"][0]["code"] == "another-unit"


def test_a_dry_run_changes_nothing(call: Call, at: tuple[str, str]) -> None:
    before = earned(call, at)
    assert add(call, at, "--dry-run").json()["accepted"] == 1
    assert earned(call, at) == before


def test_without_a_registry_nothing_says_what_is_measured(call: Call) -> None:
    assert call("init").code == 0
    done = add(call, ("--database", "sqlite:///fairshare.db"))
    assert done.code == 3
    assert done.json()["rejected"][0]["code"] == "no-registry"
