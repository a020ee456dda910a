"""What was measured, in words: how many rows, over which days, what they come to, and where they came from."""

from __future__ import annotations

from plans.record import Completeness, Fact
from plans.registry import Metric
from plans.roll_days import Span
from plans.statement import Statement, day_of
from plans.tree import Missing, Node
from plans.unit import Kind, Unit
from plans.words import Shown
from views.behind import rows_of
from views.names import metric_named, source_title
from views.reader import Reader
from views.row import Recorded, row_day, row_name
from views.rows import counted, source_titles
from views.texts import sentence

_DECIDED = {"last": "last one", "min": "lowest", "max": "highest"}  # roll-ups whose value is that of one row
_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})


def measured_words(node: Node, statement: Statement, reader: Reader) -> str:
    """`14 rows from 1 Oct to 20 Nov 2026. The median is 28 days: half of them took that long or less. Source: …, read ….`"""
    if isinstance(node.value, Missing):
        return "There is no figure yet."
    registry = statement.scheme.registry
    metric = metric_named(node.made.name, registry)
    rows = rows_of(node)
    meaning = f"{sentence(metric.definition)} " if metric and metric.definition else ""
    if not rows:
        return f"{meaning}{_nothing(node, statement, reader)}"
    days = _days_read(metric, statement)
    many = f"{reader.figures.count(*counted(rows, registry))}, {_span(days, statement, reader)}."
    return f"{meaning}{sentence(many)} {_result(node, reader)} {_source(rows, statement, reader)}"


def _days_read(metric: Metric | None, statement: Statement) -> Span:
    """The days of the facts that a metric rolls up: of one that looks back, more than the period."""
    period = statement.period
    return (metric.roll_up.span(period, statement.plan.cut) if metric else None) or Span(period.start, period.end)


def _nothing(node: Node, statement: Statement, reader: Reader) -> str:
    declared = next((row for row in node.rows if isinstance(row, Completeness)), None)
    value = reader.figures.value(Shown(node.value, node.made.kind)) if not isinstance(node.value, Missing) else ""
    if declared is None:
        return f"It is set to {value}."
    title = source_title(declared.source, statement.scheme.registry)
    through = reader.figures.day(declared.through)
    days = _days_read(metric_named(node.made.name, statement.scheme.registry), statement)
    return f"Nothing is recorded {_span(days, statement, reader)}. Source: {title}, which holds everything through {through}. So it is {value}."


def _result(node: Node, reader: Reader) -> str:
    """What the rows come to, by the metric's roll-up."""
    if isinstance(node.value, Missing):
        return ""
    value = reader.figures.value(Shown(node.value, node.made.kind))
    if node.made.op == "median":
        return f"The median is {value}: half of them {_at_most(node.made.kind)}."
    if node.made.op == "average":
        return f"On average they are {value}." if len(rows_of(node)) > 1 else f"It is {value}."
    if node.made.op == "count":
        return f"That is {value}."
    if node.made.op == "distinct":
        return f"Counting each once, that is {value}."
    if node.made.op in _DECIDED and isinstance(node.decided, Fact):
        row = node.decided
        return f"The {_DECIDED[node.made.op]} is {value}: {row_name(row)}, {reader.figures.day(row_day(row))}."
    if node.made.op == "sum":
        return f"Together they are {value}." if len(rows_of(node)) > 1 else f"It is {value}."
    if node.made.op == "ratio":
        return _ratio(node, value, reader)
    if node.made.op == "change":
        return _change(node, value, reader)
    return f"The value is {value}."


def _at_most(kind: Kind) -> str:
    takes_time = isinstance(kind, Unit) and len(kind.over) == 1 and kind.over[0] in _DURATIONS
    return "took that long or less" if takes_time else "are at that or below"


def _ratio(node: Node, value: str, reader: Reader) -> str:
    """`57 of 100: 57%.` for counts, `€1,071,000.00 ÷ €1,000,000.00 = 107.1%.` for amounts."""
    of, to = node.args["of"], node.args["to"]
    if isinstance(of.value, Missing) or isinstance(to.value, Missing):
        return ""
    if of.made.op == to.made.op and of.made.op in {"count", "distinct"} and of.made.kind == to.made.kind:
        return f"{reader.figures.number(of.value)} of {reader.figures.number(to.value)} count: {value}."
    above, below = (reader.figures.value(Shown(side.value, side.made.kind)) for side in (of, to))
    return f"{above} ÷ {below} = {value}."


def _change(node: Node, value: str, reader: Reader) -> str:
    """`From €100.00 to €130.00: a change of 30%.`"""
    of, against = node.args["of"], node.args["against"]
    if isinstance(of.value, Missing) or isinstance(against.value, Missing):
        return ""
    after, before = (reader.figures.value(Shown(side.value, side.made.kind)) for side in (of, against))
    return f"From {before} to {after}: a change of {value}."


def _span(days: Span, statement: Statement, reader: Reader) -> str:
    start, end = days.start, max(days.start, min(days.end, day_of(statement.as_of)))
    first = reader.figures.day_of_year(start) if start.year == end.year else reader.figures.day(start)
    return f"from {first} to {reader.figures.day(end)}"


def _source(rows: tuple[Recorded, ...], statement: Statement, reader: Reader) -> str:
    titles = source_titles(rows, statement.scheme.registry)
    read = max(row.origin.recorded for row in rows)
    if not titles:
        return ""
    return f"Source: {titles}, read {reader.figures.instant(read)}." if read else f"Source: {titles}."
