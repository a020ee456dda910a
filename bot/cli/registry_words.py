"""`registry words` and `registry schema`: a registry as people read it, and what an editor needs while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bot.cli.exits import Exit
from bot.cli.out import pretty
from bot.cli.plan.words import refused
from bot.cli.registry import read_registry_draft
from bot.cli.tables import paragraph
from bot.cli.verb import Call, verb
from plans.literal import show
from plans.registry import Metric, Registry
from plans.registry_schema import registry_schema
from plans.roll_words import counted_as
from plans.unit import Kind, Unit, plural
from plans.words import say


@verb
@click.argument("file", type=Path, metavar="FILE")
def words(call: Call, file: Path) -> Exit:
    """Print every metric of a registry in plain words: how it is counted, whose it is, who answers for it, and why it is there.

    \b
        {"registry", "title", "hash", "metrics": [{"name", "title", "unit", "per", "period", "counted_as", "definition", "story",
         "source", "checked_against", "owner", "target", "edges"}]}
    """
    draft = read_registry_draft(file)
    registry = draft.registry
    if registry is None or not draft.problems.ok:
        return refused(call, draft)
    told = [_told(metric, registry) for metric in registry.metrics.values()]
    document = {"registry": registry.version, "title": registry.title, "hash": registry.hash, "metrics": told}
    call.out.result(document, "\n".join(_lines(registry)))
    return Exit.DONE


@verb
def schema(call: Call) -> None:
    """Print the JSON Schema (draft 2020-12) of a registry.

    Save it beside your registry, and name it on its first line for editors with a YAML language server:

    \b
        # yaml-language-server: $schema=registry.schema.json
    """
    document = registry_schema()
    call.out.result(document, pretty(document))


def _told(metric: Metric, registry: Registry) -> dict[str, Any]:
    source = registry.sources.get(metric.source)
    edges = metric.edges
    return {
        "name": metric.name,
        "title": metric.title,
        "unit": str(metric.kind),
        "per": metric.per,
        "period": metric.period or None,
        "counted_as": say(counted_as(metric.roll_up)),
        "definition": metric.definition,
        "story": metric.story,
        "source": source.title if source else metric.source,
        "checked_against": [registry.sources[each].title for each in metric.checked_against],
        "owner": metric.owner,
        "target": str(metric.target) if metric.target else None,
        "edges": {"on_track": show(edges.on_track, metric.kind), "close": show(edges.close, metric.kind)}
        if edges
        else None,
    }


def _lines(registry: Registry) -> Iterator[str]:
    yield f"{registry.title or 'Registry'}, version {registry.version}. Hash {registry.hash[:12]}."
    for metric in registry.metrics.values():
        told = _told(metric, registry)
        yield ""
        yield f"{metric.title} ({metric.name}), {_whose(metric)}{_counted(metric.kind)}"
        counted = told["counted_as"]
        for text in (
            f"{counted[:1].upper()}{counted[1:]}.",
            metric.definition,
            metric.story,
            _answers(told),
            _aims(metric),
        ):
            if text:
                yield paragraph(text, indent="     ")


def _whose(metric: Metric) -> str:
    whose = f"for each {metric.per}" if metric.per != "company" else "for the company"
    return f"{whose}, each {metric.period}" if metric.period else whose


def _counted(kind: Kind) -> str:
    if not isinstance(kind, Unit):
        return f", a {kind}" if str(kind) != "yes/no" else ", yes or no"
    if kind.is_ratio:
        return ", as a share"
    return f", in {plural(kind.over[0]) if len(kind.over) == 1 and not kind.under else kind}"


def _answers(told: dict[str, Any]) -> str:
    against = f", checked against {' and '.join(told['checked_against'])}" if told["checked_against"] else ""
    source = f"Source: {told['source']}{against}"
    return f"{source}; {told['owner']} answers for it." if told["owner"] else f"{source}."


def _aims(metric: Metric) -> str:
    """`Target 105%. On track from 105% on, close from 100% on.`; where less is better, `down`."""
    aims = [f"Target {metric.target}."] if metric.target else []
    if metric.edges is not None:
        way = "down" if metric.edges.lower_is_better else "on"
        on_track, close = (show(edge, metric.kind) for edge in (metric.edges.on_track, metric.edges.close))
        aims.append(f"On track from {on_track} {way}, close from {close} {way}.")
    return " ".join(aims)
