"""`split`: a pool divided so that the parts add up exactly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from plans.arithmetic.division import LEFTOVERS, SHORT, Claim, TooShortError, divide, in_steps
from plans.arithmetic.rounding import step_of
from plans.number import ONE, ZERO, edge
from plans.params import Param, each, labelled, operand, word, word_or
from plans.syntax import Word
from plans.tree import Node, Piece
from plans.unit import RATIO
from plans.verb import Args, Outcome, Result, Type, Typed, Verb, WaitsError, is_word, number, titled
from plans.verbs.checks import is_whole_hundred
from plans.verbs.kinds import scope, step, ties
from plans.verbs.split_check import check_split
from plans.verbs.split_words import split_words, split_working
from plans.words import Phrase


class Split(Verb):
    """A pool among fixed `shares`, or `among` the items of a scope by a weight.

    Each share is rounded towards minus infinity, missing steps go by `leftovers`. Less than a step of the pool, what ceilings
    leave, and a pool for nobody stay open: the value is what was given out.
    """

    name = "split"
    group = "share"
    summary = "A pool divided so that the parts add up exactly."
    parameters = (
        Param("of", operand, says="the pool"),
        Param("shares", labelled, needed=False, says="each part with its share; 100% together"),
        Param("among", scope, needed=False, says="the items that share it, such as `member`"),
        Param("by", word_or(each, "equal"), needed=False, says="with `among`: `equal`, or a number of each item"),
        Param("to", step, says="the step in which parts come: `minor unit`, `whole`, or a step"),
        Param("leftovers", word(*LEFTOVERS), says="who gets the steps that do not divide"),
        Param("ties", ties, says="who comes first among equals"),
        Param("at-least", operand, needed=False, says="nobody gets less"),
        Param("short", word(*SHORT), needed=False, says="with `at-least`: what holds where the leasts exceed the pool"),
        Param("at-most", operand, needed=False, says="nobody gets more; what that leaves stays open"),
        Param(
            "negative", word("as it falls", "mirror", "refuse"), needed=False, says="where the pool can be below zero"
        ),
    )
    one_of = (("shares", "among"),)
    published = (
        "pool-hours-vista",
        "pool-moneyphp-equal",
        "pool-scanlon",
        "pool-so-3334",
    )
    example = (
        "pool-part: {clause: 4.5, title: Your part of the pool, split: {of: metric.pool, among: member, "
        "by: member.days-served, to: minor unit, leftovers: largest remainder, ties: [item order]}}"
    )

    def check(self, t: Typed) -> Type:
        return check_split(t)

    def compute(self, a: Args) -> Result:
        names, weights = _weights(a)
        of: Node = a["of"]
        pool, sign = number(of), ONE
        if edge(pool) < ZERO:
            how = a.get("negative")
            if is_word(how, "mirror"):
                pool, sign = -pool, -sign
            elif not is_word(how, "as it falls"):
                raise WaitsError("refused", f"{titled(of).text} is below zero")
        to = a["to"]
        step_ = step_of(str(to) if isinstance(to, Word) else number(to), of.made.kind)
        takes_part = [place for place, weight in enumerate(weights) if weight > ZERO]
        claims = _claims(a, weights, takes_part, step_)
        steps = in_steps(pool, step_, up=False)
        try:
            given = divide(steps, claims, str(a["leftovers"]), str(a.get("short", "refuse")))
        except TooShortError:
            raise WaitsError("refused", f"the leasts together are more than {titled(of).text}") from None
        parts = dict(zip(takes_part, given, strict=True))
        values = [sign * step_ * parts.get(place, ZERO) for place in range(len(names))]
        return Outcome(sum(values, ZERO), _pieces(of, names, values, weights))

    def words(self, w: Mapping[str, Any]) -> Phrase:
        return split_words(w)

    def working(self, node: Node) -> Phrase:
        return split_working(node)


def _weights(a: Args) -> tuple[list[str], list[Decimal]]:
    """The parts by name, with the weight of each."""
    if "shares" in a:
        shares = [number(share) for share in a["shares"].values()]
        if not is_whole_hundred(shares):
            raise WaitsError("refused", "its shares do not add up to 100%")
        return list(a["shares"]), shares
    names = [item.item for item in a["among"]]
    if isinstance(a["by"], Word):
        return names, [ONE] * len(names)
    weights = [number(node) for node in a["by"]]
    if any(weight < ZERO for weight in weights):
        raise WaitsError("refused", "a weight is below zero")
    return names, weights


def _claims(a: Args, weights: list[Decimal], takes_part: list[int], step_: Decimal) -> list[Claim]:
    ranks = _ranks(a.get("ties", ()), len(weights))
    claims = []
    for place in takes_part:
        least, most = _bound(a.get("at-least"), place), _bound(a.get("at-most"), place)
        floor = ZERO if least is None else in_steps(least, step_, up=True)
        ceiling = None if most is None else in_steps(most, step_, up=False)
        if ceiling is not None and floor > ceiling:
            raise WaitsError("refused", "the least of somebody is more than the most")
        claims.append(Claim(weights[place], ranks[place], floor, ceiling))
    return claims


def _bound(bound: Any, place: int) -> Decimal | None:
    """One bound for all, or one for each item; none where the plan names none."""
    if bound is None:
        return None
    return number(bound if isinstance(bound, Node) else bound[place])


def _ranks(columns: tuple[Any, ...], count: int) -> list[int]:
    """Who comes first among equals: smallest attributes first, then the order in which the parts stand."""
    read = [column for column in columns if not isinstance(column, Word)]
    order = sorted(range(count), key=lambda place: (*(column[place].value for column in read), place))
    ranks = [0] * count
    for rank, place in enumerate(order):
        ranks[place] = rank
    return ranks


def _pieces(of: Node, names: list[str], values: list[Decimal], weights: list[Decimal]) -> tuple[Piece, ...]:
    kind, amount = of.made.kind, number(of)
    total = sum(weights, ZERO) or ONE
    return tuple(
        Piece(name, value, amount, weight / total, kind, kind, RATIO)
        for name, value, weight in zip(names, values, weights, strict=True)
    )
