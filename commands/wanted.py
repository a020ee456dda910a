"""The period, or the word, that somebody typed after a command: read in the names of their own plan first."""

from __future__ import annotations

from commands.asked import Wanted, read_wanted
from commands.declare import Ask
from commands.periods import own_cut, period_named
from commands.world import World


def wanted_by(ask: Ask, world: World) -> Wanted:
    """What was typed, in the words of the asker's plan and of the company."""
    cut = own_cut(ask.connection, world, ask.payee, ask.today, ask.now)
    return read_wanted(
        ask.text, ask.today, cut, lambda words: period_named(ask.connection, world, ask.payee, words, ask.now)
    )
