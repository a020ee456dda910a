"""The page on the registry: every roll-up of its table is computed from the rows that stand above it; every field and word is explained."""

from __future__ import annotations

import re
from datetime import date

import pytest

from plans.absence import FINAL
from plans.calendar import parse_period
from plans.literal import parse
from plans.reading.metric import METRIC_FIELDS
from plans.reading.registry import load_registry
from plans.record import Fact, Origin
from plans.roll_days import LENGTHS
from plans.roll_words import counted_as
from plans.rolls import ROLL_UPS
from plans.statement import state
from plans.statement import text_of as canonical_text
from plans.tree import walk
from plans.words import say
from tests.docs.pages import text_of
from tests.plans.build import AS_OF, HEAD, dossier, scheme

PAGE = text_of("registry")
SOURCE = "registry: test\nsources: {crm: {title: CRM, owner: sales}}\nmetrics:\n"


def rows(heading: str) -> list[list[str]]:
    """The cells of the table that starts with this row of heads."""
    table = PAGE.partition(f"\n{heading}\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]]


RECORDED = rows("| day | fact | value | item |")
COMPUTED = rows("| roll-up | unit | comes to | since |")


def recorded() -> list[Fact]:
    found = []
    for number, (day, metric, text, item) in enumerate(RECORDED):
        literal = parse(text)
        assert literal is not None, text
        seen = date.fromisoformat(day)
        found.append(Fact(f"F-{number:02}", metric, "person", "ana", seen, literal.value, literal.kind, item, Origin("crm")))  # fmt: skip
    return found


@pytest.mark.parametrize(("roll_up", "unit", "wanted", "since"), COMPUTED, ids=lambda cell: cell[:60])
def test_a_roll_up_comes_to_what_the_page_says(roll_up: str, unit: str, wanted: str, since: str) -> None:  # noqa: ARG001 - for readers
    negative = "may-be-negative: yes, " if "change" in roll_up else ""
    registry = f'{SOURCE}  it: {{title: It, unit: "{unit}", source: crm, {negative}roll-up: {roll_up.strip("`")}}}\n'
    period = parse_period("2026-Q4")
    assert period is not None
    made = scheme("it: {sum: {of: [metric.it]}}", head=HEAD.replace("  credit: {each: deal, enters: signed-on, who: {column: payee}, takes: share, shares: 100%}", "").replace("attribution:\n", ""), registry=registry)  # fmt: skip
    statement = state(made, dossier(*recorded(), complete={"crm": "2026-12-31"}), period, AS_OF, FINAL)
    (node,) = [node for node in walk(*statement.evaluation.every()) if node.made.name == "metric.it"]
    literal = parse(wanted)
    assert literal is not None
    assert (canonical_text(node.value), node.made.kind) == (canonical_text(literal.value), literal.kind)


def test_every_roll_up_is_computed_and_explained() -> None:
    shown = {re.match(r"`\{([a-z]+):", row[0])[1] for row in COMPUTED}  # type: ignore[index]
    assert shown == set(ROLL_UPS)
    explained = " ".join(row[0] for row in rows("| roll-up | gives |"))
    assert [name for name in ROLL_UPS if f"{{{name}: " not in explained] == []


@pytest.mark.parametrize("name", METRIC_FIELDS)
def test_every_field_is_explained(name: str) -> None:
    assert any(f"`{name}`" in "|".join(row) for row in rows("| field | says |")), name


@pytest.mark.parametrize("length", LENGTHS)
def test_every_length_of_time_is_named(length: str) -> None:
    assert f"`{length}s`" in PAGE


def test_what_is_read_aloud_is_what_the_page_says() -> None:
    (said,) = re.findall(r"reads each metric aloud from its roll-up: \*(.+?)\*\.", PAGE)
    text = next(row[0].strip("`") for row in COMPUTED if "as: share" in row[0])
    metric = f'  it: {{unit: "%", may-be-negative: yes, source: crm, roll-up: {text}}}\n'
    registry = load_registry(SOURCE + metric, "registry.yaml").registry
    assert registry is not None
    assert say(counted_as(registry.metrics["it"].roll_up)) == said
