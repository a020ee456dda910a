"""Words made safe for Slack: nothing in a name or a note can mention, link, format or break a message.

A text is cleaned, then cut, then escaped, in this order: a cut through `&amp;` would show its half.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.render.limits import TEXT
from views.message import Bold, Code, Inline, Stamp, Words

ELLIPSIS = "…"
LEFT_OUT = "… The rest is too long to show here."

# A formatting mark works only at the edge of a word; there a look-alike stands in, which means nothing to Slack.
_STEERING = re.compile(r"[*_~`:&<>]")  # most texts hold none of these
_MARK = re.compile(r"[*_~`](?:(?<![^\W_].)|(?![^\W_]))")
_LOOK_ALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_EMOJI = re.compile(r":(?=(?:[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*|\+1|-1|100|1234):)", re.IGNORECASE)
_KEPT = "\u2212\u2060"  # a minus after which no line ends
_QUOTE = re.compile(r"^(\s*)&gt;")


def clean(text: str) -> str:
    """One line of visible characters: no control, bidirectional, zero-width or broken ones, but for what keeps a minus at its amount."""
    if text.isprintable():
        return text  # nearly always
    if text.replace("\u00a0", "").replace("\u202f", "").replace(_KEPT, "").isprintable():
        return text  # the two blanks are those of amounts
    return _KEPT.join(map(_visible, text.split(_KEPT)))


def _visible(text: str) -> str:
    return "".join(character if character.isprintable() else _seen(character) for character in text)


def _seen(character: str) -> str:
    """What is left of a character that Python does not call printable: blanks, private and unknown ones stay as they are."""
    category = unicodedata.category(character)
    if character in "\t\n\v\f\r\x85" or category in {"Zl", "Zp"}:
        return " "
    return "" if category in {"Cc", "Cf", "Cs"} else character


def cut(text: str, most: int) -> str:
    """At most so many characters, with an ellipsis where something is missing."""
    return text if len(text) <= most else text[: most - len(ELLIPSIS)].rstrip() + ELLIPSIS


def label(text: str, most: int) -> str:
    """What fits a label of `plain_text`: cleaned and cut. It needs no escaping."""
    return cut(clean(text), most)


def escape(text: str) -> str:
    """The three characters that steer Slack; `&` first, or it would be escaped twice."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mrkdwn(lines: tuple[Words, ...], most: int = TEXT) -> str:
    """Lines of inline parts as Slack's mark-up, at most so many characters; what does not fit is named, never dropped in silence."""
    whole = "\n".join(_unquoted("".join(map(_tongue, line))) for line in lines if line)
    if len(whole) <= most:
        return whole
    pieces = [_Piece(part, starts, number) for number, line in enumerate(lines) for starts, part in _starting(line)]
    return _fitted(pieces, most - len(LEFT_OUT)) + LEFT_OUT


def _starting(line: Words) -> Iterator[tuple[bool, Inline]]:
    return ((place == 0, part) for place, part in enumerate(line))


class _Piece(NamedTuple):
    part: Inline
    starts: bool  # its line
    line: int

    def said(self) -> str:
        text = _tongue(self.part)
        return ("\n" if self.line else "") + _unquoted(text) if self.starts else text

    def begun(self, length: int) -> _Piece:
        """The same with only the first characters of its text."""
        if isinstance(self.part, str):
            return self._replace(part=self.part[:length])
        if isinstance(self.part, Stamp):
            return self._replace(part="")
        return self._replace(part=replace(self.part, text=self.part.text[:length]))


def _unquoted(line: str) -> str:
    """A line that does not begin as a quotation would."""
    return _QUOTE.sub(r"\1›", line) if "&gt;" in line else line


def _tongue(part: Inline) -> str:
    match part:
        case str():  # first, since most parts are
            return _harmless(clean(part))
        case Bold(text):
            return _marked("*", text)
        case Code(text):
            return _marked("`", text.replace("`", "ˋ"), escape)
        case Stamp(at, fallback):
            words = re.sub(r"[|^<>]", "", clean(fallback))
            return f"<!date^{at // 1_000_000}^{{date_short}} at {{time}}|{escape(words)}>"


def _harmless(text: str) -> str:
    if not _STEERING.search(text):
        return text
    unmarked = _MARK.sub(lambda mark: mark.group().translate(_LOOK_ALIKES), text)
    return escape(_EMOJI.sub("∶", unmarked))


def _marked(mark: str, text: str, safe: Callable[[str], str] = _harmless) -> str:
    """Slack formats only what touches its marks, so blanks at the ends stay outside."""
    words = clean(text)
    inner = words.strip()
    if not inner:
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{mark}{safe(inner)}{mark}{after}"


def _fitted(pieces: Sequence[_Piece], room: int) -> str:
    """As many pieces as there is room for, and the longest beginning of the next one that still fits when it is escaped."""
    out = ""
    for piece in pieces:
        said = piece.said()
        if len(out) + len(said) > room:
            lengths = range(len(said) + 1)
            fits = bisect_right(lengths, room - len(out), key=lambda length: len(piece.begun(length).said())) - 1
            return (out + (piece.begun(fits).said() if fits > 0 else "")).rstrip()
        out += said
    return out
