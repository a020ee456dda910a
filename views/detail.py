"""A line of a statement: its amount, what was measured against what, how much it counts, and the way to its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from hashlib import sha256

from plans.literal import Scalar
from plans.record import Completeness
from plans.registry import BY_COLUMN, Registry
from plans.statement import Statement
from plans.tree import Missing, Node
from plans.unit import Kind, Unit, plural
from views.lines import Line, measured
from views.measure import Measure
from views.message import Bold, Button, Paragraph
from views.names import source_title
from views.reader import Reader
from views.texts import capital, distinct, inside

WHY = "fs.why"
_LONGEST_NAME = 75  # characters of a button's name for a screen reader
_LONGEST_ID = 200  # characters of a figure's name within an action id
_IN_WORDS = {
    Decimal(1) / 2: "half",
    Decimal(1) / 4: "a quarter",
    Decimal(3) / 4: "three quarters",
}


def line_parts(
    lines: Sequence[Line], statement: Statement, reader: Reader, tails: dict[str, str] | None = None
) -> Iterator[Paragraph]:
    """One paragraph a line. `tails` are sentences to put in place of how much a line counts, by its name."""
    registry = statement.scheme.registry
    names = why_names(line.title for line in lines)
    for line, name in zip(lines, names, strict=True):
        tail = weight_words(line, reader) if tails is None else tails.get(line.name, "")
        said = " ".join(text for text in (_detail(line, registry, reader), tail) if text)
        amount = (
            reader.figures.quantity(line.amount, line.kind) if isinstance(line.amount, Decimal) else "no figure yet"
        )
        yield Paragraph(
            ((Bold(f"{line.title}: {amount}"),), *([(said,)] if said else [])),
            why_button(line.name, name, reader),
        )


def why_names(titles: Iterable[str]) -> list[str]:
    """How a screen reader tells the buttons of an answer apart: `Why: adoption`."""
    return distinct((f"Why: {inside(title)}" for title in titles), _LONGEST_NAME)


def why_button(figure: str, says: str, reader: Reader) -> Button:
    """The button that explains a figure; `says` is its name among the others of the answer."""
    return Button(f"{WHY}.{button_name(figure)}", "Why?", reader.key, says)


def button_name(name: str) -> str:
    """A figure's name as the last part of an action id: without dots, and of a length that Slack takes."""
    plain = name.replace(".", "~")
    return plain if len(plain) <= _LONGEST_ID else f"{plain[:_LONGEST_ID]}~{sha256(plain.encode()).hexdigest()[:8]}"


def result_words(measure: Measure, registry: Registry, reader: Reader) -> str:
    """`You: 28 days. Target: 30 days, and fewer is better.`"""
    value = measure.node.value
    if isinstance(value, Missing):
        return ""
    if measure.base is not None and not isinstance(measure.base.value, Missing):
        return f"{_titled(measure.node, value, reader)} {_titled(measure.base, measure.base.value, reader)}"
    said = f"{_whose_result(measure, reader)}: {reader.figures.quantity(value, measure.node.made.kind)}."
    if measure.target is not None:
        said += f" Target: {_target(measure, reader)}."
    if measure.metric is not None and measure.metric.edges is not None and measure.goal is None:
        said += f" {capital(measure.metric.edges.status(value))}."
    return said + _zero_words(measure.node, registry, reader)


def _titled(node: Node, value: Scalar, reader: Reader) -> str:
    """`Lift that was measured: 3.1%.` What the title names already is not named again: `Quality checks passed: 19.`"""
    title, kind = node.made.title, node.made.kind
    noun = plural(kind.over[0]) if isinstance(kind, Unit) and len(kind.over) == 1 and not kind.money else ""
    if noun and noun in title.lower().split() and isinstance(value, Decimal):
        return f"{title}: {reader.figures.number(value)}."
    return f"{title}: {reader.figures.quantity(value, kind)}."


def weight_words(line: Line, reader: Reader) -> str:
    """`Counts for half of your target pay.`, `Counts for 30%.`"""
    if line.weight is None:
        return ""
    words = _IN_WORDS.get(line.weight)
    if words is None:
        return f"Counts for {reader.figures.percent(line.weight)}."
    return f"Counts for {words} of {reader.your} target pay." if line.target_pay is not None else f"Counts for {words}."


def _detail(line: Line, registry: Registry, reader: Reader) -> str:
    if line.band and line.piece is not None:
        worked_on = reader.figures.quantity(line.piece.amount, line.piece.amount_kind)
        return f"{worked_on} at {reader.figures.quantity(line.piece.at, line.piece.at_kind)}."
    measure = measured(line, registry)
    return result_words(measure, registry, reader) if measure else ""


def _whose_result(measure: Measure, reader: Reader) -> str:
    per = measure.metric.per if measure.metric else "person"
    if per in {"company", *BY_COLUMN}:
        return per.capitalize()
    if per == "team":
        return "Your team" if reader.own else "Team"
    return "You" if reader.own else "Result"


def _target(measure: Measure, reader: Reader) -> str:
    """The target, with `fewer is better` where so."""
    if measure.target is None:
        return ""
    shown = reader.figures.quantity(measure.target.value, measure.target.kind)
    return shown + (f", and {fewer_word(measure.target.kind)} is better" if measure.fewer else "")


def fewer_word(kind: Kind) -> str:
    """`fewer` of what is counted, `less` of money and shares."""
    return "less" if isinstance(kind, Unit) and (kind.is_ratio or kind.money) else "fewer"


def _zero_words(node: Node, registry: Registry, reader: Reader) -> str:
    """What a zero rests on: the declaration of its source that there was nothing more."""
    declared = next((row for row in node.rows if isinstance(row, Completeness)), None)
    if node.value != 0 or declared is None:
        return ""
    through = reader.figures.day(declared.through)
    source = source_title(declared.source, registry)
    return f" Nothing is recorded, and {source} holds everything through {through}: so it is zero, not unknown."
