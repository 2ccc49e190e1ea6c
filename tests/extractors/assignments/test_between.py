"""What stands between a body and its duty, and the bodies that a document charges with its execution."""

from collections.abc import Callable

import pytest

from extractors.analysis import Analysis
from extractors.assignments import extract_assignments

DUTIES = "TỈNH ỦY AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. TỔ CHỨC THỰC HIỆN\n\n"

Build = Callable[..., Analysis]
Row = tuple[str, str, str]


def rows(analysis: Analysis) -> list[Row]:
    return [(a.body.name, a.role, a.task.vi or "") for a in extract_assignments(analysis)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Giao Bộ Y tế theo chức năng, nhiệm vụ, thẩm quyền hướng dẫn các trạm đọc sách.",
            [("Bộ Y tế", "implement", "hướng dẫn các trạm đọc sách")],
        ),
        (
            "Sở Y tế trong phạm vi quản lý của mình rà soát tủ sách của bệnh viện.",
            [("Sở Y tế", "implement", "rà soát tủ sách của bệnh viện")],
        ),
        (
            "Sở Y tế theo thẩm quyền quản lý tủ sách của bệnh viện.",
            [("Sở Y tế", "implement", "quản lý tủ sách của bệnh viện")],
        ),
        (
            "Giao Phó Thủ tướng Trần Văn An chỉ đạo việc lập danh mục sách.",
            [("Phó Thủ tướng", "direct", "chỉ đạo việc lập danh mục sách")],
        ),
        (
            "Giao Tổ công tác được thành lập theo Quyết định của Giám đốc theo dõi, đôn đốc các thư viện.",
            [("Tổ công tác", "supervise", "theo dõi, đôn đốc các thư viện")],
        ),
        (
            "Cơ quan, tổ chức được lấy ý kiến có trách nhiệm trả lời bằng văn bản.",
            [("Cơ quan, tổ chức được lấy ý kiến", "implement", "có trách nhiệm trả lời bằng văn bản")],
        ),
        (
            "Các cấp ủy, chính quyền từ Trung ương đến địa phương quán triệt Kế hoạch này.",
            [
                ("Các cấp ủy", "implement", "quán triệt Kế hoạch này"),
                ("chính quyền", "implement", "quán triệt Kế hoạch này"),
            ],
        ),
        (
            "Sở Y tế giúp Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc đọc sách.",
            [("Sở Y tế", "supervise", "giúp Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc đọc sách")],
        ),
        (
            "Sở Y tế trình Ủy ban nhân dân tỉnh danh mục sách.",
            [("Sở Y tế", "implement", "trình Ủy ban nhân dân tỉnh danh mục sách")],
        ),
    ],
)
def test_a_duty_behind_other_words(analysed: Build, sentence: str, expected: list[Row]) -> None:
    assert [row for row in rows(analysed(DUTIES + f"1. {sentence}\n")) if row[1] != "report_to"] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Kinh phí được giao Sở Tài chính năm trước còn 2 tỷ đồng.",
        "Việc cấp, cấp lại thẻ đọc thành lập từ năm 2020.",
        "Đề án do Sở Y tế trình đã được duyệt.",
    ],
)
def test_what_gives_no_duty(analysed: Build, sentence: str) -> None:
    assert rows(analysed(DUTIES + f"1. {sentence}\n")) == []


def test_who_directs_and_who_is_directed(analysed: Build) -> None:
    text = "1. Bộ Tài chính chỉ đạo Kho bạc Nhà nước tổ chức bàn giao tủ sách; báo cáo Chính phủ kết quả.\n"
    assert [row for row in rows(analysed(DUTIES + text)) if row[1] != "report_to"] == [
        ("Bộ Tài chính", "direct", "chỉ đạo Kho bạc Nhà nước tổ chức bàn giao tủ sách"),
        ("Bộ Tài chính", "implement", "báo cáo Chính phủ kết quả"),
        ("Kho bạc Nhà nước", "implement", "tổ chức bàn giao tủ sách"),
    ]


@pytest.mark.parametrize("courtesy", ["", "Các ông (bà): ", "Các ông, bà: ", "Các đồng chí "])
def test_who_is_charged_with_the_execution(analysed: Build, courtesy: str) -> None:
    text = (
        f"1. {courtesy}Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc các Sở: Tài chính, Y tế; các thư viện khác mượn "
        "sách; Chủ tịch Ủy ban nhân dân huyện Bắc Sơn chịu trách nhiệm thi hành Quyết định này.\n"
    )
    assert [(name, role) for name, role, _ in rows(analysed(DUTIES + text))] == [
        ("Chánh Văn phòng Ủy ban nhân dân tỉnh", "implement"),
        ("Giám đốc Sở Tài chính", "implement"),
        ("Giám đốc Sở Y tế", "implement"),
        ("các thư viện khác mượn sách", "implement"),
        ("Chủ tịch Ủy ban nhân dân huyện Bắc Sơn", "implement"),
    ]


