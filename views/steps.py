"""How a figure came about, as numbered steps in computing order: what was measured, what the plan makes of it, and the rounding last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from plans.number import ZERO
from plans.plan import Figure
from plans.record import Term
from plans.sentences import rule
from plans.statement import Statement
from plans.tree import Missing, Node, walk
from plans.verbs.round import to_words
from plans.verbs.streak import counting
from plans.windows import BACK, Window
from plans.words import Shown, say
from views.behind import rows_of
from views.elsewhen import dated, each_period, window_read
from views.gates import comparison
from views.lines import Line, breakdown, measured
from views.measure import counting_parts, is_metric
from views.measure_words import measured_words
from views.names import called
from views.reader import Reader
from views.rows import noun_of
from views.texts import clause_of, inside, joined, sentence, small

MOST = 12
_KEPT_FIRST, _KEPT_LAST = 5, 6
_MOST_ITEMS = 6  # of more items only the sum is told; each of them stands among the rows
_MODES = {
    "half-away": "Half or more goes up",
    "half-even": "Exactly half goes to the even one",
    "half-plus": "Half or more goes up",
    "up": "What is over goes up",
    "down": "What is over goes down",
    "away-from-zero": "What is over counts as a whole one",
    "toward-zero": "What is over is dropped",
}

_MODES_BELOW_ZERO = {**_MODES, "half-away": "Half or more goes down"}

_COUNTS = {
    "by day": "each counts for its days",
    "by stint": "each counts in its own stint",
    "first": "the first counts",
    "last": "the last counts",
}

_MANY_DIGITS = re.compile(r"\d+\.\d{7,}")

Step = tuple[str, str]


class Explained(NamedTuple):
    """The steps, and the number of the one that rounds (0: none does)."""

    steps: tuple[Step, ...]
    rounds_at: int


def explain(line: Line, statement: Statement, reader: Reader) -> Explained:
    """The steps of one line, from what was recorded to the amount that it shows."""
    steps = list(_Telling(line, statement, reader).steps())
    steps += _weighing(line, reader)
    rounding = _rounding(line, statement, reader)
    if len(steps) + len(rounding) > MOST:
        between = steps[_KEPT_FIRST : len(steps) + len(rounding) - _KEPT_LAST]
        titles = joined(inside(lead.removesuffix(".")) for lead, _ in between[:3])
        folded = ("In between.", f"{small(len(between)).capitalize()} more steps, among them {titles}.")
        steps[_KEPT_FIRST : _KEPT_FIRST + len(between)] = [folded]
    steps += rounding
    return Explained(tuple(steps), len(steps) if rounding else 0)


class _Telling:
    """Walks the tree below a line, parts before what is made of them, each once."""

    def __init__(self, line: Line, statement: Statement, reader: Reader) -> None:
        self._line, self._statement, self._reader = line, statement, reader
        self._measure = measured(line, statement.scheme.registry)
        self._goal = self._measure.goal if self._measure else None
        self._told: set[Node] = set()

    def steps(self) -> Iterator[Step]:
        return self._of(self._line.node, "")

    def _of(self, node: Node, clause: str) -> Iterator[Step]:
        if node in self._told or node.made.op == "literal":
            return
        self._told.add(node)
        if is_metric(node):
            yield self._measured(node), measured_words(node, self._statement, self._reader)
            return
        if not isinstance(node.made, Figure) and node.made.op != "part":
            yield self._given(node, clause)
            return
        if (window := window_read(node)) is not None:
            yield from self._each_period(node, window)
        elif isinstance(items := node.args.get("each"), tuple):
            yield from self._each(items)
        else:
            for part in _in_order(node):
                yield from self._of(part, node.made.clause)
        if isinstance(node.made, Figure):
            yield self._figure(node, node.made)

    def _each(self, items: tuple[Node, ...]) -> Iterator[Step]:
        """What is done for each item, as rules: one item after another would fill pages."""
        figures, each = self._statement.plan.figures, self._for_each(items)
        # Of the last item: what is counted through it rests on all before, and each figure is told once.
        done = reversed([node.made for node in walk(*items[-1:]) if isinstance(node.made, Figure) and node.item])
        for figure in {figure.name: figure for figure in done}.values():
            words = say(rule(figure, figures, self._statement.scheme.registry), self._reader.figures)
            yield f"{figure.called}.", f"{each}: {words.removesuffix('.')}{clause_of(figure.clause)}."

    def _each_period(self, node: Node, window: Window) -> Iterator[Step]:
        """How this period's value came about, where it is among them; then the value of each period."""
        read = [part for part in node.parts if part.made.name and part.made.op != "literal"]
        for part in read:
            if not part.period:
                yield from self._of(part, node.made.clause)
        self._told.update(read)
        several = read if window.kind != BACK else []
        if len(several) > 1 or any(part.period for part in several):
            yield each_period(several, self._statement, self._reader)

    def _for_each(self, items: tuple[Node, ...]) -> str:
        """`For each of the 5 deals`, `For the one deal`."""
        noun = noun_of(rows_of(*items), self._statement.scheme.registry)
        if len(items) == 1:
            return f"For the one {noun}"
        return f"For each of the {self._reader.figures.count(len(items), noun)}"

    def _measured(self, node: Node) -> str:
        if self._measure and node is self._measure.node:
            return "What was measured."
        return f"{dated(node, self._reader)}."

    def _given(self, node: Node, clause: str) -> Step:
        """An agreed term, an attribute, a property of the period."""
        your = self._reader.your.capitalize()
        title = inside(called(node))
        lead = f"{your} target." if node is self._goal else f"{your if node.made.op == 'term' else 'The'} {title}."
        return lead, f"{self._value(node)}{clause_of(clause)}.{self._changed(node)}"

    def _changed(self, node: Node) -> str:
        """` It was €120,000.00 at first, and €132,000.00 from 1 Nov 2026; each counts for its days.`: a term that changed within the period."""
        rows = [row for row in node.rows if isinstance(row, Term)]
        if len(rows) < 2:  # noqa: PLR2004 - a change has two sides
            return ""
        values = [self._reader.figures.value(Shown(row.value, row.kind)) for row in rows]
        later = (
            f"{value} from {self._reader.figures.day(row.start)}"
            for value, row in zip(values[1:], rows[1:], strict=True)
        )
        rule = self._statement.plan.terms[node.made.name.removeprefix("term.")].when_changed
        return f" It was {joined([f'{values[0]} at first', *later])}; {_COUNTS[rule]}."

    def _figure(self, node: Node, figure: Figure) -> Step:
        lead = f"{dated(node, self._reader)}."
        if isinstance(node.value, Missing):
            return lead, "There is no figure yet."
        decides = node.args.get("when", node.args.get("while"))
        if isinstance(decides, Node) and not isinstance(decides.value, Missing):
            return "Gate.", self._gate(node, decides)
        many = len(node.args.get("each", ())) > _MOST_ITEMS and "so-far" not in node.args
        working = None if many else figure.verb.working(node)
        words = say(working, self._reader.figures) if working is not None else self._in_short(node)
        purpose = f" {sentence(figure.purpose)}" if figure.purpose else ""
        return lead, f"{sentence(self._cut(words)).removesuffix('.')}{clause_of(figure.clause)}.{purpose}"

    def _cut(self, words: str) -> str:
        """Digits that a phrase brings along, cut as those of values are."""
        return _MANY_DIGITS.sub(lambda found: self._reader.figures.number(Decimal(found[0])), words)

    def _gate(self, node: Node, decides: Node) -> str:
        """`Too few success plans are current: no, so it is open (43 accounts, against 40 accounts). Nothing is held back by it (clause 5.5).`"""
        of = node.args["of"]
        yes = decides.value is True
        # A gate opens by a yes, a cap shuts by one; a floor does neither.
        is_open = {"gate": yes, "cap": not yes}.get(node.made.op)
        so = "" if is_open is None else f", so it is {'open' if is_open else 'closed'}"
        answer = f"{called(decides)}: {'yes' if yes else 'no'}{so}{self._compared(decides)}."
        if of.value == node.value:
            effect = "Nothing is held back by it"
        else:
            effect = f"So {self._value(of)} counts as {self._value(node)}"
        return f"{answer} {effect}{clause_of(node.made.clause)}."

    def _compared(self, decides: Node) -> str:
        """What the test of a gate saw: ` (41 accounts, against 40 accounts)`, or ` (Q3 2026 yes, Q4 2026 no)` of a streak."""
        if decides.made.op == "streak" and (counted := counting(decides.args)):
            return f" ({each_period(counted, self._statement, self._reader)[1].removesuffix('.')})"
        way = comparison(decides)
        return f" ({self._value(way.of)}, against {self._value(way.at)})" if way else ""

    def _in_short(self, node: Node) -> str:
        """A figure of many items, or one whose parts say it all."""
        items = node.args.get("each")
        return f"{len(items)} of them come to {self._value(node)}" if items else f"It comes to {self._value(node)}"

    def _value(self, node: Node) -> str:
        if isinstance(node.value, Missing):
            return "not known yet"
        return self._reader.figures.value(Shown(node.value, node.made.kind))


