"""`plan run`: what a plan pays on given inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from bot.cli.calendar.check import read_calendar
from bot.cli.exits import Exit
from bot.cli.files import read_table
from bot.cli.plan.calendars import Calendars
from bot.cli.plan.documents import Draft, read_draft
from bot.cli.plan.inputs import Round, read_rounds
from bot.cli.plan.parents import written_out
from bot.cli.plan.trial import Trial, read_trials
from bot.cli.tables import table_of
from bot.cli.verb import Call, verb
from plans.export import statement_json
from plans.problem import Problems
from plans.reading.attribution import crediting_in
from plans.reading.form import Form
from plans.statement import Paid, node_name
from plans.tree import Missing, Node, Value
from plans.unit import Kind
from plans.words import PLAIN, Shown


@verb
@click.argument("file", type=Path, metavar="FILE")
@click.option(
    "--inputs",
    type=Path,
    required=True,
    metavar="FILE",
    help="The inputs: `given:`, `rows:` or `periods:`, `items:`, `reader:`, or `records:` with `for:`; or several `runs:`.",
)
@click.option(
    "--registry", type=Path, metavar="FILE", help="The registry; without one, metrics are of the kinds that are given."
)
@click.option("--calendar", type=Path, metavar="FILE", help="The company calendar, for plans that count by it.")
def run(call: Call, file: Path, inputs: Path, registry: Path | None, calendar: Path | None) -> Exit:
    """Compute a plan, or a fragment that holds `figures:` alone, from given inputs. No database is needed.

    There is one statement for each row and period; --json lists them, in the shape of `statement`, with `run` and `row`. Values are
    written with their units, as in plans; what is given stands above the plan's own constants.
    """
    problems = Problems()
    named = read_draft(registry) if registry else None
    if named is not None:
        problems.found += named.problems.found
    dates = read_calendar(calendar) if calendar else None
    if dates is not None:
        problems.found += dates.problems.found
    given, table = read_table(inputs, problems), read_table(file, problems)
    if table is not None:
        table = written_out(None, table, file, problems)
    crediting = crediting_in(Form(table, "", problems), problems) if table else {}
    rounds = read_rounds(given, crediting, problems) if given and problems.ok else ()
    trials: list[tuple[Round, Trial]] = []
    if given and table and problems.ok:
        held = Calendars(given=dates.calendar if dates else None).of(Draft(str(file), table=table))
        trials = read_trials(table, named.registry if named else None, held, rounds, given, problems)
    if not problems.ok:
        document = {"ok": False, "problems": [problem.as_json() for problem in problems]}
        call.out.diagnosis(document, map(str, problems))
        return Exit.PROBLEMS
    call.out.tell(*map(str, problems))
    call.out.items(_documents(trials, registered=named is not None), _words(trials))
    return Exit.DONE


def _documents(trials: Iterable[tuple[Round, Trial]], *, registered: bool) -> Iterator[dict[str, Any]]:
    """Statements as `statement` prints them, as far as it applies: nobody is paid, and nothing is known at an instant."""
    for each, trial in trials:
        document = {**statement_json(trial.statement(each)), "payee": each.inputs.reader or None, "as_of": None}
        if not registered:
            document["registry"] = None
        if trial.is_fragment:
            document |= {"plan": None, "totals": None}
        yield {"run": each.run, "row": each.row, **document}


def _words(trials: Sequence[tuple[Round, Trial]]) -> Iterator[str]:
    several = len({each.run for each, _ in trials}) > 1
    for each, trial in trials:
        statement = trial.statement(each)
        where = f"Run {each.run}, row {each.row}" if several else f"Row {each.row}"
        whose = f", for {each.inputs.reader}" if each.inputs.reader else ""
        yield f"{where}{whose}, period {statement.period.name}"
        yield table_of([_line(node) for node in statement.evaluation.every()], right=(2,))
        if statement.payouts:
            yield table_of([_paid(paid) for paid in statement.payouts], right=(2,))
        yield ""


def _line(node: Node) -> tuple[str, ...]:
    return node.made.clause, node.made.title or node_name(node), _shown(node.value, node.made.kind)


def _paid(paid: Paid) -> tuple[str, ...]:
    due = f"due {paid.due}" if paid.due else ""
    return "", f"payout {paid.name} {paid.item}".strip(), _shown(paid.node.value, paid.node.made.kind), due


def _shown(value: Value, kind: Kind) -> str:
    if isinstance(value, Missing):
        return "waits: " + "; ".join(cause.told for cause in value.causes)
    return PLAIN.value(Shown(value, kind))
