"""Reads which days a roll-up is over, and which cohort it is about."""

from __future__ import annotations

import re
from datetime import date

from plans.document import Table, Text, Tree
from plans.literal import NotALiteralError, parse
from plans.names import is_name
from plans.problem import Problems
from plans.reading.form import Form, check_keys, near
from plans.roll_days import ABOUT, BEFORE, DATED, DAY, LAST, LENGTHS, THIS_PERIOD, Cohort, First, Span, Window
from plans.unit import Unit, noun

_MOST_DAYS, _MOST = 10_000, 1_000  # some 27 years of days; of anything longer so many
_LAST = re.compile(r"last (?P<count>\d{1,5}) (?P<length>[a-z-]+)\Z")
_BEFORE = re.compile(r"(?P<count>\d{1,5}) (?P<length>[a-z-]+) before\Z")
_WINDOWS = "Write `this period`, `last 4 quarters` (whole ones, the last of which ends with the period) or `4 quarters before` (the same a year earlier)."  # fmt: skip
_FIRST = "Or write the first days of each item: `{first: 90 days, from: signed}`."
_COHORT = "Write for example `cohort: {by: signed, during: 4 quarters before}`."


def read_over(tree: Tree, at: str, problems: Problems) -> Window | First | None:
    """What stands behind `over`; None where something stands in the way."""
    if isinstance(tree, Table):
        return _first(tree, f"{at}.over", problems)
    return _window(tree, f"{at}.over", problems, _FIRST)


def read_cohort(tree: Tree, at: str, problems: Problems) -> Cohort | None:
    """What stands behind `cohort`; None where something stands in the way."""
    path = f"{at}.cohort"
    if not isinstance(tree, Table):
        problems.add(
            tree.place, path, "cohort", "A cohort is a table: by which fact, and when it was recorded.", _COHORT
        )
        return None
    before = len(problems)
    check_keys(tree, ("by", "where", "of", "during", "from", "to"), path, problems)
    form = Form(tree, path, problems)
    fact, things = _named(form, "by", _COHORT), _about(form)
    during = _during(form, path, problems)
    if during is None or len(problems) > before:
        return None
    return Cohort(fact, during, things, form.text("where"))


def _during(form: Form, path: str, problems: Problems) -> Window | None:
    """A window that moves with the period, or days that stay as they are."""
    during = form.table.get("during")
    fixed = [key for key in ("from", "to") if form.table.get(key) is not None]
    if during is not None and fixed:
        form.fault(fixed[0], "cohort", "A cohort is of days by `during`, or by `from` and `to`, not by both.", "Leave out one of them.")  # fmt: skip
        return None
    if during is not None:
        return _window(during, f"{path}.during", problems, "For days that stay the same write `from` and `to`.")
    if not fixed:
        form.fault("during", "missing-key", "Nothing says when its fact was recorded.", _COHORT, form.table.place)
        return None
    start, end = (form.day(key, needed="Write the first and the last day: `from: 2026-01-01, to: 2026-03-31`.") for key in ("from", "to"))  # fmt: skip
    return _dated(form, start, end)


def _dated(form: Form, start: date | None, end: date | None) -> Window | None:
    if start is None or end is None:
        return None
    if end < start:
        form.fault("to", "dates", f"It ends on {end}, before it starts on {start}.", "Write the earlier day first.")
        return None
    return Window(DATED, dates=Span(start, end))


def _first(table: Table, path: str, problems: Problems) -> First | None:
    before = len(problems)
    check_keys(table, ("first", "from", "where", "of"), path, problems)
    form = Form(table, path, problems)
    days = _days(form)
    fact = _named(form, "from", "Name the fact from which the days count: `{first: 90 days, from: signed}`.")
    things = _about(form)
    return First(days, fact, things, form.text("where")) if len(problems) == before else None


def _days(form: Form) -> int:
    text = form.text("first", needed="Say how many days count: `{first: 90 days, from: signed}`.")
    try:
        literal = parse(text) if text else None
    except NotALiteralError:
        literal = None
    if literal is not None and literal.kind == Unit((DAY,)):
        days = int(literal.value)  # type: ignore[arg-type]  # a unit means a Decimal
        if days == literal.value and 0 < days <= _MOST_DAYS:
            return days
    if text:
        message = f"`first: {text[:60]}` is no number of days from 1 to {_MOST_DAYS:,}."
        form.fault("first", "days", message, "Write for example `first: 90 days`.")
    return 0


def _window(tree: Tree, path: str, problems: Problems, otherwise: str) -> Window | None:
    text = tree.text.strip() if isinstance(tree, Text) else ""
    if text == str(THIS_PERIOD):
        return THIS_PERIOD
    for way, form in ((LAST, _LAST), (BEFORE, _BEFORE)):
        if found := form.match(text):
            return _counted(way, int(found["count"]), found["length"], tree, path, problems)
    said = f"`{text[:60]}` says" if text else "This says"
    problems.add(tree.place, path, "window", f"{said} no days that a roll-up can be over.", f"{_WINDOWS} {otherwise}")
    return None


def _counted(way: str, count: int, word: str, tree: Tree, path: str, problems: Problems) -> Window | None:
    length = noun(word)
    if length not in LENGTHS:
        remedy = near(word, [f"{known}s" for known in LENGTHS]) or f"Write one of: {', '.join(f'{known}s' for known in LENGTHS)}."  # fmt: skip
        problems.add(tree.place, path, "window", f"`{word[:60]}` is no length of time here.", remedy)
        return None
    most = _MOST_DAYS if length == DAY else _MOST
    if not 0 < count <= most:
        problems.add(tree.place, path, "window", f"{count} is no number from 1 to {most:,}.", _WINDOWS)
        return None
    return Window(way, count, length)


def _named(form: Form, key: str, needed: str) -> str:
    text = form.text(key, needed=needed)
    if text and not is_name(text):
        form.fault(key, "name", f"`{key}: {text[:60]}` names no recorded metric.", needed)
    return text


def _about(form: Form) -> str:
    """Whether it is made of items or of subjects."""
    text = form.text("of") or ABOUT[0]
    if text not in ABOUT:
        remedy = near(text, ABOUT) or f"Write one of: {', '.join(ABOUT)}."
        form.fault("of", "word", f"`of: {text[:60]}` is not known.", remedy)
    return text
