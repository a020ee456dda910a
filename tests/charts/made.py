"""Figures to draw: one curve or lookup in a plan of its own, computed by the engine for a result that a test sets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from PIL import Image

from charts.look import BORDER, MARGIN, WIDTH
from plans.plan import Figure
from plans.statement import state, supposing
from plans.tree import Node
from tests.plans.build import AS_OF, dossier, quarter, scheme

ADOPTION = "curve: {by: metric.mood, points: [[80%, 50%], [100%, 100%], [125%, 150%]], below: nothing, above: flat}"
STEPS = (
    "lookup: {by: metric.deals, at-edge: upper, below: nothing, "
    "bands: [{from: 10 deals, gives: 100 EUR}, {from: 40 deals, gives: 400 EUR}, {from: 60 deals, gives: 900 EUR}]}"
)


def computed(body: str, result: str | int | Decimal | None, title: str = "What adoption pays") -> Node:
    """The node of a figure written as its verb; without a result it waits for one."""
    metric = body.partition("by: ")[2].partition(",")[0]
    statement = state(scheme(f"figure: {{{body}}}"), dossier(), quarter(), AS_OF)
    node = supposing(statement, {} if result is None else {metric: Decimal(result)}).figure("figure")
    assert node is not None
    assert isinstance(node.made, Figure)
    return replace(node, made=replace(node.made, title=title, clause="4.5"))


def opened(png: bytes) -> Image.Image:
    """The picture as red, green, blue and opacity."""
    with Image.open(BytesIO(png)) as image:
        return image.convert("RGBA")


def is_blank_around(image: Image.Image) -> bool:
    """Whether nothing is drawn between the border of the card and two thirds of its margin."""
    inset, band = 2 * BORDER, MARGIN // 3
    height = image.height
    corner = 40  # where the border is round
    strips = (
        (inset, corner, band, height - corner),
        (WIDTH - band, corner, WIDTH - inset, height - corner),
        (corner, inset, WIDTH - corner, band),
        (corner, height - band, WIDTH - corner, height - inset),
    )
    return all(image.crop(strip).getextrema() == ((255, 255),) * 4 for strip in strips)
