"""`plan list`: what is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.cli.surroundings import business_time, current
from bot.cli.tables import table_of
from bot.cli.verb import Call, verb
from plans.export import instant_text
from storage import documents
from storage.documents import PlanDocument


@verb
def plans(call: Call) -> None:
    """List the published versions of all plans, by name and first day."""
    with current(call) as database, database.read() as connection:
        now = business_time(call)
        found = documents.plans(connection, now)
        registries = {each.hash: each.version for each in documents.registries(connection, now)}
    listed = [_as_json(plan, registries) for plan in found]
    call.out.items(listed, _words(listed))


def _as_json(plan: PlanDocument, registries: dict[str, str]) -> dict[str, Any]:
    return {
        "plan": plan.plan,
        "version": plan.version,
        "hash": plan.hash,
        "registry": {"version": registries.get(plan.registry_hash, ""), "hash": plan.registry_hash},
        "effective": {"from": str(plan.effective_from), "to": str(plan.effective_to) if plan.effective_to else None},
        "published": instant_text(plan.published),
        "published_by": plan.published_by,
        "rationale": plan.rationale,
    }


def _words(listed: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not listed:
        yield "No plan is published yet."
        return
    yield table_of([_row(each) for each in listed], indent="")


def _row(plan: dict[str, Any]) -> tuple[str, ...]:
    days = f"{plan['effective']['from']} to {plan['effective']['to'] or '…'}"
    return (
        plan["plan"],
        plan["version"],
        days,
        plan["hash"][:12],
        f"published {plan['published'][:10]} by {plan['published_by']}",
    )
