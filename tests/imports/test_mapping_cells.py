"""How a mapping reads days and numbers as other programs write them."""

from __future__ import annotations

import pytest

from storage.imports.mapping.days import DayFormatError, day_reader
from storage.imports.mapping.numbers import NumberStyle, reversed_sign
from storage.imports.refusal import CellError


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
