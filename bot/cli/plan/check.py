"""`plan check`: every problem of plans and registries at once, before anything is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot.cli.exits import Exit
from bot.cli.plan.documents import Draft, read_draft
from bot.cli.plan.registries import registries
from bot.cli.verb import Call, verb


@verb
@click.argument("files", nargs=-1, required=True, type=Path, metavar="FILE…")
@click.option("--registry", type=Path, metavar="FILE", help="The registry to read the plans with.")
def check(call: Call, files: tuple[Path, ...], registry: Path | None) -> Exit:
    """List every problem of plans and registries, each with its place and what to write instead.

    A plan is read with the registry that it names: the file of --registry, a registry among the files, the published one, or the file
    registry.yaml beside the plan. Exit 3 when anything is to mend; warnings do not count.

    \b
        {"ok", "hash", "problems": [{"file", "line", "column", "path", "code", "message", "remedy"}],
         "files": [{"file", "ok", "hash"}]}

    With --jsonl there is one line a file: {"file", "ok", "hash", "problems"}.
    """
    drafts = [read_draft(path) for path in files]
    known = registries(call, registry, drafts)
    for draft in drafts:
        if not draft.is_registry:
            known.complete(draft)
    named = [known.named] if known.named and registry not in files else []
    read = [*named, *drafts]
    ok = all(draft.problems.ok for draft in read)
    if call.out.is_lines:
        call.out.items((draft.as_json() for draft in read), ())
    else:
        call.out.diagnosis(_as_json(drafts, read, ok=ok), _words(read))
    return Exit.DONE if ok else Exit.PROBLEMS


def _as_json(drafts: Sequence[Draft], read: Sequence[Draft], *, ok: bool) -> dict[str, object]:
    """The document of the contract; `hash` is that of the one file, `files` tells several apart."""
    files = [draft.as_json() for draft in drafts]
    return {
        "ok": ok,
        "hash": drafts[0].hash if len(drafts) == 1 else None,
        "problems": [problem.as_json() for draft in read for problem in draft.problems],
        "files": [{key: file[key] for key in ("file", "ok", "hash")} for file in files],
    }


def _words(drafts: Sequence[Draft]) -> Iterator[str]:
    for draft in drafts:
        yield from map(str, draft.problems)
    for draft in drafts:
        faults = sum(not problem.warning for problem in draft.problems)
        if faults:
            yield f"{draft.file}: {faults} {'problem' if faults == 1 else 'problems'} to mend."
        else:
            yield f"{draft.file}: no problems. Hash {draft.hash}."
