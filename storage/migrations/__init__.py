"""The history of the tables. `storage.schema` runs it; `python -m storage.migrations "what changed"` writes the next step."""
