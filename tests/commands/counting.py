"""Kim, who sells under a plan that counts by the company calendar: 250 EUR for each account won, 1% of those of the year so far, and a base."""

from __future__ import annotations

from datetime import date

from plans.document import canonical_bytes
from plans.load import load_plan
from plans.reading.registry import load_registry
from plans.scheme import Scheme
from storage.documents import CalendarDocument, publish_calendar
from storage.tables import CompletenessRow
from tests.cli.papers import PLAN, REGISTRY
from tests.commands.conftest import LONG_AGO, Company, publish
from tests.company.rows import read, versions
from tests.storage import recording

DAYS = ("2026-01-30", "2026-06-16", "2026-10-20", "2026-11-02", "2026-11-16")  # on which Kim won an account
ROUNDED = "round: {of: whole, to: minor unit, mode: half-away}"
SEASON = """  to-date: {clause: "1.2", title: Paid for accounts this year, sum: {each: accounts-pay, over: year to date}}
  season: {clause: "1.3", title: A little for the year so far, rate: {of: to-date, at: 1%}}
  whole: {clause: "1.4", title: All of it, sum: {of: [accounts-pay, season, term.base]}}
"""


def plan_text(grain: str, start: str = "2026-02-01", *, version: str = "1", more: str = "calendar: northwind") -> str:
    text = PLAN.replace("{from: 2026-01-01, to: 2026-12-31}", f"{{from: {start}}}")
    text = text.replace("period: quarter\n", f"period: {grain}\n{more}\n" if more else f"period: {grain}\n")
    text = text.replace('version: "1"', f'version: "{version}"').replace("after the quarter", f"after the {grain}")
    paid = '  pay: {clause: "2.1", title: Your pay, sum: {of: [accounts-pay, term.base]}}\n'
    assert paid in text
    return text.replace(paid, f"{SEASON}{paid}").replace("sum: {of: [accounts-pay, term.base]}", ROUNDED)


def publish_version(company: Company, text: str, at: int = LONG_AGO) -> None:
    calendar = read(text)
    document = canonical_bytes(calendar.document).decode()
    with company.world.database.write() as connection:
        publish_calendar(connection, CalendarDocument(calendar.name, calendar.version, document, text, at, "olga"))


def publish_plan(company: Company, text: str, *calendars: str, at: int = LONG_AGO) -> None:
    registry = load_registry(REGISTRY, "registry.yaml").registry
    assert registry is not None
    loaded = load_plan(text, "plan.yaml", registry, versions(*calendars) if calendars else None)
    assert loaded.plan is not None, list(map(str, loaded.problems))
    with company.world.database.write() as connection:
        publish(connection, Scheme(loaded.plan, registry), at)


def joins(company: Company, *days: str, slack: str = "U0KIM") -> None:
    """Kim with the accounts of these days, under Ines."""
    facts = [
        recording.fact(f"a{day}", metric="accounts-won", subject_id="kim", observed=date.fromisoformat(day), value="yes", unit="yes/no")
        for day in days or DAYS
    ]  # fmt: skip
    company.record(
        recording.person("kim", name="Kim Novak", slack_user_id=slack),
        recording.stay("kim", date(2025, 1, 1), manager_id="ines", function="sales", team_id="leads", currency="EUR"),
        *facts,
        CompletenessRow(batch_id=0, source="crm", through=date(2026, 11, 19)),
        at=LONG_AGO,
    )
    base = recording.term("base", payee_id="kim", minor=100000, unit="EUR", starts=date(2025, 1, 1))
    company.record(base, at=LONG_AGO, source="hr")
