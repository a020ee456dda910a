"""The part of a tick that takes what comes by itself from the sources."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import Clock, real
from jobs.feeds import take
from storage.database import Database
from storage.feeds import read_feeds

log = logging.getLogger(__name__)

BY = "fairshare"


@dataclass(frozen=True, slots=True)
class Feeding:
    """The feeds of one process: the mappings in a folder, read afresh each time; `environment` has the variables of their addresses."""

    database: Database
    folder: Path
    environment: Mapping[str, str] = field(repr=False)

    def take_now(self, clock: Clock) -> None:
        """Takes what there is at the business time that it is. The log names feeds and outcomes, never files or what is in them."""
        feeds, problems = read_feeds(self.folder)
        if not problems.ok:
            log.warning("sources: %d problems in the mappings; `source take` names them", len(problems.found))
        for feed in feeds:
            for delivery in take(self.database, feed, self.environment, clock(), real(), BY):
                log.info("source=%s delivery: %s", feed.source, delivery.outcome)
