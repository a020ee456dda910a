"""Reads the document of a company calendar, section by section."""
