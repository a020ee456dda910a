"""Reads how a metric comes from facts: its roll-up, and whether that can have the unit and the sign that the metric says."""

from __future__ import annotations

from typing import NamedTuple

from plans.document import Entry, Table, Text, Tree
from plans.literal import Literal, NotALiteralError, parse
from plans.names import is_name
from plans.problem import Problems
from plans.reading.form import Form, near
from plans.reading.spans import read_cohort, read_over
from plans.roll_days import THIS_PERIOD, Cohort, First, Window
from plans.rolls import CHANGE, DIFFERENCE, RATIO_OF, ROLL_UPS, ROLLS, SHARE, THINGS, RollUp
from plans.unit import RATIO, Kind, Unit

_EXAMPLE = (
    "Write for example `roll-up: {sum: deal-value}`, `{count: accounts, where: yes}` or "
    "`{ratio: {of: {sum: a}, to: {sum: b}}}`."
)
_RATIO = "Write `{ratio: {of: {sum: a}, to: {sum: b}}}`."
_CHANGE = "Write `{change: {of: {sum: a}, against: {sum: a, over: 4 quarters before}, as: share}}`."
_WAYS = (SHARE, DIFFERENCE)


class _Reader(NamedTuple):
    """Where a roll-up stands, for what is to be said about it."""

    at: str
    metric: Table
    problems: Problems

    def fault(self, tree: Tree | Entry, code: str, message: str, remedy: str) -> None:
        self.problems.add(tree.place, self.at, code, message, remedy)


def read_roll_up(tree: Tree | None, path: str, metric: Table, problems: Problems) -> RollUp | None:
    """The roll-up that stands in a metric; None where something stands in the way."""
    return _read(tree, _Reader(f"{path}.roll-up", metric, problems))


def check_zero(roll_up: RollUp, form: Form) -> None:
    """Names a `never-zero` that a complete source without rows would not keep. Of a count it could be published before: there it warns."""
    if roll_up.op not in {"count", "distinct"}:
        return
    tree = form.table.get("never-zero")
    message = "Where a complete source has no rows there are none, so how many there are can be zero."
    remedy = "Leave out `never-zero`, and say `if-zero:` where a plan divides by it."
    place = tree.place if tree else form.table.place
    form.problems.add(place, f"{form.path}.never-zero", "zero", message, remedy, warning=roll_up.op == "count")


def check_unit(roll_up: RollUp, kind: Kind, form: Form, *, negative: bool) -> None:
    """Names a unit that the roll-up cannot have, and a sign. What could be published before is not looked at again."""
    if roll_up.op == CHANGE:
        _check_change(roll_up, kind, form, negative=negative)
    elif roll_up.op == "distinct":
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


def _check_change(roll_up: RollUp, kind: Kind, form: Form, *, negative: bool) -> None:
    if roll_up.given_as == SHARE and kind != RATIO:
        message = f"A change as a share has the unit `%`, and not `{kind}`."
        form.fault("unit", "unit", message, 'Write `unit: "%"`, or give the change `as: difference`.')
    if roll_up.given_as == DIFFERENCE:
        if not isinstance(kind, Unit):
            message = f"A change is a number, and the unit is `{kind}`."
            form.fault("unit", "unit", message, "Write the unit of what changes, such as `EUR` or `days`.")
        elif roll_up.base is not None and roll_up.base.kind != kind:
            message = f"It is compared with {roll_up.base}, and its unit is `{kind}`."
            form.fault("roll-up", "unit", message, "Write both in one unit.")
    if not negative:
        message = "What changes can also go down, so a change may be negative."
        place = form.table.place
        form.fault("may-be-negative", "sign", message, "Add `may-be-negative: yes`: plans then decide about it.", place)


def _needs(op: str) -> str:
    return "numbers" if op == "average" else "numbers or dates"


