"""Records, links and people of a trial, from which the rules of `attribution` make items.

records: {deal: [{signed-on: 2026-05-10, amount: 100 EUR, credits: [{payee: ana, share: 100%}]}]}
links: {north: {owner: [{is: ana, to: 2026-05-31}, {is: ben, from: 2026-06-01}]}}
people: {ana: {manager: [{is: rui}], team: [{is: iris, from: 2026-01-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.attribution.relations import MANAGER, MEMBER
from plans.attribution.who import OWNER
from plans.document import Listing, Table, Text, Tree
from plans.literal import Literal
from plans.plan import Crediting
from plans.problem import Place, Problems
from plans.reading.form import Form, check_keys
from plans.reading.given import columns_in, literal_in
from plans.record import Link
from plans.unit import RATIO

_SPAN = "Write `[{is: ana, from: 2026-01-01, to: 2026-05-31}]`; without `from` or `to` it is open."


class Record(NamedTuple):
    """An item as it is given: its columns as values and as written, and whom its own credits name, each with a share."""

    kind: str
    number: int
    columns: Mapping[str, Literal]
    texts: Mapping[str, str]
    credits: Sequence[tuple[str, Decimal]]
    place: Place


class Records(NamedTuple):
    """What a run gives for attribution to work on."""

    crediting: Mapping[str, Crediting]
    records: Sequence[Record] = ()
    links: Sequence[Link] = ()


def records_in(form: Form, crediting: Mapping[str, Crediting]) -> Records:
    """The records, links and people of one run."""
    records = tuple(
        record for entry in form.entries("records") for record in _of_kind(entry.key, entry.value, crediting, form)
    )
    return Records(crediting, records, (*_links(form, crediting), *_people(form)))


def payees_in(form: Form) -> tuple[str, ...]:
    """Whom the statements of a run are for."""
    payees = form.texts("for")
    if len(set(payees)) < len(payees):
        form.fault(
            "for", "for", "Somebody stands in `for` twice.", "Name each payee once: there is a statement for each."
        )
    if form.table.get("records") is not None and not payees:
        remedy = "Add `for: [ana, ben]`: there is a statement for each."
        form.fault("records", "for", "Nothing says whose statements these records are for.", remedy)
    return payees


def _of_kind(kind: str, tree: Tree, crediting: Mapping[str, Crediting], form: Form) -> Iterator[Record]:
    path, problems = f"records.{kind}", form.problems
    scopes = [scope for scope in crediting.values() if scope.each == kind]
    if not scopes:
        known = ", ".join(f"`{scope.each}`" for scope in crediting.values()) or "none, for there is no `attribution`"
        message = f"No scope of `attribution` holds each `{kind}`; so nobody would get anything of these records."
        problems.add(tree.place, path, "attribution", message, f"Kinds that are held: {known}.")
        return
    if not isinstance(tree, Listing):
        problems.add(tree.place, path, "list", "Records are a list of tables.", "Write `[{amount: 100 EUR}, …]`.")
        return
    for number, item in enumerate(tree, start=1):
        if not isinstance(item, Table):
            problems.add(item.place, path, "table", "A record is a table.", "Write `{amount: 100 EUR, …}`.")
            continue
        plain = Table(tuple(entry for entry in item if entry.key != "credits"), item.place)
        columns = columns_in(plain, path, problems)
        for column in dict.fromkeys(scope.enters for scope in scopes):
            if column not in columns or not isinstance(columns[column].value, date):
                message = f"Record {number} of `{kind}` has no date `{column}`, by which it enters a period."
                problems.add(item.place, path, "missing-key", message, f"Write for example `{column}: 2026-05-10`.")
        texts = {entry.key: entry.value.text for entry in plain if isinstance(entry.value, Text)}
        yield Record(kind, number, columns, texts, tuple(_credits(item, path, problems)), item.place)


def _credits(record: Table, path: str, problems: Problems) -> Iterator[tuple[str, Decimal]]:
    listed = record.get("credits")
    if listed is not None and not isinstance(listed, Listing):
        message, remedy = "Credits are a list of tables.", "Write `[{payee: ana, share: 60%}, …]`."
        problems.add(listed.place, path, "list", message, remedy)
    for tree in listed if isinstance(listed, Listing) else ():
        if not isinstance(tree, Table):
            problems.add(tree.place, path, "credits", "A credit is a table.", "Write `{payee: ana, share: 60%}`.")
            continue
        check_keys(tree, ("payee", "share"), f"{path}.credits", problems)
        form = Form(tree, f"{path}.credits", problems)
        payee = form.text("payee", needed="Write `{payee: ana, share: 60%}`.")
        share = tree.get("share")
        literal = literal_in(share, f"{path}.credits.share", problems) if share is not None else None
        if share is None or (literal is not None and (literal.kind != RATIO or not isinstance(literal.value, Decimal))):
            form.fault("share", "share", "A credit has a share of the item.", "Write `share: 60%`.")
        elif literal is not None and isinstance(literal.value, Decimal):
            yield payee, literal.value


def _links(form: Form, crediting: Mapping[str, Crediting]) -> Iterator[Link]:
    """The links of each object, under every kind of object that a rule asks about: a trial gives objects by their names alone."""
    kinds = dict.fromkeys(scope.who.of for scope in crediting.values() if scope.who.rule == OWNER)
    for entry in form.entries("links"):
        for relation in _table(entry.value, f"links.{entry.key}", form.problems):
            for payee, start, end in _spans(relation.value, f"links.{entry.key}.{relation.key}", form.problems):
                yield from (Link(kind, entry.key, relation.key, payee, start, end) for kind in kinds)


def _people(form: Form) -> Iterator[Link]:
    for entry in form.entries("people"):
        path = f"people.{entry.key}"
        table = _table(entry.value, path, form.problems)
        check_keys(table, ("manager", "team"), path, form.problems)
        for said in table:
            for name, start, end in _spans(said.value, f"{path}.{said.key}", form.problems):
                if said.key == "manager":
                    yield Link("person", entry.key, MANAGER, name, start, end)
                else:
                    yield Link("team", name, MEMBER, entry.key, start, end)


def _table(tree: Tree, path: str, problems: Problems) -> Table:
    if isinstance(tree, Table):
        return tree
    problems.add(
        tree.place,
        path,
        "table",
        "What is dated stands in a table.",
        "Write `{owner: [{is: ana}]}`, `{manager: [{is: rui}]}` or `{}`.",
    )
    return Table((), tree.place)


def _spans(tree: Tree, path: str, problems: Problems) -> Iterator[tuple[str, date, date | None]]:
    spans: Iterable[Tree] = tree if isinstance(tree, Listing) else ()
    if not isinstance(tree, Listing):
        problems.add(tree.place, path, "list", "What changes with time is a list of spans.", _SPAN)
    for span in spans:
        if not isinstance(span, Table):
            problems.add(span.place, path, "table", "A span is a table.", _SPAN)
            continue
        check_keys(span, ("is", "from", "to"), path, problems)
        form = Form(span, path, problems)
        yield form.text("is", needed=_SPAN), form.day("from") or date.min, form.day("to")
