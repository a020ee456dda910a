"""The verbs of a period's end: signing off, reopening, and how it stands."""
