"""How values with their units are written, and what is said when they are not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.currency import DECIMALS
from plans.literal import Literal, NotALiteralError, doubtful, fits_minor_units, parse, parse_kind, show, two_readings
from plans.number import canonical, edge, exactly
from plans.unit import RATIO, Sort, Unit, noun, plural

EUR = Unit(("EUR",))

WRITTEN = {
    "5%": (Decimal("0.05"), RATIO),
    "1.5x": (Decimal("1.5"), RATIO),
    "1": (Decimal(1), RATIO),
    "-10.01 EUR": (Decimal("-10.01"), EUR),
    "250 EUR per reference": (Decimal(250), Unit(("EUR",), ("reference",))),
    "40 hours per worker per week": (Decimal(40), Unit(("hour",), ("week", "worker"))),
    "12 months": (Decimal(12), Unit(("month",))),
    "30 opportunities": (Decimal(30), Unit(("opportunity",))),
    "2473 kUSD": (Decimal(2473000), Unit(("USD",))),
    "2026-07-01": (date(2026, 7, 1), Sort.DATE),
    "yes": (True, Sort.YES_NO),
    "no": (False, Sort.YES_NO),
}


@pytest.mark.parametrize(("text", "meant"), WRITTEN.items(), ids=list(WRITTEN))
def test_what_is_written_is_what_is_meant(text: str, meant: tuple[object, object]) -> None:
    literal = parse(text)
    assert literal is not None
    assert (literal.value, literal.kind) == meant


REFUSED = {
    "1,000 EUR": "`1,000 EUR` is no number here: write digits without separators, like `1000 EUR`.",
    "1'250'000 EUR": "`1'250'000 EUR` is no number here: write digits without separators, like `1250000 EUR`.",
    "10 000 EUR": "`10 000 EUR` is no number here: write digits without separators, like `10000 EUR`.",
    "5,5%": "`5,5%` has a comma: write a decimal with a point, like `5.5%`.",
    "€500": "`€500` names its currency by a sign: write the code, like `500 EUR`.",
    "$ 12.50": "`$ 12.50` names its currency by a sign: write the code, like `12.50 USD`.",
    "01.02.2026": "`01.02.2026` is no date here: write year, month and day, like `2026-07-31`.",
    "12_000": "`12_000` is no number here: write digits without separators, like `12000`.",
    "12months": "`12months` has no space before its unit: write `12 months`.",
    "250€": "`250€` names its currency by a sign: write the code, like `250 EUR`.",
    "2026-02-30": "`2026-02-30` is no date of the calendar.",
    "5 %%": "`5 %%` is no value: write a number with its unit, like `12 months` or `5%`.",
}


@pytest.mark.parametrize(("text", "said"), REFUSED.items(), ids=list(REFUSED))
def test_half_a_value_is_refused_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(NotALiteralError) as refused:
        parse(text)
    assert str(refused.value) == said


@pytest.mark.parametrize("text", ["10.000 EUR", "-1.250 USD", "999.990 GBP"])
def test_an_amount_that_may_be_a_thousand_has_two_readings(text: str) -> None:
    assert two_readings(text).startswith(f"`{text}` can be read in two ways. Write `{text.replace('.', '')}`, or ")


@pytest.mark.parametrize(
    "text", ["10.00 EUR", "0.120 EUR", "10.000 KWD", "1.000 months", "2804.720 EUR", "100.126 MYR"]
)
def test_what_can_be_read_in_one_way_is_taken(text: str) -> None:
    assert two_readings(text) == ""
    assert parse(text)


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("10.255 EUR", "`10.255 EUR` has more decimals than EUR has.", "Write at most 2; or, where it is a price of one of something, what it is of: `10.255 EUR per call`."),
        ("-0.5 JPY", "`-0.5 JPY` has more decimals than JPY has.", "Write none; or, where it is a price of one of something, what it is of: `-0.5 JPY per call`."),
        ("20000", "`20000` has no unit, so it is a share: 2000000%.", "Write what it counts, `20000 EUR` or `20000 points`; or `20000%`, or `20000x` if that is meant."),
        ("-100", "`-100` has no unit, so it is a share: -10000%.", "Write what it counts, `-100 EUR` or `-100 points`; or `-100%`, or `-100x` if that is meant."),
    ],
)  # fmt: skip
def test_what_may_not_be_meant_is_doubtful(text: str, message: str, remedy: str) -> None:
    literal = parse(text)
    assert literal is not None
    assert doubtful(text, literal) == (message, remedy)


@pytest.mark.parametrize(
    "text",
    [
        "10.25 EUR",
        "10.2500 EUR",
        "0.0125 EUR per call",
        "10.255 KWD",
        "99.99",
        "20000%",
        "20000x",
        "20000 points",
        "yes",
    ],
)
def test_what_says_what_it_means_is_not(text: str) -> None:
    literal = parse(text)
    assert literal is not None
    assert doubtful(text, literal) == ("", "")


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(NotALiteralError, match="60 are the most"):
        parse("9" * 10_000)


@pytest.mark.parametrize("text", ["limit", "metric.won", "", "Österreich", "share.own"])
def test_a_name_is_no_value(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_value_a_name_or_a_clear_refusal(text: str) -> None:
    try:
        literal = parse(text)
    except NotALiteralError:
        return
    assert literal is None or isinstance(literal, Literal)


AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False)


@given(AMOUNTS, st.sampled_from([EUR, RATIO, Unit(("month",)), Unit(("EUR",), ("demo",))]))
def test_what_is_shown_reads_back(value: Decimal, unit: Unit) -> None:
    literal = parse(show(value, unit))
    assert literal is not None
    assert (literal.value, literal.kind) == (value, unit)


@given(st.fractions(-(10**12), 10**12, max_denominator=10**9))
def test_a_number_has_one_text_which_is_exact(fraction: Fraction) -> None:
    with exactly():
        value = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    assert Fraction(canonical(value)) == fraction


def test_canonical_texts() -> None:
    with exactly():
        assert canonical(Decimal("8437.50")) == "8437.5"
        assert canonical(Decimal("1E+3")) == "1000"
        assert canonical(Decimal(1) / 3) == "1/3"
        assert canonical(Decimal(-8) / 7 * 1200) == "-9600/7"
        assert canonical(Decimal("-0")) == "0"


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_parts_of_a_whole_reach_their_edge(parts: int, each: int) -> None:
    """So many equal shares make 100%, however often their digits go on."""
    with exactly():
        share = Decimal(each) / (Decimal(parts) * each)
        assert edge(share * parts) == 1


def test_minor_units_follow_the_currency() -> None:
    assert fits_minor_units(Decimal("0.01"), EUR)
    assert not fits_minor_units(Decimal("0.001"), EUR)
    assert fits_minor_units(Decimal("0.001"), Unit(("KWD",)))
    assert not fits_minor_units(Decimal("0.1"), Unit(("JPY",)))
    assert fits_minor_units(Decimal("12.34"), Unit(("EUR",), ("hour",)))
    assert not fits_minor_units(Decimal(1), Unit(("hour",)))
    assert {code: DECIMALS[code] for code in ("JPY", "USD", "KWD", "BHD", "CLF")} == {
        "JPY": 0,
        "USD": 2,
        "KWD": 3,
        "BHD": 3,
        "CLF": 4,
    }


@pytest.mark.parametrize("word", ["demo", "opportunity", "class", "box", "branch", "day", "wish", "unit"])
def test_nouns_are_known_by_their_singular(word: str) -> None:
    assert noun(word) == word
    assert noun(plural(word)) == word


def test_units_multiply_and_cancel() -> None:
    per_demo, demos = Unit(("EUR",), ("demo",)), Unit(("demo",))
    assert per_demo.times(demos) == EUR
    assert EUR.per(EUR) == RATIO
    assert EUR.per(demos) == per_demo
    assert str(Unit(("hour",), ("worker",))) == "hour per worker"
    assert EUR.currency == "EUR"
    assert per_demo.currency is None
    assert per_demo.money == "EUR"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("EUR", EUR),
        ("%", RATIO),
        ("ratio", RATIO),
        ("days", Unit(("day",))),
        ("yes/no", Sort.YES_NO),
        ("date", Sort.DATE),
        ("label", Sort.LABEL),
        ("kUSD", None),
        ("5", None),
    ],
)
def test_kinds_as_the_registry_writes_them(text: str, kind: object) -> None:
    assert parse_kind(text) == kind
