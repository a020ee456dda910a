"""`tiers`: bands of an amount, each at a rate of its own; or all of it at the rate reached."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from plans.arithmetic.bands import reached, reaches, slices
from plans.number import ZERO, edge
from plans.params import Param, flag, operand, plain_name, word
from plans.shapes import rows
from plans.tree import Node, Piece
from plans.verb import UNKNOWN, UP, Args, Outcome, Result, Type, Typed, Verb, WaitsError, is_word, number, titled
from plans.verbs.directions import known, opposite, trend
from plans.verbs.tiers_check import Band, check_tiers
from plans.verbs.tiers_words import tiers_words, tiers_working
from plans.words import Phrase


class Tiers(Verb):
    """An amount through bands. `slab`: each band pays for what lies in it. `whole`: all of it at the rate that `by` reaches.

    A band that `reaches-back` re-rates what lies below it once its edge is reached. What it re-rates of an item, a return of that
    item undoes at the same rate: the rates of a step are those of the total farther from zero.
    """

    name = "tiers"
    group = "pay"
    summary = "An amount through bands, each at a rate of its own."
    parameters = (
        Param("of", operand, says="the amount"),
        Param(
            "bands",
            rows(
                Band, optional=("as_", "reaches_back"), from_=operand, rate=operand, as_=plain_name, reaches_back=flag
            ),
            says="where each band starts and what it pays",
        ),
        Param(
            "crossing", word("slab", "whole"), says="`slab`: in parts at the edges; `whole`: all at the rate reached"
        ),
        Param("against", operand, needed=False, says="a quota; edges are then shares of it"),
        Param(
            "by", operand, needed=False, says="with `whole`: what reaches the rate, where it is not the amount itself"
        ),
        Param("starting-at", operand, needed=False, says="with `slab`: the total before this amount"),
        Param(
            "at-edge", word("upper", "lower"), needed=False, says="which band an amount exactly on an edge belongs to"
        ),
        Param(
            "negative",
            word("down the bands", "mirror", "first band", "refuse"),
            needed=False,
            says="where the amount can be below zero",
        ),
    )
    rises_with: ClassVar = {"bands": UP}
    scales = True
    published = (
        "round-up-weekly-allowance",
        "slab-erpnext-gratuity",
        "slab-sparrowgenie",
        "slab-excelforum-581766",
        "slab-excelforum-861932",
        "slab-mrexcel-931365",
        "retro-earnbase",
        "accel-ramp",
        "draw-ramp",
    )
    example = (
        "commission: {clause: 4.1, title: Commission, tiers: {of: metric.sales, against: term.quota, crossing: slab, "
        "bands: [{as: to quota, from: 0%, rate: 5%}, {as: above, from: 100%, rate: 8%}]}}"
    )

    def check(self, t: Typed) -> Type:
        return check_tiers(t)

    def compute(self, a: Args) -> Result:
        bands: tuple[Band, ...] = a["bands"]
        edges = _edges(a, bands)
        if is_word(a["crossing"], "whole"):
            return _whole(a, bands, edges)
        amount, before = number(a["of"]), _before(a)
        if (amount < ZERO or edge(before) < ZERO) and not is_word(a.get("negative"), "down the bands"):
            if edge(amount) < ZERO or is_word(a.get("negative"), "refuse"):
                return _returned(a, bands, edges, amount)
            before = max(before, ZERO)
        after = before + amount
        rates = _rates(a, bands, edges, after if abs(after) > abs(before) else before)
        return _paid(a, bands, slices(edges, before, after), rates)

    def rises(self, node: Node, parameter: str) -> str:
        """More at rising rates pays more. A step that lowers the rate of all below it, or of the whole, goes down there."""
        if parameter not in {"of", "by", "starting-at", "against"}:
            return super().rises(node, parameter)
        rates = known(band.rate for band in node.args["bands"])
        if rates is None or min(rates) < ZERO:
            return UNKNOWN
        way = trend(rates)
        if parameter == "of":
            whole = is_word(node.args["crossing"], "whole") and "by" not in node.args
            cliffs = whole or any(band.reaches_back for band in node.args["bands"])
            return UP if way == UP or not cliffs else UNKNOWN
        return opposite(way) if parameter == "against" else way

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return tiers_words(w)

    def working(self, node: Node) -> Phrase:
        return tiers_working(node)


def _edges(a: Args, bands: tuple[Band, ...]) -> list[Decimal]:
    """Where the bands start, as amounts. A quota of zero or less has no edges, so the line waits."""
    edges = [number(band.from_) for band in bands]
    against = a.get("against")
    if against is None:
        return edges
    quota = number(against)
    if edge(quota) <= ZERO:
        raise WaitsError("refused", f"{titled(against).text} is not above zero")
    return [quota * share for share in edges]


def _before(a: Args) -> Decimal:
    start = a.get("starting-at")
    return ZERO if start is None else number(start)


def _rates(a: Args, bands: tuple[Band, ...], edges: list[Decimal], total: Decimal) -> list[Decimal]:
    """The rate of each band at this total: the last step that reaches back and was reached re-rates all below it."""
    rates = [number(band.rate) for band in bands]
    upper = is_word(a.get("at-edge"), "upper")
    for place in range(len(bands) - 1, 0, -1):
        if bands[place].reaches_back and reaches(abs(total), edges[place], upper=upper):
            rates[:place] = [rates[place]] * place
            break
    return rates


def _returned(a: Args, bands: tuple[Band, ...], edges: list[Decimal], amount: Decimal) -> Outcome:
    """A negative amount by itself, whatever was sold before."""
    if is_word(a.get("negative"), "first band"):
        parts = [amount] + [ZERO] * (len(bands) - 1)
        return _paid(a, bands, parts, [number(band.rate) for band in bands])
    if is_word(a.get("negative"), "mirror"):
        return _paid(a, bands, slices(edges, ZERO, amount), _rates(a, bands, edges, amount))
    negative = a["of"] if amount < ZERO else a["starting-at"]
    raise WaitsError("refused", f"{titled(negative).text} is below zero")


def _whole(a: Args, bands: tuple[Band, ...], edges: list[Decimal]) -> Outcome:
    """All of the amount at the rate of the band reached; the first band starts at zero and holds it."""
    decides = a.get("by") or a["of"]
    by, upper = number(decides), is_word(a["at-edge"], "upper")
    place = max(reached(edges, by, upper=upper), 0)
    if edge(by) < ZERO:
        how = a.get("negative")
        if is_word(how, "mirror"):
            place = max(reached(edges, -by, upper=upper), 0)
        elif not is_word(how, "first band"):
            raise WaitsError("refused", f"{titled(decides).text} is below zero")
    parts = [number(a["of"]) if index == place else ZERO for index in range(len(bands))]
    return _paid(a, bands, parts, [number(band.rate) for band in bands])


def _paid(a: Args, bands: tuple[Band, ...], amounts: list[Decimal], rates: list[Decimal]) -> Outcome:
    """The value and its parts, one for each band."""
    kind = a["of"].made.kind
    pieces = []
    value = ZERO
    for place, (band, amount, rate) in enumerate(zip(bands, amounts, rates, strict=True), start=1):
        pay = amount * rate
        value += pay
        rate_kind = band.rate.made.kind
        paid_kind = kind if rate_kind.is_ratio else kind.times(rate_kind)
        pieces.append(Piece(band.as_ or str(place), pay, amount, rate, paid_kind, kind, rate_kind))
    return Outcome(value, tuple(pieces))
