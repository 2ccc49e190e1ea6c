"""Word files (.docx): paragraphs and tables in the order of the file, one page.

A Word file has no pages of its own: where they break depends on the printer. Its lines are paragraphs and table rows.
viparse walks the file, because it also finds what python-docx's shortcuts pass over (tracked insertions, content
controls, footnotes, the soft hyphens that are letters in TCVN3).
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from viparse.engines.docx import DocxEngine
from viparse.options import LoadOptions

from corpus.document import Condition, Document, LineKind, PageSource
from corpus.offsets import Replacement
from corpus.text import nfc
from ocr import rejection
from ocr.draft import DraftLine, DraftRow, Origin, PageDraft, Token, assemble
from ocr.files import legacy
from ocr.files.word_nesting import unnest
from ocr.files.word_tables import WordCell, draft_rows, word_cells
from ocr.language import language_of
from ocr.marks import is_page_number, is_recipient_head, motto_start
from ocr.options import ReadOptions

_UNPACKED_LIMIT = 8  # times max_bytes: a bomb unpacks to a thousand times its size


@dataclass(frozen=True, slots=True)
class _Text:
    """Words as typed and as they read in Unicode; both differ only where a legacy font was used."""

    typed: tuple[str, ...]
    modern: tuple[str, ...]

    @property
    def tokens(self) -> list[Token]:
        return [Token(word) for word in self.typed]


@dataclass(frozen=True, slots=True)
class _WordLine:
    """A line: one text, or the cells of a table row."""

    cells: tuple[_Text, ...]
    kind: LineKind = LineKind.BODY
    start: bool = False
    row: DraftRow | None = None


def read_docx(path: Path, origin: Origin, options: ReadOptions) -> Document:
    """Return the document of a Word file; text in legacy fonts (.VnTime, VNI-Times) is converted.

    Raises:
        RejectedError: when the file is damaged, unpacks to more than it may, or holds no text.
    """
    _check_size(path, options)
    try:
        lines = [line for line in _lines(path) if any(cell.typed for cell in line.cells)]
    # python-docx, lxml and zipfile raise KeyError, ValueError, XMLSyntaxError, BadZipFile, ... for damaged packages
    except Exception as error:
        raise rejection.corrupt(path.name, "Word document", "its parts do not fit together") from error
    if not lines:
        raise rejection.empty(path.name)
    return _document(lines, origin)


def _check_size(path: Path, options: ReadOptions) -> None:
    with zipfile.ZipFile(path) as package:
        unpacked = sum(part.file_size for part in package.infolist())
    if unpacked > options.max_bytes * _UNPACKED_LIMIT:
        raise rejection.oversized(path.name, f"it unpacks to {unpacked / 2**20:.0f} MiB", "max_bytes")


def _document(lines: Sequence[_WordLine], origin: Origin) -> Document:
    reason = "the file is a Word document"
    page = PageDraft(tuple(_drafts(lines)), PageSource.TEXT, reason)
    document = assemble(origin, [page], condition=Condition.CLEAN, language="vi")
    changes = list(_changes(document, lines))
    language = language_of(document.text)
    if not changes:
        return replace(document, language=language)
    return document.repaired(changes, (), condition=Condition.LEGACY_ENCODING, language=language)


def _changes(document: Document, lines: Sequence[_WordLine]) -> Iterator[Replacement]:
    """One replacement for each word that a legacy font had disguised."""
    for (_, line), source in zip(document.lines, lines, strict=True):
        modern = [word for cell in source.cells for word in cell.modern]
        for word, new in zip(line.words, modern, strict=True):
            if document.as_read[word.start : word.end] != new:
                yield Replacement(word.start, word.end, new)


def _drafts(lines: Sequence[_WordLine]) -> Iterator[DraftLine]:
    block = -1
    kind: LineKind | None = None
    for line in lines:
        # every paragraph of the body is a block of its own; a table or a column is one
        if line.start or line.kind is not kind or line.kind is LineKind.BODY:
            block += 1
        kind = line.kind
        yield DraftLine(tuple(_row_tokens(line.cells)), block, line.kind, line.row)


def _row_tokens(cells: Sequence[_Text]) -> Iterator[Token]:
    """Cells are parted by bars; an empty cell leaves no mark, as it leaves none in a printed table read by eye."""
    for number, cell in enumerate(c for c in cells if c.typed):
        for index, token in enumerate(cell.tokens):
            yield replace(token, before=" | ") if number > 0 and index == 0 else token


def _lines(path: Path) -> Iterator[_WordLine]:
    file = docx.Document(str(path))
    yield from _margins(file, "header")
    blocks = _blocks(file, path)
    tables = enumerate(map(word_cells, file.element.body.iter(qn("w:tbl"))))
    for block in blocks:
        if block["type"] == "table":
            yield from _table(block, *next(tables, (0, [])))
        else:
            yield from (_WordLine((text,)) for text in _paragraph(block))
    yield from _margins(file, "footer")


def _blocks(file: Any, path: Path) -> list[dict[str, Any]]:
    """Paragraphs and tables as viparse gives them; it reads files, so what had to be rearranged is one first."""
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        if unnest(file.element.body):
            path = Path(folder) / "unnested.docx"
            file.save(str(path))
        blocks: list[dict[str, Any]] = DocxEngine().extract(str(path), LoadOptions()).signals["blocks"]
    return blocks


def _margins(file: Any, name: str) -> Iterator[_WordLine]:
    """Headers or footers with their tables, each text once however many sections repeat it."""
    seen: set[str] = set()
    for section in file.sections:
        for element in getattr(section, name).part.element.iter(qn("w:p")):
            text = nfc(Paragraph(element, file).text)
            if text.strip() and text not in seen:
                seen.add(text)
                kind = LineKind.PAGE_NUMBER if is_page_number(text) else LineKind.RUNNING_HEAD
                yield _WordLine((_text([(text, None)]),), kind)


def _paragraph(block: dict[str, Any]) -> Iterator[_Text]:
    """A paragraph's lines, cut at the breaks that were typed, with each run converted by its own font."""
    runs = [(run["text"], run.get("font")) for run in block.get("runs") or [{"text": block["text"]}]]
    for is_break, group in groupby(_pieces(runs), key=lambda piece: piece[0] == "\n"):
        if not is_break:
            yield _text(list(group))


