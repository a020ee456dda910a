"""`run` as a process of its own, with the commands of these tests: `python -m tests.bot.program`."""

from __future__ import annotations

import os
import sys

from slack_sdk.errors import SlackClientError

from bot.serve import run
from bot.settings import SettingsError, read_settings
from storage.errors import StorageError
from tests.bot.house import Commands

if __name__ == "__main__":
    try:
        settings = read_settings(os.environ, serving=True)
        sys.exit(run(settings, Commands().declared(), dead_s=float(os.environ.get("DEAD_S", "60"))))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(4)
    except StorageError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(5)
    except SlackClientError:
        sys.exit(6)
