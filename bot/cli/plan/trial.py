"""Trying a plan: its figures computed from a file of inputs, one statement for each row and period. No database, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.cli.plan.documents import NO_REGISTRY
from bot.cli.plan.inputs import (
    Round,
    TrialTypes,
    check_all_given,
    check_given,
    check_periods_given,
    types_given,
    warn_unread,
)
from plans.absence import FINAL
from plans.calendar import Period
from plans.checking.inputs import RegisteredInputs
from plans.checking.names import read_by, target
from plans.checking.payouts import check_payouts
from plans.company.cut import Cut, NoPeriodError
from plans.company.versions import CalendarVersions
from plans.document import Table
from plans.dossier import Dossier
from plans.engine import evaluate
from plans.given import GivenInputs, GivenTypes, in_a_run
from plans.load import check_figures, plan_from
from plans.plan import Plan
from plans.problem import Problems
from plans.reading.figures import read_figures
from plans.reading.form import Form
from plans.reading.header import read_head
from plans.registry import Registry
from plans.scheme import Scheme
from plans.statement import Statement, payouts_of


@dataclass(frozen=True, slots=True)
class Trial:
    """A plan, or the figures of a fragment, ready to be computed."""

    scheme: Scheme
    _runs: dict[int, Sequence[GivenInputs]] = field(
        default_factory=dict
    )  # by the run that was given, which the rounds hold

    @property
    def is_fragment(self) -> bool:
        return not self.scheme.plan.name

    def statement(self, each: Round) -> Statement:
        """What this row and period come to. What is given stands above the plan's own constants."""
        inputs = self._run(each.inputs.run)[each.inputs.place]
        evaluation = evaluate(self.scheme.program, inputs)
        period = inputs.at or Period(date.min, date.min, str(each.period), "")
        payouts = tuple(payouts_of(self.scheme.plan, evaluation, period, inputs.reader))
        return Statement(self.scheme, inputs.reader, period, FINAL, 0, Dossier(inputs.reader), evaluation, (), payouts)

    def _run(self, given: Sequence[GivenInputs]) -> Sequence[GivenInputs]:
        """The periods of one run with the plan's constants, each at its place in the calendar."""
        known = self._runs.get(id(given))
        if known is None:
            terms = self.scheme.plan.terms.values()
            constants = {f"term.{rule.name}": rule.value for rule in terms if rule.value is not None}
            periods = [None] * len(given) if self.is_fragment else self._periods(given)
            known = self._runs[id(given)] = in_a_run(
                replace(each, values={**constants, **each.values}, at=at or each.at, cut=self._cut_of(each))
                for each, at in zip(given, periods, strict=True)
            )
        return known

    def _cut_of(self, each: GivenInputs) -> Cut:
        """A plan cuts time itself; for a fragment its inputs do."""
        return each.cut if self.is_fragment else self.scheme.plan.cut

    def _periods(self, given: Sequence[GivenInputs]) -> Iterator[Period | None]:
        """The period of the plan that holds the given `period.start`; else the first one of the plan, and those after it."""
        plan = self.scheme.plan
        period = plan.cut.holding(plan.effective_from, plan.grain)
        for each in given:
            start = each.values.get("period.start")
            day = start.value if start is not None else None
            yield plan.cut.holding(day, plan.grain) if isinstance(day, date) else period
            period = _after(period)


def _after(period: Period | None) -> Period | None:
    """The period after one; None where the calendar goes no further."""
    try:
        return period.after() if period else None
    except NoPeriodError:
        return None


def read_trials(
    table: Table,
    registry: Registry | None,
    calendar: CalendarVersions | None,
    rounds: Sequence[Round],
    inputs: Table,
    problems: Problems,
) -> list[tuple[Round, Trial]]:
    """Each round with the plan, or the fragment that holds figures alone, checked for the kinds that are given in it.

    Without a registry metrics are of the kinds given; rows may give several kinds (one currency each), so each is checked by itself.
    """
    trials: dict[object, Trial | None] = {}
    for kinds in dict.fromkeys(each.rehearsal.kinds for each in rounds):
        alike = [each for each in rounds if each.rehearsal.kinds == kinds]
        trials[kinds] = _trial(table, registry, calendar, alike, inputs, problems)
    found = [(each, trial) for each in rounds if (trial := trials[each.rehearsal.kinds]) is not None]
    _check_alike(found, inputs, problems)
    return found if problems.ok else []


def _check_alike(found: Sequence[tuple[Round, Trial]], inputs: Table, problems: Problems) -> None:
    """Periods of which one figure reads several give values of the same kinds: else it would add euros and yen."""
    kinds: dict[int, set[object]] = {}
    for each, trial in found:
        known = kinds.setdefault(id(each.inputs.run), set())
        known.add(each.rehearsal.kinds)
        if len(known) > 1 and trial.scheme.reads_periods:
            message = f"The periods of run {each.run} give values of different kinds, and the plan reads several periods at once."
            remedy = "Give each name one unit in all periods; try another currency in a run of its own, under `runs:`."
            problems.add(inputs.place, "given", "unit", message, remedy)
            return


def _trial(
    table: Table,
    registry: Registry | None,
    calendar: CalendarVersions | None,
    rounds: Sequence[Round],
    inputs: Table,
    problems: Problems,
) -> Trial | None:
    given = types_given(rounds)
    if table.get("figures") is not None and table.get("plan") is None:
        plan: Plan | None = _fragment(table, registry, given, problems)
    else:
        plan = _plan(table, registry, calendar, given, problems)
    if plan is None or not problems.ok:
        return None
    known = RegisteredInputs(registry or NO_REGISTRY, plan.terms, plan.attributes, plan.crediting)
    check_given(rounds, known, inputs, problems)
    check_periods_given(plan, problems)
    warn_unread(rounds, names_read(plan), inputs, problems)
    return Trial(Scheme(plan, registry or NO_REGISTRY)) if problems.ok else None


def names_read(plan: Plan) -> set[str]:
    """Every input that some figure reads."""
    read = {ref.name for figure in plan.figures.values() for ref in read_by(figure)}
    return {name for name in read if not target(name, plan.figures).figure}


def _fragment(table: Table, registry: Registry | None, given: GivenTypes, problems: Problems) -> Plan:
    figures = read_figures(Form(table, "", problems), problems, complete=False)
    types = TrialTypes(registry or NO_REGISTRY, {}, {}, {}, given)
    check_all_given(figures, types, problems)
    checked = check_figures(figures if problems.ok else {}, types, problems)
    return Plan("", "", "", date.min, None, "", "", table, figures=checked.figures, order=checked.order)


def _plan(
    table: Table, registry: Registry | None, calendar: CalendarVersions | None, given: GivenTypes, problems: Problems
) -> Plan | None:
    if registry is not None:
        return plan_from(table, registry, problems, calendar).plan
    head = read_head(table, problems, calendar)
    figures = read_figures(Form(table, "", problems), problems, complete=True)
    types = TrialTypes(
        NO_REGISTRY, head["terms"], head["attributes"], head["crediting"], given, head["grain"], head["cut"]
    )
    check_all_given(figures, types, problems)
    if not problems.ok or head["effective_from"] is None:
        return None
    checked = check_figures(figures, types, problems)
    check_payouts(head["payouts"], checked.figures, checked.types, head["currency"], problems)
    return Plan(document=table, figures=checked.figures, order=checked.order, **head)
