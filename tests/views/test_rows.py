"""Many rows in pages, and rows that were corrected: what they said before, when that was put right, and by which import."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from bot.render.plain import plain
from plans.record import Correctable, Correction, Credit, Fact, Key, Origin, Replaced, Term, key_of
from plans.statement import Statement
from plans.unit import Unit
from tests.views.checking import buttons_of, check
from tests.views.northwind import EUR, READ, reader, registry, statement
from views.behind import rows_of
from views.corrected import corrected_words
from views.lost import lost_parts, lost_rows
from views.message import Steps
from views.rows import Listed, rows_form
from views.why import line_to_explain, why_form

FIXED = Origin("billing", 7, READ + 600_000_000)  # 05:50 UTC
ROW = Fact("F-1", "revenue-now", "person", "sam", date(2026, 11, 5), Decimal(45_000), EUR, "A-01", Origin("billing", 2))
DEAL = Credit("O-17", "deal", "sam", Decimal(1), date(2026, 11, 5), Decimal(900), EUR, {"segment": "small"})
QUOTA = Term("sam", "quota", Decimal(6000), EUR, date(2026, 1, 1))


def rows_behind_adoption(of: Statement, first: int) -> Listed:
    line = line_to_explain(of, "adopt")
    assert line is not None
    return Listed("Adoption", rows_of(line.node), "page {}".format, first)


@pytest.mark.parametrize(
    ("first", "lead", "buttons"),
    [
        (0, "Rows 1 to 60 of 300", [("Show the next 60", 60, "61 to 120"), ("Show the last 60", 240, "241 to 300")]),
        (
            120,
            "Rows 121 to 180 of 300",
            [
                ("Show the next 60", 180, "181 to 240"),
                ("Show the 60 before", 60, "61 to 120"),
                ("Show the last 60", 240, "241 to 300"),
                ("Show the first 60", 0, "1 to 60"),
            ],
        ),
        (
            240,
            "Rows 241 to 300 of 300",
            [("Show the 60 before", 180, "181 to 240"), ("Show the first 60", 0, "1 to 60")],
        ),
    ],
)
def test_of_very_many_rows_a_page_is_shown(first: int, lead: str, buttons: list[tuple[str, int, str]]) -> None:
    of = statement(active=(200, 300))
    form = rows_form(rows_behind_adoption(of, first), of, reader(), "k")
    check(form)
    said = plain(form)
    assert f"{lead}, the oldest first." in said
    assert said.count("- A-") == 60
    assert [(each.text, each.value, each.says) for each in buttons_of(form)] == [
        (text, f"page {place}", f"Show rows {span}") for text, place, span in buttons
    ]


def test_the_last_page_holds_what_is_left() -> None:
    of = statement(active=(60, 61))
    first = rows_form(rows_behind_adoption(of, 0), of, reader(), "k")
    assert [(each.text, each.says) for each in buttons_of(first)] == [("Show the next 1", "Show rows 61 to 61")]
    last = rows_form(rows_behind_adoption(of, 60), of, reader(), "k")
    assert plain(last).count("- A-") == 1
    assert [each.text for each in buttons_of(last)] == ["Show the 60 before"]


def test_rows_of_one_page_have_no_ways_to_others() -> None:
    of = statement(active=(59, 60))
    form = rows_form(rows_behind_adoption(of, 0), of, reader(), "k")
    assert buttons_of(form) == []
    assert "oldest first" not in plain(form)


def words(row: Correctable, *was: Correctable | None, of: str = "") -> str:
    """What is said of a row that said each of these before, the newest first."""
    corrections = [Correction(each, FIXED, 29) for each in was]
    return corrected_words(row, corrections, registry(), reader(of=of)).strip()


@pytest.mark.parametrize(
    ("now", "was", "before"),
    [
        (ROW, ROW._replace(value=Decimal(38_500)), "it was €38,500.00"),
        (ROW, ROW._replace(observed=date(2026, 10, 2)), "it was 2 Oct 2026"),
        (ROW, ROW._replace(value=Decimal(3), observed=date(2026, 10, 2)), "it was €3.00 and 2 Oct 2026"),
        (ROW, ROW._replace(metric="revenue-year-ago"), "it was revenue year ago"),
        (ROW, ROW._replace(item_id="A-02"), "it was A-02"),
        (ROW, None, "it was recorded for somebody else"),
        (DEAL, DEAL._replace(share=Decimal("0.5")), "it was 50% of €900.00"),
        (DEAL, DEAL._replace(attributes={"segment": "mid-size"}), "it was segment mid-size"),
        (DEAL, DEAL._replace(attributes=MappingProxyType({})), "it was segment empty"),
        (QUOTA, QUOTA._replace(value=Decimal(5000)), "it was €5,000.00"),
        (QUOTA, QUOTA._replace(end=date(2026, 6, 30)), "it was agreed until 30 Jun 2026"),
        (QUOTA._replace(end=date(2026, 6, 30)), QUOTA, "it was agreed without an end"),
        (ROW._replace(kind=Unit(("USD",))), ROW, "it was €45,000.00"),
    ],
)
def test_what_a_row_said_before(now: Correctable, was: Correctable | None, before: str) -> None:
    assert words(now, was) == f"Corrected on 20 Nov 2026, 05:50 UTC (billing system, batch 29): before, {before}."


def test_each_correction_is_told_against_what_took_its_place() -> None:
    said = words(ROW, *(ROW._replace(value=Decimal(value)) for value in (30, 20, 10)))
    assert said.count("Corrected on") == 2
    assert said.index("it was €30.00") < said.index("it was €20.00") < said.index("And once before that.")
    assert "twice before that." in words(ROW, *(ROW._replace(value=Decimal(value)) for value in (4, 3, 2, 1)))
    assert "it was recorded for somebody else. Corrected" in words(ROW, None, ROW)
    assert words(ROW, None, ROW).endswith("before, it was €45,000.00 on 5 Nov 2026.")


def test_a_row_as_it_was_recorded_first_says_nothing() -> None:
    assert words(ROW) == ""


def corrected(*rows: Correctable) -> dict[Key, tuple[Correction, ...]]:
    """Each of these rows once said one day more."""
    found: dict[Key, tuple[Correction, ...]] = {}
    for row in rows:
        assert isinstance(row, Fact)
        assert isinstance(row.value, Decimal)
        found[key_of(row)] = (Correction(row._replace(value=row.value + 1), FIXED, 29),)
    return found


@pytest.mark.parametrize(
    ("count", "lead", "more"),
    [
        (1, "One row no longer counts here.\n\n- A-01. 2 Oct 2026: 20 days.", ""),
        (2, "Two rows no longer count here.", ""),
        (23, "23 rows no longer count here.", "And 3 more rows."),
    ],
)
def test_rows_that_went_elsewhere_are_told_below_those_that_count(count: int, lead: str, more: str) -> None:
    """Each is a copy of the first row behind the figure, under another id."""
    of = statement()
    line = line_to_explain(of, "ttv")
    assert line is not None
    rows = rows_of(line.node)
    first = rows[0]
    assert isinstance(first, Fact)
    was = [first._replace(fact_id=f"gone-{number}") for number in range(count)]
    lost = lost_rows(line.node, of, [Replaced(row, None, FIXED, 29) for row in [*was, *rows]])
    assert len(lost) == count
    for form in (
        rows_form(Listed("Rows", rows, str, lost=lost), of, reader(), "k"),
        why_form(line, of, reader(), "k", lost=lost),
    ):
        check(form)
        said = plain(form)
        assert lead in said
        assert more in said
        assert "Since 20 Nov 2026, 05:50 UTC (billing system, batch 29), it is recorded for somebody else." in said
    assert "no longer" not in plain(rows_form(Listed("Rows", rows, str, 60, lost=lost), of, reader(), "k"))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (None, "is recorded for somebody else"),
        (ROW._replace(observed=date(2027, 1, 4)), "says 4 Jan 2027"),
        (ROW._replace(metric="revenue-year-ago", value=Decimal(3)), "says €3.00 and revenue year ago"),
        (ROW, "is another in what is not shown here"),
    ],
)
def test_what_became_of_a_row_that_no_longer_counts(now: Fact | None, words: str) -> None:
    (_, steps) = lost_parts([Replaced(ROW, now, FIXED, 29)], registry(), reader())
    assert isinstance(steps, Steps)
    since = "Since 20 Nov 2026, 05:50 UTC (billing system, batch 29), it"
    assert steps.items == (("A-01.", f"5 Nov 2026: €45,000.00. {since} {words}."),)


def test_a_row_that_would_not_count_is_not_told_as_lost() -> None:
    of = statement()
    line = line_to_explain(of, "ttv")
    assert line is not None
    elsewhere = [
        ROW,  # of another measure
        Fact("G", "first-value-days", "team", "cs", date(2026, 10, 2), Decimal(3), Unit(("day",))),  # not a person's
        DEAL,
    ]
    assert lost_rows(line.node, of, [Replaced(row, None, FIXED, 29) for row in elsewhere]) == ()


def test_a_list_says_of_each_row_what_it_said_before() -> None:
    of = statement()
    line = line_to_explain(of, "ttv")
    assert line is not None
    rows = rows_of(line.node)
    form = rows_form(Listed("Rows", rows, str, corrected=corrected(rows[0])), of, reader(), "k")
    check(form)
    assert (
        "- A-01. 2 Oct 2026: 20 days. From onboarding tracker, line 2."
        " Corrected on 20 Nov 2026, 05:50 UTC (billing system, batch 29): before, it was 21 days.\n" in plain(form)
    )
    assert plain(form).count("Corrected") == 1


@pytest.mark.parametrize(
    ("count", "lead", "told"),
    [(1, "One row behind it was corrected.", 1), (2, "Two rows behind", 2), (14, "14 rows behind", 3)],
)
def test_a_reason_says_that_rows_behind_it_were_corrected(count: int, lead: str, told: int) -> None:
    of = statement()
    line = line_to_explain(of, "ttv")
    assert line is not None
    form = why_form(line, of, reader(), "k", corrected(*rows_of(line.node)[:count]))
    check(form)
    said = plain(form)
    assert lead in said
    assert (
        "A-01: now 20 days. Corrected on 20 Nov 2026, 05:50 UTC (billing system, batch 29): before, it was 21 days."
        in said
    )
    assert said.count("Corrected on") == told
    assert ("Each of them says so where the rows are shown." in said) == (count > told)
    assert "corrected" not in plain(why_form(line, of, reader(), "k"))
