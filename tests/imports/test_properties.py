"""What holds for every file: nothing in a cell raises, importing twice changes nothing, the order of rows does not matter."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from plans.literal import parse_kind
from storage.database import Database
from storage.imports import ImportReport, import_file
from storage.imports.kinds import KINDS
from storage.imports.refusal import CellError
from storage.imports.values import measure
from tests.imports.conftest import NOVEMBER
from tests.imports.read_back import published, staged

EXAMPLES = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

GOOD = {
    "people": ["person_id", "name", "start", "end", "from", "team_id", "manager_id", "slack_user_id", "kind", "stage"],
    "teams": ["team_id", "name", "zone", "parent_id"],
    "roles": ["person_id", "role", "scope", "from", "to", "given_by", "reason"],
    "terms": ["payee_id", "term", "value", "unit", "from", "to"],
    "facts": ["fact_id", "metric", "subject_kind", "subject_id", "observed", "value", "unit", "item_id"],
    "credits": ["credit_id", "kind", "payee_id", "share", "enters", "amount", "currency", "item_id"],
    "links": ["object_kind", "object_id", "relation", "payee_id", "from", "to"],
    "benchmarks": ["benchmark_id", "about", "population", "percentile", "value", "unit", "observed", "publisher"],
}
IDS = st.sampled_from(["A", "B", "C", "Ä", "D-1"])
DAYS = st.sampled_from(["2026-01-01", "2026-02-01", "2026-05-31", "2026-06-01", "2027-01-01"])
CELLS = (
    {
        "name": st.sampled_from(["Ada", "Bo"]),
        "start": st.just("2026-01-01"),
        "kind": st.sampled_from(["", "person"]),
        "stage": IDS,
        "slack_user_id": st.sampled_from(["", "U0A", "U0B"]),
        "zone": st.sampled_from(["", "UTC", "Europe/Dublin"]),
        "role": st.sampled_from(["approver", "operator"]),
        "term": st.sampled_from(["quota", "target"]),
        "metric": st.sampled_from(["demos", "revenue"]),
        "relation": st.just("owner"),
        "object_kind": st.just("account"),
        "subject_kind": st.sampled_from(["person", "team"]),
        "value": st.sampled_from(["0", "1", "2.5", "-3", "1e3"]),
        "amount": st.sampled_from(["0", "1", "2.5"]),
        "unit": st.sampled_from(["EUR", "demos", "%"]),
        "currency": st.sampled_from(["EUR", "JPY"]),
        "about": st.sampled_from(["quota", "target"]),
        "percentile": st.sampled_from(["", "25", "50"]),
        "share": st.sampled_from(["100%", "0.5"]),
    }
    | dict.fromkeys(("from", "observed", "enters"), DAYS)
    | dict.fromkeys(("end", "to"), st.one_of(st.just(""), DAYS))
)
TABLES = {
    "people": ("person", "stay"), "teams": ("team",), "roles": ("role",), "terms": ("term",), "facts": ("fact",), "credits": ("credit",),
    "links": ("link",), "benchmarks": ("benchmark",),
}  # fmt: skip


@contextmanager
def empty(template: Path) -> Iterator[tuple[Database, Path]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(template, folder / "empty.db")
        with closing(Database.open(f"sqlite:///{folder / 'empty.db'}")) as database:
            yield database, folder


def give(database: Database, folder: Path, what: str, content: bytes) -> ImportReport:
    path = folder / f"{what}.csv"
    path.write_bytes(content)
    return import_file(database, what, path, recorded=NOVEMBER)


def written(header: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode("utf-8", "surrogatepass")


def plausible_rows(what: str) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(*(CELLS.get(name, IDS) for name in GOOD[what])).map(list)
    return st.lists(row, min_size=1, max_size=12)


def table_of(database: Database, what: str) -> list[set[tuple[object, ...]]]:
    targets = {target.table: (*target.key, *target.values) for target in KINDS[what].targets}
    return [set(published(database, table, *targets[table])) for table in TABLES[what]]


@given(
    st.lists(
        st.sampled_from(["EUR", "kUSD", "demos", "ratio", "%", "date", "label", "yes/no", "bus", "glasses", "x", "1"]),
        max_size=3,
    )
)
def test_every_unit_that_is_taken_can_be_read_back(words: list[str]) -> None:
    try:
        taken = measure(" per ".join(words))
    except CellError:
        return
    kind = parse_kind(taken.name)
    assert kind is not None
    assert str(kind) == taken.name


@pytest.mark.parametrize("what", KINDS)
@EXAMPLES
@given(data=st.data())
def test_no_text_in_any_column_raises(sqlite_template: Path, what: str, data: st.DataObject) -> None:
    header = list(KINDS[what].header)
    wild = st.text(st.characters(codec=None), max_size=12)
    rows = data.draw(
        st.lists(
            st.lists(st.one_of(wild, IDS, DAYS, st.just("")), min_size=len(header), max_size=len(header)), max_size=5
        )
    )
    with empty(sqlite_template) as (database, folder):
        report = give(database, folder, what, written(header, rows))
        assert report.published is (not report.rejected and report.accepted > 0)
        assert staged(database) == 0
        assert all(rejection.message and rejection.code for rejection in report.rejected)


@pytest.mark.parametrize("what", ["people", "facts"])
@EXAMPLES
@given(content=st.binary(max_size=300))
def test_no_bytes_raise(sqlite_template: Path, what: str, content: bytes) -> None:
    header = ",".join(KINDS[what].header).encode() + b"\n"
    with empty(sqlite_template) as (database, folder):
        for given_bytes in (content, header + content):
            give(database, folder, what, given_bytes)
            assert staged(database) == 0


@pytest.mark.parametrize("what", KINDS)
@EXAMPLES
@given(data=st.data())
def test_importing_twice_changes_nothing(sqlite_template: Path, what: str, data: st.DataObject) -> None:
    rows = data.draw(plausible_rows(what))
    with empty(sqlite_template) as (database, folder):
        first = give(database, folder, what, written(GOOD[what], rows))
        if not first.ok:  # without the rows that are refused, the others are taken
            refused = {each.line for each in first.rejected}
            assume(len(refused) < len(rows))
            taken = [row for line, row in enumerate(rows, start=2) if line not in refused]
            first = give(database, folder, what, written(GOOD[what], taken))
            assume(first.ok)
        before = table_of(database, what)
        again = give(database, folder, what, (folder / f"{what}.csv").read_bytes())
        assert (again.accepted, again.corrected, again.unchanged, again.rejected) == (0, 0, first.rows, ())
        assert table_of(database, what) == before


@pytest.mark.parametrize("what", KINDS)
@EXAMPLES
@given(data=st.data())
def test_the_order_of_rows_does_not_matter(sqlite_template: Path, what: str, data: st.DataObject) -> None:
    rows = data.draw(plausible_rows(what))
    shuffled = data.draw(st.permutations(rows))
    reports, tables = [], []
    for ordered in (rows, shuffled):
        with empty(sqlite_template) as (database, folder):
            reports.append(give(database, folder, what, written(GOOD[what], ordered)))
            tables.append(table_of(database, what))
    one, other = reports
    assert tables[0] == tables[1]
    assert (one.published, one.accepted if one.ok else 0) == (other.published, other.accepted if other.ok else 0)
    codes = [{each.code for each in report.rejected} for report in reports]
    if not codes[0] & {"twice", "disagrees"}:  # of rows that contradict each other the first is taken at its word
        assert codes[0] == codes[1]
