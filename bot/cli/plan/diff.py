"""`plan diff`: what changed between two plans, for those who decide about it and those whom it pays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli.calendar.check import read_calendar
from bot.cli.exits import Exit
from bot.cli.plan.comparing import Changes, ClauseChange, Comparison, compare
from bot.cli.plan.named import read_named
from bot.cli.plan.registries import registries
from bot.cli.plan.telling import Clause, telling
from bot.cli.plan.words import refused
from bot.cli.tables import paragraph
from bot.cli.verb import Call, verb


@verb
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--registry", type=Path, metavar="FILE", help="The registry, for the titles of metrics.")
@click.option("--calendar", type=Path, metavar="FILE", help="The company calendar, for plans that count by it.")
def diff(call: Call, old: str, new: str, registry: Path | None, calendar: Path | None) -> Exit:
    """Say what changed from plan A to plan B: clauses, terms, payouts, budget, decisions, audience.

    A and B are files or published plans: `name@version`, or the first eight digits of a hash or more.
    """
    dates = read_calendar(calendar) if calendar else None
    if dates is not None and not dates.problems.ok:
        return refused(call, dates)
    known = registries(call, registry, calendar=dates)
    drafts = read_named(known, old), read_named(known, new)
    plans = [draft.plan for draft in drafts if draft.plan is not None]
    if len(plans) < len(drafts):
        return refused(call, *drafts)
    call.out.tell(*dict.fromkeys(str(problem) for draft in drafts for problem in draft.problems if not problem.warning))
    found = compare(telling(plans[0], drafts[0].registry), telling(plans[1], drafts[1].registry))
    call.out.result(found.as_json(), "\n".join(_lines(found)))
    return Exit.DONE


def _lines(found: Comparison) -> Iterator[str]:
    yield f"{found.old.name} {found.old.version} ({found.old.hash[:12]}), then {found.new.name} {found.new.version} ({found.new.hash[:12]})"
    if found.same:
        yield "Both are the same text."
        return
    yield from _section("Head", found.head)
    if found.added or found.removed or found.changed:
        yield from ("", "Clauses")
        yield from (_clause("new", clause) for clause in found.added)
        yield from (_clause("gone", clause) for clause in found.removed)
        for change in found.changed:
            yield from _changed(change)
    yield from _section("Terms", found.terms)
    yield from _section("Payouts", found.payouts)
    yield from _section("Budget", found.budget)
    yield from _section("Decisions", found.decisions)
    yield from _section("Words", found.glossary)


def _clause(mark: str, clause: Clause) -> str:
    return paragraph(f"{mark:8}{clause.clause}  {clause.title}. {clause.sentence}", indent="  ", hanging="          ")


def _changed(change: ClauseChange) -> Iterator[str]:
    yield f"  changed {change.new.clause}  {change.new.title}"
    for name in change.fields:
        label = "" if name == "sentence" else f"{name}: "
        yield _was_now("was", label, getattr(change.old, name))
        yield _was_now("now", label, getattr(change.new, name))


def _was_now(mark: str, label: str, text: str) -> str:
    return paragraph(f"{mark:5}{label}{text or 'nothing'}", indent="          ", hanging="               ")


def _section(title: str, changes: Changes) -> Iterator[str]:
    if not changes:
        return
    yield from ("", title)
    yield from (
        paragraph(f"new     {name}: {text}", indent="  ", hanging="          ") for name, text in changes.added.items()
    )
    yield from (
        paragraph(f"gone    {name}: {text}", indent="  ", hanging="          ")
        for name, text in changes.removed.items()
    )
    for name, (old, new) in changes.changed.items():
        yield f"  changed {name}"
        yield _was_now("was", "", old)
        yield _was_now("now", "", new)
