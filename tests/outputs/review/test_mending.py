from collections.abc import Callable

from fastapi.testclient import TestClient

from corpus.store.tables import RowEntry

SCAN, PLAIN = "a" * 64, "b" * 64
HERE = "/documents/" + SCAN
Rows = Callable[[], dict[str, RowEntry]]


def ty(lan: TestClient) -> list[dict[str, str]]:
    words = lan.get(f"{HERE}/pages/1/words").json()["words"]
    return [{"number": "1", "start": str(w["start"]), "end": str(w["end"])} for w in words if w["text"] == "ty"]


def test_the_same_misreading_is_offered_wherever_it_stands_and_ticked(lan: TestClient) -> None:
    text = lan.get(f"{HERE}/words/elsewhere", params=ty(lan)[0] | {"text": "tỷ"}).text
    assert text.count('type="checkbox"') == 2
    assert text.count(" checked") == 2
    assert f'value="{PLAIN}:1:' in text
    assert "<mark>ty</mark> lệ lao động" in text


def test_places_of_a_figure_are_ticked_one_by_one(lan: TestClient) -> None:
    text = lan.get(f"{HERE}/words/elsewhere", params=ty(lan)[0] | {"text": "7y"}).text
    assert text.count('type="checkbox"') == 2
    assert " checked" not in text
    assert "xem từng chỗ" in text


def test_one_act_mends_all_places_that_were_ticked(lan: TestClient, rows: Rows) -> None:
    here, other = ty(lan)
    also = [f"{SCAN}:1:{other['start']}:{other['end']}"]
    answer = lan.post(f"{HERE}/words", data=here | {"text": " tỷ ", "also": also})
    assert answer.status_code == 200
    assert answer.text.count("<li") == 2
    assert "tỷ lệ hộ nghèo" in answer.text
    words = lan.get(f"{HERE}/pages/1/words").json()["words"]
    assert [w["mended"] for w in words if w["text"] == "ty"] == ["tỷ", "tỷ"]
    left = lan.get(f"{HERE}/words/elsewhere", params=here | {"text": "tỷ"}).text
    assert left.count('type="checkbox"') == 1  # in the other document only
    lan.post(f"{HERE}/undo")
    assert rows()["target:t-2"].data["indicator"]["vi"] == "ty lệ hộ nghèo"


def test_what_cannot_be_mended(lan: TestClient) -> None:
    here = ty(lan)[0]
    assert lan.post(f"{HERE}/words", data=here | {"text": "  "}).status_code == 422
    assert lan.post(f"{HERE}/words", data=here | {"text": "x", "also": "one"}).status_code == 422
    assert lan.post(f"{HERE}/words", data=here | {"text": "x", "start": "1"}).status_code == 404
    assert lan.get(f"{HERE}/words/elsewhere", params=here | {"start": "1", "text": "x"}).status_code == 404
    assert lan.get(f"{HERE}/words/elsewhere", params={"number": "1"}).status_code == 422


def test_a_second_reader_sees_no_mended_words(
    lan: TestClient, minh: TestClient, change_document: Callable[..., None]
) -> None:
    lan.post(f"{HERE}/words", data=ty(lan)[0] | {"text": "tỷ"})
    change_document(second_reader="minh")
    assert not any("mended" in word for word in minh.get(f"{HERE}/pages/1/words").json()["words"])
