"""English documents: heads, duties, dates and names of bodies, each by the phrase that its rule exists for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.names_english import body_english, is_list, listed_bodies
from extractors.analysis import Analysis
from extractors.assignments import extract_assignments
from extractors.citations.mentions import mentions
from extractors.metadata.extract import extract_metadata
from extractors.times.deadlines import extract_deadlines

Build = Callable[..., Analysis]

HEAD = (
    "DECISION\n\nDecision No. 77/QD-TTg of March 2, 2011, approving the plan on village libraries through 2020\n\n"
    "THE PRIME MINISTER\n\nPursuant to the December 25, 2001 Law on Organization of the Government;\n\n"
    "Pursuant to the Government’s Decree No. 12/2009/ND-CP of May 4, 2009, on libraries;\n\nDECIDES:\n\n"
)


def rows(analysis: Analysis) -> set[tuple[str, str, str]]:
    return {(a.body.raw, a.role, a.task.en or "") for a in extract_assignments(analysis)}


def roles(analysis: Analysis) -> set[tuple[str, str]]:
    return {(a.body.raw, a.role) for a in extract_assignments(analysis)}


def days(analysis: Analysis) -> list[tuple[str, str, str | None, str | None]]:
    return [(d.kind, d.raw, d.start, d.end) for d in extract_deadlines(analysis)]


class TestHead:
    def test_one_sentence_says_all(self, analysed: Build) -> None:
        found = extract_metadata(analysed(HEAD + "Article 1. To approve the plan.\n", "en"))
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

    def test_a_symbol_may_have_no_day(self, analysed: Build) -> None:
        text = HEAD.replace(" of March 2, 2011, approving", " on") + "Article 1. To approve the plan.\n"
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

    def test_who_signs_and_for_whom(self, analysed: Build) -> None:
        text = (
            HEAD
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

    def test_the_own_symbol_is_no_citation(self, analysed: Build) -> None:
        cited = [mention.symbol for mention in mentions(analysed(HEAD + "Article 1. To approve the plan.\n", "en"))]
        assert "12/2009/ND-CP" in cited
        assert "77/QD-TTg" not in cited


class TestNames:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            (
                "Ministers, heads of ministerial-level agencies and the Governor of the State Bank of Vietnam",
                ["các Bộ trưởng", "Thủ trưởng cơ quan ngang bộ", "Thống đốc Ngân hàng Nhà nước Việt Nam"],
            ),
            (
                "the Ministers of Culture, Sports and Tourism; Finance; and Home Affairs",
                ["Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", "Bộ trưởng Bộ Tài chính", "Bộ trưởng Bộ Nội vụ"],
            ),
            (
                "The Steering Committee for Village Libraries and Reading",
                ["Steering Committee for Village Libraries and Reading"],
            ),
            (
                "National Assembly deputies’ delegations, People’s Councils at all levels, project managing agencies",
                [
                    "Đoàn đại biểu Quốc hội",
                    "Hội đồng nhân dân các cấp",
                    "project managing agencies",
                ],
            ),
            (
                "the Vietnam Library Association and Vietnam Book and Paper Union",
                ["Vietnam Library Association", "Vietnam Book and Paper Union"],
            ),
            (
                "provincial-level Culture, Sports and Tourism Departments and localities",
                ["Sở Văn hóa, Thể thao và Du lịch", "các địa phương"],
            ),
            (
                "ministries, branches and localities",
                ["các bộ, ngành", "các địa phương"],
            ),
            (
                "provincial-level People’s Committees and enterprises",
                ["Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"],
            ),
        ],
    )
    def test_lists_are_cut_into_names(self, text: str, names: list[str]) -> None:
        assert [span.body.name for span in listed_bodies(text, 0, len(text))] == names
        assert is_list(text, 0, len(text))

    @pytest.mark.parametrize(
        "text",
        [
            "Funds for ministries",
            "The plan of the Ministry of Health",
            "Every reader",
            "their deputies",
            "With the Ministry of Health",
        ],
    )
    def test_other_nouns_head_no_list(self, text: str) -> None:
        assert listed_bodies(text, 0, len(text)) == []

    @pytest.mark.parametrize(
        ("printed", "vi", "key"),
        [
            ("Justice Ministry", "Bộ Tư pháp", "ministry.justice"),
            ("Justice Minister", "Bộ trưởng Bộ Tư pháp", "minister.ministry.justice"),
            (
                "Ministry of Labor, Invalids and Social Affairs",
                "Bộ Lao động - Thương binh và Xã hội",
                "ministry.labour",
            ),
            ("provincial-level Finance Department", "Sở Tài chính", "department.finance"),
            (
                "provincial-level Departments of Finance",
                "Sở Tài chính các tỉnh, thành phố trực thuộc Trung ương",
                "department.finance",
            ),
            (
                "director of the provincial-level Finance Department",
                "Giám đốc Sở Tài chính",
                "director.department.finance",
            ),
            (
                "commune-level People’s Committee chairpersons",
                "Chủ tịch Ủy ban nhân dân cấp xã",
                "chair.peoples_committee.commune",
            ),
            ("ministerial-level agency", "cơ quan ngang bộ", "ministry_level_agency"),
            ("tax offices", "cơ quan thuế", None),
            ("Finance Department", "Finance Department", None),
            ("Peoples Committees at all levels", "Ủy ban nhân dân các cấp", "peoples_committee.all_levels"),
            (
                "chairpersons of People’s Committees at all levels",
                "Chủ tịch Ủy ban nhân dân các cấp",
                "chair.peoples_committee.all_levels",
            ),
            ("Library of An Hai", "Library of An Hai", None),
        ],
    )
    def test_other_forms_of_known_names(self, printed: str, vi: str, key: str | None) -> None:
        found = body_english(printed)
        assert (found.name, found.key, found.en) == (vi, key, printed)

    def test_which_bodies_are_meant_leaves_their_kind(self) -> None:
        found = body_english("People’s Committees of provinces and centrally run cities in the Red River delta region")
        assert (found.key, found.name) == ("peoples_committee.each", found.raw)


class TestDuties:
    def test_who_leads_with_whom_in_doing_what(self, analysed: Build) -> None:
        text = (
            HEAD + "Article 1. The Ministry of Justice shall assume the prime responsibility for, and coordinate with "
            "the Ministry of Finance and concerned agencies in, drafting rules on lending; and report to the Prime "
            "Minister on the results.\n"
        )
        assert rows(analysed(text, "en")) == {
            ("Ministry of Justice", "lead", "drafting rules on lending"),
            ("Ministry of Finance", "coordinate", "drafting rules on lending"),
            ("concerned agencies", "coordinate", "drafting rules on lending"),
            ("Ministry of Justice", "implement", "report to the Prime Minister on the results"),
            ("Prime Minister", "report_to", "report to the Prime Minister on the results"),
        }

    def test_a_list_below_shall_is_its_subject_s(self, analysed: Build) -> None:
        text = (
            HEAD + "Article 1. Implementation\n\n1. The Ministry of Health shall:\n\n- Draw up a list of books.\n\n"
            "- Direct hospitals to open reading rooms.\n\n2. The Ministry of Finance shall provide funds.\n"
        )
        assert rows(analysed(text, "en")) == {
            ("Ministry of Health", "implement", "Draw up a list of books"),
            ("Ministry of Health", "direct", "Direct hospitals to open reading rooms"),
            ("Ministry of Finance", "implement", "provide funds"),
        }

    def test_a_title_tells_whose_tasks_follow(self, analysed: Build) -> None:
        text = HEAD + "Article 2. Responsibilities of the Ministry of Health\n\n1. To inspect reading rooms.\n"
        assert rows(analysed(text, "en")) == {("Ministry of Health", "supervise", "inspect reading rooms")}

    def test_below_a_name_alone_only_verbs_give_duties(self, analysed: Build) -> None:
        text = HEAD + "Article 2. Localities:\n\na) Poor communes on islands.\n\nb) Border communes.\n"
        assert rows(analysed(text, "en")) == set()

    def test_a_preface_stands_before_the_subject(self, analysed: Build) -> None:
        text = (
            HEAD + "Article 3. Based on this plan, ministers and chairpersons of provincial-level People’s Committees "
            "shall, within the scope of their functions, tasks and powers, inspect libraries.\n"
        )
        assert rows(analysed(text, "en")) == {
            ("ministers", "supervise", "inspect libraries"),
            ("chairpersons of provincial-level People’s Committees", "supervise", "inspect libraries"),
        }

    def test_a_body_is_ordered_to_act(self, analysed: Build) -> None:
        text = HEAD + "Article 4. To assign the Ministry of Health to take the lead in opening reading rooms.\n"
        assert ("Ministry of Health", "lead") in roles(analysed(text, "en"))

    def test_fields_of_several_ministries_are_parted_by_semicolons(self, analysed: Build) -> None:
        text = (
            HEAD
            + "Article 1. The Ministry of Justice shall assume the prime responsibility for, and coordinate with the "
            "Ministries of Planning and Investment; Health; and Finance, and concerned ministries in, drafting rules.\n"
        )
        found = rows(analysed(text, "en"))
        assert {row for row in found if row[1] != "coordinate"} == {("Ministry of Justice", "lead", "drafting rules")}
        assert {a.body.name for a in extract_assignments(analysed(text, "en")) if a.role == "coordinate"} == {
            "Bộ Kế hoạch và Đầu tư",
            "Bộ Y tế",
            "Bộ Tài chính",
            "các bộ, ngành liên quan",
        }

    def test_a_part_may_name_another_subject(self, analysed: Build) -> None:
        text = (
            HEAD
            + "Article 1. Ministers should direct the opening of libraries; at the same time the Government should "
            "add libraries to its reports before the National Assembly.\n"
        )
        assert roles(analysed(text, "en")) == {
            ("Ministers", "direct"),
            ("Government", "implement"),
            ("National Assembly", "report_to"),
        }

    @pytest.mark.parametrize(
        ("text", "role"),
        [
            ("guide, examine and supervise reading rooms", "supervise"),
            ("uniformly manage, direct and administer libraries", "direct"),
            ("annually or irregularly report on libraries", "implement"),
            ("propose the Prime Minister to open libraries", "advise"),
        ],
    )
    def test_verbs_that_share_an_object(self, analysed: Build, text: str, role: str) -> None:
        found = roles(analysed(HEAD + f"Article 1. The Ministry of Health shall {text}.\n", "en"))
        assert ("Ministry of Health", role) in found

    def test_who_is_directed_acts(self, analysed: Build) -> None:
        text = (
            HEAD + "Article 1. The Ministry of Health shall direct Departments of Health in assuming the prime "
            "responsibility for, and coordinating with localities in, opening reading rooms.\n"
        )
        assert roles(analysed(text, "en")) == {
            ("Ministry of Health", "direct"),
            ("Departments of Health", "lead"),
            ("localities", "coordinate"),
        }

    @pytest.mark.parametrize(
        "text",
        [
            "The Ministry of Health shall be entitled to a copy.",
            "The plans of the Ministry of Health shall cover villages.",
            "Enterprises shall keep their books.",
        ],
    )
    def test_states_and_others_give_no_duty(self, analysed: Build, text: str) -> None:
        assert rows(analysed(HEAD + f"Article 5. {text}\n", "en")) == set()


class TestDates:
    def test_the_own_day_and_those_of_acts(self, analysed: Build) -> None:
        found = days(analysed(HEAD + "Article 1. This Decision takes effect on the date of its signing.\n", "en"))
        assert found == [
            ("document_date", "March 2, 2011", "2011-03-02", "2011-03-02"),
            ("target_horizon", "through 2020", None, "2020-12-31"),
            ("cited_document_date", "December 25, 2001", "2001-12-25", "2001-12-25"),
            ("cited_document_date", "May 4, 2009", "2009-05-04", "2009-05-04"),
            ("effective_date", "on the date of its signing", "2011-03-02", None),
        ]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("with 2050 vision", ("vision_horizon", "with 2050 vision", None, "2050-12-31")),
            ("with orientations toward 2030", ("vision_horizon", "with orientations toward 2030", None, "2030-12-31")),
            ("between 2012 and 2015", ("period", "between 2012 and 2015", "2012-01-01", "2015-12-31")),
            ("during 2012-15", ("period", "during 2012-15", "2012-01-01", "2015-12-31")),
            ("before 2014", ("task_deadline", "before 2014", None, "2014-01-01")),
            ("up to the year 2025", ("target_horizon", "up to the year 2025", None, "2025-12-31")),
            (
                "within 15 days after receiving the books",
                ("task_deadline", "within 15 days after receiving the books", None, None),
            ),
        ],
    )
    def test_english_words_for_times(
        self, analysed: Build, text: str, found: tuple[str, str, str | None, str | None]
    ) -> None:
        assert found in days(analysed(HEAD + f"Article 1. Villages shall open libraries {text}.\n", "en"))

    @pytest.mark.parametrize(
        ("text", "recurrence"),
        [
            ("every 6 months", "P6M"),
            ("biannually", "P6M"),
            ("every five years", "P5Y"),
            ("in annual plans", "P1Y"),
            ("in annual and whole-term programs", "P1Y"),
            ("on a regular basis", "periodic_unspecified"),
            ("before March 5 every year", "P1Y"),
        ],
    )
    def test_what_recurs(self, analysed: Build, text: str, recurrence: str) -> None:
        found = extract_deadlines(analysed(HEAD + f"Article 1. Villages shall report {text}.\n", "en"))
        assert recurrence in [row.recurrence for row in found]

    @pytest.mark.parametrize("text", ["Books belong to daily life.", "Lending will reach an annual growth rate of 5%."])
    def test_daily_life_and_rates_recur_not(self, analysed: Build, text: str) -> None:
        found = extract_deadlines(analysed(HEAD + f"Article 1. {text}\n", "en"))
        assert [row for row in found if row.recurrence] == []

    def test_two_years_share_by(self, analysed: Build) -> None:
        found = days(analysed(HEAD + "Article 1. By 2015 and 2018, villages will have libraries.\n", "en"))
        assert [row for row in found if row[0] == "target_horizon"][1:] == [
            ("target_horizon", "By 2015", None, "2015-12-31"),
            ("target_horizon", "2018", None, "2018-12-31"),
        ]


class TestDirectives:
    TEXT = (
        "THE PRIME MINISTER\n\nNo. 12/CT-TTg\n\nHanoi, April 5, 2014\n\nDIRECTIVE\n\nON VILLAGE LIBRARIES\n\n"
        "In recent years, village libraries have been opened.\n\nThe Prime Minister requests ministries, branches and "
        "People's Committees of provinces and centrally-run cities to focus on the following tasks:\n\n"
        "1. The Ministry of Health:\n\na) To inspect and urge localities; to report to the Prime Minister.\n\n"
        "2. Ministers shall have to implement this Directive.\n\n"
        "This Directive takes effect 15 days after its signing.\n\n"
        "PP. PRIME MINISTER\n\nDEPUTY PRIME MINISTER\n\n(Signed)\n\nTran Van Nam\n"
    )

    def test_the_title_in_capitals_ends_above_running_text(self, analysed: Build) -> None:
        found = extract_metadata(analysed(self.TEXT, "en"))
        assert found.title
        assert (found.title.en, found.symbol, found.place) == ("ON VILLAGE LIBRARIES", "12/CT-TTg", "Hanoi")
        assert found.signer
        assert (found.signer.name, found.signer.authority) == ("Tran Van Nam", "PP.")

    def test_who_is_requested_and_who_has_to(self, analysed: Build) -> None:
        assert roles(analysed(self.TEXT, "en")) == {
            ("ministries, branches", "implement"),
            ("People's Committees of provinces and centrally-run cities", "implement"),
            ("Ministry of Health", "supervise"),
            ("Ministry of Health", "implement"),
            ("Prime Minister", "report_to"),
            ("Ministers", "implement"),
        }

    def test_an_effect_may_be_days_away(self, analysed: Build) -> None:
        assert ("effective_date", "15 days after its signing", None, None) in days(analysed(self.TEXT, "en"))

    def test_the_first_months_of_a_year(self, analysed: Build) -> None:
        found = days(analysed(HEAD + "Article 1. Funds of the first six months of 2011 are paid.\n", "en"))
        assert ("period", "the first six months of 2011", "2011-01-01", "2011-06-30") in found


class TestAnnouncedLists:
    def test_a_lead_shares_its_list_with_partners(self, analysed: Build) -> None:
        text = (
            HEAD
            + "1. The Ministry of Health shall assume the prime responsibility for, and coordinate with localities "
            "in:\n\n- Opening reading rooms.\n\n2. The Ministry of Finance shall, based on its functions:\n\n"
            "a) On a monthly basis, review funds.\n"
        )
        assert rows(analysed(text, "en")) == {
            ("Ministry of Health", "lead", "Opening reading rooms"),
            ("localities", "coordinate", "Opening reading rooms"),
            ("Ministry of Finance", "implement", "review funds"),
        }

    def test_a_sentence_below_a_title_is_none_of_it_and_who_signs_tells_the_issuer(self, analysed: Build) -> None:
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


def test_concerned_organizations_and_individuals_are_no_part_of_the_name_before() -> None:
    text = "Ministers, chairpersons of provincial-level People’s Committees, and related organizations and individuals"
    assert [one.body.raw for one in listed_bodies(text, 0, len(text))] == [
        "Ministers",
        "chairpersons of provincial-level People’s Committees",
    ]
    assert is_list(text, 0, len(text))


def test_an_item_about_any_problem_is_no_duty_of_the_list(analysed: Build) -> None:
    text = (
        "Article 1. Implementation\n\n1. The Ministry of Health shall:\n\na/ Draw up a list of books;\n\n"
        "b/ Any problems arising in the reading rooms should be reported to the Prime Minister.\n"
    )
    assert rows(analysed(HEAD + text, "en")) & {("Ministry of Health", "implement", "Draw up a list of books")}
    assert not any("problems" in task for _, role, task in rows(analysed(HEAD + text, "en")) if role == "implement")
    assert ("Prime Minister", "report_to") in roles(analysed(HEAD + text, "en"))


def test_a_dot_may_stand_for_the_comma_of_a_day_and_a_working_day_for_days(analysed: Build) -> None:
    text = (
        "Article 1. By March 5. 2012, the Ministry of Health shall report on books.\n\n"
        "Article 2. Within 5 (five) working day after receiving a dossier, the Ministry of Health shall reply.\n\n"
        "Article 3. This Decision takes effect 15 days after its publication in “CONG BAO” and replaces another.\n"
    )
    found = days(analysed(HEAD + text, "en"))
    assert "2012-03-05" in {day[3] for day in found}
    assert {
        "Within 5 (five) working day after receiving a dossier",
        "15 days after its publication in “CONG BAO”",
    } <= {day[1] for day in found}


class TestNamesAlone:
    def test_a_name_without_a_colon_heads_what_it_is_to_do(self, analysed: Build) -> None:
        text = (
            "III. ASSIGNMENT OF RESPONSIBILITIES\n\n1. The Ministry of Health\n\n"
            "a) To assume the prime responsibility for, and coordinate with the Ministry of Finance in, "
            "lending books;\n\nb) To open reading rooms.\n\n2. The Ministry of Justice\n\nTo print a list of books.\n"
        )
        assert rows(analysed(HEAD + text, "en")) >= {
            ("Ministry of Health", "lead", "lending books"),
            ("Ministry of Finance", "coordinate", "lending books"),
            ("Ministry of Health", "implement", "open reading rooms"),
            ("Ministry of Justice", "implement", "print a list of books"),
        }

    @pytest.mark.parametrize(
        "text",
        [
            "2.1. Institutions\n\nTo improve reading rooms.\n",
            "1. The Ministry of Health.\n\na) To open reading rooms.\n",
            "1. The Ministry of Health\n\n2. To open reading rooms.\n",
        ],
    )
    def test_a_subject_or_a_list_of_names_is_no_such_head(self, analysed: Build, text: str) -> None:
        assert rows(analysed(HEAD + text, "en")) == set()


def test_a_year_in_brackets_behind_a_measured_figure_is_a_horizon(analysed: Build) -> None:
    text = "Article 1. Paper will reach 20 tons/year (2015); 30 tons (2020). The Law on Libraries (2012) is amended.\n"
    found = days(analysed(HEAD + text, "en"))
    assert [(raw, end) for _, raw, _, end in found if "(" in raw] == [
        ("(2015)", "2015-12-31"),
        ("(2020)", "2020-12-31"),
    ]


def test_spans_of_days_and_one_year_from_an_event(analysed: Build) -> None:
    text = (
        "Article 1. Within one year from the date the Library Law takes effect, readers who complained "
        "from June 1, 2006, to the date this Law takes effect, may borrow books.\n\n"
        "Article 2. It applies from August 1, 2011, to the end of December 31, 2012, to readers.\n"
    )
    found = [day for day in days(analysed(HEAD + text, "en")) if day[1].startswith(("Within", "from"))]
    assert [day[1:] for day in found] == [
        ("Within one year from the date the Library Law takes effect", None, None),
        ("from June 1, 2006, to the date this Law takes effect", "2006-06-01", None),
        ("from August 1, 2011, to the end of December 31, 2012", "2011-08-01", "2012-12-31"),
    ]
    assert [day[0] for day in found[1:]] == ["period", "period"]
