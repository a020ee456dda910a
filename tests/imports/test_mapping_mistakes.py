"""A mapping's own mistakes are all told at once, with their place."""

from __future__ import annotations

import pytest

from tests.imports.mapped import FACTS, HEAD, Take

MISTAKES = """\
mapping: test
sorce: crm
encoding: utf8
dates: M/D/YY
decimal: ","
thousands: ","
complete-through: 31.12.2026
outputs:
  - import: fact
  - import: facts
    where: {stage: {is: Won, not: Lost}}
    columns:
      fact_id: {column: id, is: x}
      metric: {is: revenue, like: that}
      subject_kind: []
      subject_id: {column: who, as: slugg}
      observd: when
      value: {from: ../prices.csv, match: product, take: price}
"""


def test_all_mistakes_of_a_mapping_are_told_with_their_place(take: Take) -> None:
    report = take("facts", MISTAKES, "id\n1\n")
    assert [(each.line, each.column, each.code) for each in report.rejected] == [
        (1, "thousands", "unknown-word"),
        (2, "sorce", "unknown-key"),
        (3, "encoding", "unknown-word"),
        (4, "dates", "date-format"),
        (7, "complete-through", "date"),
        (9, "outputs[0].import", "unknown-word"),
        (10, "outputs[1].columns", "missing-column"),
        (10, "outputs[1].columns", "missing-column"),
        (11, "outputs[1].where.stage", "shape"),
        (13, "outputs[1].columns.fact_id", "shape"),
        (14, "outputs[1].columns.metric.like", "unknown-key"),
        (15, "outputs[1].columns.subject_kind", "shape"),
        (16, "outputs[1].columns.subject_id.as", "unknown-word"),
        (17, "outputs[1].columns.observd", "unknown-column"),
        (18, "outputs[1].columns.value.from", "lookup-file"),
    ]
    remedies = {each.column: each.remedy for each in report.rejected}
    assert remedies["sorce"] == "Did you mean source?"
    assert remedies["outputs[0].import"] == "Did you mean facts?"
    assert remedies["outputs[1].columns.observd"] == "Did you mean observed?"
    assert report.rejected[1].value == "map.yaml:2:1"


def test_columns_that_the_file_lacks_are_mistakes_of_the_mapping(take: Take) -> None:
    mapping = "mapping: test\naliases:\n  product: {a: b}\noutputs:\n" + FACTS
    report = take("facts", mapping, "id,Who,when,amount,amount\n1,A,2026-10-01,5,6\n")
    assert [(each.line, each.code, each.message, each.remedy) for each in report.rejected] == [
        (3, "unknown-column", "The file has no column product.", "It has id, Who, when, amount."),
        (11, "unknown-column", "The file has no column who.", "Did you mean Who?"),
        (13, "unknown-column", "The file has 2 columns amount.", "Rename them on line 1, so that one is meant."),
    ]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ("mapping: x\nmapping: y\n", "duplicate-key"),
        ("outputs: &a []\n", "anchor"),
        ("mapping: [\n", "yaml"),
        ("", "empty"),
        ("mapping: x\n", "missing-key"),
        (HEAD + "  - import: teams\n    columns: {team_id: id, name: id}\n", "no-output"),
    ],
)
def test_documents_that_are_no_mapping(take: Take, mapping: str, code: str) -> None:
    report = take("facts", mapping, "id\n1\n")
    assert code in [each.code for each in report.rejected]
    assert not report.published


@pytest.mark.parametrize(
    ("prices", "code"),
    [
        ("name\nPen\n", "unknown-column"),
        ("product,price\nPen,1\nPen,2\n", "lookup-twice"),
        ("product,price\nPen\n", "cells"),
        (None, "no-file"),
    ],
)
def test_a_lookup_file_must_give_one_answer(take: Take, prices: str | None, code: str) -> None:
    mapping = HEAD + FACTS.replace("value: amount", "value: {from: prices.csv, match: product, take: price}")
    files = {} if prices is None else {"prices": prices}
    report = take("facts", mapping, "id,who,when,product\n1,A,2026-10-01,Pen\n", **files)
    assert [(each.line, each.code) for each in report.rejected] == [(11, code)]
