"""`/mypay` over a real database: the figures of the mock-ups, the periods one can ask for, and that it is always one's own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from storage.tables import CompletenessRow
from tests.commands.conftest import HERE, LONG_AGO, Company, buttons, form_of, message_of, said
from tests.storage import recording
from tests.views.checking import check
from tests.views.northwind import AS_OF
from views.effects import OpenForm, PushForm, Refuse, ReplaceForm
from views.message import Button

JANUARY = int(datetime(2027, 1, 20, 6, tzinfo=UTC).timestamp()) * 1_000_000


def test_the_sample_statement(company: Company) -> None:
    answer = company.types("sam", "/mypay")
    words = said(answer)
    assert "Your variable pay, Q4 2026" in words
    assert (
        "€6,066.43 earned so far, if the quarter closed on today's figures. That is 101.1% of your €6,000.00 target."
        in words
    )
    for line in ("Net revenue retention: €3,120.00", "Adoption: €1,575.00", "Time to first value: €1,371.43"):
        assert line in words
    check(message_of(answer))


def test_a_late_feed_by_the_record(company: Company) -> None:
    company.record(
        CompletenessRow(batch_id=0, source="product-usage", through=date(2026, 11, 9)), source="product-usage"
    )
    words = said(company.types("sam", "/mypay"))
    assert "€4,491.43 from two of three parts." in words
    assert "So your total would lie between €4,491.43 and €7,191.43." in words
    assert "At the last reading, 57% on 9 Nov, this part stood at €1,575.00." in words


def test_why_opens_on_the_statement_and_rows_on_that(company: Company) -> None:
    answer = company.types("sam", "/mypay")
    why = company.presses("sam", buttons(message_of(answer))["fs.why.ttv"])
    assert isinstance(why, OpenForm)
    assert "107.142857…%" in said(why)
    rows = company.presses("sam", buttons(why.form)["fs.rows.open"], why.form.key)
    assert isinstance(rows, PushForm)
    assert "A-01. 2 Oct 2026: 20 days. From onboarding tracker" in said(rows)


def test_a_reason_is_of_the_statement_that_was_shown(company: Company) -> None:
    """Facts that arrive between the answer and the press change neither the sum nor the code."""
    shown = company.types("sam", "/mypay")
    code = said(shown).rpartition("code: ")[2]
    company.record(
        recording.fact(
            "F-99", metric="first-value-days", subject_id="sam", observed=date(2026, 11, 19), value="300", unit="day"
        ),
        at=AS_OF + 1_000_000,
    )
    later = AS_OF + 60_000_000
    assert code in said(company.presses("sam", buttons(message_of(shown))["fs.why.ttv"], now=later))
    assert code not in said(company.types("sam", "/mypay", now=later))


def test_past_periods_open_in_place_and_their_reasons_on_top(company: Company) -> None:
    past = company.presses("sam", buttons(message_of(company.types("sam", "/mypay")))["fs.mypay.past"])
    assert isinstance(past, OpenForm)
    assert "Q4 2026: €6,066.43" in said(past)
    opened = company.presses("sam", buttons(past.form)["fs.mypay.open.2026-Q4"], past.form.key)
    assert isinstance(opened, ReplaceForm)
    why = company.presses("sam", buttons(opened.form)["fs.why.nrr"], opened.form.key)
    assert isinstance(why, PushForm)
    # A third modal cannot be pushed: the rows take the place of the reason, with a way back to it.
    rows = company.presses("sam", buttons(why.form)["fs.rows.open"], why.form.key)
    assert isinstance(rows, ReplaceForm)
    back = company.presses("sam", buttons(rows.form)["fs.why.nrr"], rows.form.key)
    assert isinstance(back, ReplaceForm)
    assert back.form.parts == why.form.parts


def test_rows_that_a_gate_waits_for(company: Company) -> None:
    for place in range(38, 42):
        row = recording.fact(
            f"plan-current-{place}",
            metric="plan-current",
            subject_id="sam",
            observed=date(2026, 11, 18),
            value="no",
            unit="yes/no",
            item_id=f"A-{place}",
        )
        company.record(row, source="success-plans")
    answer = company.types("sam", "/mypay")
    assert "€5,775.00 earned so far" in said(answer)
    rows = company.presses("sam", buttons(message_of(answer))["fs.gate.rows"])
    assert "13 accounts that do not count yet" in said(rows)
    assert "A-38. 18 Nov 2026: no." in said(rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-Q4", "€6,066.43 earned so far"),
        ("q4 2026", "€6,066.43 earned so far"),
        ("last", "Your variable pay, Q3 2026"),
        ("2027-Q1", "Q1 2027 has not begun. It starts on 1 Jan 2027."),
        ("2023-Q4", "There is nothing for Q4 2023. You joined on 1 Mar 2024, after it ended."),
        ("october", "Oct 2026 is a month, and your plan pays by the quarter. It lies in Q4 2026."),
        ("2025-Q1", "No published plan is for your team and role in Q1 2025."),
        ("last qarter", "Did you mean last quarter?"),
        ("ines", '"ines" is not a period.'),
    ],
)
def test_what_one_can_ask_for(company: Company, text: str, expected: str) -> None:
    answer = company.types("sam", "/mypay", text)
    assert expected in said(answer)
    check(message_of(answer))


def test_a_button_shows_the_period_that_was_meant(company: Company) -> None:
    (show,) = buttons(message_of(company.types("sam", "/mypay", "october"))).values()
    assert "€6,066.43" in said(company.presses("sam", show))


def test_after_the_end_it_is_final_or_waits(company: Company) -> None:
    answer = said(company.types("sam", "/mypay", "last", now=JANUARY))
    assert "Your variable pay, Q4 2026" in answer
    assert "There is no figure yet." in answer  # no source said yet that it holds everything through the end
    for source in ("billing", "product-usage", "onboarding", "success-plans"):
        company.record(
            CompletenessRow(batch_id=0, source=source, through=date(2027, 1, 5)), source=source, at=JANUARY - 1
        )
    final = said(company.types("sam", "/mypay", "last", now=JANUARY))
    assert "€6,066.43 earned. That is 101.1% of your €6,000.00 target." in final
    assert "Final." in final


def test_everybody_else_gets_their_own_nothing(company: Company) -> None:
    for person_id in ("ines", "olga", "rival"):
        words = said(company.types(person_id, "/mypay"))
        assert "There is no variable pay plan to show." in words
        assert "€" not in words


@pytest.mark.parametrize("text", ["", "last", "2024-Q1", "2027-Q1"])
def test_past_periods_are_offered_only_to_whom_there_are_any(company: Company, text: str) -> None:
    """The only plan is of the second half of 2026."""
    assert buttons(message_of(company.types("rival", "/mypay", text))) == {}
    ways = buttons(message_of(company.types("sam", "/mypay", text)))
    assert "fs.mypay.past" in ways
    assert "Q4 2026: €6,066.43" in said(company.presses("sam", ways["fs.mypay.past"]))


def test_who_has_just_joined_hears_from_when_something_counts(company: Company) -> None:
    company.record(
        recording.person("new", name="Noa Neu"), recording.stay("new", date(2026, 11, 16), **HERE), at=LONG_AGO
    )
    words = said(company.types("new", "/mypay"))
    assert "No target is agreed for this period. An HR administrator can add it." in words
    company.record(
        recording.person("soon", name="Sol Soon"), recording.stay("soon", date(2026, 12, 1), **HERE), at=LONG_AGO
    )
    assert "The first day is 1 Dec 2026." in said(company.types("soon", "/mypay"))


def test_who_moves_into_a_plan_later_hears_when_it_starts(company: Company) -> None:
    """Somebody who settles in first, and whose place in the plan begins on a day to come, is not shown figures that wait."""
    settling = {**HERE, "function": "onboarding"}
    company.record(
        recording.person("dara", name="Dara Dunne"),
        recording.stay("dara", date(2026, 11, 16), ends=date(2026, 11, 30), **settling),
        recording.stay("dara", date(2026, 12, 1), **HERE),
        at=LONG_AGO,
    )
    words = said(company.types("dara", "/mypay"))
    assert "You joined on 16 Nov 2026. Your plan starts on 1 Dec 2026." in words


def test_a_plan_that_starts_later_is_named(company: Company) -> None:
    """In June the sample's plan is published, and starts in July."""
    june = int(datetime(2026, 6, 10, 6, tzinfo=UTC).timestamp()) * 1_000_000
    words = said(company.types("sam", "/mypay", now=june))
    assert (
        "There is nothing to show yet, and that is as planned. You joined on 1 Mar 2024. Your plan starts on 1 Jul 2026."
        in words
    )


