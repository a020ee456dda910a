"""The picture of a pay curve: the sample's own, one of each kind of rule, and what every picture must be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Circle
from matplotlib.text import Text
from PIL import ImageColor

from charts.card import Card
from charts.look import BLUE, DPI, INK, MOST_BYTES, MOST_COLOURS, RULE, SMALLEST, SOFT, WHITE, WIDTH, Picture
from charts.payout_curve import drawn, payout_curve
from charts.reading import NoCurveError, shape_of
from charts.rule import Rule
from plans.number import exactly
from plans.tree import Node
from tests.charts.made import ADOPTION, STEPS, computed, is_blank_around, opened
from tests.views.northwind import statement
from views.figures import figures_for

ROOT = Path(__file__).parents[2]
FIGURES = figures_for("en-IE")
KINDS = {
    "between": (ADOPTION, "0.95"),
    "exactly on a point": (ADOPTION, "1"),
    "below, nothing": (ADOPTION, "0.5"),
    "above, flat": (ADOPTION, "1.3"),
    "far outside": (ADOPTION, "40"),
    "not known": (ADOPTION, None),
    "refused": (ADOPTION.replace("flat", "refuse"), "1.3"),
    "refused far outside": (ADOPTION.replace("nothing", "refuse"), "-7"),
    "extended": (ADOPTION.replace("flat", "extend"), "1.5"),
    "falling below zero": (
        (
            "curve: {by: metric.days, points: [[10 days, 1250 EUR], [30 days, 1000 EUR], [40 days, -500 EUR]], "
            "below: flat, above: extend}"
        ),
        "44",
    ),
    "steps": (STEPS, "47"),
    "steps with a gap": (
        (
            "lookup: {by: metric.mood, at-edge: lower, below: 50%, gaps: refuse, "
            "bands: [{from: 10%, to: 20%, gives: 75%}, {from: 30%, gives: 1x}]}"
        ),
        "0.12",
    ),
    "steps that add": (
        (
            "lookup: {by: metric.deals, at-edge: lower, below: nothing, "
            "bands: [{from: 0 deals, adds: 100 EUR}, {from: 5 deals, adds: 400.50 EUR}]}"
        ),
        "6",
    ),
    "always the same": (
        "lookup: {by: metric.mood, at-edge: upper, below: 50%, bands: [{from: 10%, gives: 50%}]}",
        "1",
    ),
    "thousands of millions": (
        (
            "curve: {by: metric.won, points: [[-1000000000000 EUR, 5 EUR], [1000000000000 EUR, 9000000000000000 EUR]], "
            "below: extend, above: nothing}"
        ),
        "333333333333.33",
    ),
}


@cache
def picture(kind: str) -> Picture:
    return payout_curve(computed(*KINDS[kind]), FIGURES, "As of 20 Nov 2026")


def numbers(text: str) -> set[str]:
    return set(re.findall(r"−?\d[\d,.]*\d|−?\d", text))


def adoption() -> Node:
    node = statement().figure("adopt-pays")
    assert node is not None
    return node


def rule_of(node: Node) -> Rule:
    with exactly():
        return Rule(node, shape_of(node), FIGURES)


def written(card: Card) -> list[str]:
    return [text.get_text() for text in card.figure.findobj(Text) if text.get_text()]


def test_the_sample_reads_as_it_is_drawn() -> None:
    """57% of accounts are active, the target is 60%: 95%, which pays 50% + 15 points × 2.5 = 87.5%."""
    assert payout_curve(adoption(), FIGURES, "As of 20 Nov 2026").description == (
        "What adoption pays, clause 4.5. You are at 95 per cent, which pays 87.5 per cent. Below 80 per cent it pays nothing. "
        "At 80 per cent it pays 50 per cent. From there each point adds 2.5 points: at 100 per cent it pays 100 per cent. "
        "From there each point adds 2 points: at 125 per cent it pays 150 per cent. Above 125 per cent it still pays 150 per cent."
    )


def test_the_sample_says_in_writing_where_the_reader_is() -> None:
    words = written(drawn(rule_of(adoption()), "As of 20 Nov 2026"))
    assert words[:3] == ["What adoption pays", "Clause 4.5. As of 20 Nov 2026", "what it pays"]
    assert {"Adoption against its target", "You are here", "95% pays 87.5%", "Next: at 100% it pays 100%."} <= set(
        words
    )
    assert {"nothing", "cap 150%", "adds 2.5\u00a0points", "adds 2\u00a0points"} <= set(words)
    assert {"0%", "50%", "100%", "150%", "80%", "125%"} <= set(words)


def test_the_reader_is_drawn_where_they_are() -> None:
    """95% lies at three quarters between 80% and 100%, and 87.5% at three quarters between 50% and 100%."""
    figure = drawn(rule_of(adoption())).figure
    [point] = [circle.center for circle in figure.findobj(Circle) if to_hex(circle.get_facecolor()).upper() == BLUE]
    curve = max((line.get_xydata() for line in figure.findobj(Line2D)), key=len)
    (x80, y50), (x100, y100) = curve[0], curve[1]
    assert point == pytest.approx((x80 + (x100 - x80) * 0.75, y50 + (y100 - y50) * 0.75))
    dots = {to_hex(dot.get_facecolor()).upper(): dot.center for dot in figure.findobj(Circle)}
    assert dots[INK] == pytest.approx((x80, y50))  # the jump at 80% ends filled at 50%
    assert dots[WHITE] == pytest.approx(
        (x80, y50 + (y50 - y100))
    )  # and hollow at nothing, as far below as 100% is above


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_a_card_of_the_common_look(kind: str) -> None:
    png = picture(kind).png
    image = opened(png)
    assert image.width == WIDTH
    assert 1100 <= image.height <= 1400
    assert len(png) < MOST_BYTES
    colours = image.getcolors(1 << 20)
    assert colours is not None
    assert len(colours) <= MOST_COLOURS
    assert {ImageColor.getcolor(colour, "RGBA") for colour in (WHITE, INK, SOFT, RULE)} <= {
        colour for _, colour in colours
    }
    assert [image.getpixel(corner)[3] for corner in ((0, 0), (WIDTH - 1, 0), (0, image.height - 1))] == [0, 0, 0]
    assert is_blank_around(image)


@pytest.mark.parametrize("kind", KINDS)
def test_every_description_names_every_value(kind: str) -> None:
    node, description = computed(*KINDS[kind]), picture(kind).description
    assert 1 <= len(description) <= 1000
    said = numbers(description)
    rule = rule_of(node)
    for value in [spot.y for stretch in rule.shape.stretches for spot in stretch.spots if spot.y]:
        assert numbers(rule.y(value)) <= said
    changes = [] if kind == "always the same" else rule.shape.knots
    for result in [*changes, *([rule.at] if rule.at is not None else [])]:
        assert numbers(rule.x(result)) <= said
    assert numbers(rule.y(rule.paid) if rule.paid else "") <= said


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_too_small_for_a_phone(kind: str) -> None:
    card = drawn(rule_of(computed(*KINDS[kind])), "As of 20 Nov 2026")
    sizes = {round(text.get_fontsize() * DPI / 72, 3) for text in card.figure.findobj(Text) if text.get_text()}
    assert min(sizes) >= SMALLEST


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("refused", "You are at 130 per cent, which waits for a decision."),
        ("refused", "Above 125 per cent it waits for a decision."),
        ("far outside", "You are at 4,000 per cent, which pays 150 per cent."),
        ("not known", "Your result is not known yet: nothing has arrived from survey for this period."),
        ("extended", "Above 125 per cent the line goes on."),
        ("falling below zero", "From there each day takes off €150.00: at 40 days it pays −€500.00."),
        ("steps", "From 40 deals to below 60 deals it pays €400.00."),
        ("steps with a gap", "Up to 10 per cent it pays 50 per cent."),
        ("steps with a gap", "Above 10 per cent up to 20 per cent it pays 75 per cent."),
        ("steps with a gap", "Between 20 per cent and 30 per cent it waits for a decision."),
        ("steps that add", "Above 5 deals it pays €500.50."),
        ("always the same", "At any result it pays 50 per cent."),
    ],
)
def test_descriptions_keep_the_sides_of_an_edge(kind: str, sentence: str) -> None:
    assert sentence in picture(kind).description


def test_the_finding_comes_first() -> None:
    assert picture("steps").description.split(". ")[1] == "You are at 47 deals, which pays €400.00"


def test_without_a_result_there_is_no_blue() -> None:
    colours = opened(picture("not known").png).getcolors(1 << 20)
    assert colours is not None
    assert ImageColor.getcolor(BLUE, "RGBA") not in {colour for _, colour in colours}


def test_the_same_figure_has_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    """Wherever it runs: settings of matplotlib that lie about change nothing."""
    (tmp_path / "matplotlibrc").write_text("text.hinting: none\ntext.antialiased: False\npath.sketch: 1, 100, 2\n")
    first = payout_curve(computed(ADOPTION, "0.95"), note="As of 20 Nov 2026").png
    assert first == payout_curve(computed(ADOPTION, "0.95"), note="As of 20 Nov 2026").png
    code = (
        "from hashlib import sha256\n"
        "from charts.payout_curve import payout_curve\n"
        "from tests.charts.made import ADOPTION, computed\n"
        "png = payout_curve(computed(ADOPTION, '0.95'), note='As of 20 Nov 2026').png\n"
        "print(sha256(png).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
    )
    assert done.stdout.strip() == sha256(first).hexdigest()


def test_the_file_says_neither_when_nor_with_what_it_was_made() -> None:
    png = picture("between").png
    chunks, at = set(), 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        chunks.add(png[at + 4 : at + 8])
        at += 12 + length
    assert chunks == {b"IHDR", b"pHYs", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


def test_a_long_rule_is_told_shorter_and_never_too_long() -> None:
    points = ", ".join(f"[{place * 3}%, {place * place}%]" for place in range(24))
    some = payout_curve(computed(f"curve: {{by: metric.mood, points: [{points}], below: flat, above: flat}}", "0.1"))
    assert len(some.description) <= 1000
    assert "529 per cent at 69 per cent" in some.description  # the last point: 23 x 23 at 3 x 23
    points = ", ".join(f"[{place}.125%, {place * place}.375%]" for place in range(1, 90))
    many = payout_curve(computed(f"curve: {{by: metric.mood, points: [{points}], below: flat, above: flat}}", "0.1"))
    assert len(many.description) <= 1000
    assert "87 places lie between" in many.description


def test_a_figure_without_a_curve_is_refused() -> None:
    with pytest.raises(NoCurveError):
        payout_curve(computed("rate: {of: metric.won, at: 5%}", None))
