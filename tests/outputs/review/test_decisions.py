import html as entities
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.store import Store
from corpus.store.tables import DecisionEntry, OpinionEntry, RowEntry

HERE = "/documents/" + "a" * 64
Rows = Callable[[], dict[str, RowEntry]]


def address(rows: Rows, key: str, act: str) -> str:
    return f"{HERE}/rows/{rows()[key].id}/{act}"


def correction(**fields: str) -> dict[str, str]:
    return {f"0:{place.replace('__', '.')}": text for place, text in fields.items()}


@pytest.mark.parametrize(("act", "state"), [("approve", "approved"), ("reject", "rejected")])
def test_one_key_judges(lan: TestClient, rows: Rows, act: str, state: str) -> None:
    answer = lan.post(address(rows, "target:t-2", act), data={"version": "1"})
    assert answer.status_code == 200
    assert f'data-state="{state}"' in answer.text
    row = rows()["target:t-2"]
    assert (row.state, row.version) == (state, 2)


def test_a_correction_changes_what_was_typed_and_nothing_else(lan: TestClient, rows: Rows) -> None:
    before = rows()["target:t-2"].data
    answer = lan.post(address(rows, "target:t-2", "correct"), data={"version": "1"} | correction(value="1,2", unit="%"))
    assert answer.status_code == 200
    row = rows()["target:t-2"]
    assert row.state == "corrected"
    assert row.data["value"] == 1.2
    assert {key for key in row.data if row.data[key] != before[key]} == {"value", "value_raw"}
    assert row.data["value_raw"] == "1,2 %"


def test_a_form_sent_as_it_came_approves(lan: TestClient, rows: Rows) -> None:
    fields = _fields(lan.get(address(rows, "target:t-2", "form")).text)
    answer = lan.post(address(rows, "target:t-2", "correct"), data=fields)
    assert answer.status_code == 200
    assert rows()["target:t-2"].state == "approved"


def test_what_cannot_be_taken_stays_in_its_field_with_the_reason(lan: TestClient, rows: Rows) -> None:
    typed = correction(value="1.2", unit="gáo", due__end="31/2/2030")
    answer = lan.post(address(rows, "target:t-2", "correct"), data={"version": "1"} | typed)
    assert answer.status_code == 422
    for text in ("1.2", "gáo", "31/2/2030"):
        assert f'value="{text}"' in answer.text
    for reason in ("phần thập phân viết sau dấu phẩy", "Đơn vị này không có trong danh mục", "Không có ngày này"):
        assert reason in answer.text
    assert answer.text.count('aria-invalid="true"') == 3
    assert rows()["target:t-2"].version == 1


def test_the_second_of_two_people_sees_both_versions(lan: TestClient, minh: TestClient, rows: Rows) -> None:
    lan.post(address(rows, "target:t-2", "correct"), data={"version": "1"} | correction(value="5"))
    answer = minh.post(address(rows, "target:t-2", "correct"), data={"version": "1"} | correction(value="7"))
    assert answer.status_code == 409
    assert "<td>7</td><td>5</td>" in answer.text
    assert "Lan" in answer.text
    assert 'data-version="2" data-seen="1"' in answer.text
    assert rows()["target:t-2"].data["value"] == 5


def test_one_version_is_put_over_the_other_as_a_decision_of_its_own(
    lan: TestClient, minh: TestClient, rows: Rows, store: Store
) -> None:
    lan.post(address(rows, "target:t-2", "correct"), data={"version": "1"} | correction(value="5", area="cả tỉnh"))
    sent = {"version": "2", "over": "1"} | correction(value="7")
    assert minh.post(address(rows, "target:t-2", "correct"), data=sent).status_code == 200
    assert rows()["target:t-2"].data["value"] == 7
    with store.reading() as session:
        decisions = session.query(DecisionEntry).order_by(DecisionEntry.id).all()
    assert [d.before["data"]["value"] for d in decisions if d.before] == [2, 5]


def test_an_approval_put_over_anothers_correction_brings_back_what_was_approved(
    lan: TestClient, minh: TestClient, rows: Rows
) -> None:
    lan.post(address(rows, "target:t-2", "correct"), data={"version": "1"} | correction(value="5"))
    answer = minh.post(address(rows, "target:t-2", "approve"), data={"version": "1"})
    assert answer.status_code == 409
    assert "<td>2</td><td>5</td>" in answer.text
    assert minh.post(address(rows, "target:t-2", "approve"), data={"version": "2", "over": "1"}).status_code == 200
    row = rows()["target:t-2"]
    assert (row.state, row.data["value"], row.version) == ("approved", 2, 3)


