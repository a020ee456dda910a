"""Socket Mode: the app holds up to ten WebSockets, envelopes go to them in turn, acknowledgements come back."""

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.delivery import Ack, Envelope
from sandbox.limits import platform
from sandbox.state import Slack

JsonObject = dict[str, Any]
TICKET_SECONDS = 30


@dataclass(slots=True, eq=False)
class Line:
    """One WebSocket of the app. A muted line answers no ping and sends nothing: a connection that died silently."""

    number: int
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    ended: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    """Done once it is gone."""
    leaving: bool = False
    muted: bool = False
    acknowledged: int = 0

    def cut(self) -> None:
        """End it without a word, as a broken network does."""
        if self.transport is not None:
            self.transport.abort()


@dataclass(slots=True)
class Sockets:
    """All lines, and the envelopes that wait for an acknowledgement."""

    slack: Slack
    lines: list[Line] = field(default_factory=list)
    _tickets: dict[str, float] = field(default_factory=dict)
    _waiting: dict[str, asyncio.Future[JsonObject]] = field(default_factory=dict)
    _accepts: dict[str, bool] = field(default_factory=dict)
    _next: int = 0

    @property
    def connected(self) -> bool:
        return any(not line.leaving for line in self.lines)

    def new_ticket(self) -> str:
        """The right to open one line soon; a part of the address that `apps.connections.open` gives."""
        now, ticket = self.slack.clock.now(), secrets.token_hex(16)
        self._tickets = {known: at for known, at in self._tickets.items() if now - at <= TICKET_SECONDS}
        self._tickets[ticket] = now
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """`GET /link/?ticket=…`: one line, from its hello to its end."""
        issued = self._tickets.pop(request.query.get("ticket", ""), None)
        if issued is None or self.slack.clock.now() - issued > TICKET_SECONDS:
            return web.json_response({"ok": False, "error": "invalid_ticket"}, status=403)
        # Pings are answered by hand, so that a line can fall silent on demand.
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        if len(self.lines) >= platform("socket_mode.connections_max"):
            await socket.send_json(self._disconnect_message("too_many_websockets"))
            await socket.close()
            return socket
        self._next += 1
        line = Line(self._next, socket, request.transport)
        self.lines.append(line)
        self._tell_pages()
        try:
            await socket.send_json(self._hello())
            await self._listen(line)
        finally:
            self.lines.remove(line)
            line.ended.set_result(None)
            self._tell_pages()
        return socket

    async def send(self, envelope: Envelope) -> Ack:
        """To one line. When it ends before it acknowledged, the same envelope goes to another, within the same deadline."""
        envelope_id = secrets.token_hex(16)
        answer: asyncio.Future[JsonObject] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        self._accepts[envelope_id] = envelope.accepts_response
        try:
            async with asyncio.timeout(self.slack.pace.acknowledgement):
                return await self._acknowledged(envelope, envelope_id, answer)
        except TimeoutError:
            return Ack(error="operation_timeout")
        finally:
            del self._waiting[envelope_id]
            del self._accepts[envelope_id]

    async def _acknowledged(self, envelope: Envelope, envelope_id: str, answer: asyncio.Future[JsonObject]) -> Ack:
        while (line := self._pick()) is not None:
            either: set[asyncio.Future[Any]] = {answer, line.ended}
            if not line.muted:
                with suppress(ConnectionError):  # it is about to end
                    await line.socket.send_json(self._message(envelope, envelope_id))
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return Ack(payload=answer.result())
            envelope = replace(envelope, retry_attempt=envelope.retry_attempt + 1, retry_reason="timeout")
        return Ack(error="dispatch_failed")

    async def disconnect(self, reason: str, *, close: bool = True, abort: bool = False) -> int:
        """Tell every line to go (`warning`, `refresh_requested`, `link_disabled`); how many were told.

        `close` ends the line at once after the message, as Slack may; `abort` cuts it without a word.
        """
        lines = list(self.lines)
        for line in lines:
            if abort:
                line.cut()
                continue
            line.leaving = reason != "warning"
            await line.socket.send_json(self._disconnect_message(reason))
            if close and reason != "warning":
                await line.socket.close()
        return len(lines)

    async def close(self) -> None:
        for line in list(self.lines):
            await line.socket.close(code=1001)

    async def _listen(self, line: Line) -> None:
        while not line.socket.closed:
            message = await line.socket.receive()
            if message.type is WSMsgType.PING and not line.muted:
                await line.socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledge(line, message.data)

    def _acknowledge(self, line: Line, text: str) -> None:
        try:
            body = json.loads(text)
            envelope_id = body["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self.slack.records.refuse("socket", "invalid_acknowledgement", words=text[:200])
            return
        line.acknowledged += 1
        answer = self._waiting.get(envelope_id)
        if answer is None or answer.done():
            self.slack.records.refuse("socket", "late_acknowledgement", words=f"envelope {envelope_id}")
            return
        payload = body.get("payload") or {}
        if payload and not self._accepts[envelope_id]:
            self.slack.records.refuse("socket", "payload_not_accepted", words="this envelope takes no answer")
            payload = {}
        answer.set_result(payload if isinstance(payload, dict) else {"text": payload})

    def _pick(self) -> Line | None:
        """The lines take turns."""
        open_lines = [line for line in self.lines if not line.leaving and not line.socket.closed]
        if not open_lines:
            return None
        line = open_lines[0]
        self.lines.remove(line)
        self.lines.append(line)
        return line

    def _message(self, envelope: Envelope, envelope_id: str) -> JsonObject:
        out: JsonObject = {
            "envelope_id": envelope_id,
            "payload": envelope.payload,
            "type": envelope.kind,
            "accepts_response_payload": envelope.accepts_response,
        }
        if envelope.kind == "events_api":
            out.update(retry_attempt=envelope.retry_attempt, retry_reason=envelope.retry_reason)
        return out

    def _hello(self) -> JsonObject:
        return {
            "type": "hello",
            "num_connections": len(self.lines),
            "debug_info": {
                "host": "applink-local",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.slack.workspace.app.id},
        }

    def _disconnect_message(self, reason: str) -> JsonObject:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}

    def _tell_pages(self) -> None:
        self.slack.feed.tell_all({"type": "app", "connected": self.connected})
