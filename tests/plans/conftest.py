"""Property tests: no deadline on a shared machine, and enough examples to meet every edge."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("unhurried")
