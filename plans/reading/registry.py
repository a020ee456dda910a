"""Reads a registry document: sources, kinds of items, metrics with their roll-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plans.currency import is_currency
from plans.document import Listing, Table, Text, Tree, read_document
from plans.literal import Literal, NotALiteralError, parse, parse_kind
from plans.names import is_name
from plans.params import flag as yes_no
from plans.params import read_value
from plans.problem import Problems
from plans.reading.comparison import check_alike, read_checked_against
from plans.reading.form import Form, check_keys, near
from plans.reading.release_gate import SECTION as GATE
from plans.reading.release_gate import read_release_gate
from plans.reading.roll_up import check_unit, read_roll_up
from plans.registry import PER, ItemKind, Metric, Registry, Source
from plans.rolls import RollUp
from plans.unit import RATIO, Kind, Sort, Unit

METRIC_FIELDS = (
    "title", "unit", "labels", "per", "roll-up", "source", "checked-against", "owner", "definition", "story", "target", "better", "each",
    "may-be-negative", "never-zero", "may-be-missing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoadedRegistry:
    registry: Registry | None
    problems: Problems


def load_registry(text: str, file: str) -> LoadedRegistry:
    """Reads and checks a registry; None where something stands in the way."""
    problems = Problems()
    table = read_document(text, file, problems)
    return LoadedRegistry(None, problems) if table is None else registry_from(table, problems)


def registry_from(table: Table, problems: Problems) -> LoadedRegistry:
    """Checks a document that was already read: a file's, or a published one's."""
    check_keys(table, ("registry", "title", "sources", "items", "metrics", GATE), "", problems)
    form = Form(table, "", problems)
    version = form.text("registry", needed="Give the version a name: `registry: 2026-07`.")
    sources = {entry.key: _source(entry.key, entry.value, problems) for entry in form.entries("sources")}
    items = {entry.key: _item(entry.key, entry.value, sources, problems) for entry in form.entries("items")}
    metrics: dict[str, Metric] = {}
    for entry in form.entries("metrics"):
        if not is_name(entry.key):
            problems.add(
                entry.place,
                f"metrics.{entry.key}",
                "name",
                f"`{entry.key[:60]}` is no name.",
                "Use letters, digits and dashes.",
            )
        elif metric := _metric(entry.key, entry.value, sources, problems):
            metrics[entry.key] = metric
    _check_rows(metrics.values(), problems)
    check_alike(metrics.values(), problems)
    gate = read_release_gate(form, sources, problems)
    if not problems.ok:
        return LoadedRegistry(None, problems)
    return LoadedRegistry(Registry(version, table, form.text("title"), sources, metrics, items, gate), problems)


def _check_rows(metrics: Iterable[Metric], problems: Problems) -> None:
    """What `each` calls a row, no other metric that reads it calls anything else."""
    named = [(fact, metric, metric.each or metric.counts) for metric in metrics for fact in metric.roll_up.facts]
    said = {fact: (metric.name, name) for fact, metric, name in reversed(named) if metric.each}
    for fact, metric, name in named:
        other, called = said.get(fact, ("", name))
        if name and name != called:
            message = f"A row of `{fact}` is one {name} for `{metric.name}`, and one {called} for `{other}`."
            remedy = "One row is one thing: call it the same in both."
            problems.add(metric.place, f"metrics.{metric.name}.each", "each", message, remedy)


def _source(name: str, tree: Tree, problems: Problems) -> Source:
    path = f"sources.{name}"
    if not isinstance(tree, Table):
        problems.add(
            tree.place,
            path,
            "source",
            f"The source `{name}` is no table.",
            "Write `{title: product usage feed, owner: data team, late-after: 3 days}`.",
        )
        return Source(name)
    check_keys(tree, ("title", "owner", "late-after"), path, problems)
    form = Form(tree, path, problems)
    days = None
    if text := form.text("late-after"):
        literal = _literal(form, "late-after", text)
        if literal and literal.kind == Unit(("day",)):
            days = int(literal.value)  # type: ignore[arg-type]  # a unit means a Decimal
        elif literal:
            form.fault("late-after", "unit", f"`{text}` is no number of days.", "Write for example `3 days`.")
    return Source(name, form.text("title") or name.replace("-", " "), form.text("owner"), days)


def _item(name: str, tree: Tree, sources: Mapping[str, Source], problems: Problems) -> ItemKind:
    path = f"items.{name}"
    if not isinstance(tree, Table):
        problems.add(
            tree.place,
            path,
            "item",
            f"`{name}` is no table.",
            "Write `{title: Deal, currency: EUR, source: crm, fields: {product: label}}`.",
        )
        return ItemKind(name, name, "EUR")
    check_keys(tree, ("title", "currency", "source", "fields"), path, problems)
    form = Form(tree, path, problems)
    currency = form.text("currency", needed="Name the currency of its amounts: `currency: EUR`.")
    if currency and not is_currency(currency):
        form.fault(
            "currency", "currency", f"`{currency}` is no currency in use.", "Write its code of ISO 4217, such as `EUR`."
        )
    source = form.text("source", needed="Name the source of its credits, one of those under `sources`.")
    if source and source not in sources:
        form.fault(
            "source",
            "unknown-name",
            f"There is no source `{source}`.",
            near(source, sources) or "Declare it under `sources`.",
        )
    fields: dict[str, Kind] = {}
    labels: dict[str, tuple[str, ...]] = {}
    for entry in form.entries("fields"):
        if isinstance(entry.value, Listing):
            fields[entry.key] = Sort.LABEL
            labels[entry.key] = tuple(item.text for item in entry.value if isinstance(item, Text))
        else:
            fields[entry.key] = _kind(entry.value, f"{path}.fields.{entry.key}", problems)
    return ItemKind(name, form.text("title") or name, currency, source, fields, labels)


def _kind(tree: Tree, path: str, problems: Problems) -> Kind:
    kind = parse_kind(tree.text) if isinstance(tree, Text) else None
    if kind is None:
        problems.add(
            tree.place, path, "unit", "This is no unit.", "Write a currency, a noun, `%`, `yes/no`, `date` or `label`."
        )
    return kind if kind is not None else RATIO


def _metric(name: str, tree: Tree, sources: dict[str, Source], problems: Problems) -> Metric | None:
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
    per = form.text("per") or "person"
    if per not in PER:
        form.fault("per", "word", f"`per: {per}` is not known.", near(per, PER) or f"Write one of: {', '.join(PER)}.")
    source = form.text("source", needed="Name its source, one of those under `sources`.")
    if source and source not in sources:
        form.fault(
            "source",
            "unknown-name",
            f"There is no source `{source}`.",
            near(source, sources) or "Declare it under `sources`.",
        )
    better = form.text("better") or "higher"
    if better not in {"higher", "lower"}:
        form.fault("better", "word", f"`better: {better}` is not known.", "Write `higher` or `lower`.")
    target = form.text("target")
    kind = _kind(unit, f"{path}.unit", problems) if unit is not None else None
    negative = _flag(form, "may-be-negative")
    if roll_up is not None and kind is not None:
        check_unit(roll_up, kind, form, negative=negative)
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
        _literal(form, "target", target) if target else None,
        better == "lower",
        negative,
        _flag(form, "never-zero"),
        _flag(form, "may-be-missing"),
        _each(form),
        read_checked_against(form, source, sources),
        tree.place,
    )


def _literal(form: Form, key: str, text: str) -> Literal | None:
    try:
        literal = parse(text)
    except NotALiteralError as error:
        form.fault(key, "literal", str(error))
        return None
    if literal is None:
        form.fault(key, "literal", f"`{text}` is no value.", "Write a value with its unit: `105%`, `30 days`.")
    return literal


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
