"""What means something else in another version of the registry: what moves a value or its being there, not how people call it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from plans.registry import ItemKind, Metric, Registry
from plans.roll_words import counted_as
from plans.words import say

GONE = "gone"


class Change(NamedTuple):
    """A metric (`metric.won`) or a kind of item (`item.deal`) with each field that differs: what it was, and what it is.

    What is no longer there has one field, `gone`.
    """

    name: str
    fields: Mapping[str, tuple[str, str]]

    @property
    def words(self) -> str:
        """`metric.won: the roll-up was the sum of deal value, and is how many there are of deal value`."""
        if GONE in self.fields:
            return f"`{self.name}` is gone"
        told = "; ".join(f"{field} was {old or 'not said'}, and is {new or 'not said'}" for field, (old, new) in self.fields.items())  # fmt: skip
        return f"`{self.name}`: {told}"


def changes(old: Registry, new: Registry) -> Iterator[Change]:
    """What of the old one means something else in the new one, in the order of the old one. What is new stands in nobody's way."""
    sides = (_meanings(old), _meanings(new))
    for name, before in sides[0].items():
        after = sides[1].get(name)
        if after is None:
            yield Change(name, {GONE: ("", "")})
            continue
        fields = {key: (before.get(key, ""), after.get(key, "")) for key in (*before, *after)}
        differing = {key: both for key, both in fields.items() if both[0] != both[1]}
        if differing:
            yield Change(name, differing)


def _meanings(registry: Registry) -> dict[str, Mapping[str, str]]:
    metrics = {f"metric.{name}": _metric(metric, registry) for name, metric in registry.metrics.items()}
    return metrics | {f"item.{name}": _item(item) for name, item in registry.items.items()}


def _metric(metric: Metric, registry: Registry) -> Mapping[str, str]:
    feed = registry.sources.get(metric.source)
    days = metric.late_after if metric.late_after is not None or feed is None else feed.late_after
    return {
        "unit": str(metric.kind),
        "labels": ", ".join(metric.labels),
        "per": metric.per,
        "period": metric.period,
        "roll-up": say(counted_as(metric.roll_up)),
        "source": metric.source,
        "checked-against": ", ".join(metric.checked_against),
        "late-after": "" if days is None else f"{days} days",
        "may-be-negative": _said(metric.negative),
        "never-zero": _said(metric.never_zero),
        "may-be-missing": _said(metric.missing),
    }


def _item(item: ItemKind) -> Mapping[str, str]:
    columns = {
        f"fields.{name}": ", ".join(item.labels.get(name, ())) or str(kind) for name, kind in item.fields.items()
    }
    return {"currency": item.currency, "source": item.source, **columns}


def _said(flag: bool) -> str:  # noqa: FBT001 - a field of the registry
    return "yes" if flag else "no"
