"""What a run reads besides figures: the seam between the engine and what is recorded, or simply given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from plans.company.cut import Cut
from plans.tree import Cause, Node
from plans.windows import Dated, Window

if TYPE_CHECKING:
    from plans.program import Program


class Item(Protocol):
    """One credit, member or other item of a scope."""

    @property
    def id(self) -> str: ...
    def read(self, field: str) -> Node: ...


class Inputs(Protocol):
    """What a run reads besides figures; each name is read at most once a run."""

    @property
    def period_name(self) -> str:
        """What the period is called for which they are read; no two periods have one name."""
        ...

    @property
    def grain(self) -> str:
        """The length of that period; empty where nobody says."""
        ...

    @property
    def cut(self) -> Cut:
        """How time is cut into periods."""
        ...

    @property
    def reader(self) -> str:
        """Whose part `figure.own` is: the payee's id."""
        ...

    def attributes(self) -> Mapping[str, str]:
        """The participant's attributes, which decide about `for:`."""
        ...

    def read(self, name: str) -> Node: ...
    def items(self, scope: str) -> Sequence[Item]:
        """The items in their order: credits by the day they enter, and of one day the one recorded first."""
        ...

    def declared(self, scope: str) -> Node | None:
        """What the source of the items says of them being all: yes with its declaration, or missing; None where there is no source."""
        ...

    def moments(self, window: Window, grain: str, *, figures: bool) -> Sequence[Moment]:
        """The periods of a window, the oldest first; `grain` is the length of those of what is read, empty for the plan's own.

        Figures are those of the version of the plan then in force; inputs are read as the plan itself defines them.
        """
        ...

    def dated(self, scope: str, dated: Dated) -> Sequence[DatedItem]:
        """The items of a scope that count by a date of theirs, in their order."""
        ...

    def ending(self, grain: str) -> Moment | None:
        """The longer period whose last part this one is; None where it is not the last."""
        ...


class DatedItem(NamedTuple):
    """An item, with the period that it entered: None where it has not, or the payee was not in the plan then; `waits` says why it is waited for."""

    item: Item
    moment: Moment | None = None
    waits: Cause | None = None


class Moment(NamedTuple):
    """One period of a window: what was recorded for it, and the figures of the plan then in force; None: those of the plan that reads it."""

    inputs: Inputs
    program: Program | None = None
