"""Whatever is queued, whatever fails, whoever dies and wherever: nothing appears twice, nothing is lost, nothing waits for ever.

The real couriers, a real database and the real local Slack, on one clock that the machine moves; Hypothesis chooses what happens next.
"""

import asyncio
import itertools
import shutil
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.delivery.courier import Courier, Road
from bot.workers import Workers
from sandbox import LocalSlack, Pace
from sandbox.faults import Fault
from storage import outbox
from storage.database import Database
from storage.outbox import Action, Entry
from tests.delivery.conftest import ANA, PACE, SECOND, Posting, home, picture, with_picture
from tests.delivery.dying import Fate, MortalClient, MortalWorkers, until_dead
from tests.sandbox.house import BOT_TOKEN, WORKSPACE, manifest_with

NOWHERE = "http://127.0.0.1:9/api/"
CHANNELS = st.sampled_from(["C001", "C003"])
AGAIN = st.booleans()
METHODS = st.one_of(
    st.just("chat.postMessage"),  # what cannot be taken back, as often as all else together
    st.sampled_from(
        [
            "chat.update",
            "views.publish",
            "conversations.history",
            "conversations.info",
            "conversations.open",
            "files.getUploadURLExternal",
            "upload_url",
            "files.completeUploadExternal",
            "files.info",
        ]
    ),
)
FAULTS = st.one_of(
    st.just({"kind": "drop_after"}),
    st.sampled_from(
        [
            {"kind": "drop"},
            {"kind": "http_error", "status": 500},
            {"kind": "error", "error": "internal_error"},
            {"kind": "ratelimited", "retry_after": 20},
        ]
    ),
)
LAGS = st.sampled_from([0, 50])
FATES = st.lists(st.one_of(st.just(-1), st.integers(0, 16)), min_size=1, max_size=3)
SECONDS = st.sampled_from([1, 2, 10, 31, 61])
ROUNDS = st.lists(st.tuples(SECONDS, FATES), min_size=1, max_size=5)


