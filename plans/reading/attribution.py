"""The `attribution` of a plan: which items count, for whom, and what the shares of one item add up to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from plans.document import Table
from plans.literal import NotALiteralError, parse
from plans.number import ZERO
from plans.plan import Crediting, Shares
from plans.problem import Problems
from plans.reading.form import Form, check_keys
from plans.unit import RATIO

_FIELDS = ("each", "enters", "who", "takes", "shares")


def crediting_of(document: Table) -> Mapping[str, Crediting]:
    """The item scopes of a published plan, whatever else stands in it."""
    problems = Problems()
    return crediting_in(Form(document, "", problems), problems)


def crediting_in(form: Form, problems: Problems) -> dict[str, Crediting]:
    """The item scopes of a plan by their names; every fault is named."""
    scopes = {}
    for entry in form.entries("attribution"):
        path = f"attribution.{entry.key}"
        if not isinstance(entry.value, Table):
            remedy = "Write `{each: deal, enters: closed-on, who: {column: payee}, takes: share}`."
            problems.add(entry.place, path, "attribution", f"`{entry.key}` is no table.", remedy)
            continue
        scope = Form(entry.value, path, problems)
        check_keys(entry.value, _FIELDS, path, problems)
        _check_whose(scope, entry.key)
        each = scope.text("each", needed="Name the kind of item: `each: deal`.")
        enters = scope.text("enters", needed="Name the date that puts an item into a period.")
        scopes[entry.key] = Crediting(entry.key, each, enters, _shares(scope), entry.place)
    return scopes


def _check_whose(scope: Form, name: str) -> None:
    who = scope.table_at("who")
    if who is None or who.names() != ("column",):
        remedy = "Write `who: {column: payee}`: the payees and shares of the imported credits."
        scope.fault("who", "attribution", f"`who` of `{name}` is no rule of this version.", remedy)
    if scope.text("takes") != "share":
        scope.fault("takes", "attribution", f"Nothing says what of an item `{name}` takes.", "Write `takes: share`.")


def _shares(scope: Form) -> Shares | None:
    """`100%`, or `up to 150%`; None where nothing is said."""
    text = scope.text("shares")
    most = text.removeprefix("up to ")
    try:
        literal = parse(most)
    except NotALiteralError:
        literal = None
    if literal is not None and literal.kind == RATIO and isinstance(literal.value, Decimal) and literal.value > ZERO:
        return Shares(literal.value, exactly=most == text)
    if text:
        remedy = "Write `100%`, or `up to 150%` where one item may count more than once."
        scope.fault("shares", "shares", f"`shares: {text[:60]}` is nothing that shares could add up to.", remedy)
    return None