def _pieces(runs: Sequence[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    for text, font in runs:
        for index, part in enumerate(text.split("\n")):
            if index:
                yield "\n", None
            yield part, font


def _text(runs: Sequence[tuple[str, str | None]]) -> _Text:
    """Neighbouring runs of one encoding are converted as one: VNI writes a letter and its mark, maybe in two runs."""
    modern = ""
    for encoding, group in groupby(runs, key=lambda run: legacy.detect_font(run[1])):
        members = list(group)
        text = "".join(part for part, _ in members)
        modern += legacy.to_unicode(text, encoding, font=members[0][1] or "") if encoding else text
    typed = nfc("".join(part for part, _ in runs)).split()
    new = nfc(modern).split()
    if len(typed) != len(new):  # cannot be laid side by side: the conversion stands for both
        typed = new
    return _Text(tuple(typed), tuple(new))


def _table(block: dict[str, Any], number: int, places: list[list[WordCell]]) -> Iterator[_WordLine]:
    """The lines of a table; ``places`` tells where its cells stand."""
    font = next((f for f in block.get("fonts", []) if legacy.detect_font(f)), None)
    rows = [[[_text([(line, font)]) for line in cell.split("\n")] for cell in row] for row in block["rows"]]
    cells = [cell for row in rows for cell in row if cell]
    if any(motto_start(cell[0].tokens) == 0 for cell in cells):
        yield from _columns(rows, (LineKind.HEAD_LEFT, LineKind.HEAD_RIGHT))
    elif any(is_recipient_head(cell[0].tokens) for cell in cells):
        yield from _columns(rows, (LineKind.BODY, LineKind.BODY))
    else:
        yield from _rows([[_joined(cell) for cell in row] for row in rows], number, places)


def _rows(rows: list[list[_Text]], number: int, places: list[list[WordCell]]) -> Iterator[_WordLine]:
    """One line a row; a cell over several rows stands in its first."""
    if [len(row) for row in rows] != [len(row) for row in places]:  # damaged: there is no telling what is where
        yield from (_WordLine(tuple(row), LineKind.TABLE) for row in rows)
        return
    shown = [
        [_Text((), ()) if place.continued else cell for cell, place in zip(row, cells, strict=True)]
        for row, cells in zip(rows, places, strict=True)
    ]
    known = draft_rows(number, places, [[len(cell.typed) for cell in row] for row in shown])
    for row, draft in zip(shown, known, strict=True):
        yield _WordLine(tuple(row), LineKind.TABLE, row=draft)


def _columns(rows: Sequence[Sequence[Sequence[_Text]]], kinds: tuple[LineKind, LineKind]) -> Iterator[_WordLine]:
    """Head and foot of official documents are tables without lines, to be read column by column."""
    for column in range(max(len(row) for row in rows)):
        texts = [text for row in rows if column < len(row) for text in row[column] if text.typed]
        for index, text in enumerate(texts):
            yield _WordLine((text,), kinds[min(column, 1)], start=index == 0)


def _joined(cell: Sequence[_Text]) -> _Text:
    return _Text(tuple(w for t in cell for w in t.typed), tuple(w for t in cell for w in t.modern))
