"""The listeners: each payload becomes a request, its effect is performed, and Slack has its acknowledgement in time.

Slack waits three seconds. Who needs longer is told so after `DEADLINE_S`, and gets the answer when it is there.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from bot import words
from bot.delivery import changes
from bot.delivery.changes import Changes
from bot.desk import Desk, Pressed, Request, Sent, Typed
from bot.effects import Effects
from bot.pace import Pace
from bot.spot import Spot, answers_of, inputs_of, spot_of
from bot.who import caller_of, is_home
from bot.workers import Workers
from jobs.sync_people import store
from views.effects import Effect, FormFaults, Reply
from views.message import Message

JsonObject = dict[str, Any]
Body = Mapping[str, Any]
Ack = Callable[..., Awaitable[object]]
T = TypeVar("T")

DEADLINE_S = 2.5
_OF_PEOPLE = frozenset({"user_change", "team_join"})


@dataclass(slots=True)
class Front:
    """Receives what Bolt has verified. `finish` waits for what is still under way."""

    desk: Desk
    effects: Effects
    workers: Workers
    changes: Changes
    pace: Pace = field(default_factory=Pace)
    deadline_s: float = DEADLINE_S
    _under_way: set[asyncio.Task[Any]] = field(default_factory=set)

    async def command(self, ack: Ack, body: Body) -> None:
        """A slash command: answered in the acknowledgement itself."""
        spot = spot_of(body)
        request = Typed(caller_of(body), str(body.get("command", "")), str(body.get("text") or ""))
        work = self._start(self._served(request, partial(self.effects.after_command, spot=spot)))
        if await self._in_time(work):
            answered = work.result()
            await (ack(answered) if answered else ack())
            return
        self._start(self._later(work, spot))
        await ack(self.effects.answer_text(words.coming()))

    async def press(self, ack: Ack, body: Body) -> None:
        """A button. The acknowledgement is empty; the answer takes its own way."""
        view, action = body.get("view") or {}, body["actions"][0]
        request = Pressed(
            caller_of(body),
            str(action.get("action_id", "")),
            str(action.get("value") or (action.get("selected_option") or {}).get("value") or ""),
            str(view.get("private_metadata") or ""),
            answers_of(view),
        )
        work = self._start(self._served(request, partial(self.effects.after_press, spot=spot_of(body))))
        await self._in_time(work)
        await ack()

    async def submission(self, ack: Ack, body: Body) -> None:
        """A form that was sent: it closes, changes, or stays open with what is wrong."""
        view = body["view"]
        request = Sent(
            caller_of(body),
            str(view.get("callback_id", "")),
            str(view.get("private_metadata") or ""),
            inputs_of(view),
            answers_of(view),
        )
        work = self._start(self._served(request, self.effects.after_submission))
        if await self._in_time(work):
            await ack(work.result())
        else:
            await ack(await self.effects.after_submission(_told(request, *words.STILL_SENDING)))

    async def event(self, ack: Ack, body: Body) -> None:
        """People who join or change, and channels that do, are known at once. Other events need nothing but an acknowledgement."""
        event = body.get("event") or {}
        if is_home(caller_of(body), self.desk.home):
            if event.get("type") in _OF_PEOPLE and isinstance(event.get("user"), dict):
                await self.workers.run(store, self.desk.world.database, [event["user"]])
            elif event.get("type") in changes.EVENTS:
                await self.workers.run(self.changes.take, event)
        await ack()

    async def finish(self, patience_s: float) -> None:
        """Wait for what is under way, so that nobody is left without the answer they were promised."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience_s)

    async def _served(self, request: Request, perform: Callable[[Effect], Awaitable[T]]) -> T:
        """Decide, then perform; a fault on the way is told in the same manner."""
        effect = await self._decided(request)
        try:
            return await perform(effect)
        except Exception as error:  # noqa: BLE001 - the last place that can still answer the person
            return await perform(self.desk.fault(error, request))

    async def _decided(self, request: Request) -> Effect:
        if not self.pace.allows(f"{request.caller.team_id}/{request.caller.user_id}"):
            return _told(request, *words.TOO_OFTEN)
        return await self.workers.run(self.desk.answer, request)

    async def _later(self, work: asyncio.Task[str | None], spot: Spot) -> None:
        answered = await work
        if answered:
            await self.effects.respond(spot, json.loads(answered))

    async def _in_time(self, work: asyncio.Task[Any]) -> bool:
        done, _ = await asyncio.wait({work}, timeout=self.deadline_s)
        return bool(done)

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task


def _told(request: Request, message: Message, in_form: str) -> Effect:
    """A word about the request itself. A form stays open with it, so that nothing written is lost."""
    if isinstance(request, Sent) and request.inputs:
        return FormFaults({request.inputs[0]: in_form})
    return Reply(message)
