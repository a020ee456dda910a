"""`streak`: whether a yes has held often enough of late."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from plans.params import Param, operand, word
from plans.syntax import Constant, leaves
from plans.tree import Missing, Node, Piece, missing_in
from plans.unit import RATIO, Sort, Unit
from plans.verb import UP, Args, Outcome, Result, Type, Typed, Verb, is_word, number
from plans.verbs.checks import as_number
from plans.verbs.kinds import name_read, periods
from plans.verbs.phrases import plain_number
from plans.windows import LAST, MOST, Window
from plans.words import Phrase, Several, When

_LOOKS = 2  # how many times `of-last` is looked back where what is missing is skipped
_PERIOD = Unit(("period",))


class Streak(Verb):
    """Yes where `of` holds in the last `holds` periods without a break, or in so many of the `of-last` ones; this period is one of them.

    Before the payee's first period nothing held. The part `held` is in how many it does.
    """

    name = "streak"
    group = "decide"
    summary = "Whether a yes has held often enough of late."
    parameters = (
        Param("of", name_read, says="a yes or no of each period"),
        Param("holds", operand, says="in how many periods it must hold"),
        Param("of-last", periods, needed=False, says="of how many; without it, one after the other"),
        Param("if-missing", word("breaks", "skipped"), needed=False, says="where a period can be missing"),
    )
    repeated = "of"
    tolerates = frozenset({"of"})
    rises_with: ClassVar = {"of": UP}
    example = "steady: {clause: 1.1, title: Good in three of four quarters, streak: {of: metric.in-use, holds: 3, of-last: 4}}"

    def window(self, params: Mapping[str, Any]) -> Window | None:
        """As many periods as can count; twice as many where a missing one gives its place to an older one."""
        last = params.get("of-last") or max(_numbers(params.get("holds")), default=0)
        if not last:
            return None
        return Window(LAST, min(last * (_LOOKS if is_word(params.get("if-missing"), "skipped") else 1), MOST))

    def check(self, t: Typed) -> Type:
        of: Type = t["of"]
        t.sort("of", Sort.YES_NO)
        holds, last = t["holds"].literal, t.get("of-last")
        if not isinstance(holds, Decimal) or holds != holds.to_integral_value() or holds < 1:
            message = f"`holds` wants a whole number of periods, not {as_number(t['holds'])}."
            t.fault("count", message, "Write one, such as `3`.", at="holds")
        elif last is not None and holds > last:
            message = f"It cannot hold in {holds} of the last {last} periods."
            t.fault("count", message, f"Write `of-last: {holds}` or more.", at="holds")
        if of.missing and t.get("if-missing") is None:
            remedy = (
                "Add `if-missing: breaks` (it counts as a no) or `if-missing: skipped` (an older one takes its place)."
            )
            t.fault("missing-undecided", f"{of} can be missing, and `streak` does not say what happens then.", remedy)
        return Type(Sort.YES_NO, pieces={"held": (_PERIOD, _PERIOD, RATIO)})

    def idle(self, a: Args) -> frozenset[str]:
        return frozenset({"of"}) if "if-missing" in a else frozenset()

    def compute(self, a: Args) -> Result:
        nodes = counting(a)
        causes = () if "if-missing" in a else missing_in(nodes)
        if causes:
            return Missing(causes)
        wanted, answers = int(number(a["holds"])), [node.value is True for node in nodes]
        held = sum(answers) if a.get("of-last") else _unbroken(answers)
        count, looked = Decimal(held), Decimal(len(answers))
        share = count / looked if looked else Decimal(0)
        return Outcome(held >= wanted, (Piece("held", count, looked, share, _PERIOD, _PERIOD, RATIO),))

    def words(self, w: Mapping[str, Any]) -> Phrase:
        slots = {**w, "holds": plain_number(w["holds"]), "last": str(w.get("of-last", ""))}
        if "of-last" in w:
            template = "{of} in {holds} of the last {last} periods"
        else:
            template = "{of} in {holds} periods one after the other"
        if "if-missing" in w:
            breaks = w["if-missing"] == "breaks"
            template += "; one that is missing " + (
                "counts as a no" if breaks else "is left out, an older one takes its place"
            )
        return Phrase(f"streak.{'of' if 'of-last' in w else 'all'}", template, slots)

    def working(self, node: Node) -> Phrase | None:
        if isinstance(node.value, Missing):
            return None
        told = tuple(_told(one) for one in counting(node.args))
        slots: dict[str, Any] = {
            "periods": Several(told, ",") if told else "no period",
            "result": "yes" if node.value else "no",
        }
        return Phrase("streak.working", "{periods}: {result}", slots)


def counting(a: Args) -> tuple[Node, ...]:
    """The periods that count, the oldest first: the last so many of those that are not left out."""
    nodes: tuple[Node, ...] = a["of"]
    if is_word(a.get("if-missing"), "skipped"):
        nodes = tuple(node for node in nodes if not isinstance(node.value, Missing))
    return nodes[-(a.get("of-last") or int(number(a["holds"]))) :]


def _unbroken(answers: list[bool]) -> int:
    """How many of the last ones are yes without a break."""
    return next((place for place, yes in enumerate(reversed(answers)) if not yes), len(answers))


def _numbers(value: Any) -> list[int]:
    """The numbers among the literals of a parameter."""
    found = (leaf.literal.value for leaf in leaves(value) if isinstance(leaf, Constant))
    return [int(one) for one in found if isinstance(one, Decimal) and 0 < one <= MOST]


def _told(node: Node) -> Phrase:
    answer = "missing" if isinstance(node.value, Missing) else "yes" if node.value is True else "no"
    return Phrase(
        "streak.period",
        "{period} {answer}",
        {"period": When(node.period) if node.period else "this period", "answer": answer},
    )
