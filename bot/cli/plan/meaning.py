"""What a published document changes for plans: which metrics mean something else, and who reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from plans.checking.metrics import metrics_read
from plans.plan import Plan
from plans.registry import Registry
from plans.registry_changes import Change, changes
from storage.catalogue import Catalogue, Published
from storage.database import Connection


class Affected(NamedTuple):
    """A change with the published plans that read what changed, as `name@version`; each goes on with the registry that it was published with."""

    change: Change
    plans: tuple[str, ...]
    registry: str  # the version that those plans read

    def as_json(self) -> dict[str, Any]:
        fields = {name: {"old": old, "new": new} for name, (old, new) in self.change.fields.items()}
        return {"name": self.change.name, "fields": fields, "plans": list(self.plans), "registry": self.registry}


def affected(connection: Connection, catalogue: Catalogue, new: Registry, today: date, as_of: int) -> list[Affected]:
    """What means something else in this registry than in the one that a published plan reads, of what such a plan reads; plans that ended left out."""
    found: dict[tuple[str, str], tuple[Change, list[str]]] = {}
    for head in _in_force(catalogue.heads(connection, as_of), today):
        scheme = catalogue.scheme(connection, head)
        for change in _read_by(scheme.plan, scheme.registry, changes(scheme.registry, new)):
            _, plans = found.setdefault((scheme.registry.version, change.name), (change, []))
            plans.append(f"{head.plan}@{head.version}")
    return [Affected(change, tuple(sorted(plans)), version) for (version, _), (change, plans) in found.items()]


def since(connection: Connection, catalogue: Catalogue, plan: Plan, registry: Registry, as_of: int) -> list[Change]:
    """What a plan reads that means something else than in the version of it that was published last."""
    before = [head for head in catalogue.heads(connection, as_of) if head.plan == plan.name and head.hash != plan.hash]
    if not before:
        return []
    newest = max(before, key=lambda head: head.published)
    return list(_read_by(plan, registry, changes(catalogue.scheme(connection, newest).registry, registry)))


def _in_force(heads: list[Published], today: date) -> Iterator[Published]:
    """Those that hold today or later. `heads` has the ones first that start last: once one has started, those before it are over."""
    started: set[str] = set()
    for head in heads:
        if head.plan in started or (head.effective_to is not None and head.effective_to < today):
            continue
        if head.effective_from <= today:
            started.add(head.plan)
        yield head


def _read_by(plan: Plan, registry: Registry, found: Iterator[Change]) -> Iterator[Change]:
    read = {f"metric.{name}" for name in metrics_read(plan.figures, registry)} | {f"item.{scope.each}" for scope in plan.crediting.values()}  # fmt: skip
    return (change for change in found if change.name in read)


def affected_words(each: Affected, new: str) -> str:
    """`Note: … hunters@1 reads it, and goes on with registry 2026-01. …`"""
    read = "read it, and go on" if len(each.plans) > 1 else "reads it, and goes on"
    return (
        f"Note: {each.change.words}. {', '.join(each.plans)} {read} with registry {each.registry}."
        f" It counts for a plan once a new version of the plan says `metrics: registry {new}`."
    )


def since_words(change: Change) -> str:
    return f"Note: {change.words}, unlike in the version before."


def since_json(found: list[Change]) -> list[Mapping[str, Any]]:
    return [
        {"name": change.name, "fields": {name: {"old": old, "new": new} for name, (old, new) in change.fields.items()}}
        for change in found
    ]
