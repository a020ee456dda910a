"""What a pay curve shows, in words for whoever does not see it: where the reader stands first, then the rule with every value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from charts.look import LONGEST_DESCRIPTION
from charts.rule import Rule, aloud
from charts.shape import Stretch, Wait

_LONGEST_TITLE = 160
_LONGEST_REASON = 240


def described(rule: Rule) -> str:
    """The description: whole where it fits, else the values alone, else the ends and how many places lie between."""
    head = [_subject(rule), _finding(rule)]
    every: list[Stretch | Wait] = [*rule.shape.stretches, *rule.shape.waits]
    pieces = sorted(every, key=_start)
    whole = _text([*head, *(sentence for piece in pieces for sentence in _told(rule, piece))])
    if len(whole) <= LONGEST_DESCRIPTION:
        return whole
    spots = [spot for stretch in rule.shape.stretches for spot in stretch.spots]
    values = [f"{rule.amount(spot.y)} at {rule.x(spot.x)}" for spot in spots]
    short = _text([*head, f"It {rule.pays} {', '.join(values)}."])
    if len(short) <= LONGEST_DESCRIPTION:
        return short
    ends = f"{values[0]} at the one end and {values[-1]} at the other; {len(values) - 2} places lie between."
    shortest = _text([*head, f"It {rule.pays} {ends}"])
    return shortest if len(shortest) <= LONGEST_DESCRIPTION else shortest[: LONGEST_DESCRIPTION - 1] + "…"


def _subject(rule: Rule) -> str:
    place = rule.place[:1].lower() + rule.place[1:]
    title = " ".join(rule.title.split())
    title = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    return f"{title}, {place}." if place else f"{title}."


def _finding(rule: Rule) -> str:
    if rule.at is None:
        reasons = "; ".join(dict.fromkeys(cause.words for cause in rule.waits_for))
        return f"Your result is not known yet{f': {reasons[:_LONGEST_REASON]}' if reasons else ''}."
    if rule.paid is None:
        return f"You are at {rule.x(rule.at)}, which waits for a decision."
    return f"You are at {rule.x(rule.at)}, which {rule.pays} {rule.amount(rule.paid)}."


def _told(rule: Rule, piece: Stretch | Wait) -> Iterator[str]:
    if isinstance(piece, Wait):
        yield f"{_between(rule, piece)} it waits for a decision."
    elif piece.level is not None:
        yield f"{_range(rule, piece)} it {rule.pays} {rule.amount(piece.level)}."
    else:
        yield from _line(rule, piece)


def _line(rule: Rule, line: Stretch) -> Iterator[str]:
    first, last = line.first, line.last
    if line.before:
        yield f"Below {rule.x(first.x)} the line goes on."
    yield f"{'At' if line.before != 0 else 'Up to'} {rule.x(first.x)} it {rule.pays} {rule.amount(first.y)}."
    for here, there in pairwise(line.spots):
        if here.y == there.y:
            yield f"From there it stays the same up to {rule.x(there.x)}."
        else:
            step = " ".join(rule.slope(here, there)) or "it is a straight line"
            yield f"From there {step}: at {rule.x(there.x)} it {rule.pays} {rule.amount(there.y)}."
    if line.after is not None:
        goes = "the line goes on" if line.after else f"it still {rule.pays} {rule.amount(last.y)}"
        yield f"Above {rule.x(last.x)} {goes}."


def _range(rule: Rule, step: Stretch) -> str:
    """`From 40 deals up to 60 deals`, with the words that say to which side an edge belongs."""
    if step.before is not None and step.after is not None:
        return "At any result"
    first, last = rule.x(step.first.x), rule.x(step.last.x)
    until = f"{'up to' if step.last_in else 'to below'} {last}"
    if step.before is not None:
        return f"Up to {last}" if step.last_in else f"Below {last}"
    start = f"{'From' if step.first_in else 'Above'} {first}"
    return start if step.after is not None else f"{start} {until}"


def _between(rule: Rule, wait: Wait) -> str:
    if wait.start is None and wait.end is not None:
        return f"{'Up to' if wait.end_in else 'Below'} {rule.x(wait.end)}"
    if wait.end is None and wait.start is not None:
        return f"Above {rule.x(wait.start)}"
    return f"Between {rule.x(wait.start or Decimal(0))} and {rule.x(wait.end or Decimal(0))}"


def _start(piece: Stretch | Wait) -> tuple[bool, Decimal]:
    """Sorts by where a piece begins; what has no beginning comes first."""
    start = piece.start if isinstance(piece, Wait) else None if piece.before is not None else piece.first.x
    return (start is not None, start or Decimal(0))


def _text(sentences: list[str]) -> str:
    text = " ".join(sentences)
    return aloud(text[:1].upper() + text[1:])
