"""The `/admin/` addresses: faults on demand, what was called, what was refused, and changes from outside."""

from aiohttp import web

from sandbox.admin.changes import change_routes
from sandbox.admin.lines import line_routes
from sandbox.admin.records import record_routes
from sandbox.services import Services


def admin_routes(services: Services) -> list[web.RouteDef]:
    """All `/admin/` routes around one set of services."""
    return [*record_routes(services), *line_routes(services), *change_routes(services)]
