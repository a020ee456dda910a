"""HTTP mode: payloads go to the app's own address as signed POSTs; its answer is the acknowledgement."""

import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.delivery import Ack, Envelope
from sandbox.state import Slack

JsonObject = dict[str, Any]
FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class HttpMode:
    """The way to an app that listens. Events flow only after the app has answered `url_verification`."""

    slack: Slack
    _session: aiohttp.ClientSession | None = None
    _verified: set[str] = field(default_factory=set)

    @property
    def connected(self) -> bool:
        manifest = self.slack.manifest
        commands = any(command.url for command in manifest.commands.values())
        return bool(manifest.base_url or manifest.interactivity_url or manifest.events_url or commands)

    async def send(self, envelope: Envelope) -> Ack:
        url = self.slack.manifest.url_for(envelope.kind, envelope.command)
        if not url or (envelope.kind == "events_api" and not await self._is_verified(url)):
            return Ack(error="dispatch_failed")
        return await self._post(url, *self._body(envelope), self._retry_headers(envelope))

    async def check_ssl(self, url: str) -> bool:
        """What Slack sends now and then to see whether an address still answers; unsigned."""
        body = urlencode({"ssl_check": "1", "token": "local-verification"}).encode()
        ack = await self._post(url, body, FORM, {}, signed=False)
        return not ack.error

    async def _is_verified(self, url: str) -> bool:
        if url in self._verified:
            return True
        challenge = secrets.token_urlsafe(32)
        body = json.dumps({"type": "url_verification", "token": "local-verification", "challenge": challenge}).encode()
        ack = await self._post(url, body, "application/json", {})
        if challenge in (ack.payload.get("challenge"), ack.payload.get("text")):
            self._verified.add(url)
            return True
        self.slack.records.refuse("url_verification", "challenge_failed", words=f"{url} did not repeat it")
        return False

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _body(self, envelope: Envelope) -> tuple[bytes, str]:
        if envelope.kind == "events_api":
            return json.dumps(envelope.payload).encode(), "application/json"
        if envelope.kind == "interactive":
            return urlencode({"payload": json.dumps(envelope.payload)}).encode(), FORM
        return urlencode(envelope.payload).encode(), FORM

    def _retry_headers(self, envelope: Envelope) -> dict[str, str]:
        if not envelope.retry_attempt:
            return {}
        return {
            "X-Slack-Retry-Num": str(envelope.retry_attempt),
            "X-Slack-Retry-Reason": envelope.retry_reason,
        }

    def _signature(self, body: bytes) -> dict[str, str]:
        # Signed with the machine's own time: the app compares it with its clock, whatever the local Slack's says.
        timestamp = str(int(time.time()))
        secret = self.slack.workspace.app.signing_secret.encode()
        digest = hmac.new(secret, b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}

    async def _post(
        self, url: str, body: bytes, content_type: str, headers: dict[str, str], *, signed: bool = True
    ) -> Ack:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        signature = self._signature(body) if signed else {}
        timeout = aiohttp.ClientTimeout(total=self.slack.pace.acknowledgement)
        sent = {**headers, **signature, "Content-Type": content_type, "User-Agent": "Local Slack"}
        try:
            async with self._session.post(
                url, data=body, headers=sent, timeout=timeout, allow_redirects=False
            ) as response:
                text = await response.text()
                if response.status != HTTPStatus.OK:
                    words = f"{url} answered {response.status}"
                    self.slack.records.refuse("http", "dispatch_failed", words=words)
                    return Ack(error="dispatch_failed")
                return self._parsed(text, response.content_type)
        except TimeoutError:
            return Ack(error="operation_timeout")
        except aiohttp.ClientError as error:
            self.slack.records.refuse("http", "dispatch_failed", words=str(error))
            return Ack(error="dispatch_failed")

    def _parsed(self, text: str, content_type: str) -> Ack:
        """The answer's body: JSON as it is, other words as a text, nothing as nothing."""
        if content_type != "application/json" or not text:
            return Ack(payload={"text": text} if text.strip() else {})
        try:
            value = json.loads(text)
        except ValueError as error:
            self.slack.records.refuse("http", "dispatch_failed", words=f"the answer is no JSON: {error}")
            return Ack(error="dispatch_failed")
        return Ack(payload=value if isinstance(value, dict) else {"text": str(value)})
