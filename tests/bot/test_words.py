"""Words made safe: cleaned, cut, escaped, in this order; tried with what people and machines write."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.bars import bars_text
from bot.render.limits import TEXT
from bot.render.mrkdwn import LEFT_OUT, clean, escape, label, mrkdwn
from views.message import Bars, Bold, Code, Inline, Stamp

ANYTHING = st.text(max_size=300)
INLINE = st.one_of(
    ANYTHING,
    ANYTHING.map(Bold),
    ANYTHING.map(Code),
    st.builds(Stamp, st.integers(0, 2**60), ANYTHING),
)
LINES = st.lists(st.lists(INLINE, max_size=5).map(tuple), min_size=1, max_size=5).map(tuple)


@given(ANYTHING)
def test_a_clean_text_is_one_line_of_visible_characters(text: str) -> None:
    assert not re.search(
        r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]",
        clean(text).replace("\u2212\u2060", ""),
    )
    clean(text).encode()


def test_a_minus_stays_at_its_amount_and_nothing_else_is_kept_together_unseen() -> None:
    assert clean("\u2060a\u2060 \u2212\u2060€5\u200b.00\u2060") == "a \u2212\u2060€5.00"


@given(ANYTHING)
def test_escaping_can_be_undone(text: str) -> None:
    assert html.unescape(escape(text)) == html.unescape(text) or "&" in text
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", escape(text))


@given(LINES, st.integers(100, 400))
def test_nothing_steers_slack_and_nothing_is_too_long(lines: tuple[tuple[Inline, ...], ...], most: int) -> None:
    said = mrkdwn(lines, most)
    assert len(said) <= most
    without_dates = re.sub(r"<!date\^\d+\^\{date_short\} at \{time\}\|[^<>|]*>", "", said)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", without_dates)
    if said.endswith(LEFT_OUT):
        assert len(mrkdwn(lines, 10**9)) > most


@given(st.lists(ANYTHING, min_size=1, max_size=3))
def test_what_is_not_bold_cannot_format(texts: list[str]) -> None:
    """A mark formats only at the edge of a word, and there none is left."""
    said = mrkdwn((tuple(texts),))
    assert not re.search(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])", said)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "<!channel> <@U1> <https://evil.example|pay>",
            "&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.example|pay&gt;",
        ),
        ("AT&T &amp; co", "AT&amp;T &amp;amp; co"),
        ("*all* _mine_ ~no~ `code` 2_000 a*b", "∗all∗ ˍmineˍ ∼no∼ ˋcodeˋ 2_000 a*b"),
        (":tada: at 08:14:30, ratio 1:2:3", "∶tada: at 08:14:30, ratio 1:2:3"),
        ("> quoted", "› quoted"),
        ("one\ntwo\u2028three\r\nfour", "one two three  four"),
        ("pay\u202eyap \u200bhidden\x00", "payyap hidden"),
        ("ירושלים 東京 🎉", "ירושלים 東京 🎉"),
    ],
)
def test_words_of_people(text: str, shown: str) -> None:
    assert mrkdwn(((text,),)) == shown


def test_marks_touch_what_they_mark() -> None:
    assert mrkdwn(((Bold(" 5 < 6 "), Code("a`b"), Bold(""), Bold("*x*")),)) == " *5 &lt; 6* `aˋb`*∗x∗*"


def test_a_date_is_shown_in_each_readers_own_time() -> None:
    stamp = Stamp(1_795_154_400_000_000, "20 Nov 2026, 06:00 UTC|<evil>")
    assert mrkdwn((("As of ", stamp),)) == "As of <!date^1795154400^{date_short} at {time}|20 Nov 2026, 06:00 UTCevil>"


def test_a_text_is_cut_before_it_is_escaped() -> None:
    said = mrkdwn((("&" * TEXT,),))
    assert len(said) <= TEXT
    assert said.removesuffix(LEFT_OUT).replace("&amp;", "") == ""
    assert len(said) > TEXT - 10


def test_a_cut_keeps_its_marks_closed() -> None:
    said = mrkdwn(((Bold("x" * 100),), ("y" * 100,)), 80)
    assert said == "*" + "x" * (80 - len(LEFT_OUT) - 2) + "*" + LEFT_OUT


def test_labels_are_cut_with_an_ellipsis() -> None:
    assert label("Something looks wrong", 10) == "Something…"
    assert label("short", 10) == "short"


@pytest.mark.parametrize(
    ("full", "scale"),
    [
        (150, "0%        100% 150%"),
        (100, "0%             100%"),
        (200, "0%     100%    200%"),
        (120, "0%          100%"),
    ],
)
def test_bars_stay_within_a_phone(full: int, scale: str) -> None:
    bars = bars_text(
        Bars("Title", (("A very long label indeed", "1,000%", 1000), ("None", "0%", 0), ("Less", "−5%", -5)), full)
    )
    title, marks, most, none, less = bars.split("\n")
    assert title == "Title"
    assert marks == " " * 12 + scale
    assert most == "A very long " + "█" * 15 + " 1,000%"
    assert none == "None        " + "░" * 15 + " 0%"
    assert less.count("░") == 15
