"""How one person is spoken to: their day, their locale, and a dollar that says whose it is where there are two."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from commands.gathering import today_of
from commands.keys import Own
from commands.readers import figures_of, reader_for
from plans.load import load_plan
from plans.scheme import Scheme
from tests.commands.conftest import HERE, LONG_AGO, Company, publish, said
from tests.storage import recording
from tests.views.made import made, money
from tests.views.northwind import AS_OF, SAMPLE, registry
from tests.views.test_lines import ROUND

DOLLARS = (SAMPLE / "customer-success-us.yaml").read_text()


def test_a_day_is_that_of_where_one_works(company: Company) -> None:
    company.record(recording.stay("sam", date(2024, 3, 1), zone="Pacific/Auckland", **HERE), at=LONG_AGO + 1)
    evening = int(datetime(2026, 9, 30, 13, tzinfo=UTC).timestamp()) * 1_000_000  # the first of October there
    assert today_of(company.who("sam"), evening) == date(2026, 10, 1)
    assert "Your variable pay, Q4 2026" in said(company.types("sam", "/mypay", now=evening))


def test_the_people_file_decides_about_figures(company: Company) -> None:
    company.record(recording.person("sam", name="Sam Keller", locale="de-DE"), at=LONG_AGO + 1)
    assert "6.066,43 € earned so far" in said(company.types("sam", "/mypay"))
    assert figures_of(company.who("sam")).day(date(2027, 1, 29)) == "29. Jan. 2027"


def test_a_dollar_says_whose_it_is_where_there_are_two(company: Company) -> None:
    figures = f"""
  total: {{clause: "1", title: Commission, rate: {{of: metric.sales, at: 10%}}}}
{ROUND.replace("EUR", "USD")}"""
    cash = "  pay: {of: pay, as: cash, when: 30 days after the quarter}"
    statement = made(figures, cash, {"sales": money("40", "USD")}, currency="USD")
    ref = Own(statement.period, AS_OF)
    who = company.who("sam")._replace(locale="en-US")

    def dollars() -> str:
        with company.world.database.read() as connection:
            return reader_for(connection, company.world, who, AS_OF, ref, [statement]).figures.amount(Decimal(4), "USD")

    _publish(company, "one", DOLLARS)
    assert dollars() == "$4.00"
    _publish(company, "two", DOLLARS.replace("USD", "CAD"))
    assert dollars() == "US$4.00"


def _publish(company: Company, name: str, text: str) -> None:
    loaded = load_plan(text.replace("plan: customer-success-us", f"plan: {name}"), f"{name}.yaml", registry())
    assert loaded.plan is not None, list(map(str, loaded.problems))
    with company.world.database.write() as connection:
        publish(connection, Scheme(loaded.plan, registry()))
