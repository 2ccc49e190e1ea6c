"""A Word file that is written while its content comes: the frame is made by python-docx, the body flows into it.

python-docx holds a whole document in memory; a report of thousands of documents would not fit.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from corpus.errors import OutputError
from outputs.export.about import clean

FONT, SIZE = "Times New Roman", 13
"""As Decree 30/2020/NĐ-CP on clerical work has it, with its margins and the page's number above the text."""
TABLE_SIZE = 12
TEXT_WIDTH = 165  # mm between the margins
MAX_BODY = 2**31 - 2**20
"""Bytes of the body, from which on Word's kind of ZIP file would need an extension that Word refuses."""

_MARK = "BODY"
_MARKED = f"<w:p><w:r><w:t>{_MARK}</w:t></w:r></w:p>"
_BODY = "word/document.xml"
_TWIPS = 1440 / 25.4  # in a millimetre
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Body:
    """Takes the paragraphs and tables of the file, one after the other."""

    def __init__(self, stream: Any) -> None:
        """Write to ``stream``, the entry of the ZIP file."""
        self._stream = stream
        self._size = 0

    def write(self, xml: str) -> None:
        """Append paragraphs or tables.

        Raises:
            OutputError: when the file would become too big for Word.
        """
        data = xml.encode("utf-8")
        self._size += len(data)
        if self._size > MAX_BODY:
            raise OutputError(
                "The report is too long for one Word file.",
                remedy="Export a workbook (--format xlsx), or the documents in several runs.",
                code="report_too_long",
            )
        self._stream.write(data)


@contextmanager
def word_file(stream: BinaryIO, title: str, moment: datetime) -> Iterator[Body]:
    """Give the body of a file that is complete when the block ends; ``moment`` is the time that it carries."""
    with zipfile.ZipFile(_frame(title, moment)) as frame, zipfile.ZipFile(stream, "w") as archive:
        for name in frame.namelist():
            if name != _BODY:
                archive.writestr(_entry(name), frame.read(name))
        before, _, after = frame.read(_BODY).decode("utf-8").partition(_MARKED)
        with archive.open(_entry(_BODY), "w") as entry:
            body = Body(entry)
            body.write(before)
            yield body
            body.write(after)


def paragraph(text: str, style: str, *, english: str | None = None, bold_before: str = "") -> str:
    """Return a paragraph; ``english`` follows in italics and brackets, ``bold_before`` names what ``text`` is."""
    runs = _run(bold_before, "<w:b/>") if bold_before else ""
    runs += _run(text)
    if english:
        runs += _run(" (") + _run(english, '<w:i/><w:lang w:val="en-GB"/>') + _run(")")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def cell_lines(lines: Iterable[tuple[str, str]]) -> str:
    """Return the content of a cell: a paragraph for each text, with "i" (English), "b" or "" as its look."""
    looks = {"i": '<w:i/><w:lang w:val="en-GB"/>', "b": "<w:b/>", "": ""}
    made = [
        f'<w:p><w:pPr><w:pStyle w:val="{TABLE_STYLE}"/></w:pPr>{_run(text, looks[look])}</w:p>' for text, look in lines
    ]
    return "".join(made) or f'<w:p><w:pPr><w:pStyle w:val="{TABLE_STYLE}"/></w:pPr></w:p>'


def table_begin(heads: Sequence[str], widths: Sequence[float]) -> str:
    """Return the beginning of a table with its head row, which is repeated on every page; ``widths`` are shares."""
    twips = [round(width / sum(widths) * TEXT_WIDTH * _TWIPS) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        + table_row([cell_lines([(head, "b")]) for head in heads], "<w:tblHeader/>", "D9E2F3")
    )


def table_row(cells: Sequence[str], properties: str = "", fill: str = "") -> str:
    """Return a row that is not parted between pages; ``fill`` is the colour behind it."""
    shade = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>' if fill else ""
    inner = "".join(f"<w:tc>{shade}{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{inner}</w:tr>"


TABLE_END = "</w:tbl>"
TABLE_STYLE = "TableText"


def _run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(clean_ends(text))}</w:t></w:r>'


def clean_ends(text: str) -> str:
    """Return ``text`` as ``clean`` does, with a blank at an end where there was one."""
    kept = clean(text)
    return f"{' ' * text.startswith(' ')}{kept}{' ' * text.endswith(' ')}" if kept else ""


def _frame(title: str, moment: datetime) -> io.BytesIO:
    """Make the file without its content: page, styles, page numbers, properties."""
    document = docx.Document()
    _page(document)
    _styles(document.styles)
    _without_picture(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "vanban", "vi-VN"
    properties.comments = ""
    properties.created = properties.modified = moment.replace(tzinfo=None)
    document.add_paragraph(_MARK)
    made = io.BytesIO()
    document.save(made)
    return made


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)  # noqa: SLF001  # python-docx has no fields


def _styles(styles: Any) -> None:
    defaults = styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    normal = styles["Normal"]
    _look(normal, SIZE, after=6)
    _look(styles["Title"], SIZE + 1, bold=True, after=6, centre=True)
    _look(styles["Subtitle"], SIZE, italic=True, after=6, centre=True)
    _look(styles["Heading 1"], SIZE, bold=True, before=18, after=6)
    _look(styles["Heading 2"], SIZE, bold=True, before=10, after=4)
    text = styles.add_style(TABLE_STYLE, 1)  # a paragraph's
    _look(text, TABLE_SIZE, after=0)


def _look(  # noqa: PLR0913  # what makes up the look of a paragraph
    style: Any,
    size: int,
    *,
    before: int = 0,
    after: int,
    bold: bool = False,
    italic: bool = False,
    centre: bool = False,
) -> None:
    font, form = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for extra in [*style.element.iter(qn("w:pBdr")), *style.element.rPr.iter(qn("w:spacing"), qn("w:kern"))]:
        extra.getparent().remove(extra)
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
    form.keep_with_next = bold
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT


def _without_picture(document: Any) -> None:
    """The template brings a picture of itself, which file managers would show."""
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        relations.pop(key)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
