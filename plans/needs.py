"""What a plan reads from the record, so that storage fetches that and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from plans.attribution.who import way_of
from plans.calendar import Period
from plans.checking.names import target
from plans.dossier import CreditNeed, FactNeed, Needs
from plans.past import Past
from plans.plan import TEAM, Crediting, Figure
from plans.spans import ending, version_of, window_of
from plans.syntax import Each, Over, Ref, Word, leaves
from plans.windows import EVER, Window

if TYPE_CHECKING:
    from plans.scheme import Scheme


class _Asked(NamedTuple):
    """A figure or an input that is read in a period, under the version in force then."""

    scheme: Scheme
    period: Period
    name: str

    @property
    def figure(self) -> Figure | None:
        return self.scheme.plan.figures.get(target(self.name, self.scheme.plan.figures).figure)


@dataclass(slots=True)
class _Gathered:
    facts: dict[FactNeed, None] = field(default_factory=dict)
    credits: dict[CreditNeed, None] = field(default_factory=dict)
    members: bool = False


def needs_of(scheme: Scheme, period: Period, past: Past) -> Needs:
    """The rows on which one statement of this plan rests in one period, also those of the other periods that its figures read."""
    found = _Gathered()
    waiting = [_Asked(scheme, period, name) for name in scheme.plan.figures]
    seen = {_key(asked) for asked in waiting}
    since = period.start
    while waiting:
        asked = waiting.pop()
        since = min(since, asked.period.start)
        if (figure := asked.figure) is None:
            _input(asked, found)
            continue
        _items(asked, figure, found)
        for more in _read(asked, figure, past):
            if _key(more) not in seen:
                seen.add(_key(more))
                waiting.append(more)
    return Needs(tuple(found.facts), tuple(found.credits), found.members, since)


def _key(asked: _Asked) -> tuple[str, str, str]:
    return asked.scheme.plan.version, asked.period.name, asked.name


def _read(asked: _Asked, figure: Figure, past: Past) -> Iterator[_Asked]:
    """All that a figure reads, in the periods in which it reads it."""
    scheme, period = asked.scheme, asked.period
    if figure.each and figure.each != period.grain:
        longer = ending(period, figure.each, scheme.plan.cut)
        if longer is not None:
            yield _Asked(scheme, longer, figure.name)
        return
    for leaf in leaves(tuple(figure.params.values())):
        if isinstance(leaf, Over):
            read = scheme.plan.figures.get(target(leaf.of.name, scheme.plan.figures).figure)
            grain = (read.each or scheme.plan.grain) if read else period.grain
            for other in window_of(leaf.window, period, grain, scheme.plan.cut, past.first):
                version = version_of(other, period, scheme, past)
                if version is not None:
                    yield _Asked(version if read else scheme, other, leaf.of.name)
        elif isinstance(leaf, Each) and leaf.dated is not None:
            # An item may have entered in any period: there its figure is computed.
            for other in window_of(Window(EVER), period, scheme.plan.grain, scheme.plan.cut, past.first):
                version = version_of(other, period, scheme, past)
                if version is not None:
                    yield _Asked(version, other, leaf.of.name)
        elif isinstance(leaf, (Ref, Each)):
            yield _Asked(scheme, period, leaf.of.name if isinstance(leaf, Each) else leaf.name)


def _input(asked: _Asked, found: _Gathered) -> None:
    registry = asked.scheme.registry
    metric = registry.metric_of(asked.name) or registry.metric_by_column(asked.name.partition(".")[2])
    if metric is not None:
        found.members |= metric.per == TEAM
        for fact, span in metric.roll_up.reads(asked.period, asked.scheme.plan.cut):
            found.facts[FactNeed(fact, metric.per, *span, fact in metric.compared)] = None


def _items(asked: _Asked, figure: Figure, found: _Gathered) -> None:
    """The items that a figure is of, or reads."""
    crediting = asked.scheme.plan.crediting
    for scope in _scopes(figure.params, figure.per):
        found.members |= scope == "member"
        if scope in crediting:
            found.credits[_need(crediting, scope, asked.period.start, asked.period.end)] = None
    for leaf in leaves(tuple(figure.params.values())):
        if isinstance(leaf, Each) and leaf.dated is not None and leaf.over in crediting:
            found.credits[_need(crediting, leaf.over, date.min, date.max)] = None


def _need(crediting: Mapping[str, Crediting], scope: str, start: date, end: date) -> CreditNeed:
    return CreditNeed(crediting[scope].each, start, end, way_of(crediting[scope], crediting))


def _scopes(params: object, per: str) -> set[str]:
    values = tuple(params.values()) if isinstance(params, dict) else ()
    over = {leaf.over for leaf in leaves(values) if isinstance(leaf, Each)}
    return {per, *over, *(str(value) for value in values if type(value) is str or isinstance(value, Word))}
