"""English names of bodies, and lists of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.names_english import body_english, is_list, listed_bodies
from extractors.analysis import Analysis

Build = Callable[..., Analysis]


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


def test_concerned_organizations_and_individuals_are_no_part_of_the_name_before() -> None:
    text = "Ministers, chairpersons of provincial-level People’s Committees, and related organizations and individuals"
    assert [one.body.raw for one in listed_bodies(text, 0, len(text))] == [
        "Ministers",
        "chairpersons of provincial-level People’s Committees",
    ]
    assert is_list(text, 0, len(text))
