"""One process of the bot as it really runs, with every waiting time a tenth of the product's own.

A trial of minutes cannot wait for a lease of a minute. All times are shortened by the same factor, so that what keeps a post from
appearing twice is tried in the product's own proportions (patience 1 s, lease 6 s, settle 6 s, another look after 3 s):

- the calls of one step may take five times the patience (a channel is asked about, a picture brought in three calls), so nobody who
  still lives loses a lease of six;
- a post is stored at the latest two patiences and one slow answer after its try began: 2.4 s. It is looked for until 9 s after that, so
  a history may lag by 6 s. In the trial it lags by `LAG_S`; a worker may besides be held up by the machine for some seconds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.delivery.courier import TIMES, Times
from bot.serve import run
from bot.settings import read_settings

TENTH = Times(*(each // 10 for each in TIMES))
LAG_S = 3
SLOW_MS = 400


def work(environment: Mapping[str, str], log: Path) -> None:
    """Serve until ended, with these settings; what is said goes to the log."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(out, sys.stdout.fileno())
    os.dup2(out, sys.stderr.fileno())
    sys.exit(run(read_settings(environment, serving=True), times=TENTH))
