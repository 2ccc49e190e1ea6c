from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import RejectedError
from corpus.record import Keyed, Record, Target
from outputs.comparison import compare, picture, write_comparison

Change = Callable[..., Record]


def with_targets(record: Record, symbol: str, *targets: Target) -> Record:
    metadata = record.metadata.model_copy(update={"symbol": symbol})
    return record.model_copy(update={"targets": list(targets), "achievements": [], "metadata": metadata})


def target(record: Record, key: str | None, value: float, **changes: object) -> Target:
    plain: dict[str, object] = {
        "kind": "numeric",
        "indicator": Keyed(vi="tỷ lệ hộ nghèo", key=key),
        "value": value,
        "unit": "percent",
        "comparator": "lt",
        "confidence": 0.99,
        "flags": [],
        "population": None,
    }
    return record.targets[0].model_copy(update=plain | changes)


@pytest.fixture
def run(record: Record, tmp_path: Path) -> Path:
    documents = {
        "a": [target(record, "poverty_rate", 3), target(record, None, 8)],
        "b": [target(record, "poverty_rate", 2), target(record, "poverty_rate", 5, unit="households")],
        "c": [target(record, "health_insurance_coverage", 95, comparator="ge")],
    }
    for name, targets in documents.items():
        (tmp_path / name).mkdir()
        content = with_targets(record, f"{name}-NQ/TU", *targets).model_dump_json()
        (tmp_path / name / "record.json").write_text(content, encoding="utf-8")
    return tmp_path


def test_only_what_stands_in_two_documents_in_one_unit_is_compared(run: Path) -> None:
    [one] = compare(run)
    assert (one.key, one.unit, one.documents) == ("poverty_rate", "percent", 2)
    assert [(point.document, point.low, point.comparator) for point in one.points] == [
        ("a-NQ/TU", 3, "lt"),
        ("b-NQ/TU", 2, "lt"),
    ]
    assert one.name.vi.text == "tỷ lệ hộ nghèo"


def test_the_same_document_twice_is_no_comparison(run: Path, record: Record) -> None:
    twice = with_targets(record, "c-NQ/TU", target(record, "birth_rate", 1), target(record, "birth_rate", 2))
    (run / "c" / "record.json").write_text(twice.model_dump_json(), encoding="utf-8")
    assert [one.key for one in compare(run)] == ["poverty_rate"]


def test_the_picture_keeps_the_order_of_the_figures_and_shows_bounds(run: Path) -> None:
    [one] = compare(run)
    three, two = picture(one.points)
    assert two.x1 < three.x1
    assert two.x1 == two.x2
    assert {mark.arrow for mark in (two, three)} == {-1}
    assert two.y > three.y


def test_figures_below_nought_have_their_place(run: Path, record: Record) -> None:
    for name, value in (("a", -1.5), ("b", -0.5)):
        content = with_targets(record, name, target(record, "poverty_rate", value)).model_dump_json()
        (run / name / "record.json").write_text(content, encoding="utf-8")
    [one] = compare(run)
    lower, higher = picture(one.points)
    assert lower.x1 < higher.x1


def test_the_page_leads_to_the_documents_and_escapes_their_words(run: Path, record: Record) -> None:
    hostile = with_targets(record, "<script>alert(1)</script>", target(record, "poverty_rate", 1))
    (run / "a" / "record.json").write_text(hostile.model_dump_json(), encoding="utf-8")
    write_comparison(run, run / "compare.html")
    page = (run / "compare.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="b/summary.html"' in page
    assert "dưới 2\N{NO-BREAK SPACE}%" in page


def test_a_page_elsewhere_has_no_dead_links(run: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    page = tmp_path_factory.mktemp("elsewhere") / "page.html"
    write_comparison(run, page)
    assert "summary.html" not in page.read_text(encoding="utf-8")


def test_another_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RejectedError):
        write_comparison(tmp_path, tmp_path / "compare.html")
    assert not (tmp_path / "compare.html").exists()