def _in_order(node: Node) -> list[Node]:
    """The parts of a figure as they are told: what was measured first."""
    parts = [part for part in counting_parts(node) if part.made.name]
    # What is all or nothing rests on its test alone.
    parts = parts or [part for part in node.parts if part.made.name]
    return sorted(parts, key=lambda part: not is_metric(part))


def _weighing(line: Line, reader: Reader) -> list[Step]:
    """What a part of a weighed whole comes to, or one band of a scale."""
    piece = line.piece
    if piece is None:
        return []
    value = Shown(piece.value, piece.kind)
    show = reader.figures.value
    if line.band:
        rate, worked_on = Shown(piece.at, piece.at_kind), Shown(piece.amount, piece.amount_kind)
        return [
            (f"{line.title}.", f"{show(rate)} of {show(worked_on)} = {show(value)}{clause_of(line.of.made.clause)}.")
        ]
    weight = show(Shown(piece.at, piece.at_kind))
    whole = line.of.args.get("of")
    reached = line.node.value
    if isinstance(whole, Node) and isinstance(whole.value, Decimal) and isinstance(reached, Decimal):
        amount = show(Shown(piece.amount, piece.amount_kind))
        share = f"{weight} of {show(Shown(whole.value, whole.made.kind))} = {amount}{clause_of(line.of.made.clause)}."
        product = f"{amount} × {show(Shown(reached, line.node.made.kind))} = {show(value)}"
        return [(f"{reader.your.capitalize()} target pay for this part.", share), ("Multiply.", sentence(product))]
    return [("How much it counts.", f"{weight} of {show(Shown(piece.amount, piece.amount_kind))} = {show(value)}.")]


def _rounding(line: Line, statement: Statement, reader: Reader) -> list[Step]:
    """The rounding between the line and what is paid; a part is shown as it would be rounded alone."""
    made = breakdown(statement)
    between = made.passed[: made.passed.index(line.node)] if line.node in made.passed else made.passed
    node = next((node for node in between if node.made.op == "round"), None)
    if node is None or not isinstance(line.amount, Decimal):
        return []
    to = say(to_words(node.args["to"], node.args["of"].made.kind), reader.figures)
    once = " It is done once, on the sum of all parts." if len(made.lines) > 1 else ""
    modes = _MODES if line.amount >= ZERO else _MODES_BELOW_ZERO
    mode = modes.get(str(node.args["mode"]), "It is rounded")
    shown = reader.figures.quantity(line.amount, line.kind)
    return [(f"Round, once, to {to}.", f"{mode}: {shown}{clause_of(node.made.clause)}.{once}")]
