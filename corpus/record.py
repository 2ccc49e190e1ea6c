"""The record model: the JSON that other systems build on. `vanban schema` prints its JSON Schema."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from corpus.document import Condition, Page

SCHEMA_VERSION = "1.2"

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range", "achieve", "complete"]
Role = Literal["lead", "coordinate", "direct", "implement", "supervise", "advise", "report_to", "recipient"]
DeadlineKind = Literal[
    "document_date",
    "cited_document_date",
    "effective_date",
    "task_deadline",
    "target_horizon",
    "vision_horizon",
    "period",
    "recurring",
]
Precision = Literal["year", "quarter", "month", "day"]
Relation = Literal["by", "before", "in", "from", "during", "after"]
LinkKind = Literal["basis", "implements", "amends", "repeals", "replaces", "issued_with"]
Status = Literal["done", "partial", "rejected", "quarantined"]


class Model(BaseModel):
    """Base of all parts of a record: immutable, and tolerant of fields that a later minor version adds."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class BoxModel(Model):
    """A rectangle in pixels of the page image at the page's dpi, origin top left, right and bottom exclusive."""

    page: int = Field(ge=1)
    left: int
    top: int
    right: int
    bottom: int


class Evidence(Model):
    """Where a value stands: ``start`` and ``end`` count code points of text.txt; ``text[start:end] == quote``."""

    page: int = Field(ge=1)
    page_end: int = Field(ge=1)
    line: int = Field(ge=1, description="1-based within the page")
    line_end: int = Field(ge=1, description="1-based within page_end")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    quote_as_read: str
    boxes: list[BoxModel] = []
    confidence: float = Field(1.0, ge=0, le=1, description="of the least sure word in the quote")


class Bilingual(Model):
    """A phrase in Vietnamese and English; ``en`` is null where the glossary has no rendering."""

    vi: str | None = None
    en: str | None = None


class Keyed(Bilingual):
    """A phrase with the key under which the knowledge in corpus/ holds it, null where it holds none."""

    key: str | None = None


class DocumentType(Bilingual):
    """A type of document with the abbreviation used in symbols (CTr, NQ, CT)."""

    code: str | None = None


class Problem(Model):
    """What went wrong with part of a document, and what to do about it."""

    code: str
    reason: str
    remedy: str
    page: int | None = None


class PageInfo(Model):
    """How one page was read. ``image`` is relative to the document's folder."""

    number: int = Field(ge=1)
    source: Literal["text", "text_layer", "recognised", "failed"]
    reason: str = ""
    width: int | None = None
    height: int | None = None
    dpi: int | None = None
    image: str | None = None

    @classmethod
    def of(cls, page: Page, image: str | None) -> Self:
        """Return how ``page`` was read; ``image`` is where its picture lies in the document's folder."""
        return cls(
            number=page.number,
            source=page.source.value,
            reason=page.reason,
            width=page.width,
            height=page.height,
            dpi=page.dpi,
            image=image,
        )


class Quality(Model):
    """How good the text is: a grade for people, figures for machines."""

    grade: Literal["good", "fair", "poor"]
    mean_confidence: float = Field(ge=0, le=1)
    words: int = Field(ge=0)
    unsure_words: int = Field(ge=0)
    repaired_words: int = Field(ge=0)


class DocumentInfo(Model):
    """The document that the record was made from."""

    id: str = Field(description="sha256: and the hash of the file's bytes")
    source: str
    media_type: str
    pages: int = Field(ge=0)
    language: str
    condition: Condition | None
    status: Status
    errors: list[Problem] = []
    text_sha256: str | None = Field(None, description="of text.txt's bytes")
    quality: Quality | None = None
    page_details: list[PageInfo] = []


class Signer(Model):
    """Who signed, in which office, and on whose behalf (T/M, TM., KT., TL., TUQ., Q.)."""

    name: str | None = None
    role: str | None = None
    authority: str | None = None
    on_behalf_of: str | None = None


class Recipient(Model):
    """One receiver from the list under "Nơi nhận"."""

    raw: str
    name: str | None = None
    en: str | None = None
    key: str | None = None
    evidence: list[Evidence] = []


class Metadata(Model):
    """The document's head and foot. ``evidence`` holds the proof of each field under the field's name."""

    symbol: str | None = None
    number: str | None = None
    document_type: DocumentType | None = None
    title: Bilingual | None = None
    issuer: Keyed | None = None
    superior: Keyed | None = None
    place: str | None = None
    date: str | None = Field(None, description="ISO 8601 date")
    signer: Signer | None = None
    recipients: list[Recipient] = []
    work: str | None = Field(None, description="Akoma Ntoso IRI of the work: /akn/vn/act/nd/cp/2024/85")
    confidence: dict[str, float] = {}
    evidence: dict[str, list[Evidence]] = {}


