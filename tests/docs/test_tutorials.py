"""What the pages tell people to do is done here, page by page, in an empty folder; and prints what they show."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, blocks
from tests.docs.shell import in_process, matches, perform

PAGES = ("quickstart", "first-plan", "for-analysts", "plan-language", "registry", "calendar", "for-operators")


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without `.env`, and an environment without settings."""
    for name in [name for name in os.environ if name.startswith(("SLACK_", "FAIRSHARE_", "COMMAND_"))]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_can_be_followed(page: str) -> None:
    perform(blocks(DOCS / f"{page}.md"), in_process)


@pytest.mark.parametrize(
    ("shown", "said", "alike"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\nb", "a\nc\n", False),
        ("a", "a\nb\n", False),
        ("…\nb", "a\na\nb\n", True),
        ("…\nb", "b\n", True),
        ("Hash ….", "Hash 1234.\n", True),
        ("Hash ….", "Hash 1234\n", False),
    ],
)
def test_output_is_compared_line_by_line(shown: str, said: str, alike: bool) -> None:  # noqa: FBT001 - a column of a table
    assert matches(shown, said) is alike
