"""Reads one metric of a registry: how people call it, what it counts, how it comes from facts, and what is known of its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from plans.calendar import GRAINS
from plans.document import Table, Tree
from plans.literal import Literal, parse_kind
from plans.params import flag as yes_no
from plans.params import read_value
from plans.problem import Problems
from plans.reading.comparison import read_checked_against
from plans.reading.form import Form, check_keys, near
from plans.reading.roll_up import check_unit, check_zero, read_roll_up
from plans.reading.values import read_days, read_kind, read_literal
from plans.registry import PER, Metric, Source
from plans.rolls import RollUp
from plans.status import Edges
from plans.unit import RATIO, Kind, Unit

METRIC_FIELDS = (
    "title", "unit", "labels", "per", "period", "roll-up", "source", "checked-against", "owner", "late-after", "definition", "story", "target", "edges",
    "better", "each", "may-be-negative", "never-zero", "may-be-missing",
)  # fmt: skip


def read_metric(name: str, tree: Tree, sources: Mapping[str, Source], problems: Problems) -> Metric | None:
    """A metric; None where its entry is no table. What is wrong in it goes to `problems`."""
    path = f"metrics.{name}"
    if not isinstance(tree, Table):
        problems.add(
            tree.place,
            path,
            "metric",
            f"The metric `{name}` is no table.",
            "Write `{title: …, unit: EUR, roll-up: {sum: …}, source: …}`.",
        )
        return None
    check_keys(tree, METRIC_FIELDS, path, problems)
    form = Form(tree, path, problems)
    unit = tree.get("unit")
    if unit is None:
        form.fault(
            "unit",
            "missing-key",
            f"Metric `{name}` has no unit.",
            "Add `unit:`: a currency, a noun, `%`, `yes/no`, `date` or `label`.",
            tree.place,
        )
    roll_up = read_roll_up(tree.get("roll-up"), path, tree, problems)
    per = _word(form, "per", PER, PER[0])
    period = _word(form, "period", tuple(GRAINS), "")
    source = source_in(form, sources, "Name its source, one of those under `sources`.")
    lower = form.text("better") == "lower"
    if form.text("better") not in {"", "higher", "lower"}:
        message = f"`better: {form.text('better')}` is not known."
        form.fault("better", "word", message, "Write `higher` or `lower`.")
    kind = read_kind(unit, f"{path}.unit", problems) if unit is not None else None
    target = _target(form, kind)
    negative = _flag(form, "may-be-negative")
    if roll_up is not None and kind is not None:
        check_unit(roll_up, kind, form, negative=negative)
    never_zero = _flag(form, "never-zero")
    if roll_up is not None and never_zero:
        check_zero(roll_up, form)
    return Metric(
        name,
        form.text("title") or name.replace("-", " ").capitalize(),
        kind if kind is not None else RATIO,
        roll_up or RollUp("given"),
        per,
        form.texts("labels"),
        source,
        form.text("owner") or (sources[source].owner if source in sources else ""),
        form.text("definition"),
        form.text("story"),
        target,
        lower,
        negative,
        never_zero,
        _flag(form, "may-be-missing"),
        _each(form),
        read_checked_against(form, source, sources),
        tree.place,
        period,
        read_days(form, "late-after"),
        _edges(form, kind, target, lower_is_better=lower),
    )


def _word(form: Form, key: str, allowed: tuple[str, ...], otherwise: str) -> str:
    text = form.text(key) or otherwise
    if text and text not in allowed:
        remedy = near(text, allowed) or f"Write one of: {', '.join(allowed)}."
        form.fault(key, "word", f"`{key}: {text}` is not known.", remedy)
    return text


def _target(form: Form, kind: Kind | None) -> Literal | None:
    """Where people should get to. One in another unit is shown as it stands, so it is a warning and stops nothing."""
    text = form.text("target")
    target = read_literal(form, "target", text) if text else None
    if target is not None and kind is not None and target.kind != kind:
        tree = form.table.get("target")
        place = tree.place if tree else form.table.place
        message = f"The target is {target}, and the unit is `{kind}`."
        form.problems.add(place, f"{form.path}.target", "unit", message, "Write both in one unit.", warning=True)
    return target


def _edges(form: Form, kind: Kind | None, target: Literal | None, *, lower_is_better: bool) -> Edges | None:
    """`edges: {on-track: 105%, close: 100%}`; without `on-track` it is the target."""
    table = form.table_at("edges")
    if table is None:
        return None
    before = len(form.problems)
    path = f"{form.path}.edges"
    check_keys(table, ("on-track", "close"), path, form.problems)
    edges = Form(table, path, form.problems)
    close = _number(edges, "close", kind)
    if edges.table.get("on-track") is not None:
        on_track = _number(edges, "on-track", kind)
    elif target is not None and target.kind == kind and isinstance(target.value, Decimal):
        on_track = target.value
    else:
        message = "Nothing says from where on it is on track."
        form.fault("edges", "missing-key", message, "Add `on-track`, or a `target` in the unit of the metric.")
        return None
    if on_track is None or close is None or len(form.problems) > before:
        return None
    if (close < on_track) == lower_is_better or close == on_track:
        better = "below" if lower_is_better else "above"
        message = f"What is close would be on track: on track is {better} the edge of close."
        edges.fault("close", "edges", message, "Write a `close` that is not as good as `on-track`.")
        return None
    return Edges(on_track, close, lower_is_better)


def _number(edges: Form, key: str, kind: Kind | None) -> Decimal | None:
    text = edges.text(key, needed="Write both with their unit: `edges: {on-track: 105%, close: 100%}`.")
    literal = read_literal(edges, key, text) if text else None
    if literal is None:
        return None
    if literal.kind != kind or not isinstance(literal.value, Decimal):
        edges.fault(key, "unit", f"`{key}` is {literal}, and the unit is `{kind}`.", "Write both in one unit.")
        return None
    return literal.value


def _each(form: Form) -> str:
    """What one row is about: a noun, read as that of a unit is."""
    text = form.text("each")
    kind = parse_kind(text) if text else None
    if isinstance(kind, Unit) and len(kind.over) == 1 and not kind.under and not kind.money:
        return kind.over[0]
    if text:
        form.fault(
            "each", "noun", f"`each: {text}` is no noun.", "Write what one row is about, such as `each: account`."
        )
    return ""


def _flag(form: Form, key: str) -> bool:
    tree = form.table.get(key)
    return tree is not None and bool(read_value(yes_no, tree, form.reading(key)))


def source_in(form: Form, sources: Iterable[str], needed: str) -> str:
    """The source that a metric or a kind of item names; a fault where it is none of those declared."""
    source, known = form.text("source", needed=needed), tuple(sources)
    if source and source not in known:
        remedy = near(source, known) or "Declare it under `sources`."
        form.fault("source", "unknown-name", f"There is no source `{source}`.", remedy)
    return source
