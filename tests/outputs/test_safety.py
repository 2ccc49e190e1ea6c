"""Whatever a scan holds, it is shown as text: never as HTML, Markdown or a cell border."""

import csv
import io
from html.parser import HTMLParser

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.document import Condition
from corpus.knowledge import table
from corpus.record import (
    Assignment,
    Bilingual,
    Body,
    Citation,
    Deadline,
    DocumentInfo,
    DocumentType,
    Evidence,
    Extractor,
    Heading,
    Keyed,
    Metadata,
    Problem,
    Recipient,
    Record,
    Signer,
    Target,
)
from corpus.run import RunEntry, RunManifest
from outputs import markdown, overview, summary
from outputs.tables import targets_csv
from outputs.wording import shown

WORDS = st.text(min_size=1).filter(lambda text: shown(text).strip("\u00a0"))
PIECES = st.lists(st.sampled_from(list("<>|&\"'`\\*_[]()#-+=~!.:/@\n\r\f 1a$")), min_size=1, max_size=30).map("".join)
TEXTS = WORDS | PIECES.filter(shown)


def filled(text: str) -> Record:
    """A record with ``text`` in every free field; every other field is the same for all texts."""
    proof = Evidence(page=1, page_end=1, line=1, line_end=1, start=0, end=1, quote=text, quote_as_read=text)
    made_by = Extractor(name="x", version="1")
    words = Keyed(vi=text, en=text)
    return Record(
        document=DocumentInfo(
            id="sha256:0",
            source=text,
            media_type="text/plain",
            pages=1,
            language="vi",
            condition=Condition.CLEAN,
            status="partial",
            errors=[Problem(code="new", reason=text, remedy=text, page=1)],
        ),
        metadata=Metadata(
            symbol=text,
            document_type=DocumentType(vi=text, en=text),
            title=words,
            issuer=words,
            place=text,
            signer=Signer(name=text, role=text),
            recipients=[Recipient(raw=text, name=text, en=text)],
        ),
        outline=[Heading(number=text, title=text, level=1, page=1, line=1)],
        citations=[Citation(symbol=text, type=text, raw=text, evidence=[proof])],
        targets=[
            Target(
                id=text,
                kind="numeric",
                indicator=words,
                comparator="range",
                value_raw=text,
                area=words,
                flags=[text],
                confidence=0.5,
                extractor=made_by,
                evidence=[proof],
            )
        ],
        deadlines=[Deadline(kind="recurring", raw=text, recurrence=text, evidence=[proof])],
        assignments=[
            Assignment(
                id=text,
                body=Body(raw=text, name=text, en=text),
                role="lead",
                task=Bilingual(vi=text, en=text),
                confidence=1,
                extractor=made_by,
                evidence=[proof],
            )
        ],
    )


class Tags(HTMLParser):
    """The page's elements with their attributes' names."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    parser.close()
    return parser


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(TEXTS)
@example("<script>alert(1)</script>")
@example('"><img src=x onerror=alert(1)>')
@example("</title></style><b>")
def test_any_text_leaves_the_page_of_a_document_as_it_is(text: str) -> None:
    # a text that the glossary knows has the same English either way, since the record gives it
    page = tags(summary.html(filled(text)))
    assert page.tags == tags(summary.html(filled("chữ lạ"))).tags
    assert shown(text) in "".join(page.text)


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_any_text_leaves_the_list_as_it_is(text: str) -> None:
    assume(text not in {row["code"] for row in table("problems")})  # which are shown in Vietnamese

    def page(words: str) -> list[tuple[str, tuple[str, ...]]]:
        entry = RunEntry(
            input=words,
            folder=words,
            outcome="partial",
            code=words,
            reason=words,
            remedy=words,
            title=words,
            title_en=words,
            symbol=words,
            issuer=words,
            issuer_en=words,
            date=words,
        )
        manifest = RunManifest(started=words, options={words: words}, entries=[entry])
        return tags(next(overview.pages(manifest))[1]).tags

    assert page(text) == page("chữ lạ")


def cells(text: str, lang: str) -> list[tuple[str, int]]:
    """The kinds of tokens that a Markdown reader sees, without the words; raises on HTML."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kinds = [(token.type, token.level) for token in tokens]
    inner = {child.type for token in tokens for child in token.children or []}
    assert not {kind for kind, _ in kinds} & {"html_block", "code_block", "fence", "blockquote_open"}
    assert inner <= {"text", "em_open", "em_close", "strong_open", "strong_close", "text_special", "softbreak"}, lang
    return kinds


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(TEXTS)
@example("a | b")
@example("1. x")
@example("- x")
@example("# x #")
@example("\\|")
@example("&lt;b&gt;")
@example("http://x.vn www.x.vn a@x.vn")
def test_any_text_leaves_the_markdown_as_it_is(text: str) -> None:
    for lang in ("vi", "en"):
        assert cells(summary.text(filled(text), lang), lang) == cells(summary.text(filled("chữ lạ"), lang), lang)


@settings(deadline=None)
@given(TEXTS)
@example("1.254 hộ")
@example("*a* _b_ `c` <d> [e](f) ~~g~~ &amp; \\")
def test_markdown_shows_the_text_as_it_stands(text: str) -> None:
    document = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse("- " + markdown.escape(text))
    inline = [token for token in document if token.type == "inline"]
    # a list item has no blanks at its ends, and nobody sees them there
    assert ["".join(c.content for c in token.children or []).strip() for token in inline] == [shown(text).strip()]


def test_markdown_leaves_plain_numbers_readable() -> None:
    assert markdown.escape("1.254 hộ, 95 %, 15-CTr/TU (2025)") == "1.254 hộ, 95 %, 15-CTr/TU (2025)"


@settings(deadline=None)
@given(TEXTS)
def test_any_text_comes_back_from_the_table(text: str) -> None:
    lines = io.StringIO(targets_csv(filled(text)).removeprefix("\ufeff"), newline="")
    rows = list(csv.DictReader(lines, strict=True))
    assert len(rows) == 1
    assert rows[0]["quote"].removeprefix("'") in {text, text.removeprefix("'")}
    assert not rows[0]["quote"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert None not in rows[0]
