"""A file of inputs for trying a plan: values by name, several rows side by side, several periods one after the other, items.

    given: {metric.sales: [8500 USD, 11000 USD], term.quota: 10000 USD}
    rows: 2                # or periods: 2
    items: {deal: [{amount: 100 EUR}, {amount: 50 EUR}]}
    reader: 2              # where a pool is shared: whose part `share.own` is, by the place among the items; or one for each row
    calendar: [{name: 2026-P1, as: month, from: 2025-12-29, to: 2026-01-25}, …]   # in place of periods, with
    each: month
    for: [ana, ben]        # in place of rows: a statement for each, whose items come from records by the rules of `attribution`
    records: {deal: [{signed-on: 2026-05-10, amount: 100 EUR, credits: [{payee: ana, share: 100%}]}]}

A value that is a list stands for the rows (or periods) in their order; one value stands for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from plans.attributed import attributed
from plans.calendar import Period
from plans.company.cut import Cut, Gregorian
from plans.document import Listing, Table, Tree
from plans.given import GivenInputs, GivenItem, GivenTypes, in_a_run
from plans.literal import Literal
from plans.names import root
from plans.plan import Crediting
from plans.problem import Problems
from plans.reading.company.periods import rows_in
from plans.reading.form import Form, check_keys
from plans.reading.given import columns_in, literal_in
from plans.reading.records import payees_in, records_in
from plans.stints import STINT
from plans.unit import RATIO, Kind

KNOWN = ("given", "rows", "periods", "calendar", "each", "items", "reader", "for", "records", "links", "people", "runs")
_MOST = 10_000
NO_CREDITING: Mapping[str, Crediting] = MappingProxyType({})


@dataclass(frozen=True)
class Rehearsal:
    """The inputs of one statement: of row `row` and period `period`, both counted from 1."""

    row: int
    period: int
    inputs: GivenInputs
    shown: Mapping[str, Sequence[GivenItem]] = field(
        default_factory=dict
    )  # items of everybody, where records were given

    @property
    def seen(self) -> Mapping[str, Sequence[GivenItem]]:
        """The items from which the kinds of columns are seen."""
        return {**self.inputs.scopes, **self.shown}

    @cached_property
    def kinds(self) -> tuple[object, ...]:
        """What is given of which kind, item by item: equal for those that one check and one compiled plan serve."""
        items = ((scope, *(_kinds(item.values) for item in items)) for scope, items in self.seen.items())
        return (_kinds(self.inputs.values), *items)


def read_rehearsals(
    table: Table, problems: Problems, crediting: Mapping[str, Crediting] = NO_CREDITING
) -> tuple[Rehearsal, ...]:
    """Every row and period of a file of inputs; `crediting` makes items of its records."""
    check_keys(table, KNOWN, "", problems)
    runs = table.get("runs")
    tables = [run for run in runs if isinstance(run, Table)] if isinstance(runs, Listing) else [table]
    return tuple(rehearsal for run in tables for rehearsal in _run(run, problems, crediting))


def alike(rehearsals: Iterable[Rehearsal]) -> list[tuple[Rehearsal, ...]]:
    """The rehearsals whose values are of the same kinds, together."""
    found: dict[object, list[Rehearsal]] = {}
    for rehearsal in rehearsals:
        found.setdefault(rehearsal.kinds, []).append(rehearsal)
    return list(map(tuple, found.values()))


def types_of(rehearsals: tuple[Rehearsal, ...]) -> GivenTypes:
    """The types that all values given for one name show together, in rehearsals that are alike."""
    samples: dict[str, list[Literal]] = {}
    items: dict[str, list[GivenItem]] = {}
    for rehearsal in rehearsals:
        for name, literal in rehearsal.inputs.values.items():
            samples.setdefault(name, []).append(literal)
        for scope, listed in rehearsal.seen.items():
            items.setdefault(scope, []).extend(listed)
            for item in listed:
                for column, literal in item.values.items():
                    samples.setdefault(column_of(scope, column), []).append(literal)
    return GivenTypes({name: tuple(literals) for name, literals in samples.items()}, items)


def _kinds(values: Mapping[str, Literal]) -> frozenset[tuple[str, Kind]]:
    return frozenset((name, literal.kind) for name, literal in values.items())


def column_of(scope: str, field: str) -> str:
    """The name by which a plan reads a column of an item; a term of a stint has the name that it has anywhere."""
    return field if scope == STINT and root(field) == "term" else f"{scope}.{field}"


def _run(run: Table, problems: Problems, crediting: Mapping[str, Crediting]) -> list[Rehearsal]:
    form = Form(run, "", problems)
    cut, calendar = _calendar(form)
    payees, given = payees_in(form), records_in(form, crediting)
    if payees and run.get("rows") is not None:
        form.fault("rows", "count", "`for` and `rows` both say how many statements there are.", "Leave `rows` out.")
    rows, periods = len(payees) or _count(form, "rows"), len(calendar) or _count(form, "periods")
    columns: dict[str, tuple[Literal, ...]] = {}
    for entry in form.entries("given"):
        values = entry.value.items if isinstance(entry.value, Listing) else (entry.value,)
        columns[entry.key] = tuple(
            literal for value in values if (literal := literal_in(value, f"given.{entry.key}", problems))
        )
        if len(columns[entry.key]) not in {1, rows, periods}:
            message = (
                f"`{entry.key}` has {len(columns[entry.key])} values; there are {max(rows, periods)} rows or periods."
            )
            problems.add(
                entry.place, f"given.{entry.key}", "count", message, "Give one value for all, or one for each."
            )
    scopes = {entry.key: _items(entry.key, entry.value, problems) for entry in form.entries("items")}
    readers = _readers(form, max(rows, periods), max(map(len, scopes.values()), default=0))
    if not problems.ok:
        return []
    made = attributed(given, payees, problems)

    def reader(row: int, period: int) -> str:
        """Whose statement it is: whoever `for` names, or whom `reader` names among the items."""
        if payees:
            return payees[row - 1]
        return readers[0] if len(readers) == 1 else readers[max(row, period) - 1]

    return [
        Rehearsal(row, period, inputs, made.shown)
        for row in range(1, rows + 1)
        for period, inputs in enumerate(
            in_a_run(
                GivenInputs(
                    _numbered(columns, row, period, calendar=at is not None),
                    {**scopes, **made.of.get(reader(row, period), {})},
                    reader(row, period),
                    at=at,
                    cut=cut,
                )
                for period, at in enumerate(calendar or [None] * periods, start=1)
            ),
            start=1,
        )
    ]


def _readers(form: Form, count: int, items: int) -> tuple[str, ...]:
    """Whose part of a pool is computed, one for all rows or one for each; an empty text where nobody is named."""
    readers = form.texts("reader") or ("",)
    for reader in readers:
        if reader and not (reader.isascii() and reader.isdigit() and 0 < int(reader) <= items):
            message = f"`reader: {reader[:60]}` is no item: there are {items}."
            form.fault(
                "reader", "count", message, "Write the place of the member among the items, such as `reader: 1`."
            )
    if len(readers) not in {1, count}:
        message = f"`reader` has {len(readers)} values; there are {count} rows or periods."
        form.fault("reader", "count", message, "Give one value for all, or one for each.")
    return readers


def _numbered(
    columns: Mapping[str, tuple[Literal, ...]], row: int, period: int, *, calendar: bool
) -> dict[str, Literal]:
    """The values of one row and period. Without a calendar the number of a period is its place in the run."""
    number = {} if calendar else {"period.number": Literal(Decimal(period), RATIO)}
    return number | {name: _at(values, row, period) for name, values in columns.items()}


def _at(values: tuple[Literal, ...], row: int, period: int) -> Literal:
    return values[0] if len(values) == 1 else values[max(row, period) - 1]


def _calendar(form: Form) -> tuple[Cut, list[Period]]:
    """The periods of the run, where it has a calendar: its rows of the length that `each` names."""
    if form.table.get("calendar") is None:
        if form.table.get("each") is not None:
            form.fault(
                "each", "calendar", "`each` says which periods of a calendar these are.", "Add `calendar:`, or drop it."
            )
        return Gregorian(), []
    cut, grain = rows_in(form, "calendar", whole=False), form.text("each")
    found = list(cut.touching(date.min, date.max, grain))
    if not found and form.problems.ok:
        known = " or ".join(f"`each: {name}`" for name in cut.grains)
        form.fault(
            "each" if grain else "calendar",
            "calendar",
            "Nothing says which periods of the calendar these are.",
            f"Write {known}.",
        )
    return cut, found


def _count(form: Form, key: str) -> int:
    text = form.text(key)
    if not text:
        return 1
    if text.isascii() and text.isdigit() and 0 < int(text) <= _MOST:
        return int(text)
    form.fault(key, "count", f"`{key}: {text}` is no number from 1 to {_MOST}.", f"Write for example `{key}: 2`.")
    return 1


def _items(scope: str, tree: Tree, problems: Problems) -> tuple[GivenItem, ...]:
    if not isinstance(tree, Listing):
        problems.add(
            tree.place, f"items.{scope}", "list", "Items are a list of tables.", "Write `[{amount: 100 EUR}, …]`."
        )
        return ()
    return tuple(
        GivenItem(str(number), scope, columns_in(item, f"items.{scope}", problems))
        for number, item in enumerate(tree, start=1)
        if isinstance(item, Table)
    )
