"""One workbook of a run: a sheet for the documents and one for each kind of row, in which nothing can be a formula.

Rows go to disk as they come, so that memory stays flat however long the run is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, isfinite
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from corpus.errors import OutputError
from outputs.export.about import About, Column, clean, columns, word
from outputs.export.rows import TABLES, Cells, Row, Value, document_row, rows
from outputs.export.source import Exported

MAX_ROWS = 1_048_576
"""Rows that a sheet of Excel can have, the head among them; further rows go to a further sheet."""
MAX_CELL = 32_767
"""UTF-16 units that a cell can hold; longer texts are cut."""
MAX_LINKS = 65_530
"""Links that a sheet can have; further cells hold the words alone."""

_FONT = {"font_name": "Times New Roman", "font_size": 12}
_BASE = _FONT | {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
_LINE, _HIGHEST = 15.75, 409.0  # points: a line of this font, and the highest row of Excel
_FROZEN = 2  # columns that stay in sight: the number and the document
_CHECK = {"bg_color": "#FFF2CC"}
_FORMS: dict[str, dict[str, Any]] = {
    "text": {},
    "order": {"align": "center"},
    "whole": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.0########"},
    "day": {"num_format": "dd/mm/yyyy", "align": "left"},
    "share": {"num_format": "0%"},
    "link": {"font_color": "#0563C1", "underline": 1},
}
_NUMBERS = {"number": "order", "confidence": "share"}
"""Columns whose figures have a form of their own."""
_HEAD = _BASE | {"bold": True, "bg_color": "#D9E2F3", "align": "center", "valign": "vcenter"}
_UNSAFE_IN_LINK = re.compile(r'[%#"<>\[\]^`{} ?]')
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}


def xlsx(items: Iterable[Exported], stream: BinaryIO, about: About) -> int:
    """Write the workbook of ``items`` to ``stream``; return how many documents it holds.

    Raises:
        OutputError: when there is no room for it.
    """
    count = 0
    with TemporaryDirectory() as scratch:
        book = _Book(stream, about, scratch)
        for item in items:
            book.add(item)
            count += 1
        book.close()
    return count


@dataclass(slots=True)
class _Sheet:
    """The sheet that a table is being written to; ``row`` is the last one written, ``part`` counts its sheets."""

    table: str
    columns: tuple[Column, ...]
    page: Worksheet
    part: int = 1
    row: int = 0
    links: int = 0
    count: int = 0


class _Book:
    """The workbook while it grows."""

    def __init__(self, stream: BinaryIO, about: About, scratch: str) -> None:
        self.about = about
        self.book = Workbook(stream, _OPTIONS | {"tmpdir": scratch, "default_format_properties": _FONT})
        moment = about.moment.replace(tzinfo=None)
        self.book.set_properties({"title": word("words", "title"), "author": "vanban", "created": moment})
        self.head = self.book.add_format(_HEAD)
        self.forms = {
            (name, check): self.book.add_format(_BASE | form | (_CHECK if check else {}))
            for name, form in _FORMS.items()
            for check in (False, True)
        }
        self.sheets = {table: self._begin(table) for table in ("documents", *TABLES)}

    def add(self, item: Exported) -> None:
        document = document_row(item)
        summary = f"{item.folder}/summary.html" if item.has_summary else None
        self._write(self.sheets["documents"], document, summary)
        for table in TABLES:
            for row in rows(item, table):
                self._write(self.sheets[table], row)

    def close(self) -> None:
        for sheet in self.sheets.values():
            _end(sheet)
        try:
            self.book.close()
        except FileCreateError as error:
            raise OutputError(
                f"The workbook cannot be written: {error}.",
                remedy="Check that the disk has room, also for temporary files.",
                code="output_not_writable",
            ) from error

    def _begin(self, table: str) -> _Sheet:
        found = columns("workbook", table, reviewed=self.about.reviewed)
        return _Sheet(table, found, self._page(word("sheets", table), found))

    def _page(self, name: str, found: tuple[Column, ...]) -> Worksheet:
        page = self.book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.repeat_rows(0)
        page.repeat_columns(0, _FROZEN - 1)
        page.print_across()
        page.freeze_panes(1, _FROZEN)
        page.set_footer("&C&P/&N")
        page.set_row(0, _height((column.head, column.width - 3) for column in found))
        for at, column in enumerate(found):
            page.set_column(at, at, column.width)
            page.write_string(0, at, column.head, self.head)
        return page

    def _write(self, sheet: _Sheet, row: Row, link: str | None = None) -> None:
        if sheet.row + 1 >= MAX_ROWS:
            _end(sheet)
            sheet.part, sheet.row, sheet.links = sheet.part + 1, 0, 0
            sheet.page = self._page(f"{word('sheets', sheet.table)} ({sheet.part})", sheet.columns)
        sheet.row, sheet.count = sheet.row + 1, sheet.count + 1
        cells: Cells = row.cells | {"number": sheet.count}
        texts = ((str(cells.get(column.key) or ""), column.width) for column in sheet.columns)
        sheet.page.set_row(sheet.row, _height(texts))
        for kept in (sheet.page.row_info, sheet.page.row_sizes):
            kept.pop(sheet.row - 2, None)  # the row has gone to disk; the library would keep its height
        for at, column in enumerate(sheet.columns):
            if column.key == "summary":
                self._link(sheet, at, link, check=row.check)
            else:
                self._cell(sheet, at, cells.get(column.key), _NUMBERS.get(column.key), check=row.check)

    def _cell(self, sheet: _Sheet, at: int, value: Value, number: str | None = None, *, check: bool) -> None:
        page, row = sheet.page, sheet.row
        if value is None or value == "":
            page.write_blank(row, at, None, self.forms["text", check])
        elif isinstance(value, date):
            page.write_datetime(row, at, value, self.forms["day", check])
        elif isinstance(value, str) or not isfinite(value):
            page.write_string(row, at, cut(clean(str(value))), self.forms["text", check])
        else:
            form = "whole" if float(value).is_integer() else "decimal"
            page.write_number(row, at, value, self.forms[number or form, check])

    def _link(self, sheet: _Sheet, at: int, link: str | None, *, check: bool) -> None:
        target = "/".join(part for part in (self.about.base, link) if part) if link else ""
        if not target or sheet.links >= MAX_LINKS:
            self._cell(sheet, at, target or None, check=check)
            return
        safe = _UNSAFE_IN_LINK.sub(lambda found: f"%{ord(found[0]):02X}", target)
        form, words = self.forms["link", check], word("words", "open_summary")
        sheet.page.write_url(sheet.row, at, f"external:{safe}", form, words)
        sheet.links += 1


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height in points of a row of wrapped texts in columns of these widths.

    Excel would find it itself, LibreOffice shows a row without a height as if it had one line.
    """
    lines = max(ceil(len(text) / (width - 1)) for text, width in texts)
    return min(max(lines, 1) * _LINE, _HIGHEST)


def cut(text: str) -> str:
    """Return ``text`` as long as a cell can hold it, with "…" where the rest is missing."""
    if len(text) * 2 <= MAX_CELL or _units(text) <= MAX_CELL:
        return text
    return text.encode("utf-16-le")[: (MAX_CELL - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _end(sheet: _Sheet) -> None:
    """The filter is put over all rows, once they are known."""
    sheet.page.autofilter(0, 0, sheet.row, len(sheet.columns) - 1)
