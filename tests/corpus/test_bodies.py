import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bodies import find_bodies, known_keys, resolve
from corpus.body_lexicon import spellings, tokens
from corpus.knowledge import table
from corpus.places import province


@pytest.mark.parametrize(
    ("printed", "name", "key"),
    [
        ("UBND tỉnh Lâm Đồng", "Ủy ban nhân dân tỉnh Lâm Đồng", "peoples_committee.provincial.lam_dong"),
        ("Uỷ ban nhân dân cấp xã", "Ủy ban nhân dân cấp xã", "peoples_committee.commune"),
        ("UBND các huyện, thị xã", "Ủy ban nhân dân các huyện, thị xã", "peoples_committee.each"),
        ("TT. HĐND", "Thường trực Hội đồng nhân dân", "peoples_council.standing"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội", "department.labour"),
        ("Sở Lao động – Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội", "department.labour"),
        ("Giám đốc Sở Y tế", "Giám đốc Sở Y tế", "director.department.health"),
        ("UBTVQH", "Ủy ban Thường vụ Quốc hội", "na.standing_committee"),
        ("VPCP", "Văn phòng Chính phủ", "government.office"),
        ("BTVTU", "Ban Thường vụ Tỉnh ủy", "party.standing_board_province"),
        ("LĐLĐ tỉnh", "Liên đoàn Lao động tỉnh", "union.provincial"),
        (
            "CT, các PCT UBND huyện",
            "Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân huyện",
            "chair_and_vice_chairs.peoples_committee.district",
        ),
        ("các sở, ngành", "các sở, ngành", "class.departments"),
    ],
)
def test_a_printed_name_is_resolved(printed: str, name: str, key: str) -> None:
    body = resolve(printed)
    assert body is not None
    assert (body.name, body.key, body.score) == (name, key, 1.0)


def test_the_party_caucus_of_a_committee_is_not_the_committee() -> None:
    caucus, committee = resolve("Ban cán sự đảng UBND tỉnh"), resolve("UBND tỉnh")
    assert caucus is not None
    assert committee is not None
    assert caucus.key == "party_caucus.peoples_committee.provincial" != committee.key
    assert caucus.en == "Party caucus of the Provincial People's Committee"


@pytest.mark.parametrize(
    ("printed", "en"),
    [
        ("Bộ trưởng Bộ Tài chính", "Minister of Finance"),
        ("Sở Nội vụ thành phố Hải Phòng", "Department of Home Affairs of Haiphong City"),
        ("Tỉnh ủy Cao Bằng", "Cao Bang Provincial Party Committee"),
        ("HĐND các cấp", "People's Councils at all levels"),
        ("UBND huyện Đơn Dương", "People's Committee of Don Duong District"),
        ("Chủ tịch UBND các xã, phường", "Chairpersons of the People's Committees of communes and wards"),
        ("Trung tâm Khuyến công Đồng Bằng", None),
    ],
)
def test_the_english_is_put_together_from_tables_or_absent(printed: str, en: str | None) -> None:
    body = resolve(printed)
    assert body is not None
    assert body.en == en


@pytest.mark.parametrize(
    ("damaged", "key"),
    [
        ("Ban Kinh tẽ Trung ưong", "party.economic_commission"),
        ("Ban Tuyên giáo Tinh ủy", "party.propaganda_province"),
        ("Bộ Nông nghiệp và Phát trien nông thôn", "ministry.agriculture"),
        ("Mật trận Tố quốc Việt Nam", "front.vietnam"),
    ],
)
def test_a_damaged_name_is_resolved_by_likeness(damaged: str, key: str) -> None:
    body = resolve(damaged)
    assert body is not None
    assert body.key == key
    assert 0.85 <= body.score < 1


def test_a_name_between_two_bodies_is_ambiguous_and_has_no_key() -> None:
    body = resolve("Ban Tuyên giáo Thinh ủy")
    assert body is not None
    assert (body.ambiguous, body.key, body.en) == (True, None, None)
    assert [key for key, _, _ in body.candidates] == ["party.propaganda_city", "party.propaganda_province"]
    assert 1 > body.candidates[0][2] > body.candidates[1][2] > 0.85


@pytest.mark.parametrize("phrase", ["hộ nghèo", "Lâm Đồng", "", "nước sạch và vệ sinh nông thôn", "chính phủ số"])
def test_what_is_no_body_is_not_taken_for_one(phrase: str) -> None:
    assert resolve(phrase) is None


def test_names_are_found_over_line_ends_but_not_in_document_symbols() -> None:
    text = "Theo Công văn số 21/UBND-NN, Sở Tài\nchính và UBND huyện Đơn Dương lập dự toán."
    found = [(text[s.start : s.end], s.body.key) for s in find_bodies(text)]
    assert found == [
        ("Sở Tài\nchính", "department.finance"),
        ("UBND huyện Đơn Dương", "peoples_committee.district.don_duong"),
    ]


def test_a_steering_committee_keeps_the_list_of_its_fields() -> None:
    text = "Thành lập Ban Chỉ đạo tỉnh về bảo hiểm, việc làm và giảm nghèo, do đồng chí Bí thư Tỉnh ủy làm Trưởng Ban"
    names = [text[s.start : s.end] for s in find_bodies(text)]
    assert names == ["Ban Chỉ đạo tỉnh về bảo hiểm, việc làm và giảm nghèo", "Bí thư Tỉnh ủy"]


def test_every_spelling_in_the_table_leads_to_its_body() -> None:
    wrong = []
    for spelling, entry in spellings():
        body = resolve(spelling)
        if body is None or body.key is None or not body.key.startswith(entry.key.split(".")[0]):
            wrong.append((spelling, body and body.key))
    assert len(wrong) <= len(spellings()) // 50, wrong


def test_keys_are_unique() -> None:
    assert len(known_keys()) == len(table("bodies"))


@pytest.mark.parametrize(
    ("name", "key", "current"),
    [("tỉnh Đăk Nông", "dak_nong", False), ("TP. Hồ Chí Minh", "ho_chi_minh", True), ("Hoà Bình", "hoa_binh", False)],
)
def test_provinces_old_and_new_are_known(name: str, key: str, current: bool) -> None:  # noqa: FBT001 - a test's parameter
    place = province(name)
    assert place is not None
    assert (place.key, place.current) == (key, current)


def test_every_former_province_has_a_present_successor() -> None:
    rows = table("provinces")
    current = {row["key"] for row in rows if row["era"] == "current"}
    assert len(current) == 34
    assert all(row["successor"] in current for row in rows if row["era"] == "former")
    assert len(rows) == 63


@given(st.text(alphabet="UBNDHĐSởTài chính, tỉnhuyện-/.\n&vàcác", max_size=60))
def test_spans_are_disjoint_ordered_and_inside_the_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    spans = find_bodies(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[t.start : t.end].strip() for t in tokens(text))


def test_an_office_alone_is_no_damaged_name() -> None:
    # "Lưu: VP, ATHT": the office of whoever issued the document
    assert resolve("VP") is None


def test_several_places_after_one_unit_are_bodies_of_their_own() -> None:
    text = "Giao UBND các xã Minh Tân, An Bình và Sở Y tế rà soát; Chủ tịch UBND các huyện Bắc Sơn và Nam Hải báo cáo."
    found = find_bodies(text)
    assert [span.body.name for span in found] == [
        "Ủy ban nhân dân xã Minh Tân",
        "Ủy ban nhân dân xã An Bình",
        "Sở Y tế",
        "Chủ tịch Ủy ban nhân dân huyện Bắc Sơn",
        "Chủ tịch Ủy ban nhân dân huyện Nam Hải",
    ]
    assert [text[span.start : span.end] for span in found][:2] == ["UBND các xã Minh Tân", "An Bình"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND xã Quảng Tân và Đắk Hà, thị trấn Kiến An;", ["xã Quảng Tân", "xã Đắk Hà", "thị trấn Kiến An"]),
        ("UBND các xã Minh Tân, An Bình và thị trấn Kiến An", ["xã Minh Tân", "xã An Bình", "thị trấn Kiến An"]),
        ("UBND xã Minh Tân, An Bình, và thị trấn Kiến An", ["xã Minh Tân", "xã An Bình", "thị trấn Kiến An"]),
        ("UBND huyện Bắc Sơn và Nam Hải, thành phố Kiến An", ["huyện Bắc Sơn", "huyện Nam Hải", "thành phố Kiến An"]),
        ("UBND tỉnh Đắk Lắk, Lâm Đồng và thành phố Đà Nẵng", ["tỉnh Đắk Lắk", "tỉnh Lâm Đồng", "thành phố Đà Nẵng"]),
        ("UBND thành phố Hà Nội, thành phố Hồ Chí Minh", ["thành phố Hà Nội", "thành phố Hồ Chí Minh"]),
        # where the commune lies, a person, and another body
        ("UBND xã Minh Tân, huyện Bắc Sơn, thành phố Hải Phòng", ["xã Minh Tân"]),
        ("UBND phường An Bình, TP Hải Phòng", ["phường An Bình"]),
        ("UBND xã Minh Tân, Lê Văn Nam", ["xã Minh Tân"]),
        ("UBND tỉnh An Hải và Tổng Tham mưu trưởng", ["tỉnh An Hải"]),
    ],
)
def test_places_that_share_the_head_of_a_name(text: str, names: list[str]) -> None:
    found = find_bodies(text)
    assert [span.body.name for span in found] == [f"Ủy ban nhân dân {name}" for name in names]
    assert "".join(text[span.start : span.end] for span in found).count(" và ") == 0