def test_who_has_left_can_still_read_what_was(company: Company) -> None:
    company.record(recording.stay("sam", date(2024, 3, 1), ends=date(2026, 11, 10), **HERE), at=LONG_AGO + 1)
    assert "€6,066.43" in said(company.types("sam", "/mypay"))
    answer = company.types("sam", "/mypay", now=JANUARY)
    assert "There is nothing for Q1 2027. The last day was 10 Nov 2026." in said(answer)
    past = company.presses("sam", buttons(message_of(answer))["fs.mypay.past"], now=JANUARY)
    assert "Q4 2026: no total yet" in said(past)


def test_a_partners_enrolled_contact_reads_the_partners_statement(company: Company) -> None:
    company.record(recording.person("carla", name="Carla Cole", kind="contact", partner_id="sam"), at=LONG_AGO)
    assert "€6,066.43 earned so far" in said(company.types("carla", "/mypay"))


def test_a_press_shows_ones_own_whatever_its_value_says(company: Company) -> None:
    shown = buttons(message_of(company.types("sam", "/mypay")))["fs.why.nrr"]
    stranger = company.presses("rival", shown)
    assert isinstance(stranger, Refuse)
    for value in ("", "sam.5", "look.1", "2026-Q4.99999999999999999999"):
        assert isinstance(company.presses("rival", Button("fs.why.nrr", "Why?", value)), Refuse)
    assert isinstance(company.presses("sam", Button("fs.why.salary", "Why?", shown.value)), Refuse)
    assert isinstance(company.presses("sam", Button("fs.rows.open", "See", "1|2026-Q4.5|0")), Refuse)


def test_a_key_from_the_future_is_read_as_of_now(company: Company) -> None:
    button = Button("fs.why.nrr", "Why?", f"2026-Q4.{AS_OF + 10**15}")
    assert "As of 20 Nov 2026, 06:00 UTC" in said(company.presses("sam", button))


def test_nobody_has_looked(company: Company) -> None:
    assert "Nobody has looked at your pay." in said(company.types("sam", "/mypay", "looks"))
    past = company.types("sam", "/mypay", "past")
    looks = company.presses("sam", buttons(form_of(past))["fs.mypay.looks"], form_of(past).key)
    assert isinstance(looks, PushForm)
    assert "Nobody has looked at your pay." in said(looks)
