"""Files into rows: `import_file` reads people, teams, roles, terms, facts, credits and links, all of a file or nothing of it."""

from storage.imports.report import ImportReport, Rejection
from storage.imports.run import Progress, import_file
from storage.imports.staging import clean_up

__all__ = ["ImportReport", "Progress", "Rejection", "clean_up", "import_file"]
