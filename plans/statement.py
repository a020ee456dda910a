"""A statement: what one payee earned in one period, why, under which plan, as known at which instant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from plans.absence import FINAL, STANDING
from plans.calendar import Period
from plans.checking.names import target
from plans.company.calendar import CompanyCalendar
from plans.company.versions import CalendarVersions
from plans.dossier import Dossier
from plans.engine import Evaluation, evaluate
from plans.number import ZERO, canonical, exactly
from plans.past import NO_PAST, Past
from plans.plan import Plan
from plans.record import NOTHING
from plans.recorded import RecordedInputs
from plans.scheme import Scheme
from plans.tree import Assumption, Cause, Missing, Node, Value, missing_in, walk
from plans.unit import Sort, Unit
from plans.wiring import part_node

ENGINE = "2"  # part of every statement's hash; raised whenever the same inputs would give another figure or are hashed in another way


class Paid(NamedTuple):
    """One payout of a statement: its figure's node, in the plan's currency; `due` where the plan names a day."""

    name: str
    pays_as: str
    node: Node
    due: date | None
    item: str = ""

    @property
    def amount(self) -> Decimal | Missing:
        return self.node.value if isinstance(self.node.value, (Decimal, Missing)) else ZERO


@dataclass(frozen=True)
class Statement:
    scheme: Scheme
    payee: str
    period: Period
    mode: str  # final: waits for what is missing; standing: facts so far, assumptions named
    as_of: int  # UTC microseconds: facts recorded later are not in it
    dossier: Dossier
    evaluation: Evaluation
    assumes: tuple[Assumption, ...]
    payouts: tuple[Paid, ...]
    past: Past = NO_PAST
    signed: date | None = None  # the day on which its period was signed off, where it was: what is posted for it

    @property
    def plan(self) -> Plan:
        return self.scheme.plan

    @property
    def calendar(self) -> CompanyCalendar | None:
        """The version of the company calendar that brought the period; None for a plan that counts by none."""
        behind = self._calendars
        return behind[-1] if behind else None

    @property
    def _calendars(self) -> tuple[CompanyCalendar, ...]:
        cut = self.plan.cut
        return cut.behind(self.period) if isinstance(cut, CalendarVersions) else ()

    @property
    def final(self) -> bool:
        return self.mode == FINAL

    @cached_property
    def earned(self) -> Decimal | Missing:
        """The sum of all cash payouts, or why there is none yet."""
        cash = [paid for paid in self.payouts if paid.pays_as == "cash"]
        causes = missing_in(tuple(paid.node for paid in cash))
        if causes:
            return Missing(causes)
        with exactly():
            return sum((paid.amount for paid in cash if isinstance(paid.amount, Decimal)), ZERO)

    @cached_property
    def waits(self) -> tuple[Cause, ...]:
        """Everything that some payout waits for; each once."""
        return missing_in(tuple(paid.node for paid in self.payouts))

    @cached_property
    def hash(self) -> str:
        """SHA-256 over plan, registry, calendar, engine, inputs, assumptions and result: equal for whoever recomputes the same from the same."""
        content = {
            "engine": ENGINE,
            "mode": self.mode,
            "payee": self.payee,
            "period": self.period.name,
            "plan": self.plan.hash,
            "registry": self.scheme.registry.hash,
            "inputs": _inputs(self.evaluation.every()),
            "assumes": [assumption.words for assumption in self.assumes],
            "result": {node_name(node): text_of(node.value) for node in self.evaluation.every()},
            "waits": [f"{cause.what} {cause.why}" for cause in self.waits],
        }
        if self._calendars:
            content["calendar"] = [calendar.hash for calendar in self._calendars]
        return hashlib.sha256(_HASHED.encode(content).encode()).hexdigest()

    @property
    def check_code(self) -> str:
        """The first eight digits of the hash, as people compare them: `7F3A-91C2`."""
        return f"{self.hash[:4]}-{self.hash[4:8]}".upper()

    def figure(self, name: str) -> Node | None:
        """A figure's node by name; `figure[item]` for one of an item."""
        plain, _, item = name.partition("[")
        if not item:
            return self.evaluation.nodes.get(plain)
        wanted = item.removesuffix("]")
        tables = (
            nodes
            for scope in self.evaluation.items.values()
            for key, nodes in scope
            if key == wanted and plain in nodes
        )
        return next((nodes[plain] for nodes in tables), None)


