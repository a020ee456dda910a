"""A plan as it is named on the command line: a file, `plan@version`, or the first digits of a published hash."""

from __future__ import annotations

import re
from pathlib import Path

from bot.cli.failures import unknown
from bot.cli.plan.documents import Draft, read_draft
from bot.cli.plan.registries import Registries

_PUBLISHED = re.compile(r"[^/\\]+@[^/\\]+\Z|[0-9a-fA-F]{8,64}\Z")


def read_named(known: Registries, name: str) -> Draft:
    """The plan of this name with what is wrong in it. Raises VerbError when no published plan is meant, or several are."""
    path = Path(name)
    if path.exists() or not _PUBLISHED.match(name):
        draft = read_draft(path)
        known.complete(draft)
        return draft
    return _published(known, name)


def _published(known: Registries, name: str) -> Draft:
    from bot.cli.plan import published  # noqa: PLC0415 - a second to load, and files need none of it

    found = published.plans_named(known.call, name)
    if not found:
        raise unknown("plan", f"No published plan is called `{name}`.", "See `plan list`.")
    if len(found) > 1:
        raise unknown("plan", f"`{name}` can mean {published.hashes(found)}.", "Write more digits of the hash.")
    plan, registry = published.read_plan(known.call, found[0])
    return Draft(name, table=plan.document, plan=plan, registry=registry)
