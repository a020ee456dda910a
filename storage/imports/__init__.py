"""Files into rows: `import_file` reads people, teams, roles, terms, facts, credits, links and benchmarks, all of a file or nothing of it."""

from storage.imports.by_hand import add_fact
from storage.imports.kinds import KINDS
from storage.imports.report import ImportReport, Rejection
from storage.imports.run import Progress
from storage.imports.staging import clean_up
from storage.imports.ways import import_file

WHAT = tuple(KINDS)  # the files that can be imported

__all__ = ["WHAT", "ImportReport", "Progress", "Rejection", "add_fact", "clean_up", "import_file"]
