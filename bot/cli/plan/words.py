"""`plan words`: a plan as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from bot.cli.calendar.check import read_calendar
from bot.cli.exits import Exit
from bot.cli.plan.documents import Draft
from bot.cli.plan.named import read_named
from bot.cli.plan.registries import registries
from bot.cli.plan.telling import Clause, Telling, telling
from bot.cli.tables import paragraph, table_of
from bot.cli.verb import Call, verb


@verb
@click.argument("plan", metavar="FILE")
@click.option("--registry", type=Path, metavar="FILE", help="The registry, for the titles of metrics.")
@click.option("--calendar", type=Path, metavar="FILE", help="The company calendar, for plans that count by it.")
def words(call: Call, plan: str, registry: Path | None, calendar: Path | None) -> Exit:
    """Print a whole plan in plain words, clause by clause.

    FILE may also be a published plan: `name@version`, or the first eight digits of its hash or more.
    """
    dates = read_calendar(calendar) if calendar else None
    if dates is not None and not dates.problems.ok:
        return refused(call, dates)
    known = registries(call, registry, calendar=dates)
    draft = read_named(known, plan)
    if draft.plan is None:
        return refused(call, draft)
    call.out.tell(*map(str, draft.problems))
    told = telling(draft.plan, draft.registry)
    call.out.result(told.as_json(), "\n".join(_lines(told)))
    return Exit.DONE


def refused(call: Call, *drafts: Draft) -> Exit:
    """What cannot be read has no words: all of its problems instead."""
    problems = [problem for draft in drafts for problem in draft.problems]
    call.out.diagnosis({"ok": False, "problems": [problem.as_json() for problem in problems]}, map(str, problems))
    return Exit.PROBLEMS


def _lines(told: Telling) -> Iterator[str]:
    head = told.head
    yield f"{head['title']}, version {told.version}, {head['effective']}"
    yield f"Pays {head['period']} in {head['currency']}. Hash {told.hash[:12]}."
    yield f"For: {head['audience']}."
    if head["items"]:
        yield f"Counts: {head['items']}."
    if head["pilot"]:
        yield f"A pilot {head['pilot']}."
    if head["based_on"]:
        yield f"Based on: {head['based_on']}."
    if head["rationale"]:
        yield paragraph(head["rationale"])
    for clause in told.clauses:
        yield ""
        yield from _clause(clause)
    sections = {
        "Terms": told.terms,
        "Payouts": told.payouts,
        "Budget, which warns and changes no pay": told.budget,
        "Decisions": told.decisions,
        "Words": told.glossary,
    }
    for title, section in sections.items():
        if section:
            yield from ("", title, _section(section))


def _clause(clause: Clause) -> Iterator[str]:
    yield f"{clause.clause}  {clause.title}"
    for text in (clause.sentence, clause.applies, clause.purpose, clause.story):
        if text:
            yield paragraph(text, indent="     ")


def _section(section: Mapping[str, str]) -> str:
    return table_of([(name, text) for name, text in section.items()])
