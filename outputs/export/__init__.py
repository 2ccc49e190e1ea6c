"""The records of a whole run in one file: as JSON lines, a table, a workbook or a report to print."""

from outputs.export.folders import check_run, document_folders, records
from outputs.export.formats import WRITERS, About, Writer
from outputs.export.source import Exported, Review, from_folder, from_store, reviewed_until, run_moment

__all__ = [
    "WRITERS",
    "About",
    "Exported",
    "Review",
    "Writer",
    "check_run",
    "document_folders",
    "from_folder",
    "from_store",
    "records",
    "reviewed_until",
    "run_moment",
]
