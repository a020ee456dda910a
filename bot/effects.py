"""The one place that speaks to people through Slack: it performs effects, and says so when Slack does not let it."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.addresses import ForeignAddressError, check_address
from bot.render.blockkit import answer, answer_text, view
from bot.spot import Spot
from bot.wire import FAILURES
from views.effects import Effect, FormFaults, OpenForm, PushForm, Refuse, ReplaceForm, Reply
from views.message import Choice, Form, Heading, Message, Question

log = logging.getLogger(__name__)

JsonObject = dict[str, Any]
_WORD = re.compile(r"[a-z_]{1,60}")  # as Slack writes its errors: `ratelimited`


@dataclass(slots=True)
class Charts:
    """Whether this workspace takes Slack's own charts; False until it is known."""

    native: bool = False


@dataclass(frozen=True, slots=True)
class Effects:
    """Performs effects for one workspace."""

    client: AsyncWebClient
    session: aiohttp.ClientSession
    api_url: str
    charts: Charts

    async def after_command(self, effect: Effect, spot: Spot) -> str | None:
        """The body of a command's acknowledgement; None where a form was opened instead."""
        match effect:
            case Reply(message):
                return self.answer_text(message)
            case OpenForm(form) | PushForm(form) | ReplaceForm(form):
                opened = await self._opened(self.client.views_open, form, trigger_id=spot.trigger_id)
                return None if opened else self.answer_text(as_message(form))
            case FormFaults() | Refuse():
                raise TypeError(f"{type(effect).__name__} is no answer to a command")

    async def after_press(self, effect: Effect, spot: Spot) -> None:
        """Open, push or replace a modal, or answer in private where the button was pressed."""
        match effect:
            case Reply(message, instead) if spot.view is None:
                await self.respond(spot, self.answer(message), instead=instead)
            case Reply(message, instead):
                await (self._replaced if instead else self._on_top)(as_form(message), spot)
            case OpenForm(form) | PushForm(form):
                await self._on_top(form, spot)
            case ReplaceForm(form):
                await self._replaced(form, spot)
            case FormFaults() | Refuse():
                raise TypeError(f"{type(effect).__name__} is no answer to a button")

    async def after_submission(self, effect: Effect) -> JsonObject:
        """The body of a form's acknowledgement."""
        match effect:
            case FormFaults(faults):
                return {"response_action": "errors", "errors": dict(faults)}
            case ReplaceForm(form):
                return {"response_action": "update", "view": view(form)}
            case OpenForm(form) | PushForm(form):
                return {"response_action": "push", "view": view(form)}
            case Reply(message):
                return {"response_action": "update", "view": view(as_form(message))}
            case Refuse():
                raise TypeError("a refusal is worded before it comes here")

    def answer(self, message: Message) -> JsonObject:
        """A private answer as this workspace can show it."""
        return answer(message, charts=self.charts.native)

    def answer_text(self, message: Message) -> str:
        """The same as the text that acknowledges a command: Bolt takes JSON as it is, and need not encode it once more."""
        return answer_text(message, charts=self.charts.native)

    async def respond(self, spot: Spot, body: JsonObject, *, instead: bool = False) -> None:
        """Answer in private through the response_url: within half an hour, five times at most, and only where it is Slack's.

        `instead`: in place of the message that holds the button.
        """
        if not spot.response_url.use():
            log.warning("an answer was dropped: its response_url is used up or absent")
            return
        try:
            check_address(spot.response_url.address, self.api_url)
            async with self.session.post(
                spot.response_url.address,
                json=body | {"replace_original": instead},
                allow_redirects=False,
                proxy=self.client.proxy,
            ) as answered:
                if answered.status != HTTPStatus.OK:
                    log.warning("an answer was refused: response_url says %d", answered.status)
        except ForeignAddressError as error:
            log.warning("an answer was dropped: %s", error)
        except FAILURES as error:
            log.warning("an answer was lost: %s", type(error).__name__)

    async def _replaced(self, form: Form, spot: Spot) -> None:
        """A modal in place of the one that was pressed in; from a message or a Home tab, the first."""
        if spot.view is not None and spot.in_modal:
            await self._opened(self.client.views_update, form, view_id=spot.view["id"], hash=spot.view["hash"])
        else:
            await self._on_top(form, spot)

    async def _on_top(self, form: Form, spot: Spot) -> None:
        """A modal, on top of the one that is open or as the first; else its content as a private answer."""
        call = self.client.views_push if spot.in_modal else self.client.views_open
        if not await self._opened(call, form, trigger_id=spot.trigger_id) and spot.view is None:
            await self.respond(spot, self.answer(as_message(form)))

    async def _opened(self, call: Callable[..., Awaitable[object]], form: Form, **where: str) -> bool:
        """False when Slack did not take it: too many calls, a trigger that is too old, or no answer."""
        try:
            await call(view=view(form), **where)
        except FAILURES as error:
            log.warning("form=%s was not shown: %s", form.id, _reason(error))
            return False
        return True


def _reason(error: BaseException) -> str:
    """Slack's own word for it, or the kind of the error; never a text, which may quote the form."""
    data = getattr(getattr(error, "response", None), "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) and _WORD.fullmatch(code) else type(error).__name__


def as_message(form: Form) -> Message:
    """What a modal would have shown. A form to fill in cannot be shown so: then only that it could not be opened."""
    if any(isinstance(part, Question | Choice) for part in form.parts):
        return words.not_opened()
    headed = any(isinstance(part, Heading) for part in form.parts)
    return Message(form.parts if headed else (Heading(form.title), *form.parts))


def as_form(message: Message) -> Form:
    """An answer where only a modal can be shown: to a press inside of one, or to a form that was sent."""
    return Form("fs.shown", "Fairshare", message.parts)
