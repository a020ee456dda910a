"""A fact that somebody enters by hand: taken only where the published registry knows what it would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plans.literal import parse_kind
from plans.registry import Registry
from storage.database import Database
from storage.imports.refusal import CellError, did_you_mean
from storage.imports.report import Findings, ImportReport
from storage.imports.values import measure
from storage.imports.ways import import_row


def add_fact(
    database: Database,
    registry: Registry | None,
    cells: Mapping[str, str],
    source: str,
    reason: str,
    *,
    recorded: int,
    by: str,
    dry_run: bool = False,
) -> ImportReport:
    """Adds one fact, given by the canonical columns of facts, or corrects the one of its id; the report is that of an import.

    `registry` is the newest published one. Who entered it and why stand in the audit log, beside the batch.
    """
    findings = Findings()
    for column, error in _unknown(registry, cells, source):
        findings.reject(0, column, source if column == "source" else cells.get(column, ""), error)
    if not findings.ok:
        return ImportReport(None, source, 1, 0, 0, 0, findings.rejected(), published=False)
    noted = {"fact": cells["fact_id"], "reason": reason}
    return import_row(database, "facts", cells, source, recorded=recorded, by=by, dry_run=dry_run, noted=noted)


def _unknown(registry: Registry | None, cells: Mapping[str, str], source: str) -> Iterator[tuple[str, CellError]]:
    """What the registry does not know, by column."""
    if registry is None:
        yield (
            "metric",
            CellError(
                "no-registry", "No registry is published, so nothing says what is measured.", "Publish one first."
            ),
        )
        return
    if source not in registry.sources:
        near = did_you_mean(source, registry.sources) or f"It knows {', '.join(registry.sources) or 'none'}."
        yield "source", CellError("unknown-source", f"The registry has no source `{source}`.", near)
    name = cells["metric"]
    readers = [metric for metric in registry.metrics.values() if name in metric.roll_up.recorded]
    needs = registry.release_gate.needs if registry.release_gate else {}
    if not readers and name not in needs:
        known = sorted({fact for metric in registry.metrics.values() for fact in metric.roll_up.recorded} | set(needs))
        near = did_you_mean(name, known) or f"It reads {', '.join(known) or 'none'}."
        yield "metric", CellError("unknown-metric", f"Nothing in the registry reads facts called `{name}`.", near)
    try:
        kind = parse_kind(measure(cells["unit"]).name)
    except CellError:
        return  # the reading of the row says it better
    for metric in readers:
        if name in metric.roll_up.facts and metric.facts_are_in not in {None, kind}:
            message = f"`{metric.name}` is measured in {metric.kind}, not in {cells['unit']}."
            yield "unit", CellError("another-unit", message, f"Write the value in {metric.kind}.")
    edge = needs[name].edge if name in needs else None
    if edge is not None and kind != edge.kind:
        message = f"The release gate asks for `{name}` in {edge.kind}, not in {cells['unit']}."
        yield "unit", CellError("another-unit", message, f"Write the value in {edge.kind}.")
