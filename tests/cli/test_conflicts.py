"""Two sources that say different things of the same, on both databases: seen by operators, waited for by the line, settled by either."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.hunters import PEOPLE, TEAMS, TERMS
from tests.cli.papers import PLAN, write

REGISTRY = """
registry: 2026-01
sources:
  crm: {title: the CRM, owner: sales operations}
  books: {title: the books, owner: finance}
metrics:
  won: {title: Won, unit: EUR, roll-up: {sum: won}, source: crm, checked-against: books}
  accounts: {title: Accounts won, unit: accounts, roll-up: {count: won}, source: crm, checked-against: books}
"""
HEADER = "fact_id,metric,subject_kind,subject_id,observed,value,unit,item_id\n"
CRM = HEADER + "C-1,won,person,P-1,2026-01-20,100.00,EUR,D-1\nC-2,won,person,P-1,2026-02-20,50.00,EUR,D-2\n"
BOOKS = HEADER + "B-1,won,person,P-1,2026-01-20,100.00,EUR,D-1\nB-2,won,person,P-1,2026-02-20,50.00,EUR,D-2\n"
COMMISSION = (
    PLAN.partition("terms:")[0]
    + """figures:
  pay:
    clause: "1.1"
    title: Your pay
    story: A share of what you won.
    round: {of: commission, to: minor unit, mode: half-away}
  commission: {clause: "1.2", title: Commission, story: A tenth., rate: {of: metric.won, at: 10%}}
payouts:
  pay: {of: pay, as: cash, when: 45 days after the quarter}
