"""For whom an item counts, as a plan says it; and by which way the items of a scope reach somebody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from plans.plan import Crediting

COLUMN, OWNER, MANAGER, MEMBERS = "column", "owner-of", "manager-of", "members-of"
RULES = (COLUMN, OWNER, MANAGER, MEMBERS)
SHARE, WHOLE, REPORTS = "share", "whole, once per item", "the reports' shares"
TAKES = (SHARE, WHOLE, REPORTS)
MOST_LEVELS = 9
PAYEE = "payee"


class Who(NamedTuple):
    """One rule: `of` is a column of the item, of `manager-of` another scope; `on` are dates of the item; `levels` of managers (1: the manager)."""

    rule: str = COLUMN
    of: str = PAYEE
    on: tuple[str, ...] = ()
    levels: int = 0


class Way(NamedTuple):
    """How items of a kind reach somebody: by the rule of the scope at the bottom, for people so many levels below (0: for themself)."""

    rule: str = COLUMN
    of: str = PAYEE
    levels: int = 0


BY_PAYEE = Who()
DIRECT = Way()


def way_of(scope: Crediting, crediting: Mapping[str, Crediting]) -> Way:
    """The way through all scopes below; the loader refuses those that go round in a circle."""
    levels = 0
    while scope.who.rule == MANAGER:
        levels += scope.who.levels
        scope = crediting[scope.who.of]
    return Way(scope.who.rule, scope.who.of, levels)


def chain_of(scope: Crediting, crediting: Mapping[str, Crediting]) -> tuple[Crediting, ...]:
    """A scope and those below it, as far as they are known; one that comes again ends the chain, and stands in it twice."""
    found = [scope]
    while scope.who.rule == MANAGER and scope.who.of in crediting:
        scope = crediting[scope.who.of]
        found.append(scope)
        if scope in found[:-1]:
            break
    return tuple(found)
