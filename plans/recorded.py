"""Inputs from the record: metrics from facts, agreed terms, attributes of a stay, credited items, members of a team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from plans.absence import FINAL, Arrival
from plans.agreed import overlaps, weighed_by_day
from plans.attribution.credited import Credited, credited, stated
from plans.attribution.parts import Attribution
from plans.attribution.who import DIRECT, SHARE, way_of
from plans.calendar import Period
from plans.company.cut import Cut
from plans.compared import rolled
from plans.dossier import Dossier
from plans.inputs import DatedItem, Moment
from plans.items import CreditItem, MemberItem, days_served, members_of
from plans.number import ONE
from plans.past import NO_PAST, Past
from plans.period_inputs import property_of
from plans.plan import Plan
from plans.record import Fact, Stay, Term
from plans.registry import Metric, Registry
from plans.rollup import Reading
from plans.scheme import Scheme
from plans.spans import ending, version_of, window_of
from plans.stints import BY_STINT, STINT, StintItem, agreed_in, stints_of
from plans.team_facts import facts_of_team
from plans.tree import SERVICE, UNDECIDED, Assumption, Cause, Input, Missing, Node, Value
from plans.unit import RATIO, Kind, Sort, Unit, plural
from plans.windows import Dated, Window


@dataclass(slots=True)
class RecordedInputs:
    """What is recorded about one payee, read for one period and mode on one day. `assumes` fills up while it is read."""

    scheme: Scheme
    dossier: Dossier
    period: Period
    mode: str
    today: date
    past: Past = NO_PAST
    when: str = "this period"  # what the period is called in a sentence of the statement
    assumes: dict[Assumption, None] = field(default_factory=dict)
    plan: Plan = field(init=False, repr=False)  # asked for at every input, so found once
    registry: Registry = field(init=False, repr=False)
    until: date = field(init=False, repr=False)  # the last day of which something can be known by now
    ruled: dict[tuple[str, str], Sequence[Credited]] = field(default_factory=dict)  # by version and scope

    def __post_init__(self) -> None:
        self.plan, self.registry = self.scheme.plan, self.scheme.registry
        self.until = min(self.period.end, self.today)

    @property
    def reader(self) -> str:
        return self.dossier.payee_id

    @property
    def period_name(self) -> str:
        return self.period.name

    @property
    def grain(self) -> str:
        return self.period.grain

    @property
    def cut(self) -> Cut:
        return self.plan.cut

    def moments(self, window: Window, grain: str, *, figures: bool) -> Sequence[Moment]:
        """The periods of a window in which the payee was in the plan; none that has not begun."""
        periods = window_of(window, self.period, grain or self.plan.grain, self.plan.cut, self.past.first)
        begun = (period for period in periods if period.start <= self.today)
        found = ((period, version_of(period, self.period, self.scheme, self.past)) for period in begun)
        return [self._at(period, scheme if figures else self.scheme) for period, scheme in found if scheme is not None]

    def dated(self, scope: str, dated: Dated) -> Sequence[DatedItem]:
        """The payee's items that count by a date of theirs, in the order in which they enter and were recorded."""
        rule = self.plan.crediting[scope]
        since, until = dated.span(self.period.start, self.period.end)
        column = dated.by.partition(".")[2] or "enters"
        found = []
        for one in self._credited(scope):
            item = CreditItem(scope, one, self.registry.items[rule.each], self._measured)
            day = item.read(column).value
            if isinstance(day, date) and since <= day <= until:
                found.append(self._entered(item))
            elif isinstance(day, Missing) and day.causes[0].why == "conflict":
                found.append(DatedItem(item, waits=day.causes[0]))
        return found

    def _entered(self, item: CreditItem) -> DatedItem:
        """An item with the period that it entered, under the version of the plan then in force."""
        day = item.credit.enters
        if day > self.period.end:
            words = f"{item.scope} {item.id} enters only on {day}, after this period"
            return DatedItem(item, waits=Cause(f"{item.scope}.enters", "absent", words))
        period = self.plan.cut.holding(day, self.plan.grain)
        scheme = version_of(period, self.period, self.scheme, self.past) if period else None
        return DatedItem(item, None if scheme is None or period is None else self._at(period, scheme))

    def ending(self, grain: str) -> Moment | None:
        longer = ending(self.period, grain, self.plan.cut)
        return None if longer is None else self._at(longer, self.scheme)

    def _at(self, period: Period, scheme: Scheme) -> Moment:
        return Moment(replace(self, scheme=scheme, period=period, when=period.name), scheme.program)

    def stay(self) -> Stay | None:
        """The stay that holds at the end of the period, or the last one within it; standing assumes that service goes on."""
        within = [
            stay
            for stay in self.dossier.stays
            if stay.start <= self.period.end and (stay.end is None or stay.end >= self.period.start)
        ]
        return within[-1] if within else None

    def attributes(self) -> Mapping[str, str]:
        stay = self.stay()
        if stay is None:
            return {}
        known = {"function": stay.function, "team": stay.team_id, "entity": stay.entity_id}
        return {**known, **stay.attributes}

    def read(self, name: str) -> Node:
        head, _, rest = name.partition(".")
        if head == "metric":
            return self._metric(rest)
        if head == "term":
            return self._term(rest)
        if head == "participant":
            return self._participant(rest)
        return self._period(rest) if head == "period" else self._calibration(rest)

    def items(self, scope: str) -> Sequence[CreditItem | MemberItem | StintItem]:
        if scope == STINT:
            self._serving(self.dossier.stays)
            counting = [rule.name for rule in self.plan.terms.values() if rule.when_changed == BY_STINT]
            return stints_of(self.dossier.stays, self.dossier.terms, counting, self.period, self._term_in)
        if scope == "member":
            return members_of(self.dossier.members, self.stay(), self.period, self._serving)
        rule = self.plan.crediting[scope]
        item = self.registry.items[rule.each]
        entering = [one for one in self._credited(scope) if one.credit.enters in self.period]
        # Those of one day stand as the dossier has them: as they were first recorded.
        return tuple(
            CreditItem(scope, one, item, self._measured) for one in sorted(entering, key=lambda one: one.credit.enters)
        )

    def _credited(self, scope: str) -> Sequence[Credited]:
        """The payee's items of a scope, whenever they enter: found out once for all periods."""
        crediting, rule = self.plan.crediting, self.plan.crediting[scope]
        way, own = way_of(rule, crediting), self.dossier.credits.get(rule.each, ())
        key = self.plan.version, scope
        if key in self.ruled:
            return self.ruled[key]
        if way == DIRECT and rule.takes == SHARE:
            found: Sequence[Credited] = [stated(credit) for credit in own]
        else:
            credits_ = own if way == DIRECT else self.dossier.reached.get((rule.each, way), ())
            by = Attribution(crediting, credits_, self.dossier.relations)
            found = credited(scope, by).get(self.reader, ())
        self.ruled[key] = found
        return found

    def declared(self, scope: str) -> Node | None:
        """What the source of a scope's items declared: yes where it holds the period, with the declaration; else why it is waited for."""
        if scope in {"member", STINT}:
            return None
        item = self.registry.items[self.plan.crediting[scope].each]
        made = Input(f"{scope}.declared", "declared", Sort.YES_NO, f"all {plural(item.title).lower()} are there")
        arrival = self._arrival(f"item.{item.name}", plural(item.title), "", item.source)
        late = arrival.late
        if late is None and not arrival.spoke and not self.items(scope):
            late = arrival.nothing()
        if late is not None:
            return Node(made, Missing((late,)), rows=arrival.declared)
        if (assumed := arrival.assumption) is not None:
            self.assumes[assumed] = None
        return Node(made, value=True, rows=arrival.declared)

    def _arrival(self, what: str, title: str, owner: str, source: str) -> Arrival:
        feed = self.registry.source(source)
        complete = self.dossier.completeness.get(source)
        trouble = self.dossier.troubles.get(source)
        return Arrival(
            what, title, owner or feed.owner, feed, complete, self.period, self.mode, self.until, self.when, trouble
        )

    def _metric(self, name: str) -> Node:
        metric = self.registry.metrics[name]
        arrival = self._arrival(metric.made.name, metric.title, metric.owner, metric.source).within(metric.late_after)
        reading = Reading(metric, arrival, self.assumes, self.plan.cut)
        return rolled(reading, self.dossier, self.registry.sources, lambda facts: self._own(metric, facts))

    def _measured(self, name: str, subject: str, item: str = "") -> Node:
        """A metric that is read through a column, of the account or segment that the column names."""
        metric = self.registry.metric_by_column(name)
        if metric is None:
            raise LookupError(name)  # the loader checked it
        arrival = self._arrival(metric.made.name, metric.title, metric.owner, metric.source).within(metric.late_after)
        if not subject:
            return Node(metric.made, Missing((arrival.cause("absent", f"no {metric.per} is recorded"),)), item=item)
        reading = Reading(metric, arrival, self.assumes, self.plan.cut, item)
        return rolled(
            reading,
            self.dossier,
            self.registry.sources,
            lambda facts: [fact for fact in facts if fact.subject_id == subject],
        )

    def _own(self, metric: Metric, facts: Sequence[Fact]) -> Sequence[Fact]:
        """Facts of the payee; for a team, its own and those of whoever was a member on the day."""
        if metric.per != "team":
            return facts
        stay = self.stay()
        return facts_of_team(facts, stay.team_id if stay else "", self.dossier.members)

    def _term(self, name: str) -> Node:
        rule = self.plan.terms[name]
        if rule.value is not None:
            return Node(rule.made, rule.value.value)
        rows = tuple([term for term in self.dossier.terms if term.term == name and overlaps(term, self.period)])
        return Node(rule.made, self._agreed(name, rows, rule.kind, rule.when_changed), rows=rows)

    def _term_in(self, name: str, start: date, end: date) -> Node:
        """A term as it holds in a stint; one that does not count by stint as it holds in the period."""
        rule = self.plan.terms[name]
        if rule.when_changed != BY_STINT:
            return self._term(name)
        rows = [term for term in self.dossier.terms if term.term == name and overlaps(term, self.period)]
        row, value = agreed_in(rows, name, start, end)
        if row is not None:
            value = self._agreed(name, (row,), rule.kind, BY_STINT)
        return Node(rule.made, value, rows=() if row is None else (row,))

    def _agreed(self, name: str, rows: Sequence[Term], kind: Kind, when_changed: str) -> Value:
        if not rows:
            return Missing((Cause(f"term.{name}", "absent", f"no {name.replace('-', ' ')} is agreed for {self.when}"),))
        wrong = next(
            (row for row in rows if row.kind != kind and not (kind is Sort.LABEL and isinstance(row.value, str))), None
        )
        if wrong is not None:
            return Missing((Cause(f"term.{name}", "conflict", f"it is agreed in {wrong.kind}, the plan says {kind}"),))
        if len(rows) == 1 or when_changed in {"first", "last"}:
            return rows[0 if when_changed == "first" else -1].value
        return weighed_by_day(rows, self.period)

    def _participant(self, name: str) -> Node:
        if "." in name:
            return self._measured(name, self.attributes().get(name.partition(".")[0], ""))
        made = Input(f"participant.{name}", "participant", Sort.LABEL, name.replace("-", " "))
        stay = self.stay()
        value = self.attributes().get(name, "")
        if not value or stay is None:
            return Node(made, Missing((Cause(made.name, "absent", f"no {made.title} is recorded"),)))
        return Node(made, value, rows=(stay,))

    def _period(self, name: str) -> Node:
        if name == "days-served":
            self._serving(self.dossier.stays)
            served = Decimal(days_served(self.dossier.stays, self.period))
            made = Input("period.days-served", "period", Unit(("day",)), "days you were here")
            return Node(made, served, rows=self.dossier.stays)
        found = property_of(name, self.period, self.plan.cut)
        if found is None:
            raise LookupError(name)
        return Node(Input(f"period.{name}", "period", found.kind, found.title), found.value)

    def _serving(self, stays: Sequence[Stay]) -> None:
        """Notes that days are counted that are still to come: standing assumes that service goes on."""
        ends = [min(stay.end or self.period.end, self.period.end) for stay in stays if stay.start <= self.period.end]
        if self.mode != FINAL and ends and max(ends) > self.today:
            self.assumes[Assumption(SERVICE, "Service", max(ends))] = None

    def _calibration(self, name: str) -> Node:
        """No calibration is decided yet by any council: final waits for it, standing takes 100% and says so."""
        made = Input(f"calibration.{name}", "calibration", RATIO, f"calibration of the {name}")
        if self.mode == FINAL:
            return Node(
                made, Missing((Cause(made.name, "undecided", f"the calibration of the {name} is not decided"),))
            )
        self.assumes[Assumption(UNDECIDED, f"The {made.title}")] = None
        return Node(made, ONE)
