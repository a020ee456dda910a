"""How our column types and checks are written in a migration: as what they were that day, without a reference to today's classes."""

from __future__ import annotations

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import CheckConstraint, Text
from sqlmodel.sql.sqltypes import AutoString

from storage.columns import Counter, Day, Pairs, WholeNumber


def render(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """The source text of a column type or of a check; False leaves it to Alembic."""
    if kind == "type":
        return _type(item)
    if kind == "check" and isinstance(item, CheckConstraint) and "whole" in item.info:
        context.imports.add("from storage.columns import whole")
        table, column, nullable = item.info["whole"]
        return f'whole("{table}", "{column}"{", nullable=True" if nullable else ""})'
    return False


def _type(item: Any) -> str | Literal[False]:
    if isinstance(item, Counter):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    if isinstance(item, WholeNumber):
        return "sa.BigInteger()"
    if isinstance(item, AutoString):
        return "sa.String()"
    return "sa.Text()" if isinstance(item, Day | Pairs | Text) else False
