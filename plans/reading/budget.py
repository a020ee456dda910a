"""The budget of a plan: a band and a line that warn, checked against the plan's currency, its payouts and how often it pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from plans.budget import Budget
from plans.literal import fits_minor_units
from plans.number import ONE, ZERO
from plans.plan import Payout
from plans.problem import Problems
from plans.reading.form import Form, check_keys, near
from plans.reading.values import read_literal
from plans.unit import Unit

KEYS = ("band", "of", "each", "warn-at", "then", "who")
ALL = "payouts"
_ENDS = 2
_WRITE = (
    "Write `budget: {band: [820000 EUR, 1100000 EUR], of: payouts, each: year, warn-at: 90%, "
    "then: the council decides in public}`."
)


def budget_in(
    document: Form, currency: str, grain: str, grains: Sequence[str], payouts: Mapping[str, Payout], problems: Problems
) -> Budget | None:
    """The budget of a plan that pays each `grain`; `grains` are the lengths that its calendar has, the shortest first. Names what of it cannot be."""
    table = document.table_at("budget")
    if table is None:
        return None
    form = Form(table, "budget", problems)
    check_keys(table, KEYS, form.path, problems)
    band = _band(form, currency) if currency else None  # what is missing is told already
    of = _of(form, payouts)
    each = _each(form, grain, grains)
    warn_at = _warn_at(form)
    then = form.text("then", needed="Say what follows: `then: the council decides in public`.")
    if band is None or of is None or warn_at is None or not each or not then:
        return None
    return Budget(*band, currency, of, each, warn_at, then, form.texts("who"))


def _band(form: Form, currency: str) -> tuple[Decimal, Decimal] | None:
    """The lower and the upper end."""
    texts = form.texts("band")
    if len(texts) != _ENDS:
        form.fault("band", "band", "`band` has a lower and an upper end.", _WRITE)
        return None
    ends = [_amount(form, text, currency) for text in texts]
    low, high = ends
    if low is None or high is None:
        return None
    if high <= low:
        form.fault("band", "order", f"The band ends at {texts[1]}, which is not above {texts[0]}.", "Swap the two.")
        return None
    return low, high


def _amount(form: Form, text: str, currency: str) -> Decimal | None:
    literal = read_literal(form, "band", text)
    if literal is None:
        return None
    if (
        not isinstance(literal.value, Decimal)
        or not isinstance(literal.kind, Unit)
        or literal.kind.currency != currency
    ):
        form.fault("band", "unit", f"`{text}` is no amount in {currency}.", f"Write it like `820000 {currency}`.")
    elif literal.value < ZERO:
        form.fault("band", "band", f"`{text}` is below zero, and no sum of payouts is.", "Write 0 or more.")
    elif not fits_minor_units(literal.value, literal.kind):
        message = f"`{text}` has more decimals than {currency} has."
        form.fault("band", "decimals", message, f"Write it like `820000 {currency}`.")
    else:
        return literal.value
    return None


def _of(form: Form, payouts: Mapping[str, Payout]) -> tuple[str, ...] | None:
    """The payouts that count; empty for all of them."""
    names = form.texts("of")
    if names == (ALL,):
        return ()
    cash = [name for name, payout in payouts.items() if payout.pays_as == "cash"]
    if not names:
        form.fault(
            "of", "missing-key", "Nothing says what the budget is of.", "Write `of: payouts`, or names of payouts."
        )
        return None
    for name in names:
        if name in cash:
            continue
        message = (
            f"`{name}` is paid in points, and a budget is of money." if name in payouts else f"`{name}` is no payout."
        )
        form.fault(
            "of", "unknown-name", message, near(name, cash) or "Write `of: payouts` for all that are paid in cash."
        )
    return names


def _each(form: Form, grain: str, grains: Sequence[str]) -> str:
    each = form.text("each", needed="Say for how long the band is: `each: year`.")
    if not each or grain not in grains:
        return each
    fits = grains[grains.index(grain) :]
    if each not in fits:
        message = (
            f"The plan pays each {grain}, so a budget for each {each} cannot be counted."
            if each in grains
            else f"`{each}` is no length of a period here."
        )
        form.fault("each", "period", message, f"Write one of: {', '.join(fits)}.")
        return ""
    return each


def _warn_at(form: Form) -> Decimal | None:
    how = "Write a share of the upper end, like `warn-at: 90%`."
    text = form.text("warn-at", needed=how)
    literal = read_literal(form, "warn-at", text) if text else None
    if literal is None:
        return None
    value = literal.value
    if not isinstance(value, Decimal) or not isinstance(literal.kind, Unit) or not literal.kind.is_ratio:
        form.fault("warn-at", "unit", f"`{text}` is no share.", how)
        return None
    if not ZERO < value <= ONE:
        form.fault("warn-at", "share", f"`{text}` is not between 0% and 100% of the upper end.", how)
        return None
    return value
