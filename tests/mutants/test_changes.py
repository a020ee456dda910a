"""What mutation testing changes, and that each change can be put in and is noticed where a test looks."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.equivalent import EQUIVALENT, Equivalent
from tests.mutants.exchange import exchanged, functions_alive
from tests.mutants.mutant import mutants


def made_of(folder: Path, code: str) -> set[str]:
    """The second side of each change, as the report shows it."""
    file = folder / "some.py"
    file.write_text(code, encoding="utf-8")
    return {mutant.change()[1] for mutant in mutants(str(file))}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("enough = value < other", {"value <= other", "value >= other"}),
        ("enough = first and second", {"first or second"}),
        ("enough = not first_of_all", {"first_of_all"}),
        ("total = amount + another", {"amount - another"}),
        ("total = f'{amount}' + another", set()),
        ("MOST_THAT_FIT = 12", {"MOST_THAT_FIT = 13", "MOST_THAT_FIT = 11"}),
        ("least = min(first, second)", {"max(first, second)"}),
        ("total = made_of(first, whole=second)", {"made_of(first)"}),
        ("pairs = zip(first, second, strict=True)", set()),
        ("places = [each for each in first if each]", {"[each for each in first]"}),
        ("def some(first: int | None):\n    'Says so.'\n    return first.name", {"return None"}),
        ("for each in first:\n    if each:\n        continue", {"if not each: ...", "break"}),
        ("raise ValueError(text)", {"pass"}),
        ("noticed.append(value)", {"pass"}),
        ("assert value > other", set()),
    ],
)
def test_one_slip_at_a_time(tmp_path: Path, code: str, changes: set[str]) -> None:
    assert made_of(tmp_path, code) == changes


def test_a_change_leaves_no_trace_in_the_tree() -> None:
    found = mutants("plans/number.py")
    before = ast.dump(found[0].tree)
    for mutant in found:
        mutant.code()
    assert ast.dump(found[0].tree) == before


def test_a_function_gets_the_code_of_its_mutant_wherever_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    from plans.arithmetic.bands import reached  # noqa: PLC0415 - imported by value, as other files do

    monkeypatch.setattr(reached, "__code__", reached.__code__)  # put back afterwards
    mutant = next(
        each for each in mutants("plans/arithmetic/bands.py") if str(each).endswith("return -1  ->  return -2")
    )
    assert reached([], 1, upper=True) == -1  # type: ignore[arg-type]
    assert exchanged(mutant, functions_alive())
    assert reached([], 1, upper=True) == -2  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", EQUIVALENT, ids=lambda entry: f"{entry.file}: {entry.was} -> {entry.becomes}")
def test_what_is_left_out_is_still_a_mutant_and_says_why(entry: Equivalent) -> None:
    assert entry.why
    assert any(entry.fits(mutant) for mutant in mutants(entry.file))
