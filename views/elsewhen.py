"""What a figure reads of other periods: how those are called, and what each of them came to."""

from __future__ import annotations

from collections.abc import Sequence

from plans.plan import Figure
from plans.statement import Statement
from plans.tree import Missing, Node
from plans.windows import Window
from plans.words import Shown, When
from views.names import called
from views.periods import period_name
from views.reader import Reader
from views.texts import joined

_MOST = 12  # of more periods only the first and the last are told


def window_read(node: Node) -> Window | None:
    """The window that a figure reads; None where it reads none."""
    return node.made.verb.window(node.made.params) if isinstance(node.made, Figure) else None


def when(name: str, reader: Reader) -> str:
    """`Q3 2026`: what people call a period, by its name in the tree."""
    return reader.figures.period(When(name))


def dated(node: Node, reader: Reader) -> str:
    """A node's title, with its period where that is another one than the statement's: `Bonus, Q3 2026`."""
    return f"{called(node)}, {when(node.period, reader)}" if node.period else called(node)


def each_period(nodes: Sequence[Node], statement: Statement, reader: Reader) -> tuple[str, str]:
    """`Sales, period by period.` and `Q3 2026 €40,000.00, Q4 2026 €80,000.00`."""
    told = [f"{_when(node, statement, reader)} {_value(node, reader)}" for node in nodes]
    if len(told) > _MOST:
        between = f"{len(told) - 2} more in between"
        told = [told[0], between, told[-1]]
    return f"{called(nodes[0])}, period by period.", f"{joined(told)}."


def _when(node: Node, statement: Statement, reader: Reader) -> str:
    return period_name(statement.period, reader.figures) if not node.period else when(node.period, reader)


def _value(node: Node, reader: Reader) -> str:
    return (
        "not known yet" if isinstance(node.value, Missing) else reader.figures.value(Shown(node.value, node.made.kind))
    )
