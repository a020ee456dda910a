"""Reads how a metric comes from facts: its roll-up, and whether that can have the unit that the metric says."""

from __future__ import annotations

from plans.document import Entry, Table, Text, Tree
from plans.names import is_name
from plans.problem import Problems
from plans.reading.form import Form, near
from plans.rolls import ROLL_UPS, ROLLS, THINGS, RollUp
from plans.unit import Kind, Unit

_EXAMPLE = (
    "Write for example `roll-up: {sum: deal-value}`, `{count: accounts, where: yes}` or "
    "`{ratio: {of: {sum: a}, to: {sum: b}}}`."
)


def read_roll_up(tree: Tree | None, path: str, metric: Table, problems: Problems) -> RollUp | None:
    """The roll-up that stands in a metric or in a side of a ratio; None where something stands in the way."""
    at = f"{path}.roll-up"
    if not isinstance(tree, Table) or not tree.entries:
        place = tree.place if tree else metric.place
        problems.add(place, at, "roll-up", "Nothing says how this metric comes from facts.", _EXAMPLE)
        return None
    first, *rest = tree.entries
    if first.key not in ROLL_UPS:
        remedy = near(first.key, ROLL_UPS) or f"Write one of: {', '.join(ROLL_UPS)}."
        problems.add(first.place, at, "roll-up", f"`{first.key}` is no roll-up.", remedy)
        return None
    if first.key == "ratio":
        return _ratio(first.value, path, metric, problems)
    said = _further(rest, first.key, at, problems)
    if not isinstance(first.value, Text) or not is_name(first.value.text):
        problems.add(first.value.place, at, "roll-up", f"`{first.key}` names no recorded metric.", _EXAMPLE)
        return None
    things = said.get("of", THINGS[0]) if first.key == "distinct" else ""
    return RollUp(first.key, first.value.text, where=said.get("where", ""), things=things)


def check_unit(roll_up: RollUp, kind: Kind, form: Form, *, negative: bool) -> None:
    """Names a unit that the roll-up cannot have, and a sign. What could be published before is not looked at again."""
    if roll_up.op == "distinct":
        if not isinstance(kind, Unit) or len(kind.over) != 1 or kind.under or kind.money:
            message = f"How many there are is a number of things, and `{kind}` names none."
            form.fault("unit", "unit", message, "Write what is counted, such as `unit: accounts`.")
        if negative:
            message = "There are never fewer than none, so how many there are cannot be negative."
            form.fault("may-be-negative", "sign", message, "Leave out `may-be-negative`.")
    elif roll_up.op in ROLLS and not ROLLS[roll_up.op].kinds(kind):
        able = [name for name in ("last", "given", "count", "distinct") if ROLLS[name].kinds(kind)]
        message = f"`{roll_up.op}` needs values that are {_needs(roll_up.op)}, and the unit is `{kind}`."
        form.fault("unit", "unit", message, f"Write another unit, or one of these roll-ups: {', '.join(able)}.")


def _needs(op: str) -> str:
    return "numbers" if op == "average" else "numbers or dates"


def _further(rest: list[Entry], op: str, at: str, problems: Problems) -> dict[str, str]:
    """What stands beside the recorded metric: `where`, and for `distinct` what it tells apart."""
    known = ("of", "where") if op == "distinct" else ("where",)
    said: dict[str, str] = {}
    for entry in rest:
        if entry.key not in known or not isinstance(entry.value, Text):
            remedy = f"Known: {', '.join(f'`{name}`' for name in known)}."
            problems.add(entry.place, at, "unknown-key", f"`{entry.key}` is not known here.", remedy)
        elif entry.key == "of" and entry.value.text not in THINGS:
            text = entry.value.text
            remedy = near(text, THINGS) or f"Write one of: {', '.join(THINGS)}."
            problems.add(entry.place, at, "word", f"`of: {text[:60]}` is not known.", remedy)
        else:
            said[entry.key] = entry.value.text
    return said


def _ratio(tree: Tree, path: str, metric: Table, problems: Problems) -> RollUp | None:
    if not isinstance(tree, Table) or set(tree.names()) != {"of", "to"}:
        problems.add(
            tree.place,
            f"{path}.roll-up",
            "roll-up",
            "A ratio has `of` and `to`.",
            "Write `{ratio: {of: {sum: a}, to: {sum: b}}}`.",
        )
        return None
    of = read_roll_up(tree.get("of"), path, metric, problems)
    to = read_roll_up(tree.get("to"), path, metric, problems)
    return RollUp("ratio", of=of, to=to) if of and to else None
