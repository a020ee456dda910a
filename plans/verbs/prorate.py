"""`prorate`: an amount for the part of the time that was served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from plans.arithmetic.rounding import rounded, step_of
from plans.number import ZERO
from plans.params import Param, operand
from plans.problem import Place
from plans.shapes import record
from plans.syntax import Word
from plans.tree import Node, Piece
from plans.unit import RATIO
from plans.verb import DOWN, UP, Args, Outcome, Result, Type, Typed, Verb, WaitsError, number, shown
from plans.verbs.checks import check_step, same_unit
from plans.verbs.kinds import mode, step
from plans.verbs.round import MODES, to_words
from plans.words import Phrase, Shown


class RoundShare(NamedTuple):
    """How the share is rounded before it multiplies."""

    to: Any
    mode: Any
    place: Place


class Prorate(Verb):
    """`of` times `served` over `out-of`. The part `share` is the quotient, rounded where `round-share` says so.

    It waits where `out-of` is not above zero, or `served` is below it. More served than there is gives more than `of`: a limit is a `cap`.
    """

    name = "prorate"
    group = "time"
    summary = "An amount for the part of the time that was served. Where `out-of` is zero, the line waits and says so."
    parameters = (
        Param("of", operand, says="the amount for all of the time"),
        Param("served", operand, says="how much of it was served"),
        Param("out-of", operand, says="how much there is, in the same unit; a year of 365 days is `365 days`"),
        Param(
            "round-share",
            record(RoundShare, to=step, mode=mode),
            needed=False,
            says="the share is rounded before it multiplies: `{to: 0.01%, mode: half-away}`",
        ),
    )
    rises_with: ClassVar = {"of": UP, "served": UP, "out-of": DOWN}
    scales = True
    published = ("prorate-months",)
    example = (
        "target: {clause: 1.3, title: Your target for the days you were here, "
        "prorate: {of: term.target, served: metric.days-here, out-of: 365 days}}"
    )

    def check(self, t: Typed) -> Type:
        of: Type = t["of"]
        unit, time = t.unit("of"), same_unit(t, "served", "out-of")
        out_of = t["out-of"].literal
        if isinstance(out_of, Decimal) and out_of <= ZERO:
            t.fault("zero-denominator", f"`out-of: {t['out-of']}` is no time.", "Write one above zero.", at="out-of")
        rounds = t.get("round-share")
        if rounds is not None:
            _check_rounding(t, rounds)
        return Type(
            unit,
            negative=of.negative,
            zero=of.zero or t["served"].zero or rounds is not None,
            pieces={"share": (RATIO, time, time)},
        )

    def compute(self, a: Args) -> Result:
        of, served, out_of = (number(a[name]) for name in ("of", "served", "out-of"))
        if out_of <= ZERO:
            raise WaitsError("refused", f"{a['out-of'].made.title} is {'below zero' if out_of else 'zero'}")
        if served < ZERO:
            raise WaitsError("refused", f"{a['served'].made.title} is below zero")
        share, value = served / out_of, of * served / out_of
        if "round-share" in a:
            share = _rounded(share, a["round-share"])
            value = of * share
        time = a["out-of"].made.kind
        return Outcome(value, (Piece("share", share, served, out_of, RATIO, time, time),))

    def words(self, w: Mapping[str, Any]) -> Phrase:
        rounds = w.get("round-share")
        if rounds is None:
            return Phrase("prorate", "{of} for {served} out of {out-of}", w)
        slots = {**w, "to": to_words(rounds.to, RATIO), "mode": MODES[str(rounds.mode)]}
        template = "{of} for {served} out of {out-of}, this share rounded to {to}, {mode}"
        return Phrase("prorate.rounded", template, slots)

    def working(self, node: Node) -> Phrase:
        slots: dict[str, Any] = {name: shown(node.args[name]) for name in ("of", "served", "out-of")}
        slots["result"] = shown(node)
        if "round-share" not in node.args:
            return Phrase("prorate.working", "{of} × {served} ÷ {out-of} = {result}", slots)
        slots["share"] = Shown(node.pieces[0].value, RATIO)
        template = "{served} ÷ {out-of}, rounded: {share}; {of} × {share} = {result}"
        return Phrase("prorate.rounded.working", template, slots)


def _rounded(share: Decimal, how: RoundShare) -> Decimal:
    to = str(how.to) if isinstance(how.to, Word) else number(how.to)
    return rounded(share, step_of(to, RATIO), str(how.mode))


def _check_rounding(t: Typed, how: RoundShare) -> None:
    def fault(_at: str, code: str, message: str, remedy: str) -> None:
        t.fault(code, message, remedy, at="round-share")

    check_step(
        replace(t, args={"of": Type(RATIO, name="share"), "to": how.to}, fault_at=fault), Type(RATIO, name="share")
    )