"""
)
DURING = ("--as-of", "2026-03-20T08:00:00Z")


class House:
    """The command line over a company whose CRM is checked against its books."""

    def __init__(self, call: Call, url: tuple[str, ...], folder: Path) -> None:
        self.call, self.url, self.folder, self.day = call, url, folder, 1

    def give(self, source: str, text: str) -> dict[str, object]:
        """Imports the text on the next morning of March; the report."""
        self.day += 1
        file = write(self.folder, "facts.csv", text)
        when = ("--complete-through", f"2026-03-{self.day - 1:02}", "--as-of", f"2026-03-{self.day:02}T08:00:00Z")
        done = self.call("import", "facts", file, "--source", source, *when, *self.url, "--json")
        assert done.code == 0, done.out
        report: dict[str, object] = done.json()
        return report

    def statement(self) -> dict[str, object]:
        document: dict[str, object] = self.call(
            "statement", "P-1", "--period", "2026-Q1", *DURING, *self.url, "--json"
        ).json()
        return document

    def conflicts(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = self.call("source", "conflicts", *DURING, *self.url, "--json").json()
        return found

    def states(self) -> dict[str, tuple[str, list[str]]]:
        listed = self.call("source", "list", *DURING, *self.url, "--json").json()
        return {each["source"]: (each["state"], each["disagrees_with"]) for each in listed}

    def won(self) -> str:
        return str(self.statement()["figures"]["metric.won"]["value"]["text"])  # type: ignore[index]


@pytest.fixture
def house(call: Call, database: Database, empty_folder: Path) -> House:
    url = ("--database", database.url.render_as_string(hide_password=False))
    published = ("--as-of", "2025-12-01T00:00:00Z", *url)
    write(empty_folder, "registry.yaml", REGISTRY)
    write(empty_folder, "plan.yaml", COMMISSION)
    done = call("registry", "publish", "registry.yaml", *published)
    assert done.code == 0, done.err
    done = call("plan", "publish", "plan.yaml", "--effective", "2026-01-01", "--rationale", "A year.", *published)
    assert done.code == 0, done.out + done.err
    for what, text in (("teams", TEAMS), ("people", PEOPLE), ("terms", TERMS)):
        assert call("import", what, write(empty_folder, f"{what}.csv", text), "--source", "hr", *published).code == 0
    return House(call, url, empty_folder)


def test_what_two_sources_agree_on_counts_once(house: House) -> None:
    house.give("crm", CRM)
    house.give("books", BOOKS)
    assert house.won() == "150"
    assert house.statement()["waits"] == []
    assert house.conflicts() == []
    assert house.states() == {"crm": ("fresh", []), "books": ("fresh", [])}
    facts = house.statement()["figures"]["metric.won"]["facts"]  # type: ignore[index]
    assert {fact["id"] for fact in facts} == {"C-1", "C-2"}


def test_where_they_disagree_the_line_waits_and_names_who_answers_for_it(house: House) -> None:
    house.give("crm", CRM)
    house.give("books", BOOKS.replace("50.00", "55.00"))
    (waits,) = house.statement()["waits"]  # type: ignore[misc]
    assert (waits["metric"], waits["why"], waits["source"], waits["owner"]) == (
        "won",
        "conflict",
        "crm",
        "sales operations",
    )
    assert waits["words"] == "the CRM and the books say different things of 2026-02-20"
    assert "50" not in waits["words"]
    said = " ".join(house.call("statement", "P-1", "--period", "2026-Q1", *DURING, *house.url).out.split())
    assert "The CRM and the books say different things of 20 Feb 2026. Until that is settled, this part waits." in said
    assert "Owner: sales operations." in said
    facts = house.statement()["figures"]["metric.won"]["facts"]  # type: ignore[index]
    assert {(fact["id"], fact["source"]) for fact in facts} >= {("C-2", "crm"), ("B-2", "books")}
    assert house.states() == {"crm": ("in conflict", ["books"]), "books": ("in conflict", ["crm"])}
    assert house.conflicts() == [
        {
            "facts": "won", "subject_kind": "person", "subject_id": "P-1", "observed": "2026-02-20", "item": "D-2",
            "sources": ["crm", "books"], "owner": "sales operations",
        }
    ]  # fmt: skip
    told = house.call("source", "conflicts", *DURING, *house.url).out
    assert told == "won of person P-1, 2026-02-20, D-2: crm and books disagree. Owner: sales operations.\n"


@pytest.mark.parametrize(
    ("who", "text", "won"), [("crm", CRM.replace("50.00", "55.00"), "155"), ("books", BOOKS, "150")]
)
def test_a_correction_of_either_settles_it(house: House, who: str, text: str, won: str) -> None:
    house.give("crm", CRM)
    house.give("books", BOOKS.replace("50.00", "55.00"))
    assert house.statement()["waits"]
    house.give(who, text)
    assert house.won() == won
    assert house.conflicts() == []


def test_a_person_settles_it_by_hand_in_the_name_of_the_source_that_was_wrong(house: House) -> None:
    house.give("crm", CRM)
    house.give("books", BOOKS.replace("50.00", "55.00"))
    fact = (
        "--metric",
        "won",
        "--subject",
        "P-1",
        "--observed",
        "2026-02-20",
        "--value",
        "50.00",
        "--unit",
        "EUR",
        "--item",
        "D-2",
    )
    why = ("--source", "books", "--reason", "Typed wrongly; see the invoice.", "--as-of", "2026-03-10T08:00:00Z")
    assert house.call("fact", "add", "B-2", *fact, *why, *house.url).code == 0
    assert (house.won(), house.conflicts()) == ("150", [])


def test_under_one_id_each_source_keeps_its_own_say(house: House) -> None:
    """The same ids in both: what the one says takes nothing away from the other, and both can come again."""
    books = BOOKS.replace("B-", "C-")
    house.give("crm", CRM)
    house.give("books", books.replace("50.00", "55.00"))
    assert [each["item"] for each in house.conflicts()] == ["D-2"]
    house.give("crm", CRM)
    assert [each["item"] for each in house.conflicts()] == ["D-2"]
    house.give("books", books)  # it says now what the CRM said last
    assert (house.won(), house.conflicts()) == ("150", [])
    assert house.give("books", books)["unchanged"] == 2


def test_what_only_one_of_them_tells_is_no_disagreement(house: House) -> None:
    house.give("crm", CRM)
    house.give("books", BOOKS.partition("B-2")[0] + "B-9,won,person,P-1,2026-03-01,9.00,EUR,D-9\n")
    assert (house.won(), house.conflicts()) == ("150", [])


def test_a_source_that_is_not_compared_counts_like_any_other_or_not_at_all(house: House) -> None:
    """Rows of a source that the metric does not name are neither compared nor counted: its own source says what there is."""
    house.give("crm", CRM)
    house.give("elsewhere", CRM.replace("C-", "E-").replace("50.00", "70.00"))
    assert (house.won(), house.conflicts()) == ("150", [])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("checked-against: books}\n  accounts", "checked-against: boks}\n  accounts", "unknown-name"),
        ("checked-against: books}\n  accounts", "checked-against: crm}\n  accounts", "same-source"),
        ("source: crm, checked-against: books}\n  accounts", "source: crm}\n  accounts", "compared"),
        (", owner: sales operations", "", "no-owner"),
    ],
)
def test_what_the_registry_may_not_say_of_comparing(
    call: Call, empty_folder: Path, old: str, new: str, code: str
) -> None:
    assert old in REGISTRY
    done = call("registry", "check", write(empty_folder, "r.yaml", REGISTRY.replace(old, new)), "--json")
    assert done.code == 3
    assert code in {each["code"] for each in done.json()["problems"]}


def test_people_read_what_it_is_checked_against_and_a_new_version_tells_what_changed(house: House) -> None:
    said = house.call("registry", "words", house.folder / "registry.yaml").out
    assert "Source: the CRM, checked against the books; sales operations answers for it." in " ".join(said.split())
    alone = REGISTRY.replace("2026-01", "2026-02").replace(", checked-against: books", "")
    done = house.call(
        "registry", "publish", write(house.folder, "next.yaml", alone), *DURING, *house.url, "--json"
    ).json()
    assert done["changed"][0]["fields"] == {"checked-against": {"old": "books", "new": ""}}
