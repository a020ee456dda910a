"""Files into rows: `import_file` reads people, teams, roles, terms, facts, credits and links, all of a file or nothing of it."""

from storage.imports.kinds import KINDS
from storage.imports.report import ImportReport, Rejection
from storage.imports.run import Progress, import_file
from storage.imports.staging import clean_up

WHAT = tuple(KINDS)  # the files that can be imported

__all__ = ["WHAT", "ImportReport", "Progress", "Rejection", "clean_up", "import_file"]
