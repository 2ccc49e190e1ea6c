"""English heads and feet, and the order that stands before what it promulgates."""

from __future__ import annotations

from collections.abc import Callable

from extractors.analysis import Analysis
from extractors.citations.mentions import mentions
from extractors.metadata.extract import extract_metadata
from extractors.times.deadlines import extract_deadlines

Build = Callable[..., Analysis]


def days(analysis: Analysis) -> list[tuple[str, str, str | None, str | None]]:
    return [(d.kind, d.raw, d.start, d.end) for d in extract_deadlines(analysis)]


class TestHead:
    def test_one_sentence_says_all(self, analysed: Build, english_head: str) -> None:
        found = extract_metadata(analysed(english_head + "Article 1. To approve the plan.\n", "en"))
        assert (found.symbol, found.number, found.date) == ("77/QD-TTg", "77", "2011-03-02")
        assert found.document_type
        assert (found.document_type.vi, found.document_type.en) == ("Quyết định", "Decision")
        assert found.title
        assert found.title.en == "approving the plan on village libraries through 2020"
        assert found.issuer
        assert (found.issuer.vi, found.issuer.key) == ("Thủ tướng Chính phủ", "pm")

    def test_a_letterhead_tells_symbol_place_and_day(self, analysed: Build) -> None:
        text = (
            "THE MINISTRY OF HEALTH\n\nSOCIALIST REPUBLIC OF VIETNAM\n\nNo. 5/2012/TT-BYT\n\nHanoi, June 4, 2012\n\n"
            "CIRCULAR\n\nGuiding the care of books in hospitals\n\nPursuant to the Law on Libraries;\n\n"
            "Article 1. This Circular guides hospitals.\n"
        )
        found = extract_metadata(analysed(text, "en"))
        assert (found.symbol, found.place, found.date) == ("5/2012/TT-BYT", "Hanoi", "2012-06-04")
        assert found.issuer
        assert found.issuer.vi == "Bộ Y tế"
        assert found.title
        assert found.title.en == "Guiding the care of books in hospitals"

    def test_who_promulgates_is_the_issuer_where_no_line_names_it(self, analysed: Build) -> None:
        text = (
            "DECREE\n\nOn village libraries\n\n________\n\nPursuant to the Law on Libraries;\n\n"
            "The Government promulgates the Decree on village libraries.\n\nArticle 1. Scope\n"
        )
        found = extract_metadata(analysed(text, "en"))
        assert found.issuer
        assert found.issuer.vi == "Chính phủ"
        assert found.title
        assert found.title.en == "On village libraries"

    def test_a_symbol_may_have_no_day(self, analysed: Build, english_head: str) -> None:
        text = english_head.replace(" of March 2, 2011, approving", " on") + "Article 1. To approve the plan.\n"
        found = extract_metadata(analysed(text, "en"))
        assert found.title
        assert (found.symbol, found.date, found.title.en) == (
            "77/QD-TTg",
            None,
            "on the plan on village libraries through 2020",
        )

    def test_a_preamble_names_type_and_issuers(self, analysed: Build) -> None:
        law = (
            "On libraries\n\n____\n\nPursuant to the Constitution;\n\n"
            "The National Assembly promulgates the Law on Libraries.\n\nArticle 1. Scope\n"
        )
        found = extract_metadata(analysed(law, "en"))
        assert found.document_type
        assert found.document_type.vi == "Luật"
        joint = (
            "JOINT CIRCULAR\n\nGuiding libraries\n\n____\n\nIn order to guide libraries, the Ministry of Health "
            "and the Ministry of Justice jointly guide libraries as follows:\n\nArticle 1. Scope\n"
        )
        issuer = extract_metadata(analysed(joint, "en")).issuer
        assert issuer
        assert issuer.vi == "Bộ Y tế - Bộ Tư pháp"

    def test_who_has_resolved_issues_a_resolution(self, analysed: Build) -> None:
        text = (
            "RESOLUTION\n\nOn libraries\n\nIn order to open libraries, the Government has resolved on the following:"
            "\n\n1. To open libraries.\n"
        )
        issuer = extract_metadata(analysed(text, "en")).issuer
        assert issuer
        assert issuer.vi == "Chính phủ"

    def test_a_law_is_dated_by_its_adoption(self, analysed: Build) -> None:
        text = (
            "LAW ON LIBRARIES\n\nPursuant to the Constitution;\n\nArticle 1. Scope\n\nThis Law regulates libraries.\n\n"
            "This Law was passed on June 17, 2020, by the XIVth National Assembly at its 9th session.\n"
        )
        found = extract_metadata(analysed(text, "en"))
        assert found.document_type
        assert (found.document_type.vi, found.date) == ("Luật", "2020-06-17")
        assert found.issuer
        assert found.issuer.vi == "Quốc hội"

    def test_who_signs_and_for_whom(self, analysed: Build, english_head: str) -> None:
        text = (
            english_head
            + "Article 1. To approve the plan.\n\nFor the Prime Minister\n\nDeputy Prime Minister\n\nTRAN VAN NAM\n"
        )
        signer = extract_metadata(analysed(text, "en")).signer
        assert signer
        assert (signer.name, signer.role) == ("Tran Van Nam", "Deputy Prime Minister")
        assert (signer.authority, signer.on_behalf_of) == ("For", "the Prime Minister")

    def test_an_article_has_a_title_alone(self, analysed: Build) -> None:
        found = extract_metadata(analysed("A law for every reader\n\nThe library opened a new hall this week.\n", "en"))
        assert found.title
        assert found.title.en == "A law for every reader"
        assert (found.document_type, found.symbol, found.issuer, found.date) == (None, None, None, None)

    def test_the_own_symbol_is_no_citation(self, analysed: Build, english_head: str) -> None:
        cited = [
            mention.symbol for mention in mentions(analysed(english_head + "Article 1. To approve the plan.\n", "en"))
        ]
        assert "12/2009/ND-CP" in cited
        assert "77/QD-TTg" not in cited


