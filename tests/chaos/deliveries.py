"""What is queued in a trial, straight into the outbox: posts, posts with a picture, new contents for posts, direct messages."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from random import Random

from PIL import Image as Drawing

from bot.clock import real
from bot.delivery.frozen import frozen
from storage import outbox
from storage.database import Database
from storage.outbox import Action, Post
from tests.chaos.slack import CHANNELS, PEOPLE
from views.message import Heading, Image, Message, Part

CARD, NOTE, PICTURE, CHANGE, DIRECT = "card", "note", "picture", "change", "direct"
_WEIGHTS = {CARD: 2, NOTE: 2, PICTURE: 3, CHANGE: 3, DIRECT: 3}


@dataclass
class Deliveries:
    """Drawn from `dice`. `queued` are the ids that the database has confirmed: each must be accounted for; `cards` say in which channel each is."""

    database: Database
    dice: Random
    queued: list[int] = field(default_factory=list)
    cards: dict[int, str] = field(default_factory=dict)

    def queue_one(self) -> None:
        """One more, of a kind that is drawn. Only cards are changed afterwards, and a card is sent again where it is nowhere."""
        kinds = [kind for kind in _WEIGHTS if self.cards or kind != CHANGE]
        kind = self.dice.choices(kinds, [_WEIGHTS[kind] for kind in kinds])[0]
        post = self._post(kind, f"{kind} {len(self.queued)}")
        with self.database.write() as connection:
            found = outbox.enqueue(connection, post, real())
        self.queued.append(found)
        if kind == CARD:
            self.cards[found] = post.channel_id

    def _post(self, kind: str, name: str) -> Post:
        channel = self.dice.choice(CHANNELS)
        again = kind == CARD or self.dice.random() < 0.5
        post = Post(kind, "company", name, channel, **_content(name)._asdict(), due=0, again=again)
        if kind == PICTURE:
            return post._replace(**_content(name, Image(f"{name}.png", name, name, _png(len(self.queued))))._asdict())
        if kind == CHANGE:
            card, channel = self.dice.choice(list(self.cards.items()))
            return post._replace(action=Action.UPDATE, target=card, channel_id=channel)
        if kind == DIRECT:
            return post._replace(action=Action.DIRECT, channel_id=self.dice.choice(PEOPLE))
        return post


def _content(name: str, *more: Part) -> outbox.Frozen:
    return frozen(Message((Heading(name), *more)))


def _png(number: int) -> bytes:
    """A picture like no other."""
    out = io.BytesIO()
    Drawing.new("RGB", (8, 8), tuple(number.to_bytes(3, "big"))).save(out, "PNG")
    return out.getvalue()
