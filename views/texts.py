"""Small turns of English: titles within sentences, numbers in words, lists."""

from __future__ import annotations

from collections.abc import Iterable

NO_BREAK = "\u00a0"  # the blank at which no line ends
NO_BREAK_HERE = "\u2060"  # where no line ends and no blank is
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def clause_of(clause: str = "") -> str:
    """` (clause 4.3)`, where there is one. No line ends before the number."""
    return f" (clause{NO_BREAK}{clause})" if clause else ""


def clauses_of(clauses: Iterable[str]) -> str:
    """` (clauses 5.3 and 5.5)`: those that there are, each once."""
    found = [clause for clause in dict.fromkeys(clauses) if clause]
    return clause_of(*found) if len(found) <= 1 else f" (clauses{NO_BREAK}{joined(found)})"


def capital(text: str) -> str:
    """A text whose first letter is a capital."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A text that begins with a capital and ends with a stop; what begins with a figure stays."""
    text = text.strip()
    if not text:
        return ""
    return capital(text) + ("" if text.endswith((".", "?", "!", "…")) else ".")


def inside(title: str) -> str:
    """A title within a sentence: `Net revenue retention` -> `net revenue retention`; names in capitals stay (`NRR reached`)."""
    second = title[1:2]
    return title if second.isupper() or second == "" else title[0].lower() + title[1:]


def together(number: str, noun: str) -> str:
    """A number with its noun, unit or currency: `14 accounts`. No line ends between the two."""
    return f"{number}{NO_BREAK}{noun}"


def small(number: int) -> str:
    """A small number in words."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else str(number)


def ordinal(number: int) -> str:
    """A place in words: `third`; beyond the tenth in figures, `22nd`."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number // 10 % 10 == 1 else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def joined(texts: Iterable[str], joint: str = "and") -> str:
    """`a, b and c`."""
    items = list(texts)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {joint} {items[-1]}"


def distinct(labels: Iterable[str], most: int) -> list[str]:
    """The labels cut to so many characters, each different: what would read the same gets a number."""
    found: dict[str, None] = {}
    for label in labels:
        name, number = cut(label, most), 1
        while name in found:
            number += 1
            mark = f" {number}"
            name = cut(label, most - len(mark)) + mark
        found[name] = None
    return list(found)


def cut(text: str, most: int) -> str:
    """A text of at most so many characters; what was cut off is marked."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