def test_the_title_in_capitals_ends_above_running_text(analysed: Build, english_directive: str) -> None:
    found = extract_metadata(analysed(english_directive, "en"))
    assert found.title
    assert (found.title.en, found.symbol, found.place) == ("ON VILLAGE LIBRARIES", "12/CT-TTg", "Hanoi")
    assert found.signer
    assert (found.signer.name, found.signer.authority) == ("Tran Van Nam", "PP.")


def test_a_sentence_below_a_title_is_none_of_it_and_who_signs_tells_the_issuer(analysed: Build) -> None:
    text = (
        "RESOLUTION\n\nOn village libraries in 2014\n\nThe Government met in March. It has discussed and\n\n"
        "RESOLVES:\n\n1. To open village libraries.\n\nOn behalf of the Government\n\nPrime Minister\n\n"
        "TRAN VAN NAM\n"
    )
    found = extract_metadata(analysed(text, "en"))
    assert found.title
    assert found.title.en == "On village libraries in 2014"
    assert found.issuer
    assert found.issuer.vi == "Chính phủ"


PROMULGATED = (
    "RESOLUTION\n\nOrder No. 5/2012/L-CTN of June 20, 2012, on the promulgation of National Assembly resolution\n\n"
    "THE PRESIDENT OF THE SOCIALIST REPUBLIC OF VIETNAM\n\nPursuant to Article 103;\n\nPROMULGATES:\n\n"
    "Resolution on village libraries,\n\nwhich was passed on June 4, 2012, by the XIIIth National Assembly.\n\n"
    "President of the Socialist Republic of Vietnam\n\nTRAN VAN AN\n\n"
    "Resolution No. 9/2012/QH13 on village libraries\n\nTHE NATIONAL ASSEMBLY OF THE SOCIALIST REPUBLIC OF VIETNAM\n\n"
    "Pursuant to the 1992 Constitution;\n\nRESOLVES:\n\n"
    "Article 1. The Library Law, which was passed on June 2, 2012, takes effect on July 1, 2013.\n\n"
    "This Resolution was adopted on June 4, 2012, by the XIIIth National Assembly.\n"
)


class TestPromulgated:
    def test_the_document_is_what_an_order_before_it_promulgates(self, analysed: Build) -> None:
        found = extract_metadata(analysed(PROMULGATED, "en"))
        assert (found.symbol, found.date, found.signer) == ("9/2012/QH13", "2012-06-04", None)
        assert found.document_type
        assert found.document_type.en == "Resolution"
        assert found.issuer
        assert found.issuer.vi == "Quốc hội"

    def test_an_order_alone_is_the_document(self, analysed: Build) -> None:
        alone = PROMULGATED.split("Resolution No. 9", maxsplit=1)[0].removeprefix("RESOLUTION\n\n")
        assert extract_metadata(analysed(alone, "en")).symbol == "5/2012/L-CTN"

    def test_days_of_the_order_and_of_passing_are_days_of_documents(self, analysed: Build) -> None:
        found = [(day[0], day[3]) for day in days(analysed(PROMULGATED, "en"))]
        assert [(kind.removeprefix("cited_"), end) for kind, end in found] == [
            ("document_date", "2012-06-20"),
            ("document_date", "2012-06-04"),
            ("document_date", "2012-06-02"),
            ("effective_date", "2013-07-01"),
            ("document_date", "2012-06-04"),
        ]

    def test_the_order_is_cited_and_the_text_itself_is_not(self, analysed: Build) -> None:
        assert [m.symbol for m in mentions(analysed(PROMULGATED, "en")) if m.symbol] == ["5/2012/L-CTN"]
