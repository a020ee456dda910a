"""`/calendar` over a real database: what lies ahead where the asker works, a period by its name, and kind words where nothing is known."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.render.blockkit import answer
from plans.document import canonical_bytes
from plans.reading.company.calendar import load_calendar
from storage.documents import CalendarDocument, publish_calendar
from tests.commands.conftest import LONG_AGO, Company, message_of, said
from tests.company.made import IN_ROWS, TEXT, bent
from tests.storage import recording
from tests.views.checking import check
from tests.views.northwind import AS_OF, SAMPLE

NORTHWIND = (SAMPLE / "calendar.yaml").read_text(encoding="utf-8")


def publish(company: Company, text: str = NORTHWIND, at: int = LONG_AGO) -> Company:
    calendar = load_calendar(text, "calendar.yaml").calendar
    assert calendar is not None
    document = canonical_bytes(calendar.document).decode()
    with company.world.database.write() as connection:
        publish_calendar(connection, CalendarDocument(calendar.name, calendar.version, document, text, at, "olga"))
    return company


def asks(company: Company, text: str = "", who: str = "sam", on: str = "2026-11-20") -> str:
    """What is said at six in the morning of a day, with ordinary blanks; and the answer keeps to what every view must."""
    now = int(datetime.fromisoformat(f"{on}T06:00:00").replace(tzinfo=UTC).timestamp()) * 1_000_000
    answer = company.types(who, "/calendar", text, now)
    check(message_of(answer))
    return said(answer).replace("\u00a0", " ")


def test_what_lies_ahead(company: Company) -> None:
    """From 20 November: 6 weekdays in November, 23 in December less Christmas Day and Saint Stephen's, a Saturday: 28."""
    assert asks(publish(company)) == (
        "Company calendar, Q4 2026\n\n"
        "Q4 2026 ends on 31 Dec 2026, 28 working days after today. It began on 1 Oct 2026.\n\n"
        "- Pay date for Q4 2026: 29 Jan 2027, 48 working days after today.\n"
        "- Talks of the year 2026 (appraisal): 30 Nov 2026 to 18 Dec 2026. It begins 6 working days after today.\n"
        "- Ratings of the year 2026 (calibration): 11 Jan 2027 to 15 Jan 2027. It begins 34 working days after today.\n"
        "- Next holidays: Christmas Day on 25 Dec 2026, Saint Stephen's Day on 26 Dec 2026 and New Year's Day on 1 Jan 2027.\n\n"
        "As of 20 Nov 2026, 06:00 UTC. Calendar: Northwind's calendar, version 2025-1. Working days: those of Northwind Ireland.\n\n"
        "Only you can see this."
    )


def test_a_window_that_goes_on_and_a_pay_date_today(company: Company) -> None:
    words = asks(publish(company), on="2026-12-18")
    assert "Talks of the year 2026 (appraisal): ends today, 18 Dec 2026." in words
    assert "goes on until 18 Dec 2026, 3 working days after today." in asks(company, on="2026-12-15")
    assert "Q4 2026 ends today, 31 Dec 2026. It began" in asks(company, on="2026-12-31")
    assert "Pay date for Q4 2026: 29 Jan 2027, today." in asks(company, on="2027-01-29")
    assert "Pay date for Q4 2026" not in asks(company, on="2027-01-30")


@pytest.mark.parametrize("text", ["2026-Q3", "last", "q3", "Q3 2026"])
def test_a_period_that_is_over(company: Company, text: str) -> None:
    words = asks(publish(company), text)
    assert "Q3 2026 ended on 30 Sept 2026. It had 65 working days." in words  # 23 + 21 + 22 weekdays, less 3 August
    assert "- Pay date for Q3 2026: was 29 Oct 2026.\n- Holidays in it: August Holiday on 3 Aug 2026." in words


def test_a_period_to_come(company: Company) -> None:
    words = asks(publish(company), "next")
    assert "Q1 2027 begins on 1 Jan 2027. It ends on 31 Mar 2027. It has 60 working days." in words
    assert "Ratings of the year 2026 (calibration): 11 Jan 2027 to 15 Jan 2027." in words
    assert "Pay date" not in words  # nobody has named one yet


