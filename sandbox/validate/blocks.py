"""The blocks, by type."""

from sandbox.validate.charts import DATA_VISUALIZATION
from sandbox.validate.composition import BLOCK_ID, SLACK_FILE, either, plain
from sandbox.validate.elements import ACCESSORIES, IMAGE, INTERACTIVE
from sandbox.validate.inputs import INPUT_ELEMENTS
from sandbox.validate.panels import PANELS, container
from sandbox.validate.problem import Place, Rule
from sandbox.validate.rich_text import RICH_TEXT
from sandbox.validate.rules import (
    JsonObject,
    at_least_one,
    by_type,
    choice,
    exactly_one,
    flag,
    integer,
    listing,
    pick,
    text,
    typed,
    url,
)
from sandbox.validate.tables import DATA_TABLE, TABLE

ID: dict[str, Rule] = {"block_id": BLOCK_ID}

SECTION = typed(
    "section",
    {},
    {
        **ID,
        "text": either("section.text.max_length"),
        "fields": listing(either("section.fields.item_max_length"), 1, "section.fields.max_items"),
        "accessory": by_type(ACCESSORIES, "element"),
        "expand": flag,
    },
    at_least_one("text", "fields"),
)


def _no_dispatch_of_files(block: JsonObject, place: Place) -> None:
    if block["element"]["type"] == "file_input" and block.get("dispatch_action"):
        place.at("dispatch_action").refuse("must be false beside a file_input", type="enum", expected=[False])


INPUT = typed(
    "input",
    {"label": plain("input.label.max_length"), "element": by_type(INPUT_ELEMENTS, "element")},
    {**ID, "hint": plain("input.hint.max_length"), "optional": flag, "dispatch_action": flag},
    _no_dispatch_of_files,
)

_TEXT = either()
_CONTEXT_ELEMENTS: dict[str, Rule] = {"image": IMAGE, "plain_text": _TEXT, "mrkdwn": _TEXT}

BASIC: dict[str, Rule] = {
    "section": SECTION,
    "input": INPUT,
    "header": typed("header", {"text": plain("header.text.max_length")}, {**ID, "level": integer(1, 4)}),
    "divider": typed("divider", {}, ID),
    "context": typed(
        "context",
        {"elements": listing(by_type(_CONTEXT_ELEMENTS, "element"), 1, "context.elements.max_items")},
        ID,
    ),
    "actions": typed(
        "actions",
        {"elements": listing(by_type(INTERACTIVE, "element"), 1, "actions.elements.max_items")},
        ID,
    ),
    "image": typed(
        "image",
        {"alt_text": text("image.alt_text.max_length")},
        {
            **ID,
            "image_url": url("image.image_url.max_length"),
            "slack_file": SLACK_FILE,
            "title": plain("image.title.max_length"),
        },
        exactly_one("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
    "table": TABLE,
    "video": typed(
        "video",
        {
            "alt_text": text("video.alt_text.max_length"),
            "title": plain("video.title.max_length"),
            "thumbnail_url": url("video.thumbnail_url.max_length"),
            "video_url": url("video.video_url.max_length"),
        },
        {
            **ID,
            "author_name": text("video.author_name.max_length"),
            "description": plain("video.description.max_length"),
            "provider_name": text("video.provider_name.max_length"),
            "provider_icon_url": url("video.provider_icon_url.max_length"),
            "title_url": url("video.title_url.max_length"),
        },
    ),
}

_INSIDE_A_CONTAINER = (
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)

BLOCKS: dict[str, Rule] = {
    **BASIC,
    **PANELS,
    "alert": typed(
        "alert",
        {"text": either("alert.text.max_length")},
        {**ID, "level": choice("default", "info", "warning", "error", "success")},
    ),
    "container": container(pick(BASIC, _INSIDE_A_CONTAINER)),
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "markdown": typed("markdown", {"text": text("markdown.text.max_length")}, ID),
}
