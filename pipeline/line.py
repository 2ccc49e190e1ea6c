"""The line for one document: read, repair, extract, write. Pure wiring, no decision of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document
from corpus.errors import RejectedError
from corpus.record import Record

Value = str | int | float | bool | None
"""What an option may be: plain, so that it can be hashed, logged and sent to a worker."""


@dataclass(frozen=True, slots=True)
class Line:
    """The four stages. ``read`` takes the file, the options and a folder for page images; ``write`` the final folder.

    A stage raises a ``VanbanError`` for what the user can mend, any other exception for what the program got wrong.
    """

    read: Callable[[Path, Mapping[str, Value], Path], Document]
    repair: Callable[[Document], Document]
    extract: Callable[[Document], Record]
    write: Callable[[Record, Document, Path], Record]

    def process(self, path: Path, options: Mapping[str, Value], workspace: Path, folder: Path, sha256: str) -> Record:
        """Take one file through all stages and return the record as it was written to ``folder``.

        Raises:
            RejectedError: with the code ``changed`` when the file's bytes are no more those with the hash ``sha256``.
        """
        document = self.read(path, options, workspace)
        if document.id != f"sha256:{sha256}":
            raise RejectedError(
                "The file has changed since the run began.",
                remedy="Run the same command again when the file is complete.",
                code="changed",
                file=path.name,
            )
        document = self.repair(document)
        return self.write(self.extract(document), document, folder)


Loader = Callable[[], Line]
"""Makes the line. A module-level function, since a worker process gets its name and calls it there once."""
