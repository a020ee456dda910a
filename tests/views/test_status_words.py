"""How a measure stands by the edges that its owner published, beside its target; and nothing of it where nobody published any."""

from __future__ import annotations

import pytest

from plans.statement import state
from tests.plans.build import AS_OF, REGISTRY, dossier, facts, quarter, scheme
from tests.views.northwind import reader
from views.detail import result_words
from views.measure import measure_of


def said(fields: str, value: str) -> str:
    text = REGISTRY.replace("roll-up: {given: mood}", f"roll-up: {{given: mood}}{fields}")
    made = scheme("it: {sum: {of: [metric.mood]}}", registry=text)
    statement = state(made, dossier(*facts("mood", ("m", "2026-10-05", value)), complete={}), quarter(), AS_OF)  # fmt: skip
    measure = measure_of(statement.evaluation.nodes["it"], made.registry)
    assert measure is not None
    return result_words(measure, made.registry, reader()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("fields", "value", "words"),
    [
        (", target: 80%", "70%", "You: 70%. Target: 80%."),
        (", target: 80%, edges: {close: 60%}", "80%", "You: 80%. Target: 80%. On track."),
        (", target: 80%, edges: {close: 60%}", "70%", "You: 70%. Target: 80%. Close."),
        (", target: 80%, edges: {close: 60%}", "59%", "You: 59%. Target: 80%. Off track."),
        (
            ", better: lower, target: 10%, edges: {close: 20%}",
            "15%",
            "You: 15%. Target: 10%, and less is better. Close.",
        ),
    ],
)
def test_the_status_stands_beside_the_target(fields: str, value: str, words: str) -> None:
    assert said(fields, value) == words
