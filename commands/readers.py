"""How one person is spoken to: their locale, and whether a bare `$` would leave open whose dollar it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commands.gathering import today_of
from commands.keys import Ref
from commands.world import World
from plans.statement import Statement
from storage.database import Connection
from storage.people import Person
from views.figures import Figures, figures_for, is_dollar
from views.reader import Reader


def reader_for(
    connection: Connection,
    world: World,
    who: Person,
    now: int,
    ref: Ref,
    found: Sequence[Statement],
    of: Person | None = None,
) -> Reader:
    """The reader of an answer about these statements; `of` is the person whose pay it is, where that is not the reader."""
    figures = figures_of(who)
    if any(is_dollar(statement.plan.currency) for statement in found):
        figures = figures_for(_locale(who), several_dollars=_several_dollars(connection, world, now))
    if found:
        figures = replace(figures, cut=found[0].plan.cut)
    reader = Reader(figures, str(ref), today=today_of(who, now))
    return reader if of is None else replace(reader, of=of.name, seen=bool(of.slack_user_id))


def figures_of(who: Person) -> Figures:
    """The hand of the person's locale: the people file's, else that of their account."""
    return figures_for(_locale(who))


def _locale(who: Person) -> str:
    return who.locale or who.account.locale


def _several_dollars(connection: Connection, world: World, now: int) -> bool:
    """Whether published plans pay in more than one currency that is called a dollar."""
    heads = world.catalogue.heads(connection, now)
    paid = {world.catalogue.scheme(connection, head).plan.currency for head in heads}
    return sum(map(is_dollar, paid)) > 1
