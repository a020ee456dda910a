"""Reads a calendar document: its head, how it cuts time, its entities, and what happens when."""

from __future__ import annotations

from dataclasses import dataclass

from plans.company.calendar import APPRAISAL, CALIBRATION, CompanyCalendar
from plans.document import Table, read_document
from plans.names import is_name
from plans.problem import Problems
from plans.reading.company.cells import day_in, title_in
from plans.reading.company.entities import entities_in
from plans.reading.company.paydates import KEYS as PAY_KEYS
from plans.reading.company.paydates import pay_in
from plans.reading.company.periods import cut_in
from plans.reading.company.windows import windows_in
from plans.reading.form import Form, check_keys

SECTIONS = (
    "calendar", "title", "version", "effective", "rationale", "fiscal-year", "periods", *PAY_KEYS, "entities", APPRAISAL, CALIBRATION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoadedCalendar:
    calendar: CompanyCalendar | None
    problems: Problems


def load_calendar(text: str, file: str) -> LoadedCalendar:
    """Reads and checks a calendar; None where something stands in the way."""
    problems = Problems()
    table = read_document(text, file, problems)
    return LoadedCalendar(None, problems) if table is None else calendar_from(table, problems)


def calendar_from(table: Table, problems: Problems) -> LoadedCalendar:
    """Checks a document that was already read: a file's, or a published one's."""
    check_keys(table, SECTIONS, "", problems)
    form = Form(table, "", problems)
    name = form.text("calendar", needed="Give the calendar a short name: `calendar: northwind`.")
    if name and not is_name(name):
        form.fault("calendar", "name", f"`{name[:60]}` is no name.", "Use letters, digits and dashes.")
    version = title_in(form, "version", needed="Give the version a name: `version: 2026-1`.")
    rationale = form.text("rationale", needed="Say in a sentence why it is as it is: `rationale: …`.")
    effective = Form(form.table_at("effective") or Table((), table.place), "effective", problems)
    check_keys(effective.table, ("from",), "effective", problems)
    start = day_in(effective, "from", needed="Write its first day: `effective: {from: 2026-01-01}`.")
    title = title_in(form, "title")
    cut = cut_in(form)
    entities = entities_in(form, cut, pay_in(form, cut))
    if not form.entries("entities"):
        form.fault("entities", "missing-key", "It names no entity.", "Add `entities:` by their ids in the people file.")
    windows = tuple(window for kind in (APPRAISAL, CALIBRATION) for window in windows_in(form, kind, cut))
    if start is None or not problems.ok:
        return LoadedCalendar(None, problems)
    title = title or name.replace("-", " ").capitalize()
    return LoadedCalendar(
        CompanyCalendar(name, version, table, start, cut, title, rationale, entities, windows), problems
    )
