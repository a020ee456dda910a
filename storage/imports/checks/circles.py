"""Lines of managers and of parent teams must end: in a circle everybody would stand above themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from storage.imports.checks.spans import Span


def circles(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Every circle once, with the spans that make it, on the first day on which it stands."""
    whose: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        whose[span.below].append(span)
    told: set[frozenset[str]] = set()
    for day in sorted({span.starts for span in spans}):
        above = {below: held for below, line in whose.items() if (held := _on(line, day)) and held.above}
        for circle in _circles_on(above):
            names = frozenset(span.below for span in circle)
            if names not in told:
                told.add(names)
                yield circle


def _on(line: Sequence[Span], day: str) -> Span | None:
    """The span that holds on a day: the last that began, unless it has ended."""
    begun = [span for span in line if span.starts <= day]
    return begun[-1] if begun and (begun[-1].ends is None or begun[-1].ends >= day) else None


def _circles_on(above: Mapping[str, Span]) -> Iterator[list[Span]]:
    done: set[str] = set()
    for start in above:
        path: dict[str, Span] = {}
        name = start
        while name in above and name not in done and name not in path:
            path[name] = above[name]
            name = above[name].above
        if name in path:
            names = list(path)
            yield [path[each] for each in names[names.index(name) :]]
        done.update(path)