def _read(tree: Tree | None, reader: _Reader) -> RollUp | None:
    if not isinstance(tree, Table) or not tree.entries:
        reader.fault(tree or reader.metric, "roll-up", "Nothing says how this metric comes from facts.", _EXAMPLE)
        return None
    first, *rest = tree.entries
    if first.key not in ROLL_UPS:
        remedy = near(first.key, ROLL_UPS) or f"Write one of: {', '.join(ROLL_UPS)}."
        reader.fault(first, "roll-up", f"`{first.key}` is no roll-up.", remedy)
        return None
    if first.key in {RATIO_OF, CHANGE}:
        for entry in rest:
            message = f"`{entry.key}` is not known beside a {first.key}."
            reader.fault(entry, "unknown-key", message, "Write it into the roll-ups that it is made of.")
        return _ratio(first.value, reader) if first.key == RATIO_OF else _change(first.value, reader)
    return _of_facts(first, rest, reader)


def _of_facts(first: Entry, rest: list[Entry], reader: _Reader) -> RollUp | None:
    """A roll-up of facts, with what stands beside their name."""
    known = ("of", "where", "over", "cohort") if first.key == "distinct" else ("where", "over", "cohort")
    before = len(reader.problems)
    said: dict[str, str] = {}
    over: Window | First | None = THIS_PERIOD
    cohort: Cohort | None = None
    for entry in rest:
        if entry.key == "over":
            over = read_over(entry.value, reader.at, reader.problems)
        elif entry.key == "cohort":
            cohort = read_cohort(entry.value, reader.at, reader.problems)
        elif entry.key not in known or not isinstance(entry.value, Text):
            remedy = f"Known: {', '.join(f'`{name}`' for name in known)}."
            reader.fault(entry, "unknown-key", f"`{entry.key}` is not known here.", remedy)
        elif entry.key == "of" and entry.value.text not in THINGS:
            text = entry.value.text
            remedy = near(text, THINGS) or f"Write one of: {', '.join(THINGS)}."
            reader.fault(entry, "word", f"`of: {text[:60]}` is not known.", remedy)
        else:
            said[entry.key] = entry.value.text
    if not isinstance(first.value, Text) or not is_name(first.value.text):
        reader.fault(first.value, "roll-up", f"`{first.key}` names no recorded metric.", _EXAMPLE)
    if over is None or len(reader.problems) > before or not isinstance(first.value, Text):
        return None
    things = said.get("of", THINGS[0]) if first.key == "distinct" else ""
    return RollUp(first.key, first.value.text, where=said.get("where", ""), things=things, over=over, cohort=cohort)


def _ratio(tree: Tree, reader: _Reader) -> RollUp | None:
    if not isinstance(tree, Table) or set(tree.names()) != {"of", "to"}:
        reader.fault(tree, "roll-up", "A ratio has `of` and `to`.", _RATIO)
        return None
    of, to = _read(tree.get("of"), reader), _read(tree.get("to"), reader)
    return RollUp(RATIO_OF, of=of, to=to) if of and to else None


def _change(tree: Tree, reader: _Reader) -> RollUp | None:
    """`against` is another roll-up, or a value that was agreed beforehand."""
    if not isinstance(tree, Table) or set(tree.names()) != {"of", "against", "as"}:
        reader.fault(tree, "roll-up", "A change has `of`, `against` and `as`.", _CHANGE)
        return None
    of, way, against = _read(tree.get("of"), reader), tree.get("as"), tree.get("against")
    told = way.text if isinstance(way, Text) else ""
    if told not in _WAYS:
        remedy = near(told, _WAYS) or f"Write one of: {', '.join(_WAYS)}."
        reader.fault(way or tree, "word", f"`as: {told[:60]}` is not known.", remedy)
        return None
    if isinstance(against, Text):
        base = _base(against, reader)
        return RollUp(CHANGE, of=of, base=base, given_as=told) if of and base else None
    to = _read(against, reader)
    return RollUp(CHANGE, of=of, to=to, given_as=told) if of and to else None


def _base(tree: Text, reader: _Reader) -> Literal | None:
    """A fixed value to compare with."""
    try:
        literal = parse(tree.text)
    except NotALiteralError as error:
        reader.fault(tree, "literal", str(error), _CHANGE)
        return None
    if literal is None or not isinstance(literal.kind, Unit):
        message = f"`against: {tree.text[:60]}` is neither a roll-up nor a number."
        reader.fault(tree, "literal", message, f"{_CHANGE} Or a value: `against: 12%`.")
        return None
    return literal
