"""For whom an item counts: the rule under `who`, read from a document."""

from __future__ import annotations

from plans.attribution.who import COLUMN, MANAGER, MOST_LEVELS, PAYEE, RULES, Who
from plans.document import Table, Text
from plans.reading.form import Form, check_keys

_BESIDE = {COLUMN: (), MANAGER: ("levels", "on")}  # what may stand beside a rule; beside the others, `on`
_REMEDY = "Write `column:`, `owner-of:`, `manager-of:` or `members-of:`, and `takes:`."
_EXAMPLE = {
    "column": "`who: {column: payee}`",
    "owner-of": "`who: {owner-of: account, on: day-90}`",
    "manager-of": "`who: {manager-of: credit, levels: 1, on: signed-on}`",
    "members-of": "`who: {members-of: team, on: day-90}`",
}


def who_in(scope: Form, name: str) -> Who | None:
    """The rule of the scope; None where it is faulty, which is named."""
    tree = scope.table.get("who")
    if isinstance(tree, Text) and tree.text:
        scope.fault("who", "attribution", f"`who` of `{name}` is prose.", _REMEDY)
        return None
    table = scope.table_at("who")
    rules = [rule for rule in RULES if table is not None and table.get(rule) is not None]
    if table is None or len(rules) != 1:
        said = " and ".join(f"`{rule}`" for rule in rules)
        message = f"`who` of `{name}` has {len(rules)} rules, {said}." if rules else f"`who` of `{name}` is no rule."
        scope.fault("who", "attribution", message, "Write one of them." if rules else _REMEDY)
        return None
    (rule,) = rules
    return _read(Form(table, f"{scope.path}.who", scope.problems), table, rule)


def _read(form: Form, table: Table, rule: str) -> Who | None:
    before = len(form.problems.found)
    check_keys(table, (rule, *_BESIDE.get(rule, ("on",))), form.path, form.problems)
    of = form.text(rule, needed=f"Write for example {_EXAMPLE[rule]}.")
    if rule == COLUMN:
        if of and of != PAYEE:
            form.fault(
                rule, "attribution", f"Imported credits have no payees in `{of[:60]}`.", f"Write {_EXAMPLE[rule]}."
            )
        return Who() if len(form.problems.found) == before else None
    on = tuple(filter(None, form.texts("on")))
    if not on:
        remedy = f"Name a date of the item: {_EXAMPLE[rule]}."
        form.fault("on", "attribution", f"Nothing says on which day `{rule}` holds.", remedy)
    elif rule == MANAGER and len(on) > 1:
        form.fault("on", "attribution", f"`{rule}` looks at the line of one day.", f"Name one: {_EXAMPLE[rule]}.")
    levels = _levels(form) if rule == MANAGER else 0
    return Who(rule, of, on, levels) if len(form.problems.found) == before else None


def _levels(form: Form) -> int:
    text = form.text("levels", needed="Write `levels: 1` for the manager, `levels: 2` for the manager's manager.")
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_LEVELS:
        return int(text)
    if text:
        message = f"`levels: {text[:60]}` is no number from 1 to {MOST_LEVELS}."
        form.fault("levels", "attribution", message, "1 is the manager, 2 the manager's manager.")
    return 0
