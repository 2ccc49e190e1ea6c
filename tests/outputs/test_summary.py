from __future__ import annotations

import re
from pathlib import Path

import pytest

import outputs
from corpus.document import Document
from corpus.record import Problem, Record
from outputs import summary
from outputs.wording import Language

GOLDEN = Path("tests") / "outputs" / "golden"
GLOSSARY = {"tỷ lệ hộ nghèo": "poverty rate", "Nghị quyết": "Resolution", "MỤC TIÊU": "Objectives"}


@pytest.fixture(autouse=True)
def small_glossary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The glossary grows every week; what the summaries do with it does not depend on it."""
    monkeypatch.setattr("outputs.wording.english", GLOSSARY.get)


@pytest.fixture
def specimens(
    record: Record, document: Document, english: tuple[Record, Document], bare: tuple[Record, Document], tmp_path: Path
) -> dict[str, Record]:
    """The records as they are after writing, with their page images."""
    pairs = {"scan": (record, document), "english": english, "bare": bare}
    return {name: outputs.write(*pair, tmp_path / "golden" / name) for name, pair in pairs.items()}


def compare(path: Path, made: str, *, regenerate: bool) -> None:
    if regenerate:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made.encode("utf-8"))
    expected = path.read_bytes().decode("utf-8") if path.exists() else ""
    assert made == expected, f"{path.name} has changed: look at the difference, then pytest --regenerate"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", ["scan", "english", "bare"])
def test_markdown_is_as_it_was_looked_at(
    name: str, lang: Language, specimens: dict[str, Record], repository: Path, *, regenerate: bool
) -> None:
    made = summary.text(specimens[name], lang)
    compare(repository / GOLDEN / f"{name}.summary.{lang}.md", made, regenerate=regenerate)


@pytest.mark.parametrize("name", ["scan", "english", "bare"])
def test_the_page_is_as_it_was_looked_at(
    name: str, specimens: dict[str, Record], repository: Path, *, regenerate: bool
) -> None:
    without_style = re.sub(
        r"<style>.*?</style>|sha256-[\w+/=]+(?=')", "", summary.html(specimens[name]), flags=re.DOTALL
    )
    compare(repository / GOLDEN / f"{name}.summary.html", without_style, regenerate=regenerate)


def test_the_page_loads_nothing_and_runs_nothing(specimens: dict[str, Record]) -> None:
    page = summary.html(specimens["scan"])
    assert "default-src 'none'; style-src 'sha256-" in page
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|style=|https?://", page)
    assert set(re.findall(r'href="([^"#]+)"', page)) == {"pages/0001.jpg", "pages/0002.png"}


def test_every_unsure_row_is_marked_and_counted(specimens: dict[str, Record]) -> None:
    page = summary.html(specimens["scan"])
    assert len(re.findall(r'<tr role="row"[^>]* class="unsure"', page)) == 4
    assert "<strong>4</strong>" in page
    for lang in ("vi", "en"):
        assert summary.text(specimens["scan"], lang).count("| ⚑ ") == 4


def test_what_was_first_read_is_shown_only_where_it_differs(specimens: dict[str, Record]) -> None:
    page = summary.html(specimens["scan"])
    assert page.count('class="as-read"') == 1
    assert "Tỷ lệ thất nghiép khu vuc thanh thi dudi 2,5%" in page


def test_words_without_english_are_marked_with_their_own_language(specimens: dict[str, Record]) -> None:
    page = summary.html(specimens["scan"])
    assert '<span lang="vi" class="foreign"><span class="mark">[vi]</span> diện tích nhà ở xã hội</span>' in page
    assert "*\\[vi\\]* diện tích nhà ở xã hội" in summary.text(specimens["scan"], "en")
    assert "*\\[en\\]* households that have left poverty" in summary.text(specimens["english"], "vi")
    assert "foreign" not in summary.html(specimens["bare"]).split("</style>")[1]


def test_each_failed_page_is_told_with_reason_and_remedy_on_its_own_line(specimens: dict[str, Record]) -> None:
    problems = [Problem(code="page_damaged", reason="Damaged.", remedy="Scan.", page=n) for n in (9, 4)]
    info = specimens["scan"].document.model_copy(update={"errors": problems})
    text = summary.text(specimens["scan"].model_copy(update={"document": info}), "vi")
    told = [line for line in text.splitlines() if "Trang bị hỏng" in line]
    assert [line.split(":")[0] for line in told] == ["- **trang 4", "- **trang 9"]
    assert all("Cách xử lý: Quét hoặc chụp lại" in line for line in told)


def test_targets_are_grouped_by_horizon_in_order_of_time(specimens: dict[str, Record]) -> None:
    text = summary.text(specimens["scan"], "en")
    headings = re.findall(r"^### (.*)", text.split("## Targets")[1].split("\n## ")[0], flags=re.MULTILINE)
    assert headings == ["Horizon 2027", "Horizon 2030", "Horizon 2045", "No horizon stated"]


def test_a_body_stands_once_and_receivers_stand_at_the_end(specimens: dict[str, Record]) -> None:
    text = summary.text(specimens["scan"], "vi")
    headings = re.findall(r"^### (.*)", text.split("## Phân công")[1].split("\n## ")[0], flags=re.MULTILINE)
    assert headings == ["Ban Tuyên giáo Tỉnh ủy", "Sở Y tế", "Nơi nhận"]
