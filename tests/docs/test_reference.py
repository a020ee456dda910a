"""The reference pages are what the declarations say; each says how to make it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from plans.reference import example_of, verbs_page
from plans.verb import Verb
from plans.verbs import VERBS

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_the_page_of_the_verbs_is_current() -> None:
    """Make it anew: `python -c "from plans.reference import verbs_page; print(verbs_page(), end='')" > docs/reference/verbs.md`."""
    assert (DOCS / "reference" / "verbs.md").read_text(encoding="utf-8") == verbs_page()


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_each_verb_is_explained(verb: Verb) -> None:
    assert verb.summary.endswith(".")
    assert verb.example
    assert example_of(verb).clause
    assert all(param.says for param in verb.parameters)
