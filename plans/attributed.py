"""The items of a trial's payees, made from records by the same rules as from what is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.attribution.credited import Credited, credited
from plans.attribution.parts import ITEM, Attribution
from plans.attribution.relations import Relations
from plans.given import GivenItem
from plans.literal import Literal
from plans.number import ONE, ZERO, exactly
from plans.problem import Problems
from plans.reading.records import Record, Records
from plans.record import Credit
from plans.unit import RATIO, Sort

_REMEDY = "Write who it is for that day, or correct the record; until then nobody gets this part."
Scopes = Mapping[str, tuple[GivenItem, ...]]


class Attributed(NamedTuple):
    """Items by payee and scope. `shown` are all of them, whosesoever: what the kinds of their columns are seen from."""

    of: Mapping[str, Scopes]
    shown: Scopes


def attributed(given: Records, payees: Sequence[str], problems: Problems) -> Attributed:
    """The items of each payee; a warning names each part of an item that nobody gets."""
    of: dict[str, dict[str, tuple[GivenItem, ...]]] = {payee: {} for payee in payees}
    shown: dict[str, tuple[GivenItem, ...]] = {}
    relations = Relations(given.links)
    for scope, rule in given.crediting.items():
        records = {str(record.number): record for record in given.records if record.kind == rule.each}
        if not records:
            continue
        rows = {name: _credits(record, rule.enters) for name, record in records.items()}
        by = Attribution(given.crediting, [credit for found in rows.values() for credit in found], relations)
        items = {
            payee: tuple(_item(scope, one, records, rule.enters) for one in found)
            for payee, found in credited(scope, by).items()
        }
        for payee in payees:
            of[payee][scope] = items.get(payee, ())
        whole = (Credited(name, found[0], ONE, ()) for name, found in rows.items())
        shown[scope] = tuple(item for found in items.values() for item in found) or tuple(
            _item(scope, one, records, rule.enters) for one in whole
        )
        for nobodys in by.unclaimed:
            if nobodys.scope == scope:
                place, message = records[nobodys.item].place, f"`{rule.each}` {nobodys.item}: {nobodys.words}."
                problems.add(place, f"attribution.{scope}", "unclaimed", message, _REMEDY, warning=True)
    return Attributed(of, shown)


def _credits(record: Record, enters: str) -> list[Credit]:
    """The rows that an import would hold of the record: one for each payee that it names, else one that names nobody."""
    day, amount, name = record.columns[enters].value, record.columns.get("amount"), str(record.number)
    if not isinstance(day, date):
        raise TypeError(day)  # it was read as one
    whole, unit = (amount.value, amount.kind) if amount else (ZERO, RATIO)
    attributes = {**record.texts, ITEM: name}
    rows = record.credits or (("", ONE),)
    return [
        Credit(name if len(rows) == 1 else f"{name}-{place}", record.kind, payee, share, day, whole, unit, attributes)
        for place, (payee, share) in enumerate(rows, start=1)
    ]


def _item(scope: str, found: Credited, records: Mapping[str, Record], enters: str) -> GivenItem:
    """The columns of the record, with `amount` after the share; what is in doubt has neither share nor amount."""
    record = records[found.credit.attributes[ITEM]]
    values = {name: literal for name, literal in record.columns.items() if name != "amount"}
    values["enters"] = Literal(record.columns[enters].value, Sort.DATE)
    amount, share = record.columns.get("amount"), found.share
    if amount is not None:
        values["whole"] = amount
    if not found.doubt and isinstance(share, Decimal):
        values["share"] = Literal(share, RATIO)
        if amount is not None and isinstance(amount.value, Decimal):
            with exactly():
                values["amount"] = Literal(amount.value * share, amount.kind)
    return GivenItem(found.id, scope, values, found.rows)
