"""Reads the section `release-gate` of a registry: what a release must meet before it is deployed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from plans.document import Entry, Table
from plans.literal import Literal, NotALiteralError, parse
from plans.names import is_name
from plans.problem import Problems
from plans.reading.form import Form, check_keys, near
from plans.registry import Source
from plans.release_gate import COMPARISONS, IS, RECORDED, TESTS, Need, ReleaseGate
from plans.unit import Sort

SECTION = "release-gate"
_EXAMPLE = "Write `{title: Quality checks, source: quality, at-least: 95%}`."


def read_release_gate(registry: Form, sources: Mapping[str, Source], problems: Problems) -> ReleaseGate | None:
    """The gate; None where the registry declares none."""
    table = registry.table_at(SECTION)
    if table is None:
        return None
    check_keys(table, ("title", "needs", "fresh"), SECTION, problems)
    form = Form(table, SECTION, problems)
    needs = {entry.key: _need(entry, sources, problems) for entry in form.entries("needs")}
    fresh = tuple(_source(name, "fresh", form, sources) for name in form.texts("fresh"))
    if not needs and not fresh:
        form.fault(
            "needs",
            "missing-key",
            "The gate asks for nothing, so it would always be open.",
            "Write `needs`, or `fresh`.",
        )
    return ReleaseGate(form.text("title") or "Release gate", needs, fresh)


def _need(entry: Entry, sources: Mapping[str, Source], problems: Problems) -> Need:
    path, nothing = f"{SECTION}.needs.{entry.key}", Need(entry.key, entry.key, Source(""), RECORDED)
    if not is_name(entry.key):
        problems.add(entry.place, path, "name", f"`{entry.key[:60]}` is no name.", "Use letters, digits and dashes.")
    if not isinstance(entry.value, Table):
        problems.add(entry.value.place, path, "need", f"`{entry.key}` is no table.", _EXAMPLE)
        return nothing
    check_keys(entry.value, ("title", "source", *TESTS), path, problems)
    form = Form(entry.value, path, problems)
    source = _source(
        form.text("source", needed="Name the source of its facts, one of those under `sources`."),
        "source",
        form,
        sources,
    )
    asked = [test for test in TESTS if entry.value.get(test) is not None]
    if len(asked) != 1:
        remedy = f"Write one of: {', '.join(f'`{test}`' for test in TESTS)}."
        form.fault(
            "",
            "one-of",
            f"`{entry.key}` asks for {'several things' if asked else 'nothing'}.",
            remedy,
            entry.value.place,
        )
        return nothing
    return Need(entry.key, form.text("title") or entry.key.replace("-", " "), source, asked[0], _edge(form, asked[0]))


def _source(name: str, key: str, form: Form, sources: Mapping[str, Source]) -> Source:
    if name and name not in sources:
        remedy = near(name, sources) or "Declare it under `sources`."
        form.fault(key, "unknown-name", f"There is no source `{name}`.", remedy)
    return sources.get(name) or Source(name)


def _edge(form: Form, test: str) -> Literal | None:
    """What a test compares with; None where it is enough that something is recorded."""
    text = form.text(test, needed=_EXAMPLE)
    if test == RECORDED:
        if text and text != "yes":
            form.fault(
                test, "word", f"`recorded: {text}` asks for nothing.", "Write `recorded: yes`, or leave the need out."
            )
        return None
    try:
        literal = parse(text)
    except NotALiteralError as error:
        form.fault(test, "literal", str(error))
        return None
    if literal is None and test == IS and text:
        return Literal(text, Sort.LABEL)
    if text and (literal is None or (test in COMPARISONS and not _is_ordered(literal))):
        form.fault(
            test,
            "literal",
            f"`{text}` is nothing to compare with.",
            "Write a value with its unit: `95%`, `30 days`, `2026-07-01`.",
        )
    return literal


def _is_ordered(literal: Literal) -> bool:
    return isinstance(literal.value, Decimal | date)
