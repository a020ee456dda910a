"""Where a verb writes: what was asked for goes to standard output, words for people about it to standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

import click

from bot.cli.exits import Exit
from bot.cli.failures import VerbError

# Control characters, and the marks that turn the direction of writing: both can make a terminal show what does not stand there.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Form(Enum):
    """How the result is written."""

    WORDS = "words"
    JSON = "json"  # one document
    LINES = "jsonl"  # one document a line


class Out:
    """Writes results and remarks of one verb."""

    def __init__(self, form: Form) -> None:
        self.form = form

    @property
    def is_words(self) -> bool:
        return self.form is Form.WORDS

    @property
    def is_lines(self) -> bool:
        return self.form is Form.LINES

    def result(self, data: Any, words: str) -> None:
        """What was asked for: the document, or the words."""
        write(plain(words) if self.is_words else self._document(data))

    def items(self, data: Iterable[Any], words: Iterable[str]) -> None:
        """A list, written item by item, so that a long one needs no room: only one of both is read."""
        if self.form is Form.WORDS:
            for text in words:
                write(plain(text))
        elif self.form is Form.LINES:
            for item in data:
                write(compact(item))
        else:
            _array(data)

    def diagnosis(self, data: Any, words: Iterable[str]) -> None:
        """A judgement on an input: the document on standard output; or, for people, each finding on standard error."""
        if self.is_words:
            self.tell(*words)
        else:
            write(self._document(data))

    def tell(self, *words: str) -> None:
        """A remark for people, in any form."""
        for text in words:
            click.echo(plain(text), err=True)

    def _document(self, data: Any) -> str:
        return compact(data) if self.form is Form.LINES else pretty(data)


def write(text: str, end: str = "\n") -> None:
    """Text to standard output. Raises VerbError when it cannot be written; a reader that has enough raises BrokenPipeError."""
    with _writing():
        click.echo(text + end, nl=False)


def flush() -> None:
    """What was written leaves the process, with the same errors."""
    with _writing():
        sys.stdout.flush()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"The output could not be written: {error.strerror}."
        raise VerbError(Exit.FAULT, "output", message, "Write it to another place.") from error


def pretty(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def plain(text: str) -> str:
    """The text without characters that would command a terminal: names come from files that others wrote."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def _array(data: Iterable[Any]) -> None:
    before = "["
    for item in data:
        write(f"{before}\n{pretty(item)}", end="")
        before = ","
    write("[]" if before == "[" else "\n]")
