"""A local Slack to try and test bots on one machine. README.md beside this file is its contract."""

from sandbox.clock import Pace
from sandbox.memory import Memory
from sandbox.server import LocalSlack

__all__ = ["LocalSlack", "Memory", "Pace"]
