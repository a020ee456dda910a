"""Messages and forms as plain words: for the command line, for readers of notifications, for tests.

Every blank is an ordinary one, and nothing invisible stands between, so that `14 accounts` is found by whoever looks for it.
"""

from __future__ import annotations

from bot.render.bars import bars_text
from bot.render.mrkdwn import clean
from views.message import (
    Actions,
    Bars,
    Bold,
    Chart,
    Choice,
    Code,
    Facts,
    Form,
    Grid,
    Heading,
    Image,
    Inline,
    Message,
    Note,
    Paragraph,
    Part,
    Question,
    Rule,
    Stamp,
    Steps,
    Words,
)

# Blanks at which no line ends become ordinary ones; what is invisible and only keeps two signs together goes.
_ORDINARY = str.maketrans("\u00a0\u202f", "  ", "\u2060")


def plain(what: Message | Form, *, charts: bool = True) -> str:
    """The whole content, its parts separated by empty lines. Without `charts`, bars of text stand where a chart would."""
    said = [_part(part, charts=charts) for part in what.parts]
    if isinstance(what, Form):
        said.insert(0, clean(what.title))
    return "\n\n".join(text for text in said if text).translate(_ORDINARY)


def _part(part: Part, *, charts: bool) -> str:  # noqa: PLR0912 - a branch for each part there is
    match part:
        case Heading(text):
            return clean(text)
        case Paragraph(lines, button):
            asked = f" [{clean(button.text)}]" if button else ""
            return "\n".join(_words(line) for line in lines) + asked
        case Facts(pairs):
            return "\n".join(f"{clean(label)}: {clean(value)}" for label, value in pairs)
        case Note(text):
            return _words(text)
        case Rule():
            return ""
        case Steps():
            return _steps(part)
        case Bars():
            return bars_text(part)
        case Chart():
            return _chart(part) if charts else bars_text(part.bars)
        case Image():
            return clean(part.alt)
        case Grid(heads, rows):
            return "\n".join(row_words(heads, row) for row in rows)
        case Actions(buttons):
            return "You can: " + " / ".join(clean(button.text) for button in buttons)
        case Question(_, label, hint):
            return _asked(label, hint, optional=part.optional)
        case Choice(_, label, options, hint):
            offered = " / ".join(clean(option.text) for option in options)
            return _asked(label, hint, offered, optional=part.optional)


def _words(words: Words) -> str:
    return "".join(_inline(part) for part in words)


def _inline(part: Inline) -> str:
    match part:
        case Bold(text) | Code(text):
            return clean(text)
        case Stamp(_, fallback):
            return clean(fallback)
        case _:
            return clean(part)


def _steps(steps: Steps) -> str:
    marks = [f"{number}." if steps.ordered else "-" for number in range(1, len(steps.items) + 1)]
    return "\n".join(
        " ".join([mark, *(clean(words) for words in item if words)])
        for mark, item in zip(marks, steps.items, strict=True)
    )


def _chart(chart: Chart) -> str:
    lines = [f"Chart: {clean(chart.title)} ({clean(chart.y_label)})"]
    for place, category in enumerate(chart.categories):
        values = ", ".join(f"{clean(series.name)} {clean(series.shown[place])}" for series in chart.series)
        lines.append(f"- {clean(category)}: {values}")
    return "\n".join(lines)


def row_words(heads: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row of a table as a sentence: its first cell, then each value after its head."""
    first, *rest = (clean(cell) for cell in row)
    values = "; ".join(f"{clean(head)}: {cell}" for head, cell in zip(heads[1:], rest, strict=True))
    return f"{first}. {values}." if values else f"{first}."


def _asked(label: str, hint: str, offered: str = "", *, optional: bool) -> str:
    words = clean(label) + (" (optional)" if optional else "")
    if offered:
        words += f"{' ' if words.endswith('?') else ': '}{offered}"
    return f"{words}\n  {clean(hint)}" if hint else words
