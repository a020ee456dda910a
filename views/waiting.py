"""A statement that waits: no total, what is known, what is not and who is on it, and between which sums the answer will lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal

from plans.absence import BROKEN, CONFLICT, STANDING, told
from plans.registry import Source
from plans.statement import Statement, day_of, state
from plans.tree import Cause, Missing, Node, walk
from plans.unit import Kind, Unit, plural
from views.elsewhen import when
from views.framing import assumed, plan_words, stamp
from views.lines import Line, breakdown, is_money, line_named, sum_of
from views.many import some_lines
from views.message import Bold, Note, Paragraph, Part, Rule
from views.names import called, in_words, last_in_words, metric_named
from views.reach import Ends, Reach, Unsure, reach_of
from views.reader import Reader
from views.settled import settled_lines
from views.texts import inside, joined, ordinal, sentence, small

_TOLD = 3  # causes told in full
_UNSURE = {
    Unsure.OTHER: "Between which sums it will lie cannot be said before that is known.",
    Unsure.WAVERS: "It may rise and fall with what is missing, so no range is certain.",
    Unsure.STOPS: "For some values of what is missing the plan gives no figure, so no range is certain.",
    Unsure.ENDLESS: "The plan sets no limits to it, so there is no range.",
}
_NAMED = 6  # of the others, so many by name


def waiting_parts(statement: Statement, reader: Reader) -> Iterator[Part]:
    """Everything between the heading and the buttons."""
    reach = reach_of(statement)
    lines = settled_lines(statement, reach)
    known = [line for line in lines if isinstance(line.amount, Decimal)]
    waiting = [line for line in lines if not isinstance(line.amount, Decimal)]
    yield Paragraph((_answer(known, waiting, statement, reader),))
    yield from _causes(statement, waiting, reader)
    if isinstance(reach, Unsure):
        yield Paragraph(((_UNSURE[reach],),))
    else:
        yield Paragraph(((Bold("What it could come to"),), (_range(statement, reach, waiting, reader),)))
    yield _as_of(statement, reader)
    if known:
        yield Rule()
        yield from some_lines(known, statement, reader, {})


def _answer(
    known: Sequence[Line], waiting: Sequence[Line], statement: Statement, reader: Reader
) -> tuple[Bold | str, ...]:
    """`€4,491.43 from two of three parts. The third part has no figure yet, so there is no total.`"""
    count = len(known) + len(waiting)
    if not known or not all(is_money(line.kind) for line in known):
        return (Bold("There is no figure yet."), " Something that it rests on has not arrived, so there is no total.")
    amount = reader.figures.amount(sum_of(tuple(known)), statement.plan.currency)
    head = Bold(f"{amount} from {small(len(known))} of {small(count)} parts.")
    if len(waiting) == 1:
        return (head, f" The {ordinal(count)} part has no figure yet, so there is no total.")
    return (head, f" The other {small(len(waiting))} have no figure yet, so there is no total.")


def _causes(statement: Statement, waiting: Sequence[Line], reader: Reader) -> Iterator[Paragraph]:
    for cause in statement.waits[:_TOLD]:
        yield Paragraph(
            ((Bold(f"{_what(cause, waiting, statement, reader)}: no figure yet."),), (_why(cause, statement, reader),))
        )
    if left := statement.waits[_TOLD:]:
        count = f"{small(len(left)).capitalize()} more {'figure is' if len(left) == 1 else 'figures are'} waited for"
        names = list(dict.fromkeys(inside(_what(cause, waiting, statement, reader)) for cause in left))
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        yield Paragraph(((f"{count}: {joined([*names[:_NAMED], *more])}.",),))


def _what(cause: Cause, waiting: Sequence[Line], statement: Statement, reader: Reader) -> str:
    """The line that waits for this alone, else what is missing itself, with its period where that is another one."""
    missing = _missing(cause, waiting, statement)
    return f"{missing}, {when(cause.period, reader)}" if cause.period else missing


def _missing(cause: Cause, waiting: Sequence[Line], statement: Statement) -> str:
    mine = [line for line in waiting if isinstance(line.node.value, Missing) and cause in line.node.value.causes]
    if len(mine) == 1 and len(statement.waits) == 1 and not cause.period:
        return mine[0].title
    metric = metric_named(cause.what, statement.scheme.registry)
    if metric is not None:
        return metric.title
    item = statement.scheme.registry.items.get(cause.what.removeprefix("item."))
    if item is not None:
        return plural(item.title)
    node = statement.figure(cause.what)
    return called(node) if node is not None else last_in_words(cause.what)


def _why(cause: Cause, statement: Statement, reader: Reader) -> str:
    """What has not come, since when, who is on it; and that the reader need do nothing."""
    source = statement.scheme.registry.sources.get(cause.source)
    if cause.why == "late" and source is not None:
        return _waits(_arrived(cause, source, reader), cause, source, reader)
    trouble = statement.dossier.troubles.get(cause.source)
    if cause.why == BROKEN and source is not None and trouble is not None:
        since = reader.figures.day(day_of(trouble.since))
        return _waits(f"{_arrived(cause, source, reader)} Since {since}, {told(trouble)}.", cause, source, reader)
    if cause.why == "absent" and source is not None:
        period = when(cause.period, reader) if cause.period else "this period"
        return _waits(f"Nothing has arrived from {_the(source)} for {period}.", cause, source, reader)
    if cause.why == CONFLICT and source is not None:
        said = sentence(reader.days_in(cause.words))
        return _owned([said, "Until that is settled, this part waits."], cause, source, reader)
    if cause.what.startswith(("term.", "participant.")):
        return f"{sentence(reader.days_in(cause.words))} An HR administrator can add it."
    return f"{sentence(reader.days_in(cause.words))} Missing is not zero: this part waits."


def _arrived(cause: Cause, source: Source, reader: Reader) -> str:
    if cause.since is None:
        return f"{sentence(_the(source))[:-1]} has not yet said through which day it holds everything."
    return f"{sentence(f'{_the(source)} last arrived on {reader.figures.day(cause.since)}')}"


def _the(source: Source) -> str:
    """`the product usage feed`, but `billing`: a name of one word stands alone."""
    title = source.title or in_words(source.name)
    return f"the {title}" if " " in title else title


def _waits(what: str, cause: Cause, source: Source, reader: Reader) -> str:
    """What has not come, that it is no zero, and who is on it."""
    return _owned([what, "Missing is not zero: this part waits."], cause, source, reader)


def _owned(said: Sequence[str], cause: Cause, source: Source, reader: Reader) -> str:
    owner = cause.owner or source.owner
    texts = [*said, f"Owner: {owner}." if owner else ""]
    return " ".join(filter(None, [*texts, "You need to do nothing." if reader.own else ""]))


def _range(statement: Statement, reach: Reach, waiting: Sequence[Line], reader: Reader) -> str:
    """`Adoption pays between €0.00 and €2,700.00. So your total would lie between €4,491.43 and €7,191.43. At the last reading …`"""
    said = [
        f"{line.title} pays {_ends(ends, line.kind, reader)}."
        for line in waiting
        if (ends := reach.amount(line.name)) is not None
    ]
    if (ends := reach.earned) is not None:
        verb = "would be" if None in ends else "would lie"
        said.append(f"So {reader.your} total {verb} {_ends(ends, Unit((statement.plan.currency,)), reader)}.")
        if ends.high is None:
            said.append("The plan sets no upper limit to it.")
    return " ".join([*said, *_last_reading(statement, waiting, reader)])


def _ends(ends: Ends, kind: Kind, reader: Reader) -> str:
    """`between €0.00 and €2,700.00`, or `at least €0.00` of what has no upper end."""
    low, high = (None if end is None else reader.figures.quantity(end, kind) for end in ends)
    if low and high:
        return f"between {low} and {high}" if low != high else low
    return f"at least {low}" if low else f"at most {high}"


def _last_reading(statement: Statement, waiting: Sequence[Line], reader: Reader) -> Iterator[str]:
    """Where one part stood when its source last arrived."""
    cause = statement.waits[0]
    since = cause.since
    if (
        len(statement.waits) > 1
        or len(waiting) != 1
        or cause.why != "late"
        or since is None
        or since not in statement.period
    ):
        return
    then = datetime.combine(since, time(23, 59), UTC)
    before = state(
        statement.scheme,
        statement.dossier,
        statement.period,
        int(then.timestamp()) * 1_000_000,
        STANDING,
        statement.past,
    )
    line = line_named(breakdown(before).lines, waiting[0].name)
    reading = _metric_of(before, cause.what)
    if line is None or not isinstance(line.amount, Decimal) or reading is None or isinstance(reading.value, Missing):
        return
    value = reader.figures.quantity(reading.value, reading.made.kind)
    day = reader.figures.day_of_year(since)
    yield f"At the last reading, {value} on {day}, this part stood at {reader.figures.quantity(line.amount, line.kind)}."


def _metric_of(statement: Statement, name: str) -> Node | None:
    return next((node for node in walk(*(paid.node for paid in statement.payouts)) if node.made.name == name), None)


def _as_of(statement: Statement, reader: Reader) -> Note:
    texts = [plan_words(statement, reader), *assumed(statement, reader)]
    return Note(("As of ", stamp(statement.as_of, reader), f". {' '.join([*_pay_date(statement, reader), *texts])}"))


def _pay_date(statement: Statement, reader: Reader) -> Iterator[str]:
    """Whether the first day on which something is due can still be met, or when it was."""
    due = [paid.due for paid in statement.payouts if paid.due is not None]
    if due and min(due) < reader.today:
        yield f"It was due on {reader.figures.day(min(due))}."
    elif due and min(due) > reader.today:
        yield f"Pay date {reader.figures.day(min(due))} is not affected so far."
