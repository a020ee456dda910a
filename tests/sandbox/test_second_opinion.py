"""Our limits beside those of an independent library: equal, or lower where sources disagree."""

import pytest
from slackblocks import _limits, _surfaces

from sandbox.limits import limit, published, surface_blocks

SHARED = sorted(name for name in published()["block_kit"] if hasattr(_limits, name.upper().replace(".", "_")))
LOWER = {
    "card.actions.max_items",
    "data_table.content.max_length",
    "data_table.rows.max_items",
    "data_table.total_content.max_length",
    "data_visualization.segments.max_items",
    "data_visualization.series.max_items",
    "video.author_name.max_length",
    "video.description.max_length",
    "video.title.max_length",
}


def test_most_limits_can_be_compared() -> None:
    assert len(SHARED) > 130


@pytest.mark.parametrize("name", SHARED)
def test_a_limit_agrees(name: str) -> None:
    theirs = getattr(_limits, name.upper().replace(".", "_"))
    if name in LOWER:
        assert limit(name) < theirs
    else:
        assert limit(name) == theirs


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_no_block_is_allowed_that_the_library_refuses(surface: str) -> None:
    theirs = _surfaces._BLOCK_TYPES_BY_SURFACE[surface]  # type: ignore[index]  # a literal there, a word here
    assert surface_blocks(surface) <= theirs
    refused_here = {"message": {"file"}, "modal": {"card"}, "home": {"table", "data_visualization"}}
    assert theirs - surface_blocks(surface) == refused_here[surface]
