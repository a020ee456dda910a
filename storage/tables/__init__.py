"""The tables, one file a subject. Importing this package declares all of them."""

from storage.tables.audit import AuditPayload, AuditRow
from storage.tables.base import Table, add_whole_checks
from storage.tables.batch import Batch
from storage.tables.benchmarks import BenchmarkRow
from storage.tables.delivery import OutboxFileRow, OutboxRow, PaceRow, ScheduleRow, SlackChannelRow
from storage.tables.documents import CalendarVersion, PlanVersion, RegistryVersion
from storage.tables.facts import CompletenessRow, CreditRow, FactRow, LinkRow, TermRow
from storage.tables.ledger import PostingRow, SigningRow, SignOffRow
from storage.tables.people import PersonRow, RoleRow, StayRow, TeamRow
from storage.tables.slack import SlackUserRow
from storage.tables.sources import FeedRunRow, SourceTroubleRow

metadata = Table.metadata
add_whole_checks(metadata)

# Rows of these belong to a batch (of an import, or of a sign-off): they may be deleted until it is published, and are never changed.
IMPORTED = ("person", "stay", "team", "role", "term", "fact", "credit", "link", "completeness", "benchmark", "posting")

# Rows of these are never changed and never deleted.
PERMANENT = ("plan_version", "registry_version", "calendar_version", "audit", "sign_off")

APPEND_ONLY = IMPORTED + PERMANENT

__all__ = [
    "APPEND_ONLY",
    "IMPORTED",
    "PERMANENT",
    "AuditPayload",
    "AuditRow",
    "Batch",
    "BenchmarkRow",
    "CalendarVersion",
    "CompletenessRow",
    "CreditRow",
    "FactRow",
    "FeedRunRow",
    "LinkRow",
    "OutboxFileRow",
    "OutboxRow",
    "PaceRow",
    "PersonRow",
    "PlanVersion",
    "PostingRow",
    "RegistryVersion",
    "RoleRow",
    "ScheduleRow",
    "SignOffRow",
    "SigningRow",
    "SlackChannelRow",
    "SlackUserRow",
    "SourceTroubleRow",
    "StayRow",
    "TeamRow",
    "TermRow",
    "metadata",
]
