"""A statement as the contract prints it: one JSON document, amounts as canonical decimals and in minor units."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from plans.company.calendar import CompanyCalendar
from plans.currency import decimals
from plans.literal import Scalar, fits_minor_units
from plans.number import ZERO, canonical, shifted
from plans.plan import Figure
from plans.record import Completeness, Credit, Fact, Link, Stay, Term
from plans.roll_words import counted_as
from plans.sentences import rule
from plans.statement import Paid, Statement, node_name, text_of
from plans.tree import Cause, Missing, Node, Row, Value, walk
from plans.unit import Kind, Unit
from plans.words import say

Json = dict[str, Any]


def statement_json(statement: Statement) -> Json:
    """The whole statement; figures and shared inputs by name, everything else inline."""
    plan, calendar = statement.plan, statement.calendar
    return {
        "payee": statement.payee,
        "period": statement.period.name,
        "mode": statement.mode,
        "as_of": instant_text(statement.as_of),
        "signed": statement.signed.isoformat() if statement.signed else None,
        "plan": {"name": plan.name, "version": plan.version, "hash": plan.hash},
        "registry": {"version": statement.scheme.registry.version, "hash": statement.scheme.registry.hash},
        **({} if calendar is None else {"calendar": _document(calendar)}),
        "statement_hash": statement.hash,
        "totals": _totals(statement),
        "assumes": [assumption.words for assumption in statement.assumes],
        "waits": [_wait(cause) for cause in statement.waits],
        "figures": _figures(statement),
        "payouts": [_payout(statement, paid) for paid in statement.payouts],
    }


def _document(calendar: CompanyCalendar) -> Json:
    return {"name": calendar.name, "version": calendar.version, "hash": calendar.hash}


def figure_json(statement: Statement, node: Node) -> Json:
    """One figure with everything below it, nothing by reference: what `explain` prints."""
    return _figure(statement, node, inline=True)


def value_json(value: Value, kind: Kind) -> Json:
    """`{"text", "unit"}`, with `minor` for an amount that has no more decimals than its currency; `{"missing"}` otherwise."""
    if isinstance(value, Missing):
        return {"missing": "; ".join(cause.told for cause in value.causes)}
    shown: Json = {"text": text_of(value), "unit": str(kind)}
    minor = minor_units(value, kind)
    return shown if minor is None else {**shown, "minor": minor}


def minor_units(value: Value, kind: Kind) -> int | None:
    """An amount in minor units of its currency; None for what is no amount of money, or not yet rounded."""
    if (
        not isinstance(value, Decimal)
        or not isinstance(kind, Unit)
        or kind.currency is None
        or not fits_minor_units(value, kind)
    ):
        return None
    return int(shifted(value, decimals(kind.currency)).to_integral_value())  # 699.999…, which is 700, in 50 digits


def instant_text(micros: int) -> str:
    """An instant as RFC 3339 in UTC: `2026-11-20T06:00:00Z`, with decimals only where it has some."""
    moment = datetime.fromtimestamp(micros // 1_000_000, UTC)
    rest = micros % 1_000_000
    return f"{moment:%Y-%m-%dT%H:%M:%S}{f'.{rest:06d}' if rest else ''}Z"


def _totals(statement: Statement) -> Json:
    """Nothing is posted before a period is signed off: what is paid is zero until then. Held, released, vested or owed is nothing yet."""
    currency = statement.plan.currency
    kind = Unit((currency,))

    def amount(value: Decimal | Missing) -> Json:
        if isinstance(value, Missing):
            return {"minor": None, "currency": currency, "missing": value_json(value, kind)["missing"]}
        return {"minor": minor_units(value, kind), "currency": currency}

    nothing = {name: amount(ZERO) for name in ("held", "released", "paid", "vested", "owed")}
    paid = {"paid": amount(statement.earned)} if statement.signed else {}
    return {"earned": amount(statement.earned), **nothing, **paid}


def _wait(cause: Cause) -> Json:
    since = cause.since.isoformat() if isinstance(cause.since, date) else None
    return {
        "metric": cause.what.removeprefix("metric."),
        "source": cause.source,
        "since": since,
        "owner": cause.owner,
        "why": cause.why,
        "words": cause.words,
        **({"period": cause.period} if cause.period else {}),
    }


def _figures(statement: Statement) -> Json:
    named = {
        node_name(node): node
        for node in walk(*statement.evaluation.every())
        if node.made.name and node.made.op != "part"
    }
    return {name: _figure(statement, node, inline=False) for name, node in named.items()}


def _figure(statement: Statement, node: Node, *, inline: bool) -> Json:
    made = node.made
    figure: Json = {
        "clause": made.clause,
        "title": made.title,
        "op": made.op,
        "value": value_json(node.value, made.kind),
    }
    metric = statement.scheme.registry.metric_of(made.name)
    if isinstance(made, Figure):
        figure["words"] = say(rule(made, statement.plan.figures, statement.scheme.registry))
    else:
        figure["words"] = say(counted_as(metric.roll_up)) if metric else made.title
    if metric is not None and metric.edges is not None:
        figure["status"] = metric.edges.status(node.value)
    figure["parts"] = [
        _figure(statement, part, inline=inline)
        if inline or not part.made.name or part.made.op == "part"
        else node_name(part)
        for part in node.parts
    ]
    if node.pieces:
        figure["pieces"] = [
            {
                "name": piece.name,
                "value": value_json(piece.value, piece.kind),
                "amount": value_json(piece.amount, piece.amount_kind),
                "at": value_json(piece.at, piece.at_kind),
            }
            for piece in node.pieces
        ]
    figure["facts"] = [row_json(row) for row in node.rows]
    if node.decided is not None:
        figure["decided"] = row_json(node.decided)["id"]
    return figure


def row_json(row: Row) -> Json:
    """A recorded row behind a leaf: id, source, line, when observed, when recorded, value."""
    if isinstance(row, Fact):
        name, observed, value = row.fact_id, row.observed, _scalar(row.value, row.kind)
    elif isinstance(row, Term):
        name, observed, value = f"{row.payee_id}/{row.term}", row.start, _scalar(row.value, row.kind)
    elif isinstance(row, Credit):
        name, observed, value = row.credit_id, row.enters, _scalar(row.whole, row.unit)
    elif isinstance(row, Link):
        name, observed, value = f"{row.object_kind}/{row.object_id}/{row.relation}", row.start, row.payee_id
    elif isinstance(row, Completeness):
        name, observed, value = f"{row.source} is complete", row.through, row.through.isoformat()
    else:
        name, observed, value = row.person_id, row.start, _stay(row)
    origin = row.origin
    recorded = instant_text(origin.recorded) if origin.recorded else None
    return {
        "id": name,
        "source": origin.source,
        "line": origin.line,
        "observed": observed.isoformat(),
        "recorded": recorded,
        "value": value,
    }


def _scalar(value: Scalar, kind: Kind) -> str:
    if isinstance(value, Decimal) and isinstance(kind, Unit):
        return canonical(value) if kind.is_ratio else f"{canonical(value)} {kind}"
    return text_of(value)


def _stay(stay: Stay) -> str:
    return ", ".join(f"{name}: {value}" for name, value in sorted(stay.attributes.items()))


def _payout(statement: Statement, paid: Paid) -> Json:
    kind = paid.node.made.kind
    amount = paid.amount
    waits = isinstance(amount, Missing)
    currency = kind.currency if isinstance(kind, Unit) else None
    return {
        "name": paid.name,
        "as": paid.pays_as,
        "figure": statement.plan.payouts[paid.name].figure,
        "item": paid.item or None,
        "minor": None if waits else minor_units(amount, kind),
        "amount": value_json(amount, kind),
        "currency": currency,
        "date": paid.due.isoformat() if paid.due else None,
        "state": "waits" if waits else ("posted" if statement.signed else "due" if statement.final else "earned"),
    }
