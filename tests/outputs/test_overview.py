from html.parser import HTMLParser
from pathlib import Path

import pytest

import outputs
from corpus.record import Record
from corpus.run import RunEntry, RunManifest, entry_of
from outputs import overview

STARTED = "2026-11-24T08:00:00+07:00"


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(path: Path) -> Links:
    parser = Links()
    parser.feed(path.read_text("utf-8"))
    return parser


def test_the_list_leads_to_every_summary_and_tells_what_failed(record: Record, tmp_path: Path) -> None:
    entries = [
        entry_of(record, input_path="in/chương trình.pdf", folder="chương trình #1-555"),
        RunEntry(
            input="in/khóa.pdf",
            outcome="rejected",
            code="encrypted",
            reason="The PDF is protected by a password.",
            remedy="Save a copy without one.",
        ),
        RunEntry(input="in/lạ.tif", outcome="quarantined", code="new_code", reason="<b>Odd</b>.", remedy="Report it."),
    ]
    assert outputs.index(RunManifest(started=STARTED, entries=entries), tmp_path) == [tmp_path / "index.html"]
    page = read(tmp_path / "index.html")
    assert page.links == ["ch%C6%B0%C6%A1ng%20tr%C3%ACnh%20%231-555/summary.html"]
    text = " ".join(" ".join(page.words).split())
    for words in (
        "15-CTr/TU",
        "Xử lý được một phần",
        "Trang bị hỏng, không đọc được.",
        "The image of the page is damaged.",
        "Tệp được bảo vệ bằng mật khẩu.",
        "The PDF is protected by a password.",
        "Save a copy without one.",
        "<b>Odd</b>.",
    ):
        assert words in text
    assert "[en]" in text


def test_a_long_list_is_cut_into_pages_that_lead_to_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "PER_PAGE", 2)
    entries = [RunEntry(input=f"in/{n}.txt", outcome="done", folder=f"{n}-x") for n in range(5)]
    pages = outputs.index(RunManifest(started=STARTED, entries=entries), tmp_path)
    assert [page.name for page in pages] == ["index.html", "index-2.html", "index-3.html"]
    linked = [read(page).links for page in pages]
    assert [link for links in linked for link in links if "summary" in link] == [
        f"{n}-x/summary.html" for n in range(5)
    ]
    assert all({"index.html", "index-2.html", "index-3.html"} <= set(links) for links in linked)


def test_a_run_without_documents_says_so(tmp_path: Path) -> None:
    outputs.index(RunManifest(started=STARTED), tmp_path)
    assert "chưa có văn bản nào" in (tmp_path / "index.html").read_text("utf-8")
