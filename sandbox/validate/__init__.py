"""Strict checks of Block Kit payloads against Slack's published rules.

Each check returns a list of `Problem` (pointer, code, words); an empty list means that Slack would take it.
"""

from sandbox.validate.messages import blocks_too_long, check_attachments, check_message_blocks
from sandbox.validate.problem import Problem
from sandbox.validate.views import check_view, is_too_large

__all__ = [
    "Problem",
    "blocks_too_long",
    "check_attachments",
    "check_message_blocks",
    "check_view",
    "is_too_large",
]
