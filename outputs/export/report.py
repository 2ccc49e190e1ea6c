"""One report of a run to print: for each document what it is, and tables of its targets, deadlines and assignments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from outputs import head, notation
from outputs.export.about import About, Column, columns, word
from outputs.export.rows import Row, document_row, rows, troubles
from outputs.export.source import Exported
from outputs.export.word_file import TABLE_END, Body, cell_lines, paragraph, table_begin, table_row, word_file
from outputs.wording import Pair, label

TABLES = ("targets", "achievements", "deadlines", "assignments")
_DETAILS = {"population": "population", "area": "area", "baseline": "baseline_words"}
"""What stands below the indicator: the label of the detail and the key of its cell."""
_LIGHT = "FFF2CC"
_MARK = " (*)"


def docx(items: Iterable[Exported], stream: BinaryIO, about: About) -> int:
    """Write the report of ``items`` to ``stream``; return how many documents it holds.

    Raises:
        OutputError: when it becomes too long for Word.
    """
    title = word("words", "title")
    count = 0
    with word_file(stream, title, about.moment) as body:
        body.write(paragraph(title.upper(), "Title"))
        body.write(paragraph(_as_of(about), "Subtitle"))
        body.write(paragraph(word("words", "legend"), "Subtitle"))
        for count, item in enumerate(items, 1):
            _document(body, count, item, about)
    return count


def _as_of(about: About) -> str:
    time = notation.instant(about.moment.isoformat()).vi.text
    return word("words", "reviewed" if about.reviewed else "run").format(time=time)


def _document(body: Body, number: int, item: Exported, about: About) -> None:
    body.write(paragraph(f"{number}. {_name(item)}", "Heading1"))
    body.write("".join(_facts(item)))
    written = [table for table in TABLES if _table(body, item, table, about)]
    if not written and item.record.document.status in {"done", "partial"}:
        body.write(paragraph(label("none_found").vi.text, "Normal"))


def _name(item: Exported) -> str:
    """A document is named by its type and symbol, as clerks do; by its file where it has none."""
    meta = item.record.metadata
    kind = head.kind(item.record).vi.text
    return f"{kind} số {meta.symbol}" if meta.symbol else f"{kind} ({item.record.document.source})"


def _facts(item: Exported) -> Iterator[str]:
    title = head.title(item.record)
    yield _fact(label("title"), title)
    for fact in head.identity_facts(item.record):
        if fact.known and fact.name not in {label("type"), label("symbol")}:
            yield _fact(fact.name, fact.words)
    yield paragraph(item.record.document.source, "Normal", bold_before=f"{label('source').vi.text}: ")
    if item.review:
        state = str(document_row(item).cells["state"])
        yield paragraph(state, "Normal", bold_before=f"{word('words', 'state')}: ")
    if unread := troubles(item):
        yield paragraph(unread, "Normal", bold_before=f"{label('notes').vi.text}: ")


def _fact(name: Pair, words: Pair) -> str:
    english = None if words.en.foreign or words.en.text == words.vi.text else words.en.text
    return paragraph(words.vi.text, "Normal", english=english, bold_before=f"{name.vi.text}: ")


def _table(body: Body, item: Exported, table: str, about: About) -> bool:
    """Write one table, unless it has no rows; tell whether it has."""
    found = columns("report", table, reviewed=about.reviewed)
    number = 0
    for number, row in enumerate(rows(item, table), 1):
        if number == 1:
            body.write(paragraph(f"{label(table).vi.text}", "Heading2"))
            body.write(table_begin([column.head for column in found], [column.width for column in found]))
        cells = [cell_lines(_lines(row, column, number)) for column in found]
        body.write(table_row(cells, fill=_LIGHT if row.check else ""))
    if number:
        body.write(TABLE_END + paragraph("", "TableText"))
    return number > 0


def _lines(row: Row, column: Column, number: int) -> list[tuple[str, str]]:
    if column.key == "number":
        return [(f"{number}{_MARK if row.check else ''}", "")]
    lines = [(str(row.cells[column.key]), "")] if row.cells.get(column.key) else []
    english = row.cells.get(f"{column.key}_en")
    if english and english != row.cells.get(column.key):
        lines.append((str(english), "i"))
    if column.key == "indicator":
        named = ((label(name).vi.text, row.cells.get(key)) for name, key in _DETAILS.items())
        lines += [(f"{name}: {value}", "") for name, value in named if value]
    return lines