@pytest.mark.parametrize("act", ["approve", "reject", "correct"])
def test_an_act_sent_again_after_a_lost_answer_is_done_once(lan: TestClient, rows: Rows, act: str) -> None:
    sent = {"version": "1"} | (correction(value="5") if act == "correct" else {})
    answers = [lan.post(address(rows, "target:t-2", act), data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text == answers[1].text
    assert rows()["target:t-2"].version == 2


def test_a_row_is_split_in_two(lan: TestClient, rows: Rows) -> None:
    parts = {"0:indicator.vi": "hộ nghèo", "1:indicator.vi": "hộ cận nghèo", "1:value": "3"}
    answers = [lan.post(address(rows, "target:t-2", "split"), data={"version": "1"} | parts) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "data-gone" in answers[0].text
    made = [row.data for row in rows().values() if row.state == "added"]
    assert [(data["indicator"]["vi"], data["value"]) for data in made] == [("hộ nghèo", 2), ("hộ cận nghèo", 3)]
    assert len({data["id"] for data in made}) == 2


def test_two_parts_must_differ(lan: TestClient, rows: Rows) -> None:
    same = {"0:value": "2", "1:value": "2"}
    answer = lan.post(address(rows, "target:t-2", "split"), data={"version": "1"} | same)
    assert answer.status_code == 422
    assert "giống hệt nhau" in answer.text


def _marked(rows: Rows, *keys: str) -> str:
    return " ".join(f"{rows()[key].id}:{rows()[key].version}" for key in keys)


def test_rows_are_merged_with_the_proof_of_all(lan: TestClient, rows: Rows) -> None:
    marked = _marked(rows, "target:t-2", "target:t-70")
    form = lan.get(f"{HERE}/merge", params={"rows": marked})
    assert "ty lệ hộ nghèo" in form.text
    answer = lan.post(f"{HERE}/merge", data={"rows": marked, "0:value": "3"})
    assert answer.status_code == 200
    [made] = [row for row in rows().values() if row.state == "added"]
    assert (made.data["value"], len(made.data["evidence"])) == (3, 2)
    assert {rows()[key].state for key in ("target:t-2", "target:t-70")} == {"replaced"}


@pytest.mark.parametrize(
    "keys", [("target:t-2",), ("target:t-2", "assignment:a-1"), ("metadata:symbol", "metadata:title")]
)
def test_what_cannot_be_merged(lan: TestClient, rows: Rows, keys: tuple[str, ...]) -> None:
    answer = lan.get(f"{HERE}/merge", params={"rows": _marked(rows, *keys)})
    assert answer.status_code == 403
    assert "cùng loại" in answer.text


def _new(lan: TestClient, kind: str, quote: str) -> dict[str, Any]:
    page = lan.get(f"{HERE}/pages/1/words").json()
    start = page["text"].index(quote)
    return {"kind": kind, "start": str(start), "end": str(start + len(quote))}


def test_a_new_row_stands_on_the_words_that_were_selected(lan: TestClient, rows: Rows) -> None:
    quote = "ty lệ hộ nghèo dưới 2%"
    sent = _new(lan, "target", quote)
    fields = _fields(lan.get(f"{HERE}/new", params=sent).text)
    assert (fields["0:value"], fields["0:unit"], fields["0:comparator"]) == ("2", "phần trăm", "lt")
    assert fields["0:indicator.vi"] == "ty lệ hộ nghèo"
    for _ in range(2):  # sent again, it is not added twice
        assert lan.post(f"{HERE}/rows", data=fields).status_code == 200
    [made] = [row for row in rows().values() if row.state == "added"]
    assert made.data["evidence"] == rows()["target:t-2"].data["evidence"]


def test_a_new_row_that_says_nothing_is_not_taken(lan: TestClient) -> None:
    sent = _new(lan, "assignment", "Sở Tài chính")
    answer = lan.post(f"{HERE}/rows", data=sent | {"0:body.name": "", "0:task.vi": ""})
    assert answer.status_code == 422
    assert answer.text.count("Cần nhập mục này") == 2


@pytest.mark.parametrize("span", [("5", "5"), ("9", "3"), ("0", "99999"), ("-1", "4"), ("x", "4")])
def test_a_new_row_needs_words(lan: TestClient, span: tuple[str, str]) -> None:
    sent = {"kind": "target", "start": span[0], "end": span[1]}
    assert lan.get(f"{HERE}/new", params=sent).status_code == 422
    assert lan.get(f"{HERE}/new", params=sent | {"kind": "metadata"}).status_code == 422


def test_undo_takes_back_one_act_after_the_other(lan: TestClient, rows: Rows) -> None:
    lan.post(address(rows, "target:t-2", "approve"), data={"version": "1"})
    lan.post(address(rows, "target:t-70", "reject"), data={"version": "1"})
    for key in ("target:t-70", "target:t-2"):
        assert lan.post(f"{HERE}/undo").status_code == 200
        assert rows()[key].state == "open"
    answer = lan.post(f"{HERE}/undo")
    assert answer.status_code == 404
    assert "Không còn việc nào" in answer.text


def test_undo_does_not_undo_what_another_did_since(lan: TestClient, minh: TestClient, rows: Rows) -> None:
    lan.post(address(rows, "target:t-2", "approve"), data={"version": "1"})
    minh.post(address(rows, "target:t-2", "reject"), data={"version": "2"})
    answer = lan.post(f"{HERE}/undo")
    assert answer.status_code == 403
    assert "người khác đã sửa" in answer.text


def test_history_tells_who_when_what_was_and_what_is(lan: TestClient, minh: TestClient, rows: Rows) -> None:
    lan.post(address(rows, "target:t-2", "correct"), data={"version": "1"} | correction(value="5"))
    minh.post(address(rows, "target:t-2", "reject"), data={"version": "2"})
    text = lan.get(address(rows, "target:t-2", "history")).text
    assert text.index("Minh") < text.index("Lan")
    assert "<del>2</del> → <ins>5</ins>" in text


def test_the_second_reader_judges_apart(
    lan: TestClient, minh: TestClient, rows: Rows, store: Store, change_document: Callable[..., None]
) -> None:
    change_document(second_reader="minh")
    lan.post(address(rows, "target:t-2", "correct"), data={"version": "1"} | correction(value="5"))
    lan.post(address(rows, "target:t-70", "reject"), data={"version": "1"})
    page = minh.get(HERE).text
    assert "data-second" in page
    assert 'data-state="corrected"' not in page
    assert 'data-state="rejected"' not in page
    assert 'data-version="2"' not in page
    assert 'value="2"' in minh.get(address(rows, "target:t-2", "form")).text
    answer = minh.post(address(rows, "target:t-2", "correct"), data={"version": "1"} | correction(value="7"))
    assert answer.status_code == 200
    assert 'data-state="corrected"' in answer.text
    minh.post(address(rows, "target:t-70", "approve"), data={"version": "1"})
    assert rows()["target:t-2"].data["value"] == 5
    with store.reading() as session:
        said = {opinion.data["value"]: opinion.state for opinion in session.query(OpinionEntry)}
    assert said == {7: "corrected", 70: "approved"}
    history = minh.get(address(rows, "target:t-2", "history")).text
    assert "Minh" in history
    assert "Lan" not in history


def test_the_second_reader_takes_an_opinion_back_and_only_judges(
    minh: TestClient, rows: Rows, store: Store, change_document: Callable[..., None]
) -> None:
    change_document(second_reader="minh")
    minh.post(address(rows, "target:t-2", "reject"), data={"version": "1"})
    answer = minh.post(f"{HERE}/undo")
    assert 'data-state="open"' in answer.text
    with store.reading() as session:
        assert session.query(OpinionEntry).count() == 0
    assert minh.post(f"{HERE}/undo").status_code == 404
    refused = [
        minh.post(address(rows, "target:t-2", "split"), data={"version": "1", "0:value": "1", "1:value": "2"}),
        minh.post(f"{HERE}/merge", data={"rows": _marked(rows, "target:t-2", "target:t-70")}),
        minh.post(f"{HERE}/rows", data=_new(minh, "target", "ty lệ hộ nghèo")),
        minh.post(f"{HERE}/words", data={"number": "1", "start": "0", "end": "2", "text": "x"}),
    ]
    assert [answer.status_code for answer in refused] == [403] * 4


def test_a_row_that_was_split_is_not_brought_back_by_its_new_version(lan: TestClient, rows: Rows) -> None:
    lan.post(address(rows, "target:t-2", "split"), data={"version": "1", "0:value": "1", "1:value": "2"})
    answer = lan.post(address(rows, "target:t-2", "approve"), data={"version": "2"})
    assert answer.status_code == 403
    assert "đã được tách" in answer.text


def _fields(text: str) -> dict[str, str]:
    """What a browser would send of a form."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            found[name[1]] = entities.unescape(value[1])
    for name, typed in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', text):
        found[name] = entities.unescape(typed)
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found
