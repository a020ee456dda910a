"""The reference page is made from the declarations; a page that says something else is out of date."""

from __future__ import annotations

from bot.cli.exits import Exit
from bot.cli.reference import PAGE, page


def test_the_page_is_what_the_declarations_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m bot.cli.reference`"


def test_it_names_every_verb_of_the_contract_and_every_exit_code() -> None:
    text = page()
    for verb in (
        "init", "db upgrade", "db check", "settings", "commands", "manifest", "demo", "run", "import", "plan schema", "plan check", "plan words",
        "plan publish", "plan diff", "plan list", "plan run", "registry check", "registry publish", "calendar check", "calendar publish",
        "calendar show", "calendar clock", "statement", "explain", "audit verify",
        "audit export", "backup", "restore-check",
    ):  # fmt: skip
        assert f"\n## {verb}\n" in text
    for code in Exit:
        assert f"\n| {int(code)} |" in text