def test_a_list_under_a_body_that_is_only_charged(analysed: Build) -> None:
    text = (
        "1 - Các Bộ trưởng:\n- Lập danh mục sách.\n"
        "2 - Sở Y tế có trách nhiệm.\n- Quản lý chặt chẽ tủ sách;\n"
        "- Ủy ban nhân dân các huyện:\n- Bố trí phòng đọc.\n"
    )
    assert rows(analysed(DUTIES + text)) == [
        ("Các Bộ trưởng", "implement", "Lập danh mục sách"),
        ("Sở Y tế", "implement", "Quản lý chặt chẽ tủ sách"),
        ("Ủy ban nhân dân các huyện", "implement", "Bố trí phòng đọc"),
    ]


def test_an_article_on_the_duties_of_a_board(analysed: Build) -> None:
    text = (
        DUTIES + "Điều 2. Nhiệm vụ của Ban Chỉ đạo:\n1. Xây dựng Đề án thư viện.\n2. Giúp Thủ tướng theo dõi việc in.\n"
    )
    assert rows(analysed(text)) == [
        ("Ban Chỉ đạo", "implement", "Xây dựng Đề án thư viện"),
        ("Ban Chỉ đạo", "supervise", "Giúp Thủ tướng theo dõi việc in"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Các cơ quan trình dự án tiếp tục lấy ý kiến bạn đọc.",
            [("Các cơ quan trình dự án", "implement", "tiếp tục lấy ý kiến bạn đọc")],
        ),
        (
            "Sở Y tế thực hiện nghiêm Kế hoạch này, chỉ đạo của Tỉnh ủy về đọc sách.",
            [("Sở Y tế", "implement", "thực hiện nghiêm Kế hoạch này, chỉ đạo của Tỉnh ủy về đọc sách")],
        ),
        (
            "Các cấp ủy, người đứng đầu các Bộ, cơ quan lãnh đạo, chỉ đạo việc đọc sách.",
            [("Các cấp ủy", "direct", "lãnh đạo, chỉ đạo việc đọc sách")],
        ),
    ],
)
def test_which_bodies_of_a_kind_and_nouns_that_look_like_verbs(
    analysed: Build, sentence: str, expected: list[Row]
) -> None:
    found = rows(analysed(DUTIES + f"1. {sentence}\n"))
    assert [row for row in found if not row[0].startswith("người đứng đầu")] == expected


def test_what_a_board_may_do_is_no_duty_of_others(analysed: Build) -> None:
    text = DUTIES + "Điều 3. Quyền hạn của Ban Chỉ đạo:\n1. Yêu cầu các Bộ, ngành cung cấp tài liệu về sách.\n"
    assert rows(analysed(text)) == []


def test_a_council_or_committee_in_small_letters(analysed: Build) -> None:
    text = DUTIES + "1. Chánh Văn phòng ủy ban nhân dân tỉnh lập danh mục sách.\n"
    assert rows(analysed(text)) == [("Chánh Văn phòng Ủy ban nhân dân tỉnh", "implement", "lập danh mục sách")]


def test_all_that_a_body_is_directed_to_do_is_one_task(analysed: Build) -> None:
    text = DUTIES + "1. Bộ Công an:\na) Chỉ đạo Công an tỉnh nắm tình hình; phối hợp với thư viện; kịp thời báo cáo.\n"
    assert ("Công an tỉnh", "implement", "nắm tình hình; phối hợp với thư viện; kịp thời báo cáo") in rows(
        analysed(text)
    )


def test_who_orders_others_to_act(analysed: Build) -> None:
    text = DUTIES + "1. Ủy ban nhân dân huyện yêu cầu công ty Sách Bắc Sơn trả lại tủ sách.\n"
    assert rows(analysed(text)) == [
        ("Ủy ban nhân dân huyện", "direct", "yêu cầu công ty Sách Bắc Sơn trả lại tủ sách"),
        ("công ty Sách Bắc Sơn", "implement", "trả lại tủ sách"),
    ]


def test_a_name_without_its_joints_and_units_without_commas(analysed: Build) -> None:
    text = DUTIES + "1. Phòng Tài nguyên môi trường, UBND các xã thị trấn sớm lập danh mục sách.\n"
    assert [(name, role) for name, role, _ in rows(analysed(text))] == [
        ("Phòng Tài nguyên và Môi trường", "implement"),
        ("Ủy ban nhân dân các xã thị trấn", "implement"),
    ]


