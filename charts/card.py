"""A white card with rounded corners, to draw on in pixels from the top left, and to save in few colours."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text

from charts.colours import reduced
from charts.lettering import INCH, Block, font
from charts.look import BORDER, CORNER, DPI, MOST_COLOURS, RULE, WHITE, WIDTH, Lettering

Point = tuple[float, float]
Side = Literal["left", "center", "right"]
Dashes = tuple[float, float]  # pixels drawn, pixels left out
_POINT = INCH / DPI  # matplotlib measures text and lines in points


class Card:
    """One picture of WIDTH × `height` pixels; x grows to the right, y downwards. What is drawn later lies on top."""

    def __init__(self, height: int) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor="none")
        self._canvas = FigureCanvasAgg(self.figure)
        self._axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
        self._axes.set_axis_off()
        inset = BORDER / 2  # the middle of the border, which lies inside of the picture
        size = (WIDTH - BORDER, height - BORDER)
        shape = f"round,pad=0,rounding_size={CORNER - inset}"
        card = FancyBboxPatch((inset, inset), *size, boxstyle=shape, fc=WHITE, ec=RULE, lw=BORDER * _POINT)
        self._add(card)

    def text(self, at: Point, words: str, lettering: Lettering, colour: str, side: Side = "left") -> None:
        """One line of text; `at` is its baseline's left end, middle or right end."""
        self._add(
            Text(*at, words, fontproperties=font(lettering), color=colour, ha=side, va="baseline", parse_math=False)
        )

    def block(self, at: Point, block: Block, colour: str, side: Side = "left") -> float:
        """Lines of text, one under the other; `at` is the top of the first. Returns where the next thing may begin."""
        x, top = at
        for line in block.lines:
            self.text((x, top + block.lettering.ascent), line, block.lettering, colour, side)
            top += block.lettering.line
        return top

    def line(self, points: Sequence[Point], colour: str, wide: float, dashes: Dashes | None = None) -> None:
        """A line through the points."""
        xs, ys = zip(*points, strict=True)
        style = "solid" if dashes is None else (0, tuple(length / wide for length in dashes))
        ends: Literal["butt", "round"] = "butt" if dashes else "round"
        line = Line2D(
            xs,
            ys,
            color=colour,
            lw=wide * _POINT,
            ls=style,
            solid_joinstyle="round",
            solid_capstyle="butt",
            dash_capstyle=ends,
        )
        self._add(line)

    def dot(self, at: Point, radius: float, fill: str, rim: str, rim_wide: float) -> None:
        """A circle; the rim lies half inside of the radius."""
        self._add(Circle(at, radius, fc=fill, ec=rim, lw=rim_wide * _POINT))

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        self._add(Polygon(points, fc=fill, ec="none"))

    def blank(self, corner: Point, size: Point) -> None:
        """White where something is to be read."""
        self._add(Rectangle(corner, *size, fc=WHITE, ec="none"))

    def png(self) -> bytes:
        """The file, in at most 200 colours, with nothing in it that says when or with what it was made."""
        self._canvas.draw()  # type: ignore[no-untyped-call] # matplotlib does not say its types here
        pixels = bytes(self._canvas.buffer_rgba())  # type: ignore[no-untyped-call] # nor here
        file = BytesIO()
        reduced(pixels, (WIDTH, self.height), MOST_COLOURS).save(file, "PNG", optimize=True, dpi=(DPI, DPI))
        return file.getvalue()

    def _add(self, artist: Artist) -> None:
        artist.set_zorder(len(self._axes.get_children()))  # in the order of drawing, whatever its kind
        self._axes.add_artist(artist)