def test_what_is_no_period_is_said_with_what_was_probably_meant(company: Company) -> None:
    words = asks(publish(company), "nxt")
    assert '"nxt" is not a period. Did you mean next?' in words
    assert "Write it like this: /calendar 2026-Q4, /calendar next, /calendar help" in words
    for nonsense in ("looks", "past", "x" * 10_000, "2026-Q5", "<@U123> & <!here>"):
        assert "is not a period." in asks(company, nonsense)


def test_before_anything_is_published(company: Company) -> None:
    assert "There is no company calendar yet. When one is published, you see here" in asks(company)
    later = bent('version: "2025-1"', "version: x", bent("{from: 2025-01-01}", "{from: 2027-01-01}", NORTHWIND))
    assert "There is no company calendar yet." in asks(publish(company, later))
    assert "version x" in asks(company, on="2027-01-01")


def test_somebody_whose_entity_the_calendar_does_not_name(company: Company) -> None:
    words = asks(publish(company), who="ines")
    assert "Q4 2026 ends on 31 Dec 2026. It began on 1 Oct 2026." in words
    assert "It names no working days for where you work. An HR administrator can check that." in words
    assert "working days after" not in words


def test_days_are_those_of_where_one_works_and_words_of_ones_language(company: Company) -> None:
    stay = recording.stay("pat", date(2020, 1, 1), function="cs", entity_id="northwind-us", zone="America/New_York")
    company.record(stay, recording.person("pat", name="Pat Long", locale="en-US"), at=LONG_AGO + 1)
    words = asks(publish(company), who="pat")
    assert "Next holidays: Thanksgiving Day on Nov 26, 2026" in words
    assert "Working days: those of Northwind US." in words


def test_a_fiscal_year_is_called_by_its_own_names(company: Company) -> None:
    text = TEXT.replace("  ie:", "  northwind-ie:").replace("like: ie", "like: northwind-ie")
    words = asks(publish(company, text))
    assert "Company calendar, FY2027-Q4" in words
    assert "FY2027-Q4 ends on 31 Jan 2027" in words
    assert "Pay date for FY2027-Q3: 30 Nov 2026, 6 working days after today." in words
    assert "Holidays after 31 Dec 2026 are not in it yet." in words
    assert "FY2028-Q1 begins on 1 Feb 2027." in asks(company, "fy2028-q1")
    assert "is not a period" in asks(company, "2026-Q4")


def test_rows_that_do_not_go_so_far(company: Company) -> None:
    text = IN_ROWS.replace("  ie:", "  northwind-ie:").replace("like: ie", "like: northwind-ie")
    words = asks(publish(company, text))
    assert "No period of the calendar holds 20 Nov 2026. Its next version may bring one." in words
    assert "2026-P2 ended on 22 Feb 2026. It had 20 working days." in asks(company, "2026-P2")
    assert '"next" is not a period.' in asks(company, "next")
    assert "The calendar has no period before 2026-Q1." in asks(company, "last", on="2026-02-01")
    assert "The calendar has no period after 2026-Q2." in asks(company, "next", on="2026-06-01")


def test_of_two_that_hold_from_the_same_day_the_one_published_last(company: Company) -> None:
    publish(publish(company), bent('version: "2025-1"', "version: 2025-2", NORTHWIND), LONG_AGO + 1)
    assert "version 2025-2" in asks(company)


def test_words_of_the_document_command_nothing(company: Company) -> None:
    hostile = "<!channel> *bold* `code` <https://example.com|x>"
    text = bent(
        "name: Christmas Day",
        f"name: '{hostile}'",
        bent("title: Northwind's calendar", f"title: '{hostile}'", NORTHWIND),
    )
    publish(company, text)
    sent = json.dumps(answer(message_of(company.types("sam", "/calendar", "", AS_OF)), charts=True)["blocks"])
    in_markdown = [block for block in json.loads(sent) if "mrkdwn" in json.dumps(block)]
    assert "&lt;!channel&gt;" in json.dumps(in_markdown)
    assert "<!channel>" not in json.dumps(in_markdown)


def test_many_long_names_stay_within_what_one_message_holds(company: Company) -> None:
    names = "".join(f"  - {{name: {'A long name of a window ' * 3}{n}, on: 2026-12-0{n}}}\n" for n in range(1, 9))
    text = NORTHWIND.replace("appraisal:\n", f"appraisal:\n{names}")
    words = asks(publish(company, text))
    assert words.count("(appraisal)") == 4
