"""The schema of a registry for editors: it takes whatever the reader takes, knows every field and roll-up, and refuses what is misspelt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from plans.reading.metric import METRIC_FIELDS
from plans.registry_schema import registry_schema
from plans.rolls import ROLL_UPS
from tests.docs.pages import DOCS, blocks
from tests.plans.build import REGISTRY
from tests.plans.test_looking_back import METRICS as LOOKING_BACK
from tests.plans.test_rolls import METRICS as ROLLED
from tests.plans.test_schema import CoreLoader

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/registry.yaml"))
SCHEMA = registry_schema()
WHOLE = Draft202012Validator(SCHEMA)
HEAD = 'registry: "1"\nsources: {crm: {title: CRM}}\nmetrics: {it: {unit: EUR, source: crm, roll-up: {sum: a}}}\n'


def told(text: str) -> list[str]:
    document: Any = yaml.load(text, CoreLoader)  # noqa: S506 - a safe loader with fewer guesses
    return [error.message for error in WHOLE.iter_errors(document)]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_field_and_every_roll_up_is_there() -> None:
    metric = SCHEMA["properties"]["metrics"]["additionalProperties"]
    assert set(metric["properties"]) == set(METRIC_FIELDS)
    known = [name for way in SCHEMA["$defs"]["roll-up"]["anyOf"] for name in way["required"]]
    assert known == list(ROLL_UPS)
    assert all(entry.get("description") for entry in metric["properties"].values())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_it_takes_every_example(path: Path) -> None:
    assert told(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("more", ["", ROLLED, LOOKING_BACK], ids=["tests", "rolled", "looking back"])
def test_it_takes_what_the_reader_takes(more: str) -> None:
    assert told(REGISTRY + more) == []


def test_it_takes_the_registries_of_the_page() -> None:
    found = [block.text for block in blocks(DOCS / "registry.md") if block.text.startswith("registry:")]
    assert found
    assert [told(text) for text in found] == [[] for _ in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sum: a", "summ: a"),
        ("sum: a", "count: a, of: item"),
        ("sum: a", "sum: a, over: next week"),
        ("sum: a", "sum: a, over: {first: 90, from: b}"),
        ("sum: a", "sum: a, cohort: {during: this period}"),
        ("sum: a", "sum: a, cohort: {by: b, during: this period, from: 2026-01-01, to: 2026-01-02}"),
        ("sum: a", "ratio: {of: {sum: a}}"),
        ("sum: a", "change: {of: {sum: a}, against: {sum: b}, as: percent}"),
        ("unit: EUR, ", ""),
        ("unit: EUR", "unit: EUR, per: squad"),
        ("unit: EUR", "unit: EUR, period: fortnight"),
        ("unit: EUR", "unit: EUR, edges: {good: 5 EUR}"),
        ("unit: EUR", "unit: EUR, colour: red"),
        ("unit: EUR", "unit: EUR, late-after: 2 weeks"),
        ('registry: "1"', 'registri: "1"'),
    ],
)
def test_it_refuses_what_the_reader_refuses(old: str, new: str) -> None:
    assert told(HEAD) == []
    assert told(HEAD.replace(old, new)) != []
