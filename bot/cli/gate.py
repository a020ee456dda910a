"""`gate check`: whether a release may be deployed, for a pipeline to ask."""

from __future__ import annotations

import click

from bot.cli.exits import Exit
from bot.cli.failures import unknown
from bot.cli.surroundings import business_time, current
from bot.cli.values import TEXT
from bot.cli.verb import Call, verb
from plans.export import instant_text
from plans.release_gate import reasons
from plans.statement import day_of
from storage.catalogue import Catalogue
from storage.releases import facts_about
from storage.sources import known_sources


@verb
@click.argument("release", type=TEXT, metavar="RELEASE")
def check(call: Call, *, release: str) -> Exit:
    """Say whether RELEASE meets what the published registry asks of a release: exit 0 when the gate is open, 9 with all reasons when it is shut.

    RELEASE is the name that the facts about it carry as their item.

    \b
        {"release", "open", "as_of", "registry": {"version", "hash"}, "needs": [{"facts", "title", "asks", "source"}],
         "reasons": [{"need", "why": "absent|unmet|another-unit|late|broken|in conflict", "words", "source", "owner"}]}
    """
    now = business_time(call)
    with current(call) as database, database.read() as connection:
        registry = Catalogue().registry(connection, now)
        gate = registry.release_gate if registry else None
        if registry is None or gate is None:
            remedy = "Write `release-gate` into the registry and publish it."
            raise unknown("gate", "No registry is published that says what a release must meet.", remedy)
        facts = facts_about(connection, release, tuple(gate.needs), now)
        known = known_sources(connection, registry, day_of(now), now) if gate.fresh else []
    why = reasons(gate, facts, known, day_of(now))
    document = {
        "release": release,
        "open": not why,
        "as_of": instant_text(now),
        "registry": {"version": registry.version, "hash": registry.hash},
        "needs": [
            {"facts": need.facts, "title": need.title, "asks": need.asks, "source": need.source.name}
            for need in gate.needs.values()
        ],
        "reasons": [reason._asdict() for reason in why],
    }
    verdict = f"{gate.title}: {release} {'may be deployed' if not why else 'may not be deployed'}."
    owned = [f"{reason.words}{f' Owner: {reason.owner}.' if reason.owner else ''}" for reason in why]
    call.out.result(document, "\n".join([verdict, *owned]))
    return Exit.GATE_SHUT if why else Exit.DONE
