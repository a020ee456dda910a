"""Figures as each reader writes them: every row of the table in the guide, and how digits that go on are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from plans.number import exactly
from plans.unit import RATIO, Sort, Unit
from plans.words import Phrase, Shown, Title, say
from views.figures import figures_for

NO_BREAK, NO_BREAK_HERE, NARROW, MINUS = "\u00a0", "\u2060", "\u202f", "\u2212"
IRISH = figures_for("en-IE")


@pytest.mark.parametrize(
    ("locale", "currency", "value", "amount", "percent", "day"),
    [
        ("en-IE", "EUR", "4872.50", "€4,872.50", "101.1%", "29 Jan 2027"),
        ("en-US", "USD", "4872.50", "$4,872.50", "101.1%", "Jan 29, 2027"),
        ("en-CA", "USD", "4872.50", "US$4,872.50", "101.1%", "Jan 29, 2027"),
        ("de-DE", "EUR", "4872.50", f"4.872,50{NO_BREAK}€", f"101,1{NO_BREAK}%", "29. Jan. 2027"),
        ("fr-FR", "EUR", "4872.50", f"4{NARROW}872,50{NO_BREAK}€", f"101,1{NO_BREAK}%", "29 janv. 2027"),
        ("de-CH", "CHF", "4872.50", f"CHF{NO_BREAK}4’872.50", "101.1%", "29. Jan. 2027"),
        ("en-IN", "INR", "1234567.50", "₹12,34,567.50", "101.1%", "29 Jan 2027"),
        ("ja-JP", "JPY", "487250", "￥487,250", "101.1%", "2027年1月29日"),
        ("en-GB", "KWD", "1234.500", f"KWD{NO_BREAK}1,234.500", "101.1%", "29 Jan 2027"),
    ],
)
def test_the_table_of_the_guide(locale: str, currency: str, value: str, amount: str, percent: str, day: str) -> None:
    figures = figures_for(locale)
    assert figures.amount(Decimal(value), currency) == amount
    minus = MINUS if amount[0].isdigit() else f"{MINUS}{NO_BREAK_HERE}"
    assert figures.amount(-Decimal(value), currency) == f"{minus}{amount}"
    assert figures.percent(Decimal("1.011")) == percent
    assert figures.day(date(2027, 1, 29)) == day


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0.57", "57%"),
        ("0.875", "87.5%"),
        ("1.1428571", "114.3%"),
        ("0.9996", "99.9%"),  # short of the target, so it does not read as reaching it
        ("1.0004", "100%"),
        ("-0.125", f"{MINUS}12.5%"),
        ("0", "0%"),
    ],
)
def test_a_share_in_a_list_has_at_most_one_decimal(share: str, shown: str) -> None:
    assert IRISH.percent(Decimal(share)) == shown


def test_steps_show_the_digits_that_there_are() -> None:
    with exactly():
        third = Decimal(30) / Decimal(28)
        amount = Decimal(1200) * 8 / 7
    assert IRISH.exact_percent(third) == "107.142857…%"
    assert IRISH.exact_amount(amount, "EUR") == "€1,371.428571…"
    assert IRISH.exact_amount(Decimal("1371.4"), "EUR") == "€1,371.40"
    assert IRISH.exact_amount(Decimal("1371.4285"), "EUR") == "€1,371.4285"
    assert figures_for("de-DE").exact_percent(third) == f"107,142857…{NO_BREAK}%"


def test_half_a_cent_goes_away_from_zero() -> None:
    assert IRISH.amount(Decimal("0.005"), "EUR") == "€0.01"
    assert IRISH.amount(Decimal("-0.005"), "EUR") == f"{MINUS}{NO_BREAK_HERE}€0.01"
    assert figures_for("en-GB").amount(Decimal("0.0005"), "KWD") == f"KWD{NO_BREAK}0.001"


def test_two_dollars_in_a_company_each_carry_their_country() -> None:
    american, canadian = figures_for("en-US", several_dollars=True), figures_for("en-CA", several_dollars=True)
    assert american.amount(Decimal(5), "USD") == "US$5.00"
    assert american.amount(Decimal(5), "CAD") == "CA$5.00"
    assert canadian.amount(Decimal(5), "CAD") == "CA$5.00"
    assert figures_for("en-US").amount(Decimal(5), "USD") == "$5.00"


def test_counts_points_and_rates_carry_their_nouns() -> None:
    assert IRISH.count(Decimal(1), "account") == f"1{NO_BREAK}account"
    assert IRISH.count(Decimal(14), "opportunity") == f"14{NO_BREAK}opportunities"
    assert IRISH.count(12_345, "row") == f"12,345{NO_BREAK}rows"
    assert IRISH.quantity(Decimal(250), Unit(("EUR",), ("reference",))) == "€250.00 per reference"
    assert IRISH.quantity(Decimal("40.5"), Unit(("day",))) == f"40.5{NO_BREAK}days"
    assert IRISH.quantity(Decimal(2), Unit(("EUR", "hour"))) == f"2{NO_BREAK}EUR hour"


def test_instants_name_their_zone_and_months_stand_in_letters() -> None:
    instant = int(datetime(2026, 11, 20, 6, tzinfo=UTC).timestamp()) * 1_000_000
    assert IRISH.instant(instant) == "20 Nov 2026, 06:00 UTC"
    assert IRISH.day_of_year(date(2026, 11, 9)) == "9 Nov"
    assert IRISH.month(date(2026, 10, 1)) == "Oct 2026"


def test_it_is_a_voice_for_the_words_of_rules() -> None:
    slots = {
        "of": Title("x", "Expansion pay"),
        "at": Shown(Decimal("0.05"), RATIO),
        "to": Shown(Decimal(250), Unit(("EUR",))),
    }
    assert say(Phrase("p", "{at} of {of}, {to}", slots), IRISH) == "5% of expansion pay, €250.00"
    assert say(Shown(date(2027, 1, 29), Sort.DATE), IRISH) == "29 Jan 2027"
    assert say(Shown(value=True, kind=Sort.YES_NO), IRISH) == "yes"
    assert say(Shown("mid-size", Sort.LABEL), IRISH) == "mid size"
    assert say(Title("nrr", "NRR reached"), IRISH) == "NRR reached"


@pytest.mark.parametrize("tag", ["", "xx-YY", "nonsense", "en_IE"])
def test_an_unknown_locale_reads_as_the_house(tag: str) -> None:
    assert figures_for(tag).amount(Decimal(5), "EUR") == "€5.00"