class Heading(Model):
    """A heading or numbered provision. ``kind`` speaks Akoma Ntoso where the term exists."""

    number: str
    title: str
    level: int = Field(ge=1)
    kind: Literal["part", "chapter", "section", "article", "paragraph", "point", "heading"] = "heading"
    page: int = Field(ge=1)
    line: int = Field(ge=1)
    eid: str | None = Field(None, description="Akoma Ntoso eId, unique in the document: art_1__para_3__point_a")
    evidence: list[Evidence] = []


class Link(Model):
    """What a document does to the cited one. ``source`` names who does it where that is another cited document."""

    kind: LinkKind
    source: str | None = Field(None, description="symbol, or words where it has none; null: this document itself")
    provisions: str | None = Field(None, description="the part concerned, as printed (Điều 38); null: the whole")
    evidence: list[Evidence] = []


class Citation(Model):
    """Another document that this one names, with every mention as evidence."""

    symbol: str | None = None
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    raw: str
    work: str | None = Field(None, description="Akoma Ntoso IRI of the work, where symbol, year and issuer are known")
    links: list[Link] = []
    confidence: float = Field(1.0, ge=0, le=1)
    flags: list[str] = []
    evidence: list[Evidence] = []


class Due(Model):
    """When something is to be reached or done. ``inherited`` is true when the heading says so, not the clause."""

    raw: str
    start: str | None = None
    end: str | None = None
    precision: Precision
    relation: Relation = "by"
    inherited: bool = False
    evidence: list[Evidence] = []


class Extractor(Model):
    """Which extractor made a value."""

    name: str
    version: str


class Baseline(Model):
    """The value from which a target starts."""

    value: float | None = None
    unit: str | None = None
    date: str | None = None
    raw: str


class IndicatorCandidate(Model):
    """An indicator of the catalogue that the words may name; ``score`` as in ``IndicatorName``."""

    key: str
    score: float = Field(ge=0, le=1)


class IndicatorName(Keyed):
    """What is measured, in the document's words, and which indicator of the catalogue that is.

    ``score`` tells how well words, unit and direction fit the indicator under ``key``, from 0 to 1; 1 is one of its
    names. Words that fit no indicator, or several alike, have no key; ``candidates`` holds what else they may name, the
    likeliest first.
    """

    model_config = ConfigDict(from_attributes=True)  # a phrase with a key alone is one too

    score: float | None = Field(None, ge=0, le=1)
    sdg: str | None = Field(None, description="target or indicator of the Sustainable Development Goals (6.1, 8.5.2)")
    candidates: list[IndicatorCandidate] = []


class Target(Model):
    """A target or, in the list of achievements, a result already reached."""

    id: str
    kind: Literal["numeric", "qualitative"]
    indicator: IndicatorName
    comparator: Comparator
    value: float | None = None
    value_min: float | None = None
    value_max: float | None = None
    unit: str | None = None
    value_raw: str | None = None
    population: Keyed | None = None
    area: Keyed | None = None
    baseline: Baseline | None = None
    due: Due | None = None
    confidence: float = Field(ge=0, le=1)
    flags: list[str] = []
    extractor: Extractor
    evidence: list[Evidence]


class Deadline(Model):
    """One mention of a date, horizon or period."""

    kind: DeadlineKind
    raw: str
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    relation: Relation | None = None
    recurrence: str | None = Field(
        None, description="continuous, periodic_unspecified, or the ISO 8601 duration after which it repeats (P1Y, P6M)"
    )
    confidence: float = Field(1.0, ge=0, le=1)
    flags: list[str] = []
    evidence: list[Evidence]


class BodyCandidate(Model):
    """A body that an ambiguous name may stand for; ``score`` is the likeness of both names, from 0 to 1."""

    key: str
    name: str
    score: float = Field(ge=0, le=1)


class Body(Model):
    """A responsible body as printed and as known.

    ``level`` is central, provincial, district, commune or another of the tables' levels, ``place`` the key of a
    province or the printed name of a smaller place. A name that is about equally like those of several bodies has no
    key; ``candidates`` holds them, the likeliest first.
    """

    raw: str
    name: str
    abbreviation: str | None = None
    en: str | None = None
    key: str | None = None
    level: str | None = None
    place: str | None = None
    candidates: list[BodyCandidate] = []


class Assignment(Model):
    """A body, its role and its task."""

    id: str
    body: Body
    role: Role
    task: Bilingual
    due: Due | None = None
    confidence: float = Field(ge=0, le=1)
    flags: list[str] = []
    extractor: Extractor
    evidence: list[Evidence]


class Record(Model):
    """Everything extracted from one document."""

    schema_version: str = SCHEMA_VERSION
    document: DocumentInfo
    metadata: Metadata = Metadata()
    outline: list[Heading] = []
    citations: list[Citation] = []
    targets: list[Target] = []
    achievements: list[Target] = []
    deadlines: list[Deadline] = []
    assignments: list[Assignment] = []
