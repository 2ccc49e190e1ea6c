"""English duties: who shall do what, in sentences and lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.assignments import extract_assignments

Build = Callable[..., Analysis]


def rows(analysis: Analysis) -> set[tuple[str, str, str]]:
    return {(a.body.raw, a.role, a.task.en or "") for a in extract_assignments(analysis)}


def roles(analysis: Analysis) -> set[tuple[str, str]]:
    return {(a.body.raw, a.role) for a in extract_assignments(analysis)}


class TestDuties:
    def test_who_leads_with_whom_in_doing_what(self, analysed: Build, english_head: str) -> None:
        text = (
            english_head
            + "Article 1. The Ministry of Justice shall assume the prime responsibility for, and coordinate with "
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

    def test_a_list_below_shall_is_its_subject_s(self, analysed: Build, english_head: str) -> None:
        text = (
            english_head
            + "Article 1. Implementation\n\n1. The Ministry of Health shall:\n\n- Draw up a list of books.\n\n"
            "- Direct hospitals to open reading rooms.\n\n2. The Ministry of Finance shall provide funds.\n"
        )
        assert rows(analysed(text, "en")) == {
            ("Ministry of Health", "implement", "Draw up a list of books"),
            ("Ministry of Health", "direct", "Direct hospitals to open reading rooms"),
            ("Ministry of Finance", "implement", "provide funds"),
        }

    def test_a_title_tells_whose_tasks_follow(self, analysed: Build, english_head: str) -> None:
        text = english_head + "Article 2. Responsibilities of the Ministry of Health\n\n1. To inspect reading rooms.\n"
        assert rows(analysed(text, "en")) == {("Ministry of Health", "supervise", "inspect reading rooms")}

    def test_below_a_name_alone_only_verbs_give_duties(self, analysed: Build, english_head: str) -> None:
        text = english_head + "Article 2. Localities:\n\na) Poor communes on islands.\n\nb) Border communes.\n"
        assert rows(analysed(text, "en")) == set()

    def test_a_preface_stands_before_the_subject(self, analysed: Build, english_head: str) -> None:
        text = (
            english_head
            + "Article 3. Based on this plan, ministers and chairpersons of provincial-level People’s Committees "
            "shall, within the scope of their functions, tasks and powers, inspect libraries.\n"
        )
        assert rows(analysed(text, "en")) == {
            ("ministers", "supervise", "inspect libraries"),
            ("chairpersons of provincial-level People’s Committees", "supervise", "inspect libraries"),
        }

    def test_a_body_is_ordered_to_act(self, analysed: Build, english_head: str) -> None:
        text = english_head + "Article 4. To assign the Ministry of Health to take the lead in opening reading rooms.\n"
        assert ("Ministry of Health", "lead") in roles(analysed(text, "en"))

    def test_fields_of_several_ministries_are_parted_by_semicolons(self, analysed: Build, english_head: str) -> None:
        text = (
            english_head
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

    def test_a_part_may_name_another_subject(self, analysed: Build, english_head: str) -> None:
        text = (
            english_head
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
    def test_verbs_that_share_an_object(self, analysed: Build, english_head: str, text: str, role: str) -> None:
        found = roles(analysed(english_head + f"Article 1. The Ministry of Health shall {text}.\n", "en"))
        assert ("Ministry of Health", role) in found

    def test_who_is_directed_acts(self, analysed: Build, english_head: str) -> None:
        text = (
            english_head + "Article 1. The Ministry of Health shall direct Departments of Health in assuming the prime "
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
    def test_states_and_others_give_no_duty(self, analysed: Build, english_head: str, text: str) -> None:
        assert rows(analysed(english_head + f"Article 5. {text}\n", "en")) == set()


def test_who_is_requested_and_who_has_to(analysed: Build, english_directive: str) -> None:
    assert roles(analysed(english_directive, "en")) == {
        ("ministries, branches", "implement"),
        ("People's Committees of provinces and centrally-run cities", "implement"),
        ("Ministry of Health", "supervise"),
        ("Ministry of Health", "implement"),
        ("Prime Minister", "report_to"),
        ("Ministers", "implement"),
    }


def test_a_lead_shares_its_list_with_partners(analysed: Build, english_head: str) -> None:
    text = (
        english_head
        + "1. The Ministry of Health shall assume the prime responsibility for, and coordinate with localities "
        "in:\n\n- Opening reading rooms.\n\n2. The Ministry of Finance shall, based on its functions:\n\n"
        "a) On a monthly basis, review funds.\n"
    )
    assert rows(analysed(text, "en")) == {
        ("Ministry of Health", "lead", "Opening reading rooms"),
        ("localities", "coordinate", "Opening reading rooms"),
        ("Ministry of Finance", "implement", "review funds"),
    }


def test_an_item_about_any_problem_is_no_duty_of_the_list(analysed: Build, english_head: str) -> None:
    text = (
        "Article 1. Implementation\n\n1. The Ministry of Health shall:\n\na/ Draw up a list of books;\n\n"
        "b/ Any problems arising in the reading rooms should be reported to the Prime Minister.\n"
    )
    assert rows(analysed(english_head + text, "en")) & {("Ministry of Health", "implement", "Draw up a list of books")}
    assert not any(
        "problems" in task for _, role, task in rows(analysed(english_head + text, "en")) if role == "implement"
    )
    assert ("Prime Minister", "report_to") in roles(analysed(english_head + text, "en"))


class TestNamesAlone:
    def test_a_name_without_a_colon_heads_what_it_is_to_do(self, analysed: Build, english_head: str) -> None:
        text = (
            "III. ASSIGNMENT OF RESPONSIBILITIES\n\n1. The Ministry of Health\n\n"
            "a) To assume the prime responsibility for, and coordinate with the Ministry of Finance in, "
            "lending books;\n\nb) To open reading rooms.\n\n2. The Ministry of Justice\n\nTo print a list of books.\n"
        )
        assert rows(analysed(english_head + text, "en")) >= {
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
    def test_a_subject_or_a_list_of_names_is_no_such_head(self, analysed: Build, english_head: str, text: str) -> None:
        assert rows(analysed(english_head + text, "en")) == set()
