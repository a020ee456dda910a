"""The kinds of files, one module each."""

from storage.imports.kinds.benchmarks import BENCHMARKS
from storage.imports.kinds.credits import CREDITS
from storage.imports.kinds.facts import FACTS
from storage.imports.kinds.kind import Column, Kind, Record, Target
from storage.imports.kinds.links import LINKS
from storage.imports.kinds.people import PEOPLE
from storage.imports.kinds.roles import ROLE_FILE
from storage.imports.kinds.teams import TEAMS
from storage.imports.kinds.terms import TERMS

KINDS = {kind.name: kind for kind in (PEOPLE, TEAMS, ROLE_FILE, TERMS, FACTS, CREDITS, LINKS, BENCHMARKS)}

__all__ = ["KINDS", "Column", "Kind", "Record", "Target"]
