"""Each part of a message as blocks of Block Kit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.render import limits
from bot.render.bars import bars_text
from bot.render.elements import button, choice, marked, plain_text, question
from bot.render.mrkdwn import clean, cut, label
from bot.render.plain import row_words
from views.message import (
    Actions,
    Bars,
    Bold,
    Chart,
    Choice,
    Facts,
    Grid,
    Heading,
    Image,
    Note,
    Paragraph,
    Part,
    Question,
    Rule,
    Steps,
)

JsonObject = dict[str, Any]
T = TypeVar("T")
_NO_VALUE = "–"  # Slack refuses an empty cell


@dataclass(slots=True)
class Surface:
    """How many charts and tables may still be shown here, and whether pictures; a modal takes none of them."""

    charts: int = 0
    tables: int = 0
    pictures: bool = False


PICTURE = {"id": "picture"}
"""Stands in frozen content for the file that the picture will be."""


def blocks_of(parts: Sequence[Part], surface: Surface) -> list[JsonObject]:
    """The blocks in the order of the parts. Charts become bars, and tables become lists, where the surface takes no more of them."""
    return [block for part in parts for block in _blocks(part, surface)]


def _blocks(part: Part, surface: Surface) -> list[JsonObject]:  # noqa: PLR0912 - a branch for each part there is
    match part:
        case Heading(text):
            return [{"type": "header", "text": plain_text(text, limits.HEADING)}]
        case Paragraph():
            return [_paragraph(part)]
        case Facts():
            return _facts(part)
        case Note(text):
            return [{"type": "context", "elements": [marked((text,))]}]
        case Rule():
            return [{"type": "divider"}]
        case Steps():
            return [_steps(part)]
        case Bars():
            return [_preformatted(bars_text(part))]
        case Chart():
            return [_chart(part, surface)]
        case Image():
            return [_image(part, surface)]
        case Grid():
            return [_grid(part, surface)]
        case Actions():
            return _actions(part)
        case Question():
            return [question(part)]
        case Choice():
            return [choice(part)]


def _paragraph(part: Paragraph) -> JsonObject:
    out: JsonObject = {"type": "section", "text": marked(part.lines)}
    return out | {"accessory": button(part.button)} if part.button else out


def _facts(part: Facts) -> list[JsonObject]:
    fields = [marked(((Bold(name),), (value,)), limits.FIELD) for name, value in part.pairs]
    blocks: list[JsonObject] = [{"type": "section", "fields": some} for some in _lots(fields, limits.FIELDS)]
    return _named(blocks, part.id)


def _actions(part: Actions) -> list[JsonObject]:
    elements = [button(each) for each in part.buttons]
    blocks: list[JsonObject] = [{"type": "actions", "elements": some} for some in _lots(elements, limits.ACTIONS)]
    return _named(blocks, part.id)


def _named(blocks: list[JsonObject], block_id: str) -> list[JsonObject]:
    """The first block carries the id; a second one of the same id would be refused."""
    if block_id and blocks:
        blocks[0]["block_id"] = block_id
    return blocks


def _lots(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _steps(part: Steps) -> JsonObject:
    return _list("ordered" if part.ordered else "bullet", part.items)


def _list(style: str, items: Sequence[tuple[str, str]]) -> JsonObject:
    """A list that is announced as one. Its texts are elements, not mark-up: nothing in them can format or mention."""
    elements = [{"type": "rich_text_section", "elements": list(_item(*item))} for item in items]
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": style, "elements": elements}]}


def _item(lead: str, text: str) -> Iterator[JsonObject]:
    if lead:
        words = label(lead, limits.TEXT) + (" " if text else "")
        yield {"type": "text", "text": words, "style": {"bold": True}}
    if text:
        yield {"type": "text", "text": label(text, limits.TEXT)}


def _preformatted(text: str) -> JsonObject:
    lines = "\n".join(clean(line) for line in text.split("\n"))
    words = [{"type": "text", "text": cut(lines, limits.TEXT)}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": words}]}


def _chart(part: Chart, surface: Surface) -> JsonObject:
    fits = len(part.categories) <= limits.CHART_CATEGORIES and len(part.series) <= limits.CHART_SERIES
    if not surface.charts or not fits:
        return _preformatted(bars_text(part.bars))
    surface.charts -= 1
    names = [label(category, limits.CHART_LABEL) for category in part.categories]
    series = [
        {
            "name": label(each.name, limits.CHART_LABEL),
            # The only floats there are: they are drawn, never added. The exact words stand in the lines beside.
            "data": [{"label": name, "value": float(value)} for name, value in zip(names, each.values, strict=True)],
        }
        for each in part.series
    ]
    axes = {
        "categories": names,
        "x_label": label(part.x_label, limits.CHART_AXIS),
        "y_label": label(part.y_label, limits.CHART_AXIS),
    }
    chart = {"type": "bar", "series": series, "axis_config": axes}
    return {"type": "data_visualization", "title": label(part.title, limits.CHART_TITLE), "chart": chart}


def _image(part: Image, surface: Surface) -> JsonObject:
    if not surface.pictures:
        return {"type": "section", "text": marked(((part.alt,),))}
    alt = label(part.alt, limits.IMAGE_ALT)
    return {
        "type": "image",
        "slack_file": PICTURE,
        "alt_text": alt,
        "title": plain_text(part.title, limits.IMAGE_TITLE),
    }


def _grid(part: Grid, surface: Surface) -> JsonObject:
    fits = len(part.rows) < limits.TABLE_ROWS and len(part.heads) <= limits.TABLE_COLUMNS
    if not surface.tables or not fits:
        return _list("bullet", [("", row_words(part.heads, row)) for row in part.rows])
    surface.tables -= 1
    cells = [
        [{"type": "raw_text", "text": clean(cell) or _NO_VALUE} for cell in row] for row in (part.heads, *part.rows)
    ]
    sides = ["right" if column in part.right else "left" for column in range(len(part.heads))]
    settings = [{"align": side, "is_wrapped": True} for side in sides]
    return {"type": "table", "rows": cells, "column_settings": settings}
