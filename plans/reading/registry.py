"""Reads a registry document: sources, kinds of items, metrics with their roll-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plans.currency import is_currency
from plans.document import Listing, Table, Text, Tree, read_document
from plans.names import is_name
from plans.problem import Problems
from plans.reading.comparison import check_alike
from plans.reading.form import Form, check_keys
from plans.reading.metric import read_metric, source_in
from plans.reading.release_gate import SECTION as GATE
from plans.reading.release_gate import read_release_gate
from plans.reading.values import read_days, read_kind
from plans.registry import ItemKind, Metric, Registry, Source
from plans.unit import Kind, Sort


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
        elif metric := read_metric(entry.key, entry.value, sources, problems):
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
    days = read_days(form, "late-after")
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
    source = source_in(form, sources, "Name the source of its credits, one of those under `sources`.")
    fields: dict[str, Kind] = {}
    labels: dict[str, tuple[str, ...]] = {}
    for entry in form.entries("fields"):
        if isinstance(entry.value, Listing):
            fields[entry.key] = Sort.LABEL
            labels[entry.key] = tuple(item.text for item in entry.value if isinstance(item, Text))
        else:
            fields[entry.key] = read_kind(entry.value, f"{path}.fields.{entry.key}", problems)
    return ItemKind(name, form.text("title") or name, currency, source, fields, labels)
