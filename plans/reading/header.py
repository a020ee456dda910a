"""The head of a plan: identity, dates, period, currency, audience, crediting, terms, payouts, glossary."""

from __future__ import annotations

import re
from typing import Any

from plans.calendar import GRAINS
from plans.company.cut import Cut, Gregorian, YearFrom
from plans.currency import is_currency
from plans.document import Table
from plans.literal import Literal, NotALiteralError, parse, parse_kind
from plans.names import is_name
from plans.plan import Payout, TermRule
from plans.problem import Problems
from plans.reading.attribution import crediting_in
from plans.reading.based_on import read_based_on
from plans.reading.form import Form, check_keys, near
from plans.reading.pilot import pilot_in
from plans.unit import RATIO, Kind, Sort, Unit

SECTIONS = (
    "plan", "title", "version", "replaces", "based-on", "effective", "period", "year-starts", "currency", "rationale", "audience", "attribution", "metrics",
    "terms", "figures", "payouts", "decisions", "glossary",
)  # fmt: skip
LATER = ("calendar", "late-data", "budget")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEAR_STARTS = re.compile(r"1(?:st)? (?P<month>[A-Za-z]+)\Z")
PAYS_AS = ("cash", "points")
WHEN_CHANGED = ("by day", "by stint", "first", "last")
_DUE = re.compile(r"(?P<days>\d{1,3}) days? after the (?:month|quarter|half-year|year)\Z")


def read_head(table: Table, problems: Problems) -> dict[str, Any]:
    """The fields of `Plan` that stand outside of `figures`."""
    check_keys(table, SECTIONS, "", problems, later=LATER)
    form = Form(table, "", problems)
    name = form.text("plan", needed="Give the plan a short name: `plan: customer-success`.")
    if name and not is_name(name):
        form.fault("plan", "name", f"`{name[:60]}` is no name.", "Use letters, digits and dashes.")
    effective = Form(form.table_at("effective") or Table((), table.place), "effective", problems)
    check_keys(effective.table, ("from", "to"), "effective", problems)
    start = effective.day("from", needed="Write `effective: {from: 2026-07-01, to: 2027-06-30}`.")
    end = effective.day("to")
    if start and end and end < start:
        effective.fault("to", "dates", f"The plan ends on {end} before it starts on {start}.", "Swap them.")
    return {
        "name": name,
        "title": form.text("title") or name.replace("-", " ").capitalize(),
        "version": form.text("version", needed="Give the version a name: `version: 2026-1`."),
        "effective_from": start,
        "effective_to": end,
        "grain": _grain(form),
        "cut": _cut(form),
        "based_on": read_based_on(table, problems),
        "currency": _currency(form),
        "rationale": form.text("rationale"),
        "replaces": form.text("replaces"),
        "registry": form.text("metrics").removeprefix("registry").strip(),
        **_audience(form, problems),
        "pilot": pilot_in(form, start, end, problems),
        "terms": _terms(form, problems),
        "crediting": crediting_in(form, problems),
        "payouts": _payouts(form, problems),
        "glossary": {entry.key: getattr(entry.value, "text", "") for entry in form.entries("glossary")},
    }


def _grain(form: Form) -> str:
    grain = form.text("period", needed="Say how often it pays: `period: quarter`.")
    if grain and grain not in GRAINS:
        form.fault("period", "period", f"`{grain}` is no period.", f"Write one of: {', '.join(GRAINS)}.")
    return grain if grain in GRAINS else "quarter"


def _cut(form: Form) -> Cut:
    """How the plan cuts time: in Gregorian years, or in years that start on the first of another month."""
    text = form.text("year-starts")
    found = _YEAR_STARTS.match(text)
    month = MONTH_NAMES.index(found["month"].lower()) + 1 if found and found["month"].lower() in MONTH_NAMES else 0
    if text and not month:
        message = f"`year-starts: {text[:60]}` is no first day of a month."
        form.fault("year-starts", "year", message, "Write for example `year-starts: 1 July`.")
    cut = YearFrom(month) if month > 1 else Gregorian()
    grain = form.text("period")
    if month > 1 and grain in GRAINS and (grain not in cut.grains or grain == "year"):
        fits = ", ".join(known for known in cut.grains if known != "year")
        message = f"A plan that pays each {grain} has the years of the calendar in this version."
        form.fault("year-starts", "year", message, f"Write `period:` as one of: {fits}; or leave `year-starts` out.")
    return cut


def _currency(form: Form) -> str:
    code = form.text("currency", needed="Name the currency by its code: `currency: EUR`.")
    if code and not is_currency(code):
        form.fault(
            "currency", "currency", f"`{code}` is no currency in use.", "Write its code of ISO 4217, such as `EUR`."
        )
    return code


