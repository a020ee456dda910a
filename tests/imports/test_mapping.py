"""Other programs' files become canonical rows by a mapping."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from storage.database import Database
from storage.imports import import_file
from tests.imports.conftest import NOVEMBER
from tests.imports.mapped import FACTS, HEAD, Take, facts
from tests.imports.read_back import published


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
