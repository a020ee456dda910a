"""`registry values`: one metric of everybody, by the definition that statements follow, before or after it is published."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from bot.cli.exits import Exit
from bot.cli.failures import unknown
from bot.cli.looking import REASON, record_metric
from bot.cli.new_file import new_file
from bot.cli.payees import named_so
from bot.cli.plan.words import refused
from bot.cli.registry import read_registry_draft
from bot.cli.surroundings import business_time, current
from bot.cli.tables import table_of
from bot.cli.values import TEXT
from bot.cli.verb import Call, misused, verb
from bot.clock import real
from commands.world import World
from plans.absence import FINAL, STANDING
from plans.company.cut import Gregorian
from plans.everybody import Asked, Told
from plans.export import value_json
from plans.literal import show
from plans.registry import Metric, Registry
from plans.statement import day_of, text_of
from plans.tree import Cause, Missing, Node
from storage.catalogue import Catalogue
from storage.database import Connection
from storage.everybody import told_of_everybody

_COLUMNS = ("subject", "value", "unit", "facts", "why", "words")


@verb
@click.argument("metric", type=TEXT, metavar="METRIC")
@click.option(
    "--period",
    type=TEXT,
    required=True,
    metavar="P",
    help="Such as 2026-Q3, 2026-10, or as the company calendar names it.",
)
@click.option(
    "--registry", type=Path, metavar="FILE", help="A registry that is not published yet, instead of the newest."
)
@click.option("--final", is_flag=True, help="Wait for what is missing, even if the period has not ended.")
@click.option("--standing", is_flag=True, help="Facts so far, even if the period has ended.")
@click.option(
    "--out", type=Path, metavar="FILE", help="Write a new CSV file that you alone can read, instead of printing."
)
@click.option("--reason", type=TEXT, default=REASON, show_default=True, help="Why you look: it is recorded.")
def values(
    call: Call,
    *,
    metric: str,
    period: str,
    registry: Path | None,
    final: bool,
    standing: bool,
    out: Path | None,
    reason: str,
) -> Exit:
    """Print METRIC of the registry for everybody: its value, of how many facts it is made, or why it waits.

    Told are all persons and partners who are there in the period, all teams with somebody in them, or the company, as the metric is
    `per`; and everybody else of whom it reads a fact. Each value is what a statement says. A period that is over is final, one that is not
    is standing. The look is recorded in the audit log before anything is printed.

    \b
        {"subject", "value": {"text", "unit", "minor"} or {"missing": words}, "facts",
         "waits": [{"why": "late|absent|broken|conflict", "words", "source", "since", "owner"}],
         "parts": {"of"|"to"|"against": value}}
        --out has the columns subject, value, unit, facts, why, words

    `facts` counts those of both sides of a ratio or a change. The subject of a metric of the company is empty.
    """
    if final and standing:
        misused("Write --final or --standing, not both.")
    draft = read_registry_draft(registry) if registry else None
    if draft is not None and (draft.registry is None or not draft.problems.ok):
        return refused(call, draft)
    now = business_time(call)
    today = day_of(now)
    with current(call) as database, database.read() as connection:
        world = World(database, Catalogue(), real)
        span = named_so(connection, world, period, now)[0]  # of two by one name, that of the company calendar
        mode = FINAL if final else STANDING if standing else FINAL if span.end < today else STANDING
        known = draft.registry if draft and draft.registry else _published(connection, now)
        calendar = world.catalogue.calendars(connection, now)
        cut = calendar if calendar is not None and calendar.named(span.name) == span else Gregorian()
        asked = Asked(known, _metric(known, metric), span, cut, mode, today)
        record_metric(database, metric, span.name, reason)
        told = told_of_everybody(connection, asked, now)
        if out is not None:
            count = _write(out, told, asked.metric)
            call.out.result({"file": str(out), "subjects": count}, f"{out} has {count:,} rows: {_head(asked)}.")
        elif call.out.is_words:
            call.out.tell(f"{_head(asked)}.")
            call.out.items((), _lines(told, asked.metric))
        else:
            call.out.items((_json(each) for each in told), ())
    return Exit.DONE


def _published(connection: Connection, now: int) -> Registry:
    registry = Catalogue().registry(connection, now)
    if registry is None:
        raise unknown("registry", "No registry is published yet.", "Publish one, or name a file with --registry.")
    return registry


def _metric(registry: Registry, name: str) -> Metric:
    """The metric of this name, `metric.` before it or not."""
    plain = name.removeprefix("metric.")
    if plain in registry.metrics:
        return registry.metrics[plain]
    near = get_close_matches(plain, registry.metrics, n=1)
    remedy = f"Did you mean `{near[0]}`?" if near else "`registry words FILE` reads all of them aloud."
    raise unknown("metric", f"Registry {registry.version} has no metric `{plain}`.", remedy)


def _head(asked: Asked) -> str:
    return f"{asked.metric.title}, {asked.period.name}, {asked.mode}, by registry {asked.registry.version}"


def _json(told: Told) -> dict[str, Any]:
    node = told.node
    parts = {name: part for name, part in node.args.items() if isinstance(part, Node)}
    return {
        "subject": told.subject,
        "value": value_json(node.value, node.made.kind),
        "facts": told.facts,
        "waits": [_wait(cause) for cause in _causes(node)],
        "parts": {name: value_json(part.value, part.made.kind) for name, part in parts.items()},
    }


def _wait(cause: Cause) -> dict[str, Any]:
    since = cause.since.isoformat() if cause.since else None
    return {"why": cause.why, "words": cause.words, "source": cause.source, "since": since, "owner": cause.owner}


def _causes(node: Node) -> tuple[Cause, ...]:
    return node.value.causes if isinstance(node.value, Missing) else ()


def _why(node: Node) -> tuple[str, str]:
    causes = _causes(node)
    return ", ".join(dict.fromkeys(cause.why for cause in causes)), "; ".join(cause.told for cause in causes)


def _lines(told: Iterable[Told], metric: Metric) -> Iterator[str]:
    """A table, for people; they are as many as the company has."""
    rows = [("subject" if metric.per == "company" else metric.per, "value", "facts", "waits for")]
    for each in told:
        shown = "" if isinstance(each.node.value, Missing) else show(each.node.value, metric.kind)
        rows.append((each.subject or "the company", shown, f"{each.facts:,}", _why(each.node)[1]))
    yield table_of(rows, right=(1, 2), indent="") if len(rows) > 1 else "There is nobody of whom it could be told."


def _write(file: Path, told: Iterable[Told], metric: Metric) -> int:
    """The rows as CSV; says how many they are."""
    count = 0
    with new_file(file) as out, io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True) as text:
        sheet = csv.writer(text)
        sheet.writerow(_COLUMNS)
        for each in told:
            value = "" if isinstance(each.node.value, Missing) else text_of(each.node.value)
            sheet.writerow((each.subject, value, str(metric.kind), each.facts, *_why(each.node)))
            count += 1
    return count
