"""The address of a database in a mapping: its secrets stand in the environment, as `${NAME}`, never in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.imports.refusal import FileError, listed

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_MARK = re.compile(r"variable\x1f(\d+)\x1f")  # stands for a variable while the address is taken apart; nobody writes it
_SECRET = re.compile("pass|pwd|secret|token|key", re.IGNORECASE)
_FORMS = "Write `postgresql://reader:${CRM_PASSWORD}@host/name` or `sqlite:////folder/file.db`."


class AddressError(ValueError):
    """The address cannot stand in a mapping: a code, why, and what to write."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Address:
    """An address of SQLAlchemy as it is written, with the variables that it names."""

    text: str
    names: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Address:
        """Raises AddressError for what is no address, and for a secret that is written out."""
        address = cls(text, tuple(_VARIABLE.findall(text)))
        if not _VARIABLE.fullmatch(text) and _holds_secret(address._taken_apart()):
            remedy = "Write `${NAME}` in its place, and set NAME in the environment or in `.env`."
            raise AddressError(
                "secret", "The address holds a secret, which everybody who sees the mapping could read.", remedy
            )
        return address

    def url(self, environment: Mapping[str, str]) -> URL:
        """The address with its variables filled in. Raises FileError for a variable that is not set. Never show what it returns."""
        missing = [f"`{name}`" for name in dict.fromkeys(self.names) if not environment.get(name)]
        if missing:
            are = "is" if len(missing) == 1 else "are"
            raise FileError(
                "variable",
                f"The mapping's address needs {listed(missing)}, which {are} not set.",
                "Set it in the environment or in `.env`.",
            )
        if _VARIABLE.fullmatch(self.text):
            try:
                return _parsed(environment[self.names[0]])
            except AddressError as error:
                raise FileError(
                    error.code, f"`{self.names[0]}` holds no address of a database.", error.remedy
                ) from None

        def filled(text: str | None) -> str | None:
            return text and _MARK.sub(lambda found: environment[self.names[int(found[1])]], text)

        apart = self._taken_apart()
        query = {
            name: filled(value) or "" if isinstance(value, str) else tuple(filled(each) or "" for each in value)
            for name, value in apart.query.items()
        }
        return URL.create(
            apart.drivername, filled(apart.username), filled(apart.password), filled(apart.host), apart.port, filled(apart.database), query
        )  # fmt: skip

    def secrets(self, environment: Mapping[str, str]) -> tuple[str, ...]:
        """What must never be shown: the values of its variables."""
        return tuple(environment[name] for name in self.names if environment.get(name))

    def _taken_apart(self) -> URL:
        numbers = iter(range(len(self.names)))
        return _parsed(_VARIABLE.sub(lambda _: f"variable\x1f{next(numbers)}\x1f", self.text))


def _parsed(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise AddressError("address", "This is no address of a database.", _FORMS) from None
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgresql", "postgres"} else url


def _holds_secret(url: URL) -> bool:
    written = [url.password or "", *(str(value) for name, value in url.query.items() if _SECRET.search(name))]
    return any(_MARK.sub("", text) for text in written)
