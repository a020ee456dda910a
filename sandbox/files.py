"""Files: announced, uploaded, completed, and then processed for a while. Only then can a block show one."""

import mimetypes
import secrets
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from sandbox.clock import Clock
from sandbox.memory import Memory

JsonObject = dict[str, Any]
LARGEST = 8 * 1024**2
"""Bytes of one file; larger ones are refused when they are announced."""
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(slots=True, eq=False)
class File:
    """One file, from the address it is uploaded to until its contents are forgotten."""

    id: str
    secret: str
    """The secret part of its upload address."""
    name: str
    size: int
    """Bytes, as announced."""
    user: str
    team: str
    base_url: str
    clock: Clock
    created: int
    alt_txt: str = ""
    snippet_type: str = ""
    title: str = ""
    content: bytes | None = None
    ready_at: float | None = None
    """When it is processed, by the local Slack's clock; none: it was never completed, and is no file yet."""

    @property
    def is_completed(self) -> bool:
        return self.ready_at is not None

    @property
    def is_processed(self) -> bool:
        return self.ready_at is not None and self.clock.now() >= self.ready_at

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or ("text/plain" if self.snippet_type else "application/octet-stream")

    @property
    def filetype(self) -> str:
        return self.snippet_type or PurePath(self.name).suffix.lstrip(".").lower() or "binary"

    @property
    def urls(self) -> dict[str, str]:
        """The addresses that its object carries. Those of Slack's that begin with `url_private` need the app's token."""
        private, name = f"{self.base_url}/files-pri/{self.team}-{self.id}", quote(self.name, safe="")
        return {
            "url_private": f"{private}/{name}",
            "url_private_download": f"{private}/download/{name}",
            "permalink": f"{self.base_url}/files/{self.user}/{self.id}/{name}",
        }

    def as_json(self, *, processed: bool | None = None) -> JsonObject:
        """Slack's file object. Until it is processed it has no type, and nothing that comes of one."""
        known = self.is_processed if processed is None else processed
        out: JsonObject = {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype if known else "",
            "filetype": self.filetype if known else "",
            "pretty_type": self.filetype.upper() if known else "",
            "user": self.user,
            "user_team": self.team,
            "editable": False,
            "size": self.size,
            "mode": "snippet" if self.snippet_type else "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            **self.urls,
            "has_rich_preview": False,
            "file_access": "visible",
        }
        if self.alt_txt:
            out["alt_txt"] = self.alt_txt
        return out | (self._dimensions() if known else {})

    def _dimensions(self) -> JsonObject:
        """Pixels of a picture; its header says them."""
        if self.content is None or not self.content.startswith(PNG):
            return {}
        width, height = (int.from_bytes(self.content[at : at + 4]) for at in (16, 20))
        return {"media_display_type": "unknown", "original_w": width, "original_h": height}


@dataclass(slots=True)
class Files:
    """The newest files by id. Contents are kept up to a number of bytes in all, then the oldest are forgotten."""

    clock: Clock
    memory: Memory = field(default_factory=Memory)
    kept: dict[str, File] = field(default_factory=dict)

    def announce(self, file_id: str, length: int, **known: Any) -> File:
        """A file that is to come, with the secret of the address where it is awaited."""
        now = int(self.clock.now())
        file = File(
            id=file_id, secret=secrets.token_urlsafe(18), size=length, clock=self.clock, created=now, **known
        )  # fmt: skip
        self.kept[file.id] = file
        while len(self.kept) > self.memory.files:
            self.kept.pop(next(iter(self.kept))).content = None  # a message may still hold it
        return file

    def awaited(self, secret: str) -> File | None:
        """The file that may be uploaded with this secret: announced, and not completed yet."""
        return next((f for f in self.kept.values() if f.secret == secret and not f.is_completed), None)

    def put(self, file: File, content: bytes) -> None:
        file.content = content
        held = sum(len(other.content or b"") for other in self.kept.values())
        for other in self.kept.values():
            if held <= self.memory.file_bytes:
                return
            held -= len(other.content or b"")
            other.content = None

    def completable(self, file_id: str) -> File | None:
        """A file whose contents are here and that was not completed yet."""
        file = self.kept.get(file_id)
        return file if file is not None and file.content is not None and not file.is_completed else None

    def complete(self, file: File, title: str, processing: float) -> None:
        """From now on it is a file; after `processing` seconds it can be shown in a block."""
        file.title, file.ready_at = title, self.clock.now() + processing

    def find(self, file_id: str = "", url: str = "") -> File | None:
        """A completed file by its id, or by its private address or permalink."""
        file = self.kept.get(file_id) if file_id else next((f for f in self.kept.values() if _is_at(f, url)), None)
        return file if file is not None and file.is_completed else None

    def shown_by(self, slack_file: JsonObject) -> File | None:
        """The file that a block's `slack_file` names, once it is processed."""
        file = self.find(slack_file.get("id", ""), slack_file.get("url", ""))
        return file if file is not None and file.is_processed else None


def _is_at(file: File, url: str) -> bool:
    return url in (file.urls["url_private"], file.urls["permalink"])
