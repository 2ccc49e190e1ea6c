"""Akoma Ntoso identifiers of works and provisions."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import plain_document
from corpus.text import nfc
from extractors.analysis import Analysis
from extractors.citations.works import Place, place_of, work
from extractors.structure.analyse import analyse
from extractors.structure.eids import eids

HOME = Place("tỉnh", "An Hải")


@pytest.mark.parametrize(
    ("symbol", "kind", "date", "issuer", "iri"),
    [
        ("85/2024/NĐ-CP", "Nghị định", None, None, "/akn/vn/act/nd/cp/2024/85"),
        ("140/2025/QH15", "Luật", None, None, "/akn/vn/act/l/qh/2025/140"),
        ("06/2019/NQ-HĐND", "Nghị quyết", None, "HĐND tỉnh An Hải", "/akn/vn/act/nq/hdnd-tinh-an-hai/2019/6"),
        ("72/2011/TTLT-BTC-BGTVT", None, None, None, "/akn/vn/act/ttlt/btc-bgtvt/2011/72"),
        ("1788/QĐ-TTg", "Quyết định", "2013-10-01", None, "/akn/vn/doc/qd/ttg/2013/1788"),
        ("42-NQ/TW", "Nghị quyết", "2023-11-24", None, "/akn/vn/doc/nq/tw/2023/42"),
        ("78-CTr/TU", "Chương trình", "2024-03-11", "Tỉnh ủy An Hải", "/akn/vn/doc/ctr/tu-tinh-an-hai/2024/78"),
        ("590/QD-TTg", "Quyết định", "2022-05-18", None, "/akn/vn/doc/qd/ttg/2022/590"),
        # the province of the document that cites it
        ("35/KH-UBND", "Kế hoạch", "2019-01-28", "UBND tỉnh", "/akn/vn/doc/kh/ubnd-tinh-an-hai/2019/35"),
        ("2171/UBND-KTN", "Công văn", "2019-05-15", "UBND tỉnh", "/akn/vn/doc/cv/ubnd-tinh-an-hai/2019/2171"),
        # not enough is said
        ("35/KH-UBND", "Kế hoạch", "2019-01-28", None, None),
        ("35/KH-UBND", "Kế hoạch", "2019-01-28", "UBND huyện", None),
        ("1788/QĐ-TTg", "Quyết định", None, None, None),
        ("…/KH-UBND", "Kế hoạch", "2019-01-28", "UBND tỉnh An Hải", None),
        ("07:2010/BXD", "Quy chuẩn", None, None, None),
        (None, "Luật", "2019-11-21", None, None),
    ],
)
def test_works(symbol: str | None, kind: str | None, date: str | None, issuer: str | None, iri: str | None) -> None:
    assert work(symbol, kind, date, issuer, HOME) == iri


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("Ủy ban nhân dân thành phố Hồ Chí Minh", Place("thành phố", "Hồ Chí Minh")),
        ("Huyện ủy Minh Tân", Place("huyện", "Minh Tân")),
        ("UBND huyện", Place("huyện", None)),
        ("Bộ Tài chính", None),
        (None, None),
    ],
)
def test_places(issuer: str | None, place: Place | None) -> None:
    assert place_of(issuer) == place


def identified(analysis: Analysis) -> dict[str, str | None]:
    return dict(zip([s.number for s in analysis.sections], eids(analysis), strict=True))


def test_provisions_of_a_law(analysed: Callable[..., Analysis]) -> None:
    text = (
        "Chương II\nTHƯ VIỆN\n\nMục 1. THƯ VIỆN TỈNH\n\nĐiều 5. Nhiệm vụ\n\n2. Phục vụ bạn đọc\n\nđ) Sách nói\n\n"
        "Thư viện có sách nói.\n\nMục 2. THƯ VIỆN XÃ\n\nĐiều 6. Tủ sách\n\nXã có tủ sách.\n"
    )
    assert identified(analysed(text)) == {
        "Chương II": "chp_II",
        "Mục 1": "chp_II__sec_1",
        "Điều 5": "art_5",
        "Điều 5.2": "art_5__para_2",
        "Điều 5.2.đ": "art_5__para_2__point_đ",
        "Mục 2": "chp_II__sec_2",
        "Điều 6": "art_6",
    }


def test_headings_of_a_plan(plan: Analysis) -> None:
    assert identified(plan)["II.1"] == "level_II__level_1"


def test_what_is_attached_and_what_is_quoted_has_identifiers_of_its_own(analysed: Callable[..., Analysis]) -> None:
    text = (
        "XÃ MINH TÂN\nSố: 7/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề sách\n\nĐiều 1. Sửa Điều 1 như sau:\n\nĐiều 1. Sách\n\n"
        "Xã.\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLê Văn Nam\n\nNỘI QUY\nThư viện\n\nĐiều 1. Giữ trật tự\n\nÊm.\n"
    )
    assert eids(analysed(text)) == ("art_1", "art_1__art_1", "att_1__art_1")


MARKS = [
    "I. MỤC TIÊU",
    "1. Phạm vi",
    "a) Sách",
    "Điều 1. Phạm vi",
    "Điều 2. Sách",
    "Chương I\nSÁCH",
    "Mục 1. TỦ SÁCH",
    "Tủ.",
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=20))
def test_identifiers_are_unique_and_well_formed(pieces: list[str]) -> None:
    found = eids(analyse(plain_document(nfc("\n\n".join(pieces)), identity="sha256:0", source="any.txt")))
    given_ = [eid for eid in found if eid]
    assert len(given_) == len(set(given_))
    assert all(re.fullmatch(r"[a-z]+_[\wđ-]+", piece) for eid in given_ for piece in eid.split("__"))
