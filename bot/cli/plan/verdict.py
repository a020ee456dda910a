"""The verdict on documents: all problems of all files, as people read them or as one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.cli.exits import Exit
from bot.cli.plan.documents import Draft
from bot.cli.verb import Call


def judged(call: Call, drafts: Sequence[Draft], read: Sequence[Draft]) -> Exit:
    """Tells what is wrong in `read`, of which `drafts` were asked about."""
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
