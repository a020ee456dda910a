"""Mappings: how a file that somebody else's program wrote becomes canonical rows, declared in YAML."""

from storage.imports.mapping.document import read_mapping
from storage.imports.mapping.model import Mapping
from storage.imports.mapping.rows import mapped_rows

__all__ = ["Mapping", "mapped_rows", "read_mapping"]