def _audience(form: Form, problems: Problems) -> dict[str, Any]:
    audience = Form(form.table_at("audience") or Table((), form.table.place), "audience", problems)
    check_keys(audience.table, ("who", "attributes", "pilot"), "audience", problems)
    who = {
        entry.key: Form(audience.table_at("who") or Table((), form.table.place), "audience.who", problems).texts(
            entry.key
        )
        for entry in audience.entries("who")
    }
    attributes: dict[str, dict[str, str]] = {}
    for entry in audience.entries("attributes"):
        if not isinstance(entry.value, Table):
            message = f"`{entry.key}` lists no values."
            problems.add(
                entry.place,
                f"audience.attributes.{entry.key}",
                "attribute",
                message,
                f"Write `{entry.key}: {{small: under 50 seats, …}}`.",
            )
            continue
        attributes[entry.key] = {value.key: getattr(value.value, "text", "") for value in entry.value}
    return {"who": who, "attributes": attributes}


def _terms(form: Form, problems: Problems) -> dict[str, TermRule]:
    terms = {}
    for entry in form.entries("terms"):
        path = f"terms.{entry.key}"
        if not isinstance(entry.value, Table):
            remedy = (
                f"Write `{entry.key}: {{value: 8%}}` or `{entry.key}: {{from: participant, unit: EUR, each: quarter}}`."
            )
            problems.add(entry.place, path, "term", f"The term `{entry.key}` is no table.", remedy)
            continue
        term = Form(entry.value, path, problems)
        check_keys(entry.value, ("value", "from", "unit", "each", "when-changed", "title"), path, problems)
        value = _value(term) if term.table.get("value") is not None else None
        kind = value.kind if value else _term_kind(term)
        changed = term.text("when-changed")
        if changed and changed not in WHEN_CHANGED:
            term.fault(
                "when-changed",
                "word",
                f"`{changed}` is not known.",
                near(changed, WHEN_CHANGED) or f"Write one of: {', '.join(WHEN_CHANGED)}.",
            )
        if not value and not changed:
            term.fault(
                "when-changed",
                "missing-key",
                f"Nothing says what happens when `{entry.key}` changes within a period.",
                "Add `when-changed: by day`, `by stint`, `first` or `last`.",
            )
        if changed == "by day" and not isinstance(kind, Unit):
            message = f"`{entry.key}` is no number, so days cannot weigh what it was."
            term.fault("when-changed", "word", message, "Write `when-changed: first` or `last`.")
        terms[entry.key] = TermRule(entry.key, kind, value, term.text("each"), changed, place=entry.place)
    return terms


def _value(term: Form) -> Literal | None:
    try:
        literal = parse(term.text("value"))
    except NotALiteralError as error:
        term.fault("value", "literal", str(error))
        return None
    if literal is None:
        term.fault(
            "value",
            "literal",
            f"`{term.text('value')}` is no value.",
            "Write a value with its unit: `8%`, `30 days`, `250 EUR`.",
        )
    return literal


def _term_kind(term: Form) -> Kind:
    if term.text("from") != "participant":
        term.fault(
            "from",
            "term",
            "A term has a `value` or comes `from: participant`.",
            "Write `value: 8%` or `from: participant`.",
        )
    text = term.text("unit")
    if not text:
        return Sort.LABEL
    kind = parse_kind(text)
    if kind is None:
        term.fault(
            "unit", "unit", f"`{text}` is no unit.", "Write a currency, a noun or `%`; `EUR per year` for a rate."
        )
    return kind if kind is not None else RATIO


def _payouts(form: Form, problems: Problems) -> dict[str, Payout]:
    payouts = {}
    for entry in form.entries("payouts"):
        path = f"payouts.{entry.key}"
        if not isinstance(entry.value, Table):
            problems.add(
                entry.place,
                path,
                "payout",
                f"The payout `{entry.key}` is no table.",
                "Write `{of: bonus, as: cash, when: 45 days after the quarter}`.",
            )
            continue
        payout = Form(entry.value, path, problems)
        check_keys(entry.value, ("of", "per", "as", "when"), path, problems, later=("dated", "below-zero"))
        pays_as = payout.text("as", needed=f"Say what it pays: one of {', '.join(PAYS_AS)}.")
        if pays_as and pays_as not in PAYS_AS:
            payout.fault(
                "as", "word", f"`as: {pays_as}` is not part of this version.", f"Write one of: {', '.join(PAYS_AS)}."
            )
        when = payout.text("when", needed="Say when it is due: `when: 45 days after the quarter`.")
        due = _DUE.match(when)
        if when and not due:
            payout.fault(
                "when", "when", f"`{when}` is no time of payment.", "Write for example `45 days after the quarter`."
            )
        figure = payout.text("of", needed="Name the figure that it pays.")
        days = int(due["days"]) if due else None
        payouts[entry.key] = Payout(
            entry.key, figure, pays_as, payout.text("per") or "participant", days, when, entry.place
        )
    return payouts
