"""Reads `checked-against` of a metric: the sources that tell the same as its own, and have to agree with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plans.problem import Problems
from plans.reading.form import Form, near
from plans.registry import Metric, Source


def read_checked_against(form: Form, source: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The other sources by name, each once. Somebody has to answer for a disagreement, so the metric or its source has an owner."""
    named = tuple(dict.fromkeys(form.texts("checked-against")))
    for each in named:
        if each == source:
            form.fault("checked-against", "same-source", f"`{each}` is the metric's own source.", "Name another one.")
        elif each not in sources:
            remedy = near(each, sources) or "Declare it under `sources`."
            form.fault("checked-against", "unknown-name", f"There is no source `{each}`.", remedy)
    if named and not form.text("owner") and not (source in sources and sources[source].owner):
        message = "Nobody answers for it when the sources disagree."
        form.fault("checked-against", "no-owner", message, "Give the metric an `owner`, or its source one.")
    return named


def check_alike(metrics: Iterable[Metric], problems: Problems) -> None:
    """Metrics that read the same rows compare the same sources: a row cannot count in one and be in question in the other."""
    first: dict[str, Metric] = {}
    for metric in metrics:
        for fact in metric.roll_up.facts:
            other = first.setdefault(fact, metric)
            told = (metric.source, *metric.checked_against), (other.source, *other.checked_against)
            if told[0] != told[1] and (metric.checked_against or other.checked_against):
                message = f"`{metric.name}` and `{other.name}` read rows of `{fact}`, and compare other sources."
                remedy = "Give both the same `source` and `checked-against`."
                problems.add(metric.place, f"metrics.{metric.name}.checked-against", "compared", message, remedy)
                break
