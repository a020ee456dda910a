"""The Web API: a table of methods, one module a family."""

from sandbox.api import auth, blocks, chat, conversations, files, history, users, views
from sandbox.api.method import Method

METHODS: dict[str, Method] = {
    method.name: method
    for family in (auth, users, conversations, history, chat, views, blocks, files)
    for method in family.METHODS
}
"""Every method the local Slack knows; any other name answers `unknown_method`."""
