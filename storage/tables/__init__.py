"""The tables, one file a subject. Importing this package declares all of them."""

from sqlmodel import SQLModel

from storage.tables.audit import AuditPayload, AuditRow
from storage.tables.batch import Batch
from storage.tables.documents import PlanVersion, RegistryVersion
from storage.tables.facts import CompletenessRow, CreditRow, FactRow, LinkRow, TermRow
from storage.tables.people import PersonRow, RoleRow, StayRow, TeamRow

metadata = SQLModel.metadata
metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

# Rows of these are only ever added; triggers refuse to change or delete what is published.
APPEND_ONLY = (
    "person", "stay", "team", "role", "term", "fact", "credit", "link", "completeness", "plan_version", "registry_version", "audit"
)

__all__ = [
    "APPEND_ONLY", "AuditPayload", "AuditRow", "Batch", "CompletenessRow", "CreditRow", "FactRow", "LinkRow", "PersonRow", "PlanVersion",
    "RegistryVersion", "RoleRow", "StayRow", "TeamRow", "TermRow", "metadata",
]