class Delivery(RuleBasedStateMachine):
    """The state is in the database and in the local Slack; here stand only the ways to them."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.template, self.folder / "fairshare.db")
        self.database = Database.open(f"sqlite:///{self.folder / 'fairshare.db'}")
        self.workers = Workers(1, "post")
        self.stack = AsyncExitStack()
        self.posting = self.loop.run_until_complete(self._opened())
        self.numbers = itertools.count(1)

    async def _opened(self) -> Posting:
        manifest = manifest_with("groups:history", "files:write", "files:read")
        started = LocalSlack.start(WORKSPACE, manifest, pace=Pace(acknowledgement=30.0))
        slack = await self.stack.enter_async_context(started)
        session = await self.stack.enter_async_context(aiohttp.ClientSession())
        return Posting(self.database, slack, session, self.workers, int(slack.slack.clock.now() * SECOND))

    def teardown(self) -> None:
        try:
            self.posting.slack.slack.faults.waiting.clear()
            self.loop.run_until_complete(self.posting.until_still())
            self.nothing_is_twice()
            self.everything_has_an_end()
        finally:
            self.loop.run_until_complete(self.stack.aclose())
            self.loop.close()
            self.workers.close()
            self.database.close()
            shutil.rmtree(self.folder)

    # What is queued -------------------------------------------------------------------------------------------------

    @initialize(channel=CHANNELS, lag=LAGS)
    def something_is_queued(self, channel: str, lag: int) -> None:
        """History lags by less than the time for which nothing is decided."""
        self.posting.slack.slack.lag = lag
        self.queue_post(channel, again=True)

    @rule(channel=CHANNELS, again=AGAIN)
    def queue_post(self, channel: str, *, again: bool) -> None:
        self.posting.queue(self._name(), "post", channel, again=again)

    @rule(channel=CHANNELS, again=AGAIN)
    def queue_picture(self, channel: str, *, again: bool) -> None:
        name = self._name()
        self.posting.queue(
            name, "picture", channel, again=again, content=with_picture(name), picture=picture(f"{name}.png")
        )

    @rule()
    def queue_direct(self) -> None:
        self.posting.queue(self._name(), "direct", ANA, action=Action.DIRECT)

    @rule(place=st.integers(0, 5))
    def queue_update(self, place: int) -> None:
        posts = [row for row in self.posting.rows() if row.action == Action.POST and row.kind == "post"]
        self.posting.change(posts[place % len(posts)].id, self._name(), channel=posts[place % len(posts)].channel_id)

    @rule()
    def queue_home(self) -> None:
        name = self._name()
        self.posting.queue(name, "home", ANA, action=Action.HOME, content=home(name))

    # What happens ---------------------------------------------------------------------------------------------------

    @rule(method=METHODS, fault=FAULTS)
    def slack_fails(self, method: str, fault: dict[str, Any]) -> None:
        self.posting.slack.slack.faults.waiting.append(Fault(method, **fault))

    @rule(rounds=ROUNDS)
    def couriers_work(self, rounds: list[tuple[int, list[int]]]) -> None:
        """Time passes, and so many processes do one thing each, at once; some of them die on the way. Several times in a row."""
        for seconds, fates in rounds:
            self.posting.pass_s(seconds)
            self.loop.run_until_complete(self._work(fates))

    async def _work(self, fates: list[int]) -> None:
        await asyncio.gather(*(until_dead(self._courier(fate).one()) for fate in fates))

    @rule()
    def a_courier_has_no_line(self) -> None:
        """It claims something, and cannot even begin to send it."""
        self.posting.pass_s(1)
        self.loop.run_until_complete(self._courier(-1, NOWHERE).one())

    @precondition(lambda self: self._held())
    @rule(let_out=st.booleans())
    def an_operator_decides(self, *, let_out: bool) -> None:
        """A direct message that may be there is not let out: nobody can look."""
        held = self._held()[0]
        with self.database.write() as connection:
            if let_out and held.action != Action.DIRECT:
                outbox.release(connection, held)
            else:
                outbox.drop(connection, held)

    # What must hold -------------------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_twice(self) -> None:
        found = self._keys()
        assert len(found) == len(set(found)), "a post appeared twice"

    @invariant()
    def what_is_sent_is_there(self) -> None:
        shown = set(self._keys())
        assert {row.key for row in self.posting.rows() if row.state == outbox.SENT and _is_message(row)} <= shown

    @invariant()
    def nobody_calls_while_slack_asked_to_wait(self) -> None:
        assert not [call for call in self.posting.slack.slack.records.calls if call.get("too_early")]

    def everything_has_an_end(self) -> None:
        """Held posts that can be read back are nowhere; updates stand; no picture is left over but those that wait for a decision."""
        rows = self.posting.rows()
        shown = set(self._keys())
        for row in rows:
            if _is_message(row) and row.state in {outbox.HELD, outbox.SKIPPED} and row.action == Action.POST:
                assert row.key not in shown
        decided = {f"{row.period}.png" for row in rows if row.state in {outbox.HELD, outbox.SKIPPED}}
        assert set(self.posting.orphans()) <= decided
        for row in rows:
            if row.kind == "post" and row.state == outbox.SENT:
                sent = [each.period for each in rows if each.target == row.id and each.state == outbox.SENT]
                expected = sent[-1] if sent else f"post {row.period}"
                allowed = {
                    expected,
                    *(each.period for each in rows if each.target == row.id and each.state == outbox.HELD),
                }
                assert self._message(row).text in allowed

    def _message(self, row: Entry) -> Any:
        return self.posting.slack.slack.messages.find(row.conversation, row.ts)

    def _held(self) -> list[Entry]:
        return [row for row in self.posting.rows() if row.state == outbox.HELD]

    def _keys(self) -> list[str]:
        slack = self.posting.slack.slack
        messages = itertools.chain.from_iterable(map(slack.messages.posted, slack.workspace.channels))
        return [message.metadata["event_payload"]["key"] for message in messages if message.metadata]

    def _courier(self, left: int, address: str = "") -> Courier:
        fate, address = Fate(left), address or self.posting.slack.api_url
        client = MortalClient(BOT_TOKEN, address, retry_handlers=[], session=self.posting.session)
        client.proxy, client.fate = None, fate
        workers: Any = MortalWorkers(self.workers, fate)
        road = Road(
            client, self.posting.session, self.posting.slack.api_url, self.database, workers, lambda: self.posting.now
        )
        return Courier(road, PACE)

    def _name(self) -> str:
        return f"n{next(self.numbers)}"


def _is_message(row: Entry) -> bool:
    return row.action in {Action.POST, Action.DIRECT}


def test_nothing_is_twice_or_lost(sqlite_template: Path) -> None:
    Delivery.template = sqlite_template
    few = settings(max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Delivery, settings=few)
