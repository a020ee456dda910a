"""`grid`: read from a table of two results."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from plans.arithmetic.lines import between, on_line
from plans.params import Param, operand, operands, word, word_or
from plans.problem import Place
from plans.shapes import listed, record
from plans.tree import Node
from plans.unit import RATIO
from plans.verb import UNKNOWN, UP, Args, Result, Type, Typed, Verb, WaitsError, is_word, number, shown, titled
from plans.verbs.checks import check_rising, number_of, same_units
from plans.verbs.directions import known, trend
from plans.words import Phrase

STEP_DOWN, STEP_UP, LINES, REFUSE = "step down", "step up", "straight lines", "refuse"


class Axis(NamedTuple):
    """One side of the table: what is looked up, and the printed heads."""

    by: Any
    at: Any
    place: Place


class Grid(Verb):
    """The cell of a table of two results; `step up` reads heads as upper bounds, `refuse` leaves what lies between to a decision."""

    name = "grid"
    group = "pay"
    summary = "Read from a table of two results."
    parameters = (
        Param("rows", record(Axis, by=operand, at=operands), says="what chooses the row, and the heads"),
        Param("columns", record(Axis, by=operand, at=operands), says="what chooses the column, and the heads"),
        Param("gives", listed(operands), says="the cells, row by row"),
        Param("between", word(STEP_DOWN, STEP_UP, LINES, REFUSE), says="what counts between two heads"),
        Param(
            "outside", word_or(operand, "flat", "refuse"), needed=False, says="where a result can be outside the table"
        ),
    )
    rises_with: ClassVar = {"gives": UP}
    published = (
        "grid-ari-7200",
        "grid-surmodics",
    )
    example = (
        "rebate: {clause: 2.1, title: Rebate, grid: {rows: {by: metric.pieces, at: [0 pieces, 100 pieces]}, "
        "columns: {by: metric.orders, at: [0 orders, 10 orders]}, gives: [[1%, 2%], [2%, 4%]], between: step down}}"
    )

    def check(self, t: Typed) -> Type:
        cells = [cell for row in t["gives"] for cell in row]
        fine = [_check_axis(t, name) for name in ("rows", "columns")]
        rows, columns = len(t["rows"].at), len(t["columns"].at)
        if not rows or not columns:
            return Type(RATIO)
        if len(t["gives"]) != rows or any(len(row) != columns for row in t["gives"]):
            message = f"the table has {rows} rows and {columns} columns; `gives` has another shape."
            t.fault("shape", message, f"Write {rows} lists of {columns} values.", at="gives")
            return Type(RATIO)
        unit = same_units(t, cells, "gives")
        outside = t.get("outside")
        if isinstance(outside, Type):
            t.same("gives", "outside", of=cells[0], and_=outside)
            cells.append(outside)
        elif outside is None and all(fine):
            _check_outside(t)
        negative = any(cell.negative for cell in cells)
        return Type(unit, negative=negative, zero=negative or any(cell.zero for cell in cells))

    def compute(self, a: Args) -> Result:
        row, column = _position(a, a["rows"]), _position(a, a["columns"])
        if row is None or column is None:
            return number(a["outside"])
        if not is_word(a["between"], LINES):
            return number(a["gives"][row[0]][column[0]])
        left, right = (_across(a, place, row) for place in column)
        return left if left == right else on_line(number(a["columns"].by), _heads(a["columns"], column), (left, right))

    def rises(self, node: Node, parameter: str) -> str:
        """Along one side the table rises where every line of it does; what stands outside may break that."""
        if parameter not in {"rows", "columns"}:
            return super().rises(node, parameter)
        cells = known(cell for row in node.args["gives"] for cell in row)
        if cells is None or is_word(node.args["between"], REFUSE) or node.args.get("outside") not in (None, "flat"):
            return UNKNOWN
        width = len(node.args["columns"].at)
        lines = [cells[start : start + width] for start in range(0, len(cells), width)]
        ways = {trend(line) for line in (lines if parameter == "columns" else zip(*lines, strict=True))}
        return ways.pop() if len(ways) == 1 else UNKNOWN

    def words(self, w: Mapping[str, Any]) -> Phrase:
        told = {
            STEP_DOWN: "; between two heads the lower one counts",
            STEP_UP: "; heads are upper bounds",
            LINES: ", in straight lines between",
            REFUSE: "; what lies between the printed points waits for a decision",
        }[str(w["between"])]
        outside = w.get("outside")
        if outside is not None:
            told += {
                "flat": "; outside the table the nearest head counts",
                "refuse": "; outside the table it waits for a decision",
            }.get(str(outside), "; {outside} outside the table")
        slots = {**w, "rows": w["rows"].by, "columns": w["columns"].by}
        return Phrase("grid", "read from the table of {rows} by {columns}" + told, slots)

    def working(self, node: Node) -> Phrase:
        slots = {"row": shown(node.args["rows"].by), "column": shown(node.args["columns"].by), "result": shown(node)}
        return Phrase("grid.working", "the table gives {result} for {row} and {column}", slots)


def _check_axis(t: Typed, name: str) -> bool:
    axis: Axis = t[name]
    t.unit(name, axis.by)
    if not axis.at:
        t.fault("list", f"`{name}` has no heads.", "Write `at: [0%, 100%]`.", at=name)
        return False
    for head in axis.at:
        if not t.same("by", name, of=axis.by, and_=head):
            return False
    return check_rising(t, axis.at, f"heads of `{name}`", name)


def _check_outside(t: Typed) -> None:
    between_ = str(t["between"])
    remedy = "Add `outside: flat` (the nearest head), `outside: refuse` or a value."
    for name in ("rows", "columns"):
        axis: Axis = t[name]
        first, last = axis.at[0], axis.at[-1]
        lowest, highest = axis.by.lowest, axis.by.most
        if between_ != STEP_UP and (lowest is None or lowest < number_of(first)):
            t.fault(
                "outside", f"`grid` does not say what lies below {first}, and {axis.by} can be there.", remedy, at=name
            )
        elif between_ in {STEP_UP, LINES} and (highest is None or highest > number_of(last)):
            t.fault(
                "outside", f"`grid` does not say what lies above {last}, and {axis.by} can be there.", remedy, at=name
            )


_Spot = tuple[int, int]


def _position(a: Args, axis: Axis) -> _Spot | None:
    """Between which two heads the result lies (twice the same: on one, or it steps to it); None where a value outside counts."""
    how, outside = str(a["between"]), a.get("outside")
    last = len(axis.at) - 1
    place, exactly = between([number(head) for head in axis.at], number(axis.by))
    if exactly:
        return place, place
    if how == STEP_UP:
        place += 1
    beyond = place > last if how == STEP_UP else place < 0 or (how == LINES and place == last)
    if beyond:
        if outside is None or is_word(outside, "refuse"):
            raise WaitsError("refused", f"{titled(axis.by).text} is outside the table")
        near = min(max(place, 0), last)
        return (near, near) if is_word(outside, "flat") else None
    if how == REFUSE:
        raise WaitsError("refused", f"{titled(axis.by).text} lies between two printed points")
    return (place, place + 1) if how == LINES else (place, place)


def _across(a: Args, column: int, row: _Spot) -> Decimal:
    """The value of one column at the result that chooses the row."""
    upper, lower = number(a["gives"][row[0]][column]), number(a["gives"][row[1]][column])
    return upper if row[0] == row[1] else on_line(number(a["rows"].by), _heads(a["rows"], row), (upper, lower))


def _heads(axis: Axis, spot: _Spot) -> tuple[Decimal, Decimal]:
    return number(axis.at[spot[0]]), number(axis.at[spot[1]])
