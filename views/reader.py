"""Who reads, and whose pay: the same facts, addressed to the person or told of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from views.figures import Figures

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class Reader:
    """How one reader is spoken to. `of` is the name of the person whose pay it is, empty for the reader's own.

    `key` is what buttons carry: it says which statement is shown, and is authorised again at each press. `seen` says whether that person
    can see that one looked: who has no account in the chat cannot.
    """

    figures: Figures
    key: str = ""
    of: str = ""
    today: date = date.min  # the day on which it is read
    seen: bool = True

    @property
    def own(self) -> bool:
        """Whether it is the reader's own pay."""
        return not self.of

    @property
    def your(self) -> str:
        """Before a noun in a sentence: `your target`, `the target`."""
        return "your" if self.own else "the"

    @property
    def whose(self) -> str:
        """At the head of a heading: `Your variable pay`, `Sam Keller's variable pay`."""
        return "Your" if self.own else f"{self.of}'s"

    def days_in(self, text: str) -> str:
        """A sentence of the core with its days in the reader's order."""
        return _ISO_DAY.sub(lambda found: self.figures.day(date.fromisoformat(found[0])), text)
