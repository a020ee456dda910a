"""Decisions and shocks as a plan declares them: who has which part, and for a shock what sets it off, what applies instead, and how long."""

from __future__ import annotations

from decimal import Decimal

from plans.company.cut import GRAINS
from plans.decisions import Decision, Shock
from plans.document import Entry, Table
from plans.literal import Literal
from plans.number import ZERO
from plans.problem import Problems
from plans.reading.form import Form, check_keys
from plans.reading.values import read_literal
from plans.unit import Unit

PARTS = ("proposes", "decides", "publishes", "consulted", "told")
MORE = ("each", "by", "within", "bounds", "becomes")
SHOCK = ("trigger", "instead", "at-most")
SPANS = ("day", *GRAINS)
_WRITE = "Write `plan: {proposes: sales lead, decides: council, consulted: [finance, product], told: everyone in the audience}`."
_SHOCK = (
    "Write `outage: {trigger: the product is down for three days, instead: targets of the quarter count by its other days, "
    "at-most: 1 quarter, decides: council}`."
)
_BOUNDS = 2


def decisions_in(document: Form, problems: Problems) -> dict[str, Decision | Shock]:
    """What the plan says of who decides, by the name of the matter; names what of it cannot be."""
    found = (_one(entry, problems) for entry in document.entries("decisions"))
    return {each.name: each for each in found if each is not None}


def _one(entry: Entry, problems: Problems) -> Decision | Shock | None:
    path = f"decisions.{entry.key}"
    if not isinstance(entry.value, Table):
        problems.add(entry.place, path, "table", f"`{entry.key}` does not say who does what.", _WRITE)
        return None
    form = Form(entry.value, path, problems)
    check_keys(entry.value, (*PARTS, *MORE, *SHOCK), path, problems)
    shocks = any(entry.value.get(key) is not None for key in SHOCK)
    acts = any(form.texts(key) for key in ("decides", "publishes"))
    if not acts:
        form.fault("decides", "missing-key", f"Nobody decides on `{entry.key}`.", _SHOCK if shocks else _WRITE)
    parts = {key: form.texts(key) for key in PARTS}
    decision = Decision(entry.key, **parts, more=_more(form))
    return _shock(form, decision) if shocks else decision


def _more(form: Form) -> tuple[tuple[str, str], ...]:
    """What else is said, in words."""
    each = form.text("each")
    if each and each not in GRAINS:
        form.fault("each", "period", f"`{each}` is no period.", f"Write one of: {', '.join(GRAINS)}.")
    texts = {key: form.text(key) for key in MORE if key != "bounds"}
    bounds = _bounds(form)
    return tuple((key, text) for key, text in {**texts, "bounds": bounds}.items() if text)


def _bounds(form: Form) -> str:
    """`90% to 110%`: between what a decision may set a factor."""
    texts = form.texts("bounds")
    if form.table.get("bounds") is None:
        return ""
    how = "Write a lower and an upper one: `bounds: [90%, 110%]`."
    ends = [read_literal(form, "bounds", text) for text in texts] if len(texts) == _BOUNDS else []
    if len(ends) != _BOUNDS:
        form.fault("bounds", "bounds", "`bounds` are two shares.", how)
        return ""
    low, high = ends
    if low is None or high is None:
        return ""
    if not all(isinstance(end.kind, Unit) and end.kind.is_ratio for end in (low, high)):
        form.fault("bounds", "unit", f"`{texts[0]}` and `{texts[1]}` are not both shares.", how)
    elif isinstance(low.value, Decimal) and isinstance(high.value, Decimal) and high.value < low.value:
        form.fault("bounds", "order", f"`{texts[1]}` is below `{texts[0]}`.", "Swap the two.")
    return f"{low} to {high}"


def _shock(form: Form, decision: Decision) -> Shock | None:
    """A shock says all of it: half of a rule would be argued about when it is needed."""
    trigger, instead = (form.text(key, needed=_SHOCK) for key in ("trigger", "instead"))
    text = form.text("at-most", needed=_SHOCK)
    at_most = _span(form, text) if text else None
    return Shock(decision, trigger, instead, at_most) if trigger and instead and at_most else None


def _span(form: Form, text: str) -> Literal | None:
    literal = read_literal(form, "at-most", text)
    if literal is None:
        return None
    spans = [Unit((span,)) for span in SPANS]
    if literal.kind not in spans or not isinstance(literal.value, Decimal) or literal.value <= ZERO:
        form.fault("at-most", "unit", f"`{text}` is no length of time.", "Write for example `2 quarters` or `90 days`.")
        return None
    return literal
