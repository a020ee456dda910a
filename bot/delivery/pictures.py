"""Bringing a picture to Slack: an id, the bytes, word that it is whole, and a look whether it can be shown.

The id is on record before a byte is sent. Who takes over from a sender that died asks Slack what became of it, and sends the bytes again
only where Slack knows no such file.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.addresses import ForeignAddressError, check_address
from bot.delivery.answers import part, word
from bot.delivery.outcome import Later, Refused, Unknown, judged, limited
from bot.wire import FAILURES
from bot.workers import Workers
from storage import outbox
from storage.database import Database
from storage.outbox import Entry, Picture, Step

_SECOND = 1_000_000
PROCESSING = 2 * _SECOND  # Slack needs a moment before a file can be shown
ASKED = 8  # times; each after twice the time before, ten minutes in all
_UNKNOWN_FILE = "file_not_found"
_HELD_UP = Later("the sender was held up")


@dataclass(frozen=True, slots=True)
class AtWork(Later):
    """Slack has it, and is still at work on it."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Brings pictures to Slack, a step at a time. `api_url` is Slack's address in the settings."""

    client: AsyncWebClient
    session: aiohttp.ClientSession
    api_url: str
    database: Database
    workers: Workers

    async def bring(self, entry: Entry) -> Later | Refused | None:
        """Go on with the picture of a claimed delivery. None when it can be shown; else when to look again, or why it cannot be."""
        picture = await self.workers.run(self._picture, entry)
        try:
            if picture.step == Step.BEGUN and not await self._arrived(picture.file_id):
                picture = picture._replace(step=Step.WANTED)
            if picture.step == Step.WANTED and not picture.data:
                return Refused("it is not at Slack any more")
            if picture.step == Step.WANTED:
                return await self._sent(entry, picture)
            return await self._shown(entry, picture.file_id)
        except ForeignAddressError as error:
            return Refused(str(error))
        except FAILURES as error:
            failure = judged(error)
            return Later(failure.reason) if isinstance(failure, Unknown) else failure

    async def _sent(self, entry: Entry, picture: Picture) -> Later:
        """All of it, up to the word that it is whole."""
        place = await self.client.files_getUploadURLExternal(
            filename=picture.name, length=len(picture.data), alt_txt=picture.alt
        )
        address, file_id = word(place, "upload_url"), word(place, "file_id")
        check_address(address, self.api_url)
        if not await self.workers.run(self._begun, entry, file_id):
            return _HELD_UP
        async with self.session.post(
            address, data=picture.data, allow_redirects=False, proxy=self.client.proxy
        ) as answer:
            if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
                return limited(answer.headers)
            if answer.status != HTTPStatus.OK:
                return Later(f"the picture was refused: status {answer.status}")
        if not await self.workers.run(self._is_mine, entry):
            return _HELD_UP
        await self.client.files_completeUploadExternal(files=[{"id": file_id, "title": picture.title}])
        await self.workers.run(self._step, entry, Step.UPLOADED)
        return Later("the picture is on its way", PROCESSING)

    async def _shown(self, entry: Entry, file_id: str) -> Later | Refused | None:
        """Slack says what kind of file it is as soon as it can be shown."""
        answer = await self.client.files_info(file=file_id)
        if not part(answer, "file").get("mimetype"):
            if entry.looked >= ASKED:
                return Refused("Slack does not come to an end with it")
            return AtWork("the picture is on its way", PROCESSING << entry.looked)
        await self.workers.run(self._step, entry, Step.READY)
        return None

    async def _arrived(self, file_id: str) -> bool:
        try:
            await self.client.files_info(file=file_id)
        except SlackApiError as error:
            if error.response.get("error") == _UNKNOWN_FILE:
                return False
            raise
        return True

    def _picture(self, entry: Entry) -> Picture:
        with self.database.read() as connection:
            found = outbox.picture_of(connection, entry.id)
        if found is None:
            raise LookupError("a picture that was claimed is there until its post is sent")
        return found

    def _is_mine(self, entry: Entry) -> bool:
        """False where this process stood still for longer than its lease, and another has taken over."""
        with self.database.write() as connection:
            return outbox.is_held(connection, entry)

    def _begun(self, entry: Entry, file_id: str) -> bool:
        with self.database.write() as connection:
            mine = outbox.is_held(connection, entry)
            if mine:
                outbox.begin_upload(connection, entry.id, file_id)
        return mine

    def _step(self, entry: Entry, step: Step) -> None:
        with self.database.write() as connection:
            if outbox.is_held(connection, entry):
                outbox.step_to(connection, entry.id, step)