def state(
    scheme: Scheme,
    dossier: Dossier,
    period: Period,
    as_of: int,
    mode: str = "",
    past: Past = NO_PAST,
) -> Statement:
    """Computes a statement. Without a mode: final for a period that is over, standing for one that is not."""
    today = day_of(as_of)
    chosen = mode or (FINAL if period.end < today else STANDING)
    inputs = RecordedInputs(scheme, dossier, period, chosen, today, past)
    evaluation = evaluate(scheme.program, inputs)
    payouts = tuple(payouts_of(scheme.plan, evaluation, period, dossier.payee_id))
    return Statement(
        scheme, dossier.payee_id, period, chosen, as_of, dossier, evaluation, tuple(inputs.assumes), payouts, past
    )


def supposing(statement: Statement, values: Mapping[str, Value]) -> Statement:
    """The same statement, had these figures or inputs had other values; computes only what rests on them. Suppositions add up."""
    scheme, period, dossier = statement.scheme, statement.period, statement.dossier
    inputs = RecordedInputs(scheme, dossier, period, statement.mode, day_of(statement.as_of), statement.past)
    evaluation = evaluate(scheme.program, inputs, values, statement.evaluation)
    payouts = tuple(payouts_of(scheme.plan, evaluation, period, statement.payee))
    assumes = tuple(dict.fromkeys((*statement.assumes, *inputs.assumes)))
    return replace(statement, evaluation=evaluation, assumes=assumes, payouts=payouts)


def day_of(instant: int) -> date:
    """The day in UTC of an instant in microseconds."""
    return datetime.fromtimestamp(instant // 1_000_000, UTC).date()


def payouts_of(plan: Plan, evaluation: Evaluation, period: Period, reader: str) -> Iterator[Paid]:
    """What the plan pays out of an evaluation; `reader` is the payee, whose part of a figure `.own` is.

    A payout for each item is followed by one that waits, while the source of the items has not said that these are all.
    """
    for payout in plan.payouts.values():
        goal = target(payout.figure, plan.figures)
        due = payout.due(period)
        tables = (
            [("", evaluation.nodes)] if goal.figure in evaluation.nodes else list(evaluation.items.get(payout.per, ()))
        )
        for item, nodes in tables:
            if goal.figure in nodes:
                node = nodes[goal.figure]
                yield Paid(
                    payout.name, payout.pays_as, part_node(node, goal.part, reader) if goal.part else node, due, item
                )
        declared = evaluation.declared.get(payout.per)
        if declared is not None and isinstance(declared.value, Missing) and goal.figure not in evaluation.skipped:
            more = Node(plan.figures[goal.figure], declared.value, {"declared": declared})
            yield Paid(payout.name, payout.pays_as, more, due)


def node_name(node: Node) -> str:
    """A node's name among all of a statement: `bonus`, `commission[O-17]` for one of an item, `bonus@2026-Q1` for one of another period."""
    name = f"{node.made.name}[{node.item}]" if node.item else node.made.name
    return f"{name}@{node.period}" if node.period else name


def text_of(value: Value) -> str:
    """A value as canonical text; what is missing says so."""
    if isinstance(value, Missing):
        return "missing: " + "; ".join(f"{cause.what} {cause.why}" for cause in value.causes)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return canonical(value) if isinstance(value, Decimal) else str(value)


def tree_hash(node: Node) -> str:
    """SHA-256 over one figure with all that it rests on: equal for whoever recomputes it from the same facts by the same rules."""
    figures = {node_name(each): text_of(each.value) for each in walk(node) if each.args}
    content = {
        "engine": ENGINE,
        "of": node_name(node),
        "value": text_of(node.value),
        "result": figures,
        "inputs": _inputs((node,)),
    }
    return hashlib.sha256(_HASHED.encode(content).encode()).hexdigest()


def _inputs(roots: Iterable[Node]) -> list[tuple[object, ...]]:
    """Every leaf with the rows behind it, by name and value.

    Of a row all that it says, without where it came from: the same facts give the same hash in another database.
    """
    leaves = [node for node in walk(*roots) if node.made.op != "literal" and (node.rows or not node.args)]
    told = [(node_name(node), text_of(node.value), [row[:-1] for row in node.rows]) for node in leaves]
    return sorted(told, key=itemgetter(0, 1))


_TOLD: Mapping[type, Callable[[Any], object]] = {
    Decimal: canonical,
    date: date.toordinal,  # its text would take longer than all else of a row
    Unit: Unit.__str__,
    Sort: Sort.__str__,
    type(NOTHING): dict,
}
_HASHED = json.JSONEncoder(
    sort_keys=True,
    separators=(",", ":"),
    ensure_ascii=False,
    check_circular=False,
    default=lambda said: _TOLD[type(said)](said),
)
