"""The `attribution` of a plan: which items count, for whom, and what the shares of one item add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from plans.attribution.who import BY_PAYEE, REPORTS, SHARE, TAKES, Who, chain_of
from plans.document import Table
from plans.literal import NotALiteralError, parse
from plans.number import ZERO
from plans.plan import Crediting, Shares
from plans.problem import Problems
from plans.reading.form import Form, check_keys
from plans.reading.who import who_in
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
        who = who_in(scope, entry.key)
        takes = _takes(scope, entry.key, who)
        each = scope.text("each", needed="Name the kind of item: `each: deal`.")
        enters = scope.text("enters", needed="Name the date that puts an item into a period.")
        shares = _shares(scope, takes)
        scopes[entry.key] = Crediting(entry.key, each, enters, who or BY_PAYEE, takes, shares, entry.place)
    # A scope with a faulty rule still is one: whoever reads it has no fault of their own.
    wrong = {name for name, rule in scopes.items() if _is_amiss(form, rule, scopes)}
    return {name: replace(rule, who=BY_PAYEE) if name in wrong else rule for name, rule in scopes.items()}


def _is_amiss(form: Form, rule: Crediting, scopes: Mapping[str, Crediting]) -> bool:
    """Whether the scope of which a rule takes the managers is none, goes round in a circle, or holds other items."""
    if not rule.who.levels:
        return False
    chain, path = chain_of(rule, scopes), f"attribution.{rule.scope}.who"

    def add(message: str, remedy: str) -> bool:
        form.problems.add(rule.place, path, "attribution", message, remedy)
        return True

    if rule.who.of not in scopes:
        others = ", ".join(f"`{name}`" for name in scopes if name != rule.scope) or "none yet"
        message = f"`{rule.scope}` is for the managers of `{rule.who.of}`, which is no scope of this plan."
        return add(message, f"Name another scope of `attribution`: {others}.")
    if chain[-1] in chain[:-1]:
        circle = chain[chain.index(chain[-1]) :]
        if rule == next(scope for scope in scopes.values() if scope in circle):  # told once, of the first of them
            needs = " needs ".join(f"`{scope.scope}`" for scope in circle)
            add(f"{needs}. Nobody can be found that way.", "Let one of them say for whom an item counts by itself.")
        return True
    below = scopes[rule.who.of]
    if below.each != rule.each:
        message = f"`{rule.scope}` holds each {rule.each}, and `{below.scope}` each {below.each}."
        return add(message, "Both must be about the same kind of item.")
    return False


def _takes(scope: Form, name: str, who: Who | None) -> str:
    takes = scope.text("takes")
    if who is None and not takes and not isinstance(scope.table.get("who"), Table):
        return SHARE  # what is told of `who` says that `takes` belongs beside it
    if takes not in TAKES:
        known = ", ".join(f"`takes: {each}`" for each in TAKES)
        message = f"`takes: {takes[:60]}` is nothing that can be taken of an item." if takes else ""
        scope.fault(
            "takes", "attribution", message or f"Nothing says what of an item `{name}` takes.", f"Write {known}."
        )
    elif who is not None and (takes == REPORTS) > bool(who.levels):
        message = f"`{name}` takes the reports' shares, and is for nobody's manager."
        scope.fault("takes", "attribution", message, "Write `takes: share`, or say `manager-of:` under `who`.")
    elif who is not None and who.levels and takes == SHARE:
        message = f"A manager has no share of their own in an item of `{name}`."
        remedy = "Write `takes: the reports' shares` (added, once per item) or `takes: whole, once per item`."
        scope.fault("takes", "attribution", message, remedy)
    else:
        return takes
    return SHARE


def _shares(scope: Form, takes: str) -> Shares | None:
    """`100%`, or `up to 150%`; None where nothing is said."""
    text = scope.text("shares")
    most = text.removeprefix("up to ")
    try:
        literal = parse(most)
    except NotALiteralError:
        literal = None
    if text and takes != SHARE:
        message = f"`shares` says what split shares add up to; with `takes: {takes}` nothing is split."
        scope.fault(
            "shares", "shares", message, "Leave `shares` out here; it belongs to the scope with `takes: share`."
        )
    elif literal is not None and literal.kind == RATIO and isinstance(literal.value, Decimal) and literal.value > ZERO:
        return Shares(literal.value, exactly=most == text)
    elif text:
        remedy = "Write `100%`, or `up to 150%` where one item may count more than once."
        scope.fault("shares", "shares", f"`shares: {text[:60]}` is nothing that shares could add up to.", remedy)
    return None
