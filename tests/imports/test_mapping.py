"""Mappings: other programs' files become canonical rows, and a mapping's own mistakes are all told with their place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from storage.database import Database
from storage.imports import ImportReport, import_file
from storage.imports.mapping.days import DayFormatError, day_reader
from storage.imports.mapping.numbers import NumberStyle, reversed_sign
from storage.imports.refusal import CellError
from tests.imports.conftest import NOVEMBER
from tests.imports.read_back import published

HEAD = "mapping: test\noutputs:\n"
FACTS = """
  - import: facts
    columns:
      fact_id: id
      metric: {is: revenue}
      subject_kind: {is: person}
      subject_id: {column: who, as: slug}
      observed: when
      value: amount
      unit: {is: EUR}
"""


Take = Callable[..., ImportReport]


@pytest.fixture
def take(sqlite_database: Database, tmp_path: Path) -> Take:
    """`take("facts", mapping, text)`: the report of importing the text by the mapping."""

    def write_and_import(what: str, mapping: str, content: str | bytes, **files: str) -> ImportReport:
        (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
        (tmp_path / "export.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return import_file(sqlite_database, what, tmp_path / "export.csv", tmp_path / "map.yaml", recorded=NOVEMBER)

    return write_and_import


def facts(database: Database) -> list[tuple[object, ...]]:
    return published(database, "fact", "fact_id", "subject_id", "observed", "minor")


# Days ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "text", "day"),
    [
        ("M/D/YYYY", "3/11/2017", "2017-03-11"),
        ("D.M.YYYY", "03.11.2017", "2017-11-03"),
        ("DD-MMM-YYYY", "03-NOV-2017", "2017-11-03"),
        ("YYYYMMDD", "20171103", "2017-11-03"),
        ("YYYY-MM-DD TIME", "2017-11-03 09:05:01.5+02:00", "2017-11-03"),
        ("YYYY-MM-DDTTIME", "2017-11-03T09:05Z", "2017-11-03"),
        ("MMM D, YYYY", "Nov 3, 2017", "2017-11-03"),
    ],
)
def test_a_format_reads_days(pattern: str, text: str, day: str) -> None:
    assert day_reader(pattern)(text) == day


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("M/D/YYYY", "13/1/2017"),
        ("M/D/YYYY", "2017-01-13"),
        ("DD.MM.YYYY", "3.11.2017"),
        ("D-MMM-YYYY", "3-Okt-2017"),
        ("M/D/YYYY", "2/29/2017"),
    ],
)
def test_a_format_reads_nothing_else(pattern: str, text: str) -> None:
    with pytest.raises(CellError, match=pattern):
        day_reader(pattern)(text)


@pytest.mark.parametrize(
    "pattern", ["M/D/YY", "MM/YYYY", "DD.MM.YYYY MM", "YYYYY-MM-DD", "MMMM D YYYY", "", "%d/%m/%Y"]
)
def test_a_format_outside_the_grammar_is_refused(pattern: str) -> None:
    with pytest.raises(DayFormatError):
        day_reader(pattern)


# Numbers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "text", "number"),
    [
        (NumberStyle(",", ".", declared=True), "1.234.567,50", "1234567.5"),
        (NumberStyle(",", ".", declared=True), "-12,5000", "-12.5"),
        (NumberStyle(".", ",", "$", declared=True), "$1,234.00", "1234"),
        (NumberStyle(".", ",", "$", declared=True), "-$5", "-5"),
        (NumberStyle(".", "", "EUR", declared=True), "12.34 EUR", "12.34"),
        (NumberStyle(",", " ", declared=True), "1\u202f234,5", "1234.5"),
        (NumberStyle(",", "", declared=True), "\u221212,5%", "-12.5%"),
        (NumberStyle(), "1,5", "1,5"),
    ],
)
def test_a_style_reads_numbers(style: NumberStyle, text: str, number: str) -> None:
    assert style.canonical(text) == number


@pytest.mark.parametrize("text", ["1.23,5", "1.2345,5", "12,5,6", "1,234.5", "--5", "five", ""])
def test_a_style_reads_nothing_else(text: str) -> None:
    with pytest.raises(CellError):
        NumberStyle(",", ".", declared=True).canonical(text)


def test_a_sign_is_reversed() -> None:
    assert [reversed_sign(text) for text in ("5", "-5", "+5", "0", "0.00", "")] == ["-5", "5", "-5", "0", "0.00", ""]


# Files --------------------------------------------------------------------------------------------------------------


def test_an_export_in_another_tongue(take: Take, sqlite_database: Database) -> None:
    mapping = (
        "mapping: rechnungen\nsource: erp\nencoding: windows-1252\nseparator: ;\ndates: DD.MM.YYYY\n"
        'decimal: ","\nthousands: "."\ncomplete-through: 2026-10-31\noutputs:\n'
        + FACTS.replace("value: amount", "value: {column: amount, sign: reverse}")
    )
    report = take(
        "facts", mapping, "id;who;when;amount;übrig\n7;Jürgen Groß;03.10.2026;1.234,50;#N/A\n".encode("windows-1252")
    )
    assert (report.rejected, report.source, report.published) == ((), "erp", True)
    assert facts(sqlite_database) == [("7", "jurgen-gross", "2026-10-03", -123450)]
    assert published(sqlite_database, "completeness", "source", "through") == [("erp", "2026-10-31")]


def test_rows_are_filtered_before_anything_else_is_asked_of_them(take: Take, sqlite_database: Database) -> None:
    where = """
    where:
      stage: {one-of: [Won, Closed]}
      kind: {not: test}
      when: {empty: no}
