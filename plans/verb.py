"""The shape of a verb. One verb, one module: parameters, unit, arithmetic, words, direction, and the cases that others published.

The loader calls `check` once per variant with the types of all operands; the engine calls `compute` with their nodes; `words` gives the
sentence of the rule and `working` the sentence of one result. A verb knows no clock, no database and no other figure.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from plans.company.cut import Cut
from plans.literal import Scalar, show
from plans.number import ZERO
from plans.params import Param
from plans.syntax import Word
from plans.tree import Missing, Node, Piece, Value
from plans.unit import RATIO, Kind, Sort, Unit, plural
from plans.windows import Window
from plans.words import Phrase, Shown, Title

UP, DOWN, UNKNOWN = "up", "down", "unknown"


class Type(NamedTuple):
    """What is known of an operand before anything is computed."""

    kind: Kind
    minor: bool = False  # in minor units: no more decimals than the currency has
    whole: bool = False  # counts of a noun that only comes whole
    negative: bool = False  # may be below zero
    zero: bool = True  # may be zero
    missing: bool = False  # the registry says that it may not be there
    beside: tuple[Kind, ...] = ()  # of a column: what else it counts, for other items of a trial
    literal: Scalar | None = None  # the value, where it stands in the plan
    least: Decimal | None = None  # the lowest and the highest value, where they are known
    most: Decimal | None = None
    pieces: Mapping[str, tuple[Kind, Kind, Kind]] = {}  # part -> kinds of value, amount, at; `*` stands for any part
    labels: tuple[str, ...] = ()  # the values of a label
    name: str = ""  # how the plan calls it; a literal has no name

    @property
    def lowest(self) -> Decimal | None:
        """The lowest value it can take, where that is known: zero for what is never negative."""
        return self.least if self.least is not None or self.negative else ZERO

    def __str__(self) -> str:
        """As the plan writes it: the name in backquotes, or the literal."""
        return f"`{self.name}`" if self.name else "?" if self.literal is None else show(self.literal, self.kind)


class WaitsError(Exception):
    """Raised by `compute` where the plan says `refuse`: the figure waits, with the reason in words."""

    def __init__(self, why: str, words: str) -> None:
        super().__init__(words)
        self.why, self.words = why, words


class Outcome(NamedTuple):
    """A value with its named parts."""

    value: Value
    pieces: tuple[Piece, ...]


Result = Value | Outcome
Args = Mapping[str, Any]


@dataclass(slots=True)
class Typed:
    """The operands of one figure as types, in one variant, and the way to name a fault."""

    args: Mapping[str, Any]
    clause: str
    fault_at: Callable[[str, str, str, str], None]  # parameter, code, message, remedy
    fine: bool = field(default=True)

    def __getitem__(self, name: str) -> Any:
        return self.args[name]

    def get(self, name: str) -> Any:
        return self.args.get(name)

    def fault(self, code: str, message: str, remedy: str = "", *, at: str = "") -> None:
        """Names a fault of this figure; `at` is the parameter to point to."""
        self.fine = False
        self.fault_at(at, code, message, remedy)

    def unit(self, name: str, of: Type | None = None) -> Unit:
        """The unit of a number; a fault (and a ratio, to go on with) where it is none."""
        type_ = of if of is not None else self.args[name]
        if isinstance(type_.kind, Unit):
            return type_.kind
        self.fault("unit", f"`{name}` wants a number; {_called(type_, name)} is {in_words(type_.kind)}.", at=name)
        return RATIO

    def sort(self, name: str, sort: Sort, of: Type | None = None) -> None:
        """Demands a yes/no, a date or a label."""
        type_ = of if of is not None else self.args[name]
        if type_.kind is not sort:
            self.fault(
                "unit", f"`{name}` wants {in_words(sort)}; {_called(type_, name)} is {in_words(type_.kind)}.", at=name
            )

    def ratio(self, name: str, of: Type | None = None) -> None:
        """Demands a share, such as 50% or 1.5x."""
        type_ = of if of is not None else self.args[name]
        if not self.unit(name, type_).is_ratio:
            message = f"`{name}` wants a share such as `50%`; {_called(type_, name)} is {in_words(type_.kind)}."
            self.fault("unit", message, at=name)

    def same(self, first: str, second: str, *, of: Type, and_: Type, at: str = "") -> bool:
        """Demands that two operands count the same thing; each is named as the plan calls it, else by its parameter."""
        if of.kind == and_.kind:
            return True
        money = all(isinstance(type_.kind, Unit) and type_.kind.money for type_ in (of, and_))
        other = "; {} is not." if and_.literal is not None else f" and {{}} is {in_words(and_.kind)}."
        message = f"{_called(of, first)} is {in_words(of.kind)}{other.format(_called(and_, second))}"
        remedy = "Put a `convert` before it and say at which rate." if money else "Both must count the same."
        if (
            isinstance(and_.literal, Decimal)
            and and_.kind == RATIO
            and and_.literal == and_.literal.to_integral_value()
        ):
            remedy = f"A bare number is a share. Write its unit: `{show(and_.literal, of.kind)}`."
        self.fault("currency" if money else "unit", message, remedy, at=at or second)
        return False


def _called(type_: Type, parameter: str) -> str:
    return str(type_) if type_.name or type_.literal is not None else f"`{parameter}`"


def in_words(kind: Kind) -> str:
    """What a value is, to go on after `is`: `a share`, `in EUR`, `yes or no`."""
    if kind is Sort.YES_NO:
        return "yes or no"
    if isinstance(kind, Sort):
        return f"a {kind}"
    if kind.is_ratio:
        return "a share"
    return f"in {plural(kind.over[0])}" if len(kind.over) == 1 and not kind.under else f"in {kind}"


class Verb(ABC):
    """One word of the plan language."""

    name: ClassVar[str]
    group: ClassVar[str]  # measure, combine, pay, decide, bound, share, time
    summary: ClassVar[str]  # one sentence for the reference
    parameters: ClassVar[tuple[Param, ...]]
    body: ClassVar[Param | None] = None  # for verbs whose body is no table of parameters: `all: [a, b]`
    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()  # groups of parameters of which exactly one stands
    later: ClassVar[frozenset[str]] = frozenset()  # parameters of the language that this version does not have yet
    tolerates: ClassVar[frozenset[str]] = frozenset()  # parameters whose missing values the verb itself decides about
    rises_with: ClassVar[
        Mapping[str, str]
    ] = {}  # parameter -> up, down, where operands are zero or more; absent: unknown
    repeated: ClassVar[str] = "each"  # the parameter that a window reads once a period
    scales: ClassVar[bool] = (
        False  # multiplies or divides, so that its directions hold only where no operand is below zero
    )
    published: ClassVar[tuple[str, ...]] = ()  # ids of published cases that need this verb
    example: ClassVar[str] = ""  # a figure for the reference page; executed by a test

    def implied(self, params: Mapping[str, Any]) -> Mapping[str, str]:  # noqa: ARG002 - most verbs read what is written
        """Inputs that the verb reads without being told: parameter -> name, such as `period.number`."""
        return {}

    def window(self, params: Mapping[str, Any]) -> Window | None:
        """The periods over which `repeated` is read, where it is read over periods."""
        over = params.get("over")
        return over if isinstance(over, Window) else None

    @abstractmethod
    def check(self, t: Typed) -> Type:
        """The type of the result; names every fault of the operands on the way."""

    @abstractmethod
    def compute(self, a: Args) -> Result:
        """The value (and its pieces) from nodes; raises WaitsError where the plan refuses. No operand is missing, save tolerated ones."""

    def idle(self, a: Args) -> frozenset[str]:  # noqa: ARG002 - most verbs need all that they read
        """Parameters whose missing values make no difference, whatever else is still to come."""
        return frozenset()

    def rises(self, node: Node, parameter: str) -> str:  # noqa: ARG002 - most verbs go one way whatever they work on
        """Whether this result goes up, down or either way with a parameter: all along, not only from where it stands."""
        return self.rises_with.get(parameter, UNKNOWN)

    @abstractmethod
    def words(self, w: Mapping[str, Any]) -> Phrase:
        """The rule as a sentence; `w` holds the parameters with a word slot in place of each operand."""

    def working(self, node: Node) -> Phrase | None:  # noqa: ARG002 - most verbs show more than this
        """How this result came about, with its numbers; None where the parts say it all."""
        return None


class InTurn(Verb):
    """A verb whose result for one item rests on other items of the same scope, so that they are computed one after the other.

    It stands only in a figure of items, and reads all of them: what it gives waits until their source has said that these are all.
    """

    @abstractmethod
    def in_turn(self, read: Sequence[Args], made: Callable[[int], Node], cut: Cut) -> Iterator[tuple[int, Args]]:
        """What each result is computed from, in the order of computing.

        `read` holds the operands of each item, in the order of the items; a pair is the place of an item there and its arguments.
        `made` gives the result at a place that was handed over before; `cut` is how the plan cuts time.
        """


def number(node: Node) -> Decimal:
    """The number in a node whose type was checked and which is not missing."""
    value = node.value
    if type(value) is Decimal:
        return value
    raise TypeError(f"{node.made.name or node.made.op} is no number")


def is_word(value: Any, *words: str) -> bool:
    """Whether a parameter holds one of these words of a closed list."""
    return isinstance(value, Word) and value in words


def titled(node: Node) -> Title:
    """What people call the figure or input of a node."""
    name = node.made.name
    return Title(name, node.made.title or name.replace("-", " "))


def shown(node: Node) -> Shown:
    """A node's value for a sentence. Only values that are there are shown."""
    if isinstance(node.value, Missing):
        raise TypeError(f"{node.made.name or node.made.op} is missing")
    return Shown(node.value, node.made.kind)