def test_a_joint_before_another_body_begins_no_duty(analysed: Build) -> None:
    text = (
        "1. Các Bộ trưởng và Chủ tịch, Tổng giám đốc các tập đoàn, tổng công ty nhà nước chịu trách nhiệm thi hành "
        "Nghị quyết này.\n"
    )
    assert rows(analysed(DUTIES + text)) == [
        ("Các Bộ trưởng", "implement", "chịu trách nhiệm thi hành Nghị quyết này"),
        (
            "Chủ tịch, Tổng Giám đốc các tập đoàn, tổng công ty nhà nước",
            "implement",
            "chịu trách nhiệm thi hành Nghị quyết này",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an item may first tell why or when
        (
            "2. Sở Y tế:\na) Lập danh mục sách;\nb) Trên cơ sở báo cáo của xã, chủ trì, phối hợp với Sở Tư pháp mua.\n",
            [("Sở Y tế", "implement"), ("Sở Y tế", "lead"), ("Sở Tư pháp", "coordinate")],
        ),
        # what the task is about stands before a colon
        (
            "Đối với thư viện cấp xã: Sở Y tế chủ trì, phối hợp với Sở Nội vụ hướng dẫn chọn sách.\n",
            [("Sở Nội vụ", "coordinate"), ("Sở Y tế", "lead")],
        ),
        ("Sở Y tế chủ trì cùng Sở Nội vụ lập danh mục sách.\n", [("Sở Nội vụ", "coordinate"), ("Sở Y tế", "lead")]),
        # examples are no tasks
        (
            "Sở Y tế hướng dẫn các xã mở dịch vụ giúp bạn đọc ở nơi xa tìm được sách hay như:\na) Cung cấp sách;\n",
            [("Sở Y tế", "implement")],
        ),
        (
            "Các cơ quan trung ương và địa phương chủ động lập danh mục sách.\n",
            [("Các cơ quan trung ương và địa phương", "implement")],
        ),
        (
            "Sở Y tế, tổ chức và cá nhân khác có liên quan chịu trách nhiệm thi hành Quyết định này.\n",
            [("Sở Y tế", "implement"), ("tổ chức và cá nhân khác có liên quan", "implement")],
        ),
        ("Sở Văn hóa - Thông tin lập danh mục sách.\n", [("Sở Văn hóa - Thông tin", "implement")]),
    ],
)
def test_where_a_duty_begins_and_who_shares_it(analysed: Build, text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted((name, role) for name, role, _ in rows(analysed(DUTIES + text))) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanh tra Bộ Y tế kiểm tra các thư viện.\n", [("Thanh tra Bộ Y tế", "supervise")]),
        (
            "Giao Bộ Y tế, căn cứ vào Nghị quyết này và đề nghị của các xã, quy định việc mượn sách.\n",
            [("Bộ Y tế", "implement")],
        ),
        (
            "Trong thời hạn 10 ngày kể từ ngày nhận hồ sơ của Ủy ban nhân dân cấp xã, Sở Y tế thẩm định hồ sơ.\n",
            [("Sở Y tế", "implement")],
        ),
        (
            "Tại thư viện (trừ thư viện xã; thư viện thôn), các cơ quan cho mượn sách có trách nhiệm lập sổ.\n",
            [("các cơ quan cho mượn sách", "implement")],
        ),
        ("1. Bộ Y tế (Cục Thư viện)\na) Lập danh mục sách;\nb) Chọn sách.\n", [("Bộ Y tế", "implement")]),
        (
            "Các cơ quan mượn sách (Sở Y tế, Sở Nội vụ...) có trách nhiệm lập sổ mượn.\n",
            [("Các cơ quan", "implement"), ("Sở Nội vụ", "implement"), ("Sở Y tế", "implement")],
        ),
        # who issued a document does not act in the text that is based on it
        ("Căn cứ Thông tư số 5/2020/TTLT của Bộ Y tế, Bộ Tài chính hướng dẫn mượn sách;\n", []),
        # the papers of a file are handed in by nobody named here
        ("a) Tờ trình của thư viện trình Chủ tịch Ủy ban nhân dân cấp tỉnh;\n", []),
    ],
)
def test_a_duty_behind_grounds_brackets_and_the_names_of_others(
    analysed: Build, text: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted({(name, role) for name, role, _ in rows(analysed(DUTIES + text))}) == sorted(expected)


def test_who_assigns_others_in_an_item_acts_too(analysed: Build) -> None:
    text = "1. Sở Y tế có trách nhiệm:\na) Lập danh mục;\nb) Tổng hợp nhu cầu của các xã, giao Sở Nội vụ lập sổ mượn.\n"
    found = [(name, role) for name, role, _ in rows(analysed(DUTIES + text))]
    assert found == [("Sở Y tế", "implement"), ("Sở Y tế", "implement"), ("Sở Nội vụ", "implement")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế tổ chức thực hiện thanh tra, kiểm tra các thư viện.\n", [("Sở Y tế", "supervise")]),
        # how something is done is nobody's duty
        ("1. Sở Y tế:\na) Lập danh mục sách;\nb) Việc tổ chức đọc sách theo quy định.\n", [("Sở Y tế", "implement")]),
    ],
)
def test_checks_that_are_organised_and_how_things_are_done(
    analysed: Build, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(name, role) for name, role, _ in rows(analysed(DUTIES + text))] == expected


def test_what_a_text_applies_to_has_no_duties(analysed: Build) -> None:
    text = "Điều 2. Đối tượng áp dụng\n1. Cơ quan có thẩm quyền thực hiện việc cho mượn sách.\n"
    assert rows(analysed(text)) == []