"""
    mapping = HEAD + FACTS.replace("\n    columns", where + "    columns")
    text = "id,who,when,amount,stage,kind\n1,A,2026-10-01,5,Won,\n2,A,2026-10-01,x,Lost,\n3,A,,x,Won,\n4,A,2026-10-01,x,Won,test\n5,B,2026-10-02,6,Closed,real\n"
    report = take("facts", mapping, text)
    assert (report.rows, report.rejected) == (2, ())
    assert [row[0] for row in facts(sqlite_database)] == ["1", "5"]


def test_values_are_looked_up_beside_the_file(take: Take, sqlite_database: Database) -> None:
    mapping = "mapping: test\naliases:\n  product: {Penn: Pen}\noutputs:\n" + FACTS.replace(
        "value: amount", "value: {from: prices.csv, match: {product: name}, take: price}"
    )
    text = "id,who,when,product\n1,A,2026-10-01,Pen\n2,A,2026-10-01,Penn\n"
    assert take("facts", mapping, text, prices="name,price\nPen,2.50\n").rejected == ()
    assert [row[3] for row in facts(sqlite_database)] == [250, 250]
    report = take("facts", mapping, text + "3,A,2026-10-01,Ink\n", prices="name,price\nPen,2.50\n")
    assert [(each.line, each.column, each.value, each.code) for each in report.rejected] == [
        (4, "product", "Ink", "lookup")
    ]


def test_two_names_that_would_become_one_id_are_refused(take: Take) -> None:
    report = take(
        "facts", HEAD + FACTS, "id,who,when,amount\n1,Jürgen Groß,2026-10-01,5\n2,Jurgen Gross,2026-10-01,5\n"
    )
    assert [(each.line, each.column, each.code) for each in report.rejected] == [(3, "who", "slug")]
    assert "would both become jurgen-gross" in report.rejected[0].message


def test_problems_name_the_columns_of_the_file(take: Take) -> None:
    mapping = "mapping: test\ndates: M/D/YYYY\noutputs:\n" + FACTS
    report = take("facts", mapping, "id,who,when,amount\n1,A,13/1/2026,5\n2,A,1/13/2026,five\n,A,1/13/2026,5\n")
    assert [(each.line, each.column, each.value, each.code) for each in report.rejected] == [
        (2, "when", "13/1/2026", "date"),
        (3, "amount", "five", "number"),
        (4, "id", "", "empty"),
    ]


def test_a_row_made_twice_counts_once_only_where_it_is_said(take: Take, sqlite_database: Database) -> None:
    teams = "  - import: teams\n    columns: {team_id: team, name: title}\n"
    text = "team,title\nT,One\nT,One\n"
    assert [each.code for each in take("teams", HEAD + teams, text).rejected] == ["twice"]
    distinct = HEAD + teams.replace("    columns", "    distinct: yes\n    columns")
    assert [each.code for each in take("teams", distinct, text + "T,Two\n").rejected] == ["twice"]
    assert take("teams", distinct, text).accepted == 1
    assert published(sqlite_database, "team", "team_id", "name") == [("T", "One")]


def test_one_row_becomes_the_credits_of_two_payees(take: Take, sqlite_database: Database) -> None:
    def credit(number: int) -> str:
        return f"""
  - import: credits
    where: {{seller{number}: {{empty: no}}}}
    columns:
      credit_id: {{join: [id, {{is: "{number}"}}]}}
      kind: {{is: deal}}
      payee_id: seller{number}
      share: share{number}
      enters: day
      amount: amount
      currency: {{is: EUR}}
      item_id: id
"""

    text = (
        "id,seller1,share1,seller2,share2,day,amount\nD1,ada,60%,bo,40%,2026-10-01,100\nD2,ada,100%,,,2026-10-02,50\n"
    )
    report = take("credits", HEAD + credit(1) + credit(2), text)
    assert (report.rejected, report.rows) == ((), 3)
    assert "shares" not in [each.code for each in report.warnings]
    assert published(sqlite_database, "credit", "credit_id", "payee_id", "share") == [
        ("D1-1", "ada", "0.6"), ("D1-2", "bo", "0.4"), ("D2-1", "ada", "1"),
    ]  # fmt: skip


# Mistakes in the mapping --------------------------------------------------------------------------------------------


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


def test_the_arguments_stand_above_the_mapping(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("mapping: x\nsource: crm\ncomplete-through: 2026-09-30\noutputs:\n" + FACTS)
    (tmp_path / "export.csv").write_text("id,who,when,amount\n")
    report = import_file(
        sqlite_database,
        "facts",
        tmp_path / "export.csv",
        tmp_path / "map.yaml",
        "other",
        date(2026, 10, 31),
        recorded=NOVEMBER,
    )
    assert (report.source, report.rows, report.published) == ("other", 0, True)
    assert published(sqlite_database, "completeness", "source", "through") == [("other", "2026-10-31")]
