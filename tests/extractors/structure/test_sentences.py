import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.structure.sentences import clauses, sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "whole",
    [
        "Tỷ lệ hộ nghèo còn 1,2%; diện tích đạt 110.000 m² sàn",
        "Ủy ban nhân dân TP. Tân Hòa chủ trì",
        "Họp với PGS. TS. Lê Minh tại phòng 3",
        "Theo Nghị định số 15/2020/NĐ-CP. của Chính phủ",
        "Trồng cây, nuôi cá, dệt vải,... và các nghề khác",
        "Phí là 3.5 triệu đồng",
    ],
)
def test_dots_inside_a_sentence_do_not_end_it(whole: str) -> None:
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mở lớp học. Mua sách mới.", 2),
        ("Đạt 95%. Phấn đấu đạt 100% vào năm sau.", 2),
        ("Hoàn thành năm 2030. Các xã báo cáo.", 2),
        ("Ông nói: “Sẽ làm ngay.” Việc đã xong.", 2),
        ("Làm ngay! Có được không? Được.", 3),
    ],
)
def test_sentences_end_where_the_next_begins(text: str, count: int) -> None:
    assert len(split(text)) == count


@given(st.text(alphabet='aáB .;:!?…-0123,)"', max_size=60))
def test_sentences_hold_every_word_in_order(text: str) -> None:
    joined = "".join(split(text))
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_clauses_part_at_semicolons_and_list_marks() -> None:
    text = "Các đơn vị có trách nhiệm: a) lập kế hoạch; b) báo cáo, đánh giá; theo dõi"
    assert [text[a:b] for a, b in clauses(text, 0, len(text))] == [
        "Các đơn vị có trách nhiệm:",
        "a) lập kế hoạch;",
        "b) báo cáo, đánh giá;",
        "theo dõi",
    ]
