"""The company, and what the program logs."""

from __future__ import annotations

import pytest

from tests.bot.conftest import logged
from tests.commands.conftest import Company, company
from tests.security.house import enrol

__all__ = ["company", "enrolled", "logged"]


@pytest.fixture
def enrolled(company: Company) -> Company:
    """The company with everybody who might knock."""
    enrol(company)
    return company
