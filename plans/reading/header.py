"""The head of a plan: identity, dates, period, currency, audience, crediting, terms, payouts, glossary."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from plans.checking.calendar import check_rows
from plans.company.cut import GRAINS
from plans.company.versions import CalendarVersions
from plans.currency import is_currency
from plans.document import Table
from plans.literal import Literal, NotALiteralError, doubtful, parse, parse_kind, two_readings
from plans.names import is_name
from plans.plan import Payout, TermRule
from plans.problem import Problems
from plans.reading.attribution import crediting_in
from plans.reading.based_on import read_based_on
from plans.reading.budget import budget_in
from plans.reading.cutting import cut_in, grain_in
from plans.reading.decisions import decisions_in
from plans.reading.form import Form, check_keys, near
from plans.reading.pilot import pilot_in
from plans.unit import RATIO, Kind, Sort, Unit

SECTIONS = (
    "plan", "title", "version", "replaces", "based-on", "effective", "period", "year-starts", "calendar", "currency", "rationale", "audience", "attribution", "metrics",
    "terms", "figures", "payouts", "budget", "decisions", "glossary",
)  # fmt: skip
LATER = ("late-data",)
PAYS_AS = ("cash", "points")
WHEN_CHANGED = ("by day", "by stint", "first", "last")
_DUE = re.compile(r"(?P<days>\d{1,3}) days? after the (?:week|month|quarter|half-year|year)\Z")


def read_head(table: Table, problems: Problems, calendar: CalendarVersions | None = None) -> dict[str, Any]:
    """The fields of `Plan` that stand outside of `figures`; `calendar` is the company's, where there is one."""
    check_keys(table, SECTIONS, "", problems, later=LATER)
    form = Form(table, "", problems)
    name = form.text("plan", needed="Give the plan a short name: `plan: customer-success`.")
    if name and not is_name(name):
        form.fault("plan", "name", f"`{name[:60]}` is no name.", "Use letters, digits and dashes.")
    start, end = _effective(form)
    version = form.text("version", needed="Give the version a name: `version: 2026-1`.")
    cut = cut_in(form, calendar)
    grain = grain_in(form, cut)
    check_rows(form, cut, grain, {"from": start, "to": end}, problems)
    head: dict[str, Any] = {
        "name": name,
        "title": form.text("title") or name.replace("-", " ").capitalize(),
        "version": version,
        "effective_from": start,
        "effective_to": end,
        "grain": grain,
        "cut": cut,
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
        "decisions": decisions_in(form, problems),
        "glossary": {entry.key: getattr(entry.value, "text", "") for entry in form.entries("glossary")},
    }
    budget = budget_in(form, head["currency"], head["grain"], head["cut"].grains, head["payouts"], problems)
    return {**head, "budget": budget}


def _effective(form: Form) -> tuple[date | None, date | None]:
    """The first and the last day."""
    how = "Write `effective: {from: 2026-07-01, to: 2027-06-30}`."
    tree = form.table.get("effective")
    if tree is None:
        form.fault("effective", "missing-key", "`effective` is missing.", how)
        return None, None
    if not isinstance(tree, Table):
        form.fault("effective", "table", "`effective` names a first day, and perhaps a last one.", how)
        return None, None
    effective = Form(tree, "effective", form.problems)
    check_keys(tree, ("from", "to"), "effective", form.problems)
    start, end = effective.day("from", needed=how), effective.day("to")
    if start and end and end < start:
        effective.fault("to", "dates", f"The plan ends on {end} before it starts on {start}.", "Swap them.")
    return start, end


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
        is_constant = term.table.get("value") is not None
        value = _value(term) if is_constant else None
        kind = value.kind if value else RATIO if is_constant else _term_kind(term)
        changed = term.text("when-changed")
        if changed and changed not in WHEN_CHANGED:
            term.fault(
                "when-changed",
                "word",
                f"`{changed}` is not known.",
                near(changed, WHEN_CHANGED) or f"Write one of: {', '.join(WHEN_CHANGED)}.",
            )
        if not is_constant and not changed:
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
    text, tree = term.text("value"), term.table.get("value")
    if doubt := two_readings(text):
        term.fault("value", "literal", doubt)
        return None
    try:
        literal = parse(text)
    except NotALiteralError as error:
        term.fault("value", "literal", str(error))
        return None
    if literal is None:
        term.fault(
            "value",
            "literal",
            f"`{text}` is no value.",
            "Write a value with its unit: `8%`, `30 days`, `250 EUR`.",
        )
    elif tree is not None:
        term.reading("value").doubt(tree.place, *doubtful(text, literal))
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
    payouts, grain = {}, form.text("period")
    example = f"45 days after the {grain if grain in GRAINS else 'quarter'}"
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
            payout.fault("when", "when", f"`{when}` is no time of payment.", f"Write for example `{example}`.")
        figure = payout.text("of", needed="Name the figure that it pays.")
        days = int(due["days"]) if due else None
        payouts[entry.key] = Payout(
            entry.key, figure, pays_as, payout.text("per") or "participant", days, when, entry.place
        )
    return payouts
