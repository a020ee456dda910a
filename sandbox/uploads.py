"""Where files go in and come out: upload addresses, the app's private addresses, and the people's page."""

import hmac
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.files import File
from sandbox.people.acts import somebody
from sandbox.people.errors import LocalError
from sandbox.services import Services
from sandbox.showing import may_see
from sandbox.suffering import answered

JsonObject = dict[str, Any]
GUARDED = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
"""What somebody uploaded is shown, never run."""


def file_routes(services: Services) -> list[web.RouteDef]:
    """`POST /upload/v1/{secret}`, `GET /files-pri/…` and `GET /local/file/{id}?as=U`."""
    slack = services.slack

    async def upload(request: web.Request) -> web.StreamResponse:
        return await answered(slack, request, "upload_url", take)

    async def take(request: web.Request, record: JsonObject) -> web.Response:
        file = slack.files.awaited(request.match_info["secret"])
        if file is None:
            return _refused("no file is awaited here", HTTPStatus.NOT_FOUND)
        content = await _content(request)
        record["arguments"] = {"file_id": file.id, "bytes": len(content)}
        if len(content) != file.size:
            words = f"{file.size} bytes were announced, {len(content)} came"
            slack.records.refuse("upload_url", "wrong_length", words=words)
            return _refused(words, HTTPStatus.BAD_REQUEST)
        slack.files.put(file, content)
        return web.Response(text=f"OK - {len(content)}")

    async def private(request: web.Request) -> web.Response:
        """The app fetches its own file, with its token."""
        file = slack.files.find(request.match_info["place"].rpartition("-")[2])
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if file is None or not hmac.compare_digest(token.encode(), slack.workspace.app.bot_token.encode()):
            raise web.HTTPNotFound
        return _contents(file)

    async def local(request: web.Request) -> web.Response:
        """A person's page shows it, if this person can see it anywhere."""
        file = slack.files.find(request.match_info["id"])
        try:
            person = somebody(slack, request.query.get("as"))
        except LocalError as error:
            raise web.HTTPNotFound from error
        if file is None or not may_see(slack, person, file):
            raise web.HTTPNotFound
        return _contents(file)

    return [
        web.post("/upload/v1/{secret}", upload),
        web.get("/files-pri/{place}/{name}", private),
        web.get("/files-pri/{place}/download/{name}", private),
        web.get("/local/file/{id}", local),
    ]


async def _content(request: web.Request) -> bytes:
    """The bytes of the body, or of the first file of a multipart form."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    async for part in await request.multipart():
        if getattr(part, "filename", None):
            return bytes(await part.read())  # type: ignore[union-attr]  # a part with a filename is no nested form
    return b""


def _contents(file: File) -> web.Response:
    """Raises 404 where the contents were forgotten."""
    if file.content is None:
        raise web.HTTPNotFound
    return web.Response(body=file.content, content_type=file.mimetype, headers=GUARDED)


def _refused(words: str, status: int) -> web.Response:
    return web.Response(text=words, status=status)
