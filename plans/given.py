"""Inputs that are simply given: for `plan run`, for published cases and for what an author tries. No database, no registry needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.calendar import Period
from plans.checking.inputs import Alike, literal_type, period_type
from plans.company.cut import GRAINS, Cut, Gregorian
from plans.inputs import DatedItem, Moment
from plans.literal import Literal
from plans.names import INPUT_ROOTS, root
from plans.period_inputs import property_of
from plans.plan import PARTICIPANT
from plans.spans import ending, window_of
from plans.stints import STINT
from plans.tree import Cause, Input, Missing, Node, Row
from plans.unit import Kind, Sort
from plans.verb import Type
from plans.windows import ANY, BACK, LAST, Dated, Window


class GivenItem(NamedTuple):
    """An item whose columns are given as literals."""

    id: str
    scope: str
    values: Mapping[str, Literal]
    rows: tuple[Row, ...] = ()  # what it was made from

    def read(self, field: str) -> Node:
        return replace(_leaf(f"{self.scope}.{field}", self.values.get(field), "item"), item=self.id, rows=self.rows)


@dataclass(frozen=True, slots=True)
class GivenInputs:
    """Values by name (`metric.sales`, `term.quota`, `participant.role`) and items by scope.

    `run` holds the inputs of all periods that were given one after the other, these at `place`; `at` is their period in the calendar. Without
    a calendar the periods of a run are those of one year.
    """

    values: Mapping[str, Literal]
    scopes: Mapping[str, Sequence[GivenItem]] = field(default_factory=dict)
    reader: str = ""
    run: Sequence[GivenInputs] = field(default=(), repr=False, compare=False)
    place: int = 0
    at: Period | None = None
    cut: Cut = field(default_factory=Gregorian)

    @property
    def period_name(self) -> str:
        return self.at.name if self.at else f"period {self.place + 1}"

    @property
    def grain(self) -> str:
        return self.at.grain if self.at else ""

    def moments(self, window: Window, grain: str, *, figures: bool) -> Sequence[Moment]:  # noqa: ARG002 - there is one version
        """The periods of a window that were given: only those are there to be read."""
        return [Moment(each) for each in self._within(window, grain)]

    def _within(self, window: Window, grain: str) -> Sequence[GivenInputs]:
        if self.at is not None:
            first = self.run[0]
            periods = window_of(window, self.at, grain or first.grain, self.cut, first.at.start if first.at else None)
            return [each for each in self.run if each.at in periods]
        before = self.run[: self.place + 1]
        if window.kind == BACK:
            return before[-1 - window.number : -window.number]
        return before[-window.number :] if window.kind == LAST else before

    def dated(self, scope: str, dated: Dated) -> Sequence[DatedItem]:
        """The items that were given with such a date."""
        return [found for item in self.scopes.get(scope, ()) if (found := self._counting(item, dated)) is not None]

    def _counting(self, item: GivenItem, dated: Dated) -> DatedItem | None:
        entered, days = self._entered(item), self._days
        if dated.kind == ANY:
            return DatedItem(item, Moment(entered)) if entered.place <= self.place else None
        if days is None:
            return DatedItem(item, waits=Cause("period.end", "absent", "the days of the period are not given"))
        literal, (since, until) = item.values.get(dated.by.partition(".")[2]), dated.span(*days)
        counts = literal is not None and isinstance(literal.value, date) and since <= literal.value <= until
        return DatedItem(item, Moment(entered)) if counts else None

    @property
    def _days(self) -> tuple[date, date] | None:
        """The first and the last day of the period: those of the calendar, or given themselves."""
        if self.at is not None:
            return self.at.start, self.at.end
        given = [self.values.get(f"period.{side}") for side in ("start", "end")]
        start, end = (literal.value if literal else None for literal in given)
        return (start, end) if isinstance(start, date) and isinstance(end, date) else None

    def enters(self, item: GivenItem) -> bool:
        """Whether an item is one of this period: by its day, by the number of the period (from 0); one without either is of each."""
        literal, days = item.values.get("enters"), self._days
        day = literal.value if literal else None
        if isinstance(day, date):
            return days is None or days[0] <= day <= days[1]
        return day == self.place if isinstance(day, Decimal) else True

    def _entered(self, item: GivenItem) -> GivenInputs:
        """The period that an item entered, among those that were given."""
        if "enters" not in item.values:
            return self
        return next((each for each in self.run if each.enters(item)), self)

    def ending(self, grain: str) -> Moment | None:
        longer = ending(self.at, grain, self.cut) if self.at else None
        return None if longer is None else Moment(replace(self, at=longer))

    def attributes(self) -> Mapping[str, str]:
        return {
            name.partition(".")[2]: str(value.value)
            for name, value in self.values.items()
            if root(name) == "participant"
        }

    def read(self, name: str) -> Node:
        """A value that was given; of a period in the calendar also what it has by itself."""
        if self.at is not None and name not in self.values and root(name) == "period":
            found = property_of(name.partition(".")[2], self.at, self.cut)
            if found is not None:
                return Node(Input(name, "period", found.kind, found.title), found.value)
        return _leaf(name, self.values.get(name), "given")

    def declared(self, scope: str) -> Node | None:  # noqa: ARG002 - what is given is all there is
        return None

    def items(self, scope: str) -> Sequence[GivenItem]:
        given = [item for item in self.scopes.get(scope, ()) if self.enters(item)]
        if scope != STINT:
            return given
        terms = {name: literal for name, literal in self.values.items() if root(name) == "term"}
        return [item._replace(values={**terms, **item.values}) for item in given]


def in_a_run(periods: Iterable[GivenInputs]) -> Sequence[GivenInputs]:
    """The inputs of several periods, told of each other, so that each can read those before it."""
    run: list[GivenInputs] = []
    run += [replace(each, run=run, place=place) for place, each in enumerate(periods)]
    return run


def _leaf(name: str, literal: Literal | None, op: str) -> Node:
    title = name.partition(".")[2].replace("-", " ")
    if literal is None:
        return Node(Input(name, op, Sort.LABEL, title), Missing((Cause(name, "absent", f"{title} is not given"),)))
    return Node(Input(name, op, literal.kind, title), literal.value)


_Kinds = tuple[tuple[str, Kind], ...]  # column -> kind


@dataclass(frozen=True, slots=True)
class GivenTypes:
    """Types as the given values show them; a value that is never negative among them need not be decided about.

    `beside` are the kinds that a column has for items other than those of `samples`.
    """

    samples: Mapping[str, tuple[Literal, ...]]  # `metric.sales` -> all values given over rows and periods
    items: Mapping[str, Sequence[GivenItem]] = field(default_factory=dict)  # by scope
    beside: Mapping[str, tuple[Kind, ...]] = field(default_factory=dict)
    grain: str = ""
    grains: tuple[str, ...] = GRAINS

    def type_of(self, name: str) -> Type | None:
        literals = self.samples.get(name)
        if not literals:
            return period_type(name)
        types = [literal_type(literal.value, literal.kind) for literal in literals]
        labels = tuple(dict.fromkeys(str(literal.value) for literal in literals)) if types[0].kind is Sort.LABEL else ()
        return Type(
            types[0].kind,
            minor=all(type_.minor for type_ in types),
            whole=all(type_.whole for type_ in types),
            negative=any(type_.negative for type_ in types),
            zero=any(type_.zero for type_ in types),
            beside=self.beside.get(name, ()),
            least=min((type_.least for type_ in types if type_.least is not None), default=None),
            most=max((type_.most for type_ in types if type_.most is not None), default=None),
            labels=labels,
        )

    def apart(self) -> tuple[Alike[GivenTypes], ...]:
        """One for each group of a scope; the other scopes are seen as their first groups are."""
        groups = {scope: found for scope in self.items if (found := self._groups(scope))}
        first = dict(kind for found in groups.values() for kind in next(iter(found)))
        return tuple(
            Alike(scope, items, self._only({**first, **dict(kinds)}))
            for scope, found in groups.items()
            for kinds, items in found.items()
        )

    def _groups(self, scope: str) -> dict[_Kinds, tuple[str, ...]]:
        """The ids of items by the kinds of those columns that have several; an item that has no value there goes with any."""
        several = {name: kinds for name, kinds in self._kinds().items() if root(name) == scope and len(kinds) > 1}
        found: dict[_Kinds, dict[str, None]] = {}
        shown = [(item.id, _kinds_of(item, several)) for item in self.items[scope]] if several else []
        for item, kinds in sorted(shown, key=lambda pair: -len(pair[1])):
            same = next((other for other in found if set(kinds) <= set(other)), kinds)
            found.setdefault(same, {})[item] = None
        return {kinds: tuple(ids) for kinds, ids in found.items()}

    def _only(self, kinds: Mapping[str, Kind]) -> GivenTypes:
        """The types where these columns are of these kinds."""
        everything = self._kinds()
        samples = {name: tuple(one for one in self.samples[name] if one.kind == kind) for name, kind in kinds.items()}
        beside = {name: tuple(other for other in everything[name] if other != kind) for name, kind in kinds.items()}
        return replace(self, samples={**self.samples, **samples}, beside=beside)

    def _kinds(self) -> dict[str, tuple[Kind, ...]]:
        return {name: tuple(dict.fromkeys(one.kind for one in found)) for name, found in self.samples.items()}

    def scope_of(self, name: str) -> str:
        head = root(name)
        return head if head in self.items else (PARTICIPANT if head in INPUT_ROOTS else head)

    def scopes(self) -> tuple[str, ...]:
        return tuple(self.items)

    def known(self) -> Iterable[str]:
        return self.samples


def _kinds_of(item: GivenItem, names: Iterable[str]) -> _Kinds:
    """The kinds of an item's columns, of those that have a value."""
    found = ((name, item.values.get(name.partition(".")[2])) for name in names)
    return tuple((name, literal.kind) for name, literal in found if literal is not None)


def label(text: str) -> Literal:
    """A text that is no value with a unit: a name of something."""
    return Literal(text, Sort.LABEL)
