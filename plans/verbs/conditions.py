"""`all`, `any`, `none`: several yeses and noes as one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from plans.params import Param
from plans.tree import Missing, Node, missing_in
from plans.unit import Sort
from plans.verb import DOWN, UP, Args, Result, Type, Typed, Verb, in_words, shown, titled
from plans.verbs.kinds import conditions
from plans.words import Phrase, Several


class _Conditions(Verb):
    """What is missing matters only where it decides: one no is enough against `all`, one yes for `any`."""

    group = "decide"
    parameters = ()
    body = Param("of", conditions, says="yeses and noes")
    tolerates = frozenset({"of"})
    decisive: ClassVar[bool]  # the answer of one part that settles the whole
    settled: ClassVar[bool]  # what the whole is then

    def check(self, t: Typed) -> Type:
        if not t["of"]:
            t.fault("list", f"`{self.name}` has nothing to work on.", "Write at least one name.", at="of")
        for type_ in t["of"]:
            if type_.kind is not Sort.YES_NO:
                remedy = "Give it a `test` of its own and name that."
                message = f"`{self.name}` wants yes or no; {type_} is {in_words(type_.kind)}."
                t.fault("unit", message, remedy, at="of")
        return Type(Sort.YES_NO)

    def compute(self, a: Args) -> Result:
        if any(node.value is self.decisive for node in a["of"]):
            return self.settled
        causes = missing_in(a["of"])
        return Missing(causes) if causes else not self.settled

    def words(self, w: Mapping[str, Any]) -> Phrase:
        if len(w["of"]) == 1:
            return Phrase(f"{self.name}.one", self._one(), {"of": w["of"][0]})
        return Phrase(self.name, self._several(), {"of": Several(w["of"], "and" if self.name == "all" else "or")})

    @abstractmethod
    def _one(self) -> str:
        """The template for a single condition."""

    @abstractmethod
    def _several(self) -> str:
        """The template for several."""

    def working(self, node: Node) -> Phrase:
        told = tuple(
            Phrase("condition", "{of}: {value}", {"of": titled(part), "value": shown(part)})
            for part in node.args["of"]
            if not isinstance(part.value, Missing)
        )
        return Phrase(f"{self.name}.working", "{of}", {"of": Several(told, ";")})


class AllOf(_Conditions):
    """Yes where every one is yes."""

    name = "all"
    summary = "Yes where every one is yes."
    decisive, settled = False, False
    rises_with: ClassVar = {"of": UP}
    published = (
        "round-up-weekly-allowance",
        "grid-surmodics",
    )
    example = "both: {clause: 5.3, title: Both hold, all: [metric.in-use, metric.invoice-paid]}"

    def _one(self) -> str:
        return "{of}"

    def _several(self) -> str:
        return "all of these hold: {of}"


class AnyOf(_Conditions):
    """Yes where at least one is yes."""

    name = "any"
    summary = "Yes where at least one is yes."
    decisive, settled = True, True
    rises_with: ClassVar = {"of": UP}
    example = "either: {clause: 5.3, title: Either holds, any: [metric.in-use, metric.invoice-paid]}"

    def _one(self) -> str:
        return "{of}"

    def _several(self) -> str:
        return "at least one of these holds: {of}"


class NoneOf(_Conditions):
    """Yes where none is yes."""

    name = "none"
    summary = "Yes where none is yes."
    decisive, settled = True, False
    rises_with: ClassVar = {"of": DOWN}
    example = "answerable: {clause: 5.2, title: Not caused by an outage, none: [metric.outage, metric.withdrawn]}"

    def _one(self) -> str:
        return "not {of}"

    def _several(self) -> str:
        return "none of these holds: {of}"
