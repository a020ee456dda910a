"""What people call the things of a plan and a registry: figures, inputs, metrics, sources."""

from __future__ import annotations

from plans.registry import Metric, Registry
from plans.tree import Node
from views.texts import capital

METRIC = "metric."  # before the name of a metric, where it is an input of a plan


def called(node: Node) -> str:
    """A figure's or an input's title, else its name in words."""
    return node.made.title or last_in_words(node.made.name)


def last_in_words(name: str) -> str:
    """A name without what it is an input or a part of: `term.annual-quota` -> `Annual quota`."""
    return capital(in_words(name.rpartition(".")[2]))


def in_words(name: str) -> str:
    """`deal-shares` -> `deal shares`."""
    return name.replace("-", " ")


def metric_named(name: str, registry: Registry) -> Metric | None:
    """The metric that an input of this name reads; None for other inputs."""
    return registry.metric_of(name)


def source_title(name: str, registry: Registry) -> str:
    """A source's title, else its name in words."""
    source = registry.sources.get(name)
    return source.title if source and source.title else in_words(name)
