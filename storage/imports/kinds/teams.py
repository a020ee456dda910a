"""Teams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from storage.imports.cells import channel, identifier, plain, zone
from storage.imports.kinds.kind import Column, Kind, Record, Target
from storage.imports.refusal import CellError

_COLUMNS = (
    Column("team_id", identifier, required=True),
    Column("name", plain, required=True),
    Column("channel_id", channel),
    Column("zone", zone, default="UTC"),
    Column("parent_id", identifier),
    Column("entity_id", identifier),
)
TEAM = Target("team", ("team_id",), ("name", "channel_id", "zone", "parent_id", "entity_id"), by="team_id")


def _records(values: Sequence[Any], attributes: str) -> tuple[Record, ...]:  # noqa: ARG001 - teams have no attributes
    team_id, _, _, _, parent_id, _ = values
    if parent_id == team_id:
        raise CellError(
            "team-cycle", f"{team_id} is its own parent.", "Leave the parent empty at the top.", "parent_id"
        )
    return (Record((team_id,), tuple(values[1:])),)


def _mentions(values: Sequence[Any]) -> Iterable[tuple[str, str]]:
    return (("team", values[4]),)


TEAMS = Kind("teams", _COLUMNS, (TEAM,), _records, _mentions)
