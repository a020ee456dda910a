"""Lines and tables, by weights of the neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Point = tuple[Fraction, Fraction]


def curve(points: Sequence[Point], by: Fraction, below: str, above: str) -> Fraction | None:
    """The height of the line; None where it refuses."""
    exact = dict(points)
    if by in exact:
        return exact[by]
    if by < points[0][0]:
        return _beyond(below, points[0], points[1], by)
    if by > points[-1][0]:
        return _beyond(above, points[-1], points[-2], by)
    left = max((point for point in points if point[0] < by), key=lambda point: point[0])
    right = min((point for point in points if point[0] > by), key=lambda point: point[0])
    return _mixed(left, right, by)


def _mixed(left: Point, right: Point, by: Fraction) -> Fraction:
    weight = (by - left[0]) / (right[0] - left[0])
    return (1 - weight) * left[1] + weight * right[1]


def _beyond(how: str, end: Point, inner: Point, by: Fraction) -> Fraction | None:
    if how == "extend":
        return _mixed(end, inner, by)
    return {"nothing": Fraction(0), "flat": end[1], "refuse": None}[how]


def spot(heads: Sequence[Fraction], by: Fraction, between: str) -> list[tuple[int, Fraction]] | None:
    """Which heads count and with what weight; None outside the table (or between heads that leave it to a decision)."""
    if by in heads:
        return [(heads.index(by), Fraction(1))]
    under = [place for place, head in enumerate(heads) if head < by]
    over = [place for place, head in enumerate(heads) if head > by]
    if between == "step down":
        return [(under[-1], Fraction(1))] if under else None
    if between == "step up":
        return [(over[0], Fraction(1))] if over else None
    if between == "refuse" or not under or not over:
        return None
    weight = (by - heads[under[-1]]) / (heads[over[0]] - heads[under[-1]])
    return [(under[-1], 1 - weight), (over[0], weight)]


def cell(
    gives: Sequence[Sequence[Fraction]], rows: list[tuple[int, Fraction]], columns: list[tuple[int, Fraction]]
) -> Fraction:
    """The cells that count, each with the weights of its row and column."""
    return sum((gives[r][c] * row * column for r, row in rows for c, column in columns), Fraction(0))
