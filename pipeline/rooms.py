"""Where the other rooms are reached: imported when they are needed, since spaCy and the models take seconds to load."""
# ruff: noqa: PLC0415  # the whole module exists to import late: `vanban --help` and the parent of a run need no spaCy

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.document import Condition, Document
from corpus.learned import Learned, use
from corpus.run import RunManifest
from pipeline.line import Line, Loader, Value

if TYPE_CHECKING:
    from ocr import Survey
    from outputs.comparison import Comparison


def load_line() -> Line:
    """Return the line made of the real rooms."""
    from extractors import extract
    from outputs import write

    return Line(read, repair, extract, write)


def under(overlay: Learned, load: Loader) -> Loader:
    """Return what loads a line under what the office has learned."""
    return partial(_under, overlay, load) if overlay.digest else load


def _under(overlay: Learned, load: Loader) -> Line:
    use(overlay)
    return load()


def read(path: Path, options: Mapping[str, Value], workspace: Path) -> Document:
    """Read a file; ``options`` are fields of ``ocr.options.ReadOptions``, ``workspace`` takes the page images.

    Raises:
        RejectedError: when the file cannot be processed as it is.
        MissingDependencyError: when Tesseract, a language of it or Poppler is not installed.
    """
    import ocr

    return ocr.read(path, _reading(options), workspace)


def survey(path: Path, options: Mapping[str, Value]) -> "Survey":
    """Say what a file is and what reading it would do, without doing it."""
    import ocr

    return ocr.survey(path, _reading(options))


def condition(path: Path, found: "Survey", workspace: Path) -> Condition | None:
    """Return the state of a surveyed file's text, as far as can be said without recognising; None when rejected."""
    from ocr import Kind
    from ocr.repair import plan

    known = {
        Kind.REJECTED: None,
        Kind.SCAN: Condition.SCAN,
        Kind.IMAGE: Condition.SCAN,
        Kind.BORN_DIGITAL: Condition.CLEAN,
        Kind.MIXED_PDF: Condition.MIXED,
        Kind.LEGACY_TEXT: Condition.LEGACY_ENCODING,
    }
    if found.kind in known:
        return known[found.kind]
    return plan(read(path, {}, workspace).text.replace("\f", "\n").split("\n")).condition


def repair(document: Document) -> Document:
    """Restore the document's Vietnamese where it is garbled."""
    from ocr.repair import repair as restore

    return restore(document)


def _reading(options: Mapping[str, Value]) -> Any:
    from ocr.options import ReadOptions

    known: dict[str, Any] = dict(options)
    return ReadOptions(**known)


def write_index(manifest: RunManifest, folder: Path) -> list[Path]:
    """Write the page that leads to all documents of a run."""
    from outputs import index

    return index(manifest, folder)


def compare(folder: Path, page: Path) -> "list[Comparison]":
    """Write the page on which an indicator stands beside itself across a run's documents; return what is on it."""
    from outputs.comparison import write_comparison

    return write_comparison(folder, page)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of record.json."""
    from outputs.schema import json_schema as generate

    return generate()
